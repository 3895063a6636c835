// Sums of one account, per asset and class.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_BALANCES_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_BALANCES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "greenledger/v1/posting.pb.h"

namespace greenledger::rules {

// Credits and debits of one asset; the balance is their difference.
struct AssetSums {
  v1::Asset asset = v1::ASSET_UNSPECIFIED;
  uint32_t class_code = 0;
  uint64_t credits = 0;
  uint64_t debits = 0;
  friend bool operator==(const AssetSums&, const AssetSums&) = default;
};

// The sums of an account in the order of asset and class. An account knows a
// handful of assets, so a sorted vector beats any map, and most are where the
// account itself is in memory. Not thread-safe.
class Balances {
 public:
  // Adds a leg. Aborts if a sum would pass 2^63 - 1: limits on single amounts
  // keep it out of reach, and a wrapped balance must never be stored.
  void Post(v1::Asset asset, uint32_t class_code, int64_t amount);

  // Takes a leg back that Post added. False, and nothing is changed, if there
  // is less than that.
  bool Unpost(v1::Asset asset, uint32_t class_code, int64_t amount);

  // Whether all sums are zero.
  bool IsZero() const;

  // Sums of one asset; zeros if it was never moved.
  AssetSums Of(v1::Asset asset, uint32_t class_code = 0) const;

  // credits - debits.
  int64_t Net(v1::Asset asset, uint32_t class_code = 0) const;

  std::span<const AssetSums> all() const { return sums_; }

  // For reading back rows. REQUIRES: `sums` in order, without repetition.
  void Restore(const std::vector<AssetSums>& sums) {
    sums_.assign(sums.begin(), sums.end());
  }

 private:
  // Points, merit, and the mass of two classes.
  absl::InlinedVector<AssetSums, 4> sums_;
};

// Appends the sums to a message, one Balance each, with what is pending where
// something is.
template <typename RepeatedBalance>
void AppendTo(const Balances& balances, RepeatedBalance* out,
              const Balances* pending = nullptr) {
  for (const AssetSums& sums : balances.all()) {
    v1::Balance* balance = out->Add();
    balance->set_asset(sums.asset);
    balance->set_class_code(sums.class_code);
    balance->set_credits(sums.credits);
    balance->set_debits(sums.debits);
    if (pending == nullptr) continue;
    const AssetSums held = pending->Of(sums.asset, sums.class_code);
    balance->set_credits_pending(held.credits);
    balance->set_debits_pending(held.debits);
  }
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_BALANCES_H_
