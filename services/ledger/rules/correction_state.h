// What a book knows of corrections of tariffs: a part of BookState.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_CORRECTION_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_CORRECTION_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>

#include "greenledger/v1/correction.pb.h"
#include "services/ledger/rules/compiled_tariff.h"

namespace greenledger::rules {

// A correction and how far it is. Households are looked at in the order of
// their numbers; those in which nothing changes leave no entry.
struct Correction {
  v1::CorrectionBegun begun;
  std::shared_ptr<const CompiledTariff> tariff;
  int32_t from_day = 0;
  int32_t to_day = 0;
  // The household that the newest of its entries is about, and the last of that
  // household's own entries that was looked at.
  uint64_t household = 0;
  uint64_t through = 0;
  // Sums of its entries.
  uint64_t drops = 0;
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  uint64_t written_off = 0;
  bool complete = false;

  bool Covers(int32_t day) const { return from_day <= day && day <= to_day; }
};

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct CorrectionState {
  // By the index of the entry that began it.
  std::map<uint64_t, Correction> all;

  // The newest that covers the day, nullptr if none does.
  const Correction* On(int32_t day) const {
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
      if (at->second.Covers(day)) return &at->second;
    }
    return nullptr;
  }
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_CORRECTION_STATE_H_
