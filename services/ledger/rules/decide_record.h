// From a kiosk's record to the entry that books it.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_RECORD_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_RECORD_H_

#include <cstdint>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// An upload may hold a record of this size; it is quarantined above
// kRecordBytesMax.
inline constexpr size_t kQuarantineBytesMax = 32768;
// A record in its turn: next in its kiosk's sequence and chain.
struct RecordInput {
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  uint64_t sequence = 0;
  std::string_view bytes;
  // `bytes` parsed; nullptr if they are not a Record or too large to be one.
  const v1::Record* record = nullptr;
  // Signature of the upload, on its last record only.
  std::string_view signature;
};

// Sets every field of `entry`: what the record becomes at server time
// `time_us`. Pure and total: whatever the record holds, the result is an entry
// (booked or quarantined) whose postings sum to zero. Order of checks: the
// order of QuarantineReason. Reuses the memory of `entry`,
// which must be empty, a command's, or what this function made of it before.
// REQUIRES: the kiosk is registered; a tariff is in force at `time_us`;
// time_us > state.last_time_us().
void DecideRecord(const BookState& state, const RecordInput& input,
                  int64_t time_us, v1::Entry* entry);

// Whether some tariff rates drops received at this time.
bool HasTariffAt(const BookState& state, int64_t time_us);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_RECORD_H_
