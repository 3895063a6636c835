// What a committee should look at twice: the largest changes by hand, prizes,
// penalties and reversals of a period, and the households that earned most.
#ifndef GREENLEDGER_CLIENTS_CLI_CREDITS_FOLD_H_
#define GREENLEDGER_CLIENTS_CLI_CREDITS_FOLD_H_

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// One entry of a list.
struct Credit {
  uint64_t index = 0;
  int32_t day = 0;  // local
  uint64_t household = 0;
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  std::string by;
  std::string why;
};

enum class CreditKind : uint8_t {
  kAdjustment,
  kPrize,
  kPenalty,
  kReversal,
};
inline constexpr size_t kCreditKinds = 4;

// Remembers the lists, open proposals and a sum for each household. Not
// thread-safe.
class CreditsFold {
 public:
  // Local days, both included; `top` is the length of each list.
  CreditsFold(int32_t from_day, int32_t to_day, size_t top)
      : from_day_(from_day), to_day_(to_day), top_(top) {}

  // The next entry of the book.
  void Add(const v1::Entry& entry);

  // The largest first.
  std::vector<Credit> Largest(CreditKind kind) const;
  // Households with the milli-points that their drops earned, the most first.
  std::vector<std::pair<uint64_t, int64_t>> EarnedMost() const;

 private:
  // Whether the first comes before the second.
  struct Larger {
    bool operator()(const Credit& a, const Credit& b) const;
  };

  void Keep(CreditKind kind, const v1::Entry& entry, std::string by,
            std::string why);
  void AddDecided(const v1::Entry& entry, bool within);

  const int32_t from_day_;
  const int32_t to_day_;
  const size_t top_;
  int32_t utc_offset_minutes_ = 0;
  int32_t day_ = 0;  // of the entry at hand
  std::array<std::set<Credit, Larger>, kCreditKinds> lists_;
  // By the index of the entry that proposed it.
  std::map<uint64_t, v1::AdjustmentProposed> proposals_;
  absl::flat_hash_map<uint64_t, int64_t> earned_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CREDITS_FOLD_H_
