// What a kiosk recorded since its last daily close, summed up by kiosk and
// ledger alike (see DailyClose in proto/greenledger/v1/record.proto).
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_

#include "greenledger/v1/record.pb.h"

namespace greenledger::rules {

// Not thread-safe.
class Tally {
 public:
  // Counts the next record of the journal; nullptr for bytes that are none. A
  // daily close begins a new count.
  void Add(const v1::Record* record);

  // The sums so far, as a daily close has to state them.
  const v1::DailyClose& sums() const { return sums_; }

  // Whether a close states these sums.
  bool Agrees(const v1::DailyClose& close) const;

  // For reading back rows.
  void Restore(const v1::DailyClose& sums) { sums_ = sums; }

 private:
  v1::DailyClose sums_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_
