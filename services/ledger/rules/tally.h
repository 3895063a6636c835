// What a kiosk recorded: since its last daily close, since its journal began,
// and per bin since the last clearance. Kiosk and ledger sum up alike, over all
// records whatever became of them (see DailyClose and BinCount in
// proto/greenledger/v1/record.proto).
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_

#include <cstdint>
#include <map>
#include <utility>

#include "greenledger/v1/record.pb.h"

namespace greenledger::rules {

// A class or bin with a higher number cannot be valid and is not summed up, so
// that a tally is of bounded size.
inline constexpr uint32_t kTallyClassMax = 9999;
inline constexpr uint32_t kTallyBinMax = 999;

// As v1::BinCount.
struct BinSums {
  uint64_t drops = 0;
  uint64_t grams = 0;
  uint64_t pieces = 0;
  friend bool operator==(const BinSums&, const BinSums&) = default;
};
v1::BinCount ToMessage(const BinSums& sums);
BinSums ToBinSums(const v1::BinCount& message);

// Not thread-safe.
class Tally {
 public:
  // Counts the next record of the journal; nullptr for bytes that are none. A
  // daily close begins a new day, a clearance empties its bin.
  void Add(const v1::Record* record);

  // The sums so far, as a daily close has to state them.
  const v1::DailyClose& sums() const { return sums_; }

  // Whether a close states these sums; those since the journal began may be
  // missing.
  bool Agrees(const v1::DailyClose& close) const;

  // Of one bin, as a clearance has to state it.
  BinSums InBin(uint32_t bin) const;

  // Bins into which something went since they were last emptied.
  const std::map<uint32_t, BinSums>& bins() const { return bins_; }

  // For reading back rows.
  void Restore(const v1::DailyClose& sums, std::map<uint32_t, BinSums> bins) {
    sums_ = sums;
    bins_ = std::move(bins);
  }

 private:
  void AddDrop(const v1::Drop& drop);

  v1::DailyClose sums_;
  std::map<uint32_t, BinSums> bins_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_TALLY_H_
