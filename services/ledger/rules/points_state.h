// What a book knows of points after they were earned: holds, proposals,
// budgets, prize pools, moves to other books, and what happened month by month:
// a part of BookState.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_STATE_H_

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/points.pb.h"
#include "services/ledger/rules/lots.h"

namespace greenledger::rules {

// A hold that is open.
struct Hold {
  v1::HoldPlaced placed;
  // Where its points came from; they go back there when it is voided.
  Lots parts;
  int32_t day = 0;  // local day on which it was placed
};

// A hold that ended.
struct EndedHold {
  uint64_t end_index = 0;  // of the entry that ended it
  bool committed = false;
  friend bool operator==(const EndedHold&, const EndedHold&) = default;
};

struct BudgetState {
  v1::Budget budget;  // milli_points as of now
  int32_t first_day = 0;
  int32_t last_day = 0;
  // Set aside for prizes so far, less what was given back.
  uint64_t promised_milli_points = 0;
};

struct PoolState {
  uint32_t budget_number = 0;
  std::string purpose;
};

// The ways in which points come to households and suspense, and go.
enum class Flow : uint8_t {
  kEarned,
  kAdjusted,
  kPrizes,
  kSpent,
  kExpired,
  kPenalised,
  kReversed,
  kCorrected,
  kMoved,
};
inline constexpr size_t kFlows = 9;

// One calendar month by server time, local.
struct MonthFlows {
  int32_t month = 0;  // year * 12 + month - 1
  std::array<int64_t, kFlows> flows{};
  int64_t outstanding = 0;  // at its end, or now

  int64_t Of(Flow flow) const { return flows[static_cast<size_t>(flow)]; }
};

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct PointsState {
  // Index of the entry that placed it -> the hold.
  std::map<uint64_t, Hold> holds;
  absl::flat_hash_map<uint64_t, EndedHold> ended_holds;
  // When open holds end and which; the same holds.
  std::set<std::pair<int64_t, uint64_t>> hold_ends;
  // Household -> its open holds.
  std::map<uint64_t, std::set<uint64_t>> holds_of;
  // Code hash of an open order -> its hold.
  std::map<std::string, uint64_t, std::less<>> codes;
  // Index of an open proposal -> the proposal.
  std::map<uint64_t, v1::AdjustmentProposed> proposals;
  // Index of a proposal that was decided -> index of the decision.
  absl::flat_hash_map<uint64_t, uint64_t> decided;
  std::map<uint32_t, BudgetState> budgets;
  std::map<uint32_t, PoolState> pools;  // open ones
  // Index of a HouseholdMovedOut that has not ended -> what it says.
  std::map<uint64_t, v1::HouseholdMovedOut> moves;
  // Book and index of each HouseholdMovedOut that came here.
  std::set<std::pair<uint64_t, uint64_t>> moved_in;
  // The oldest first.
  std::vector<MonthFlows> months;
  // Changed since rows were last taken.
  std::vector<uint64_t> dirty_holds;
  std::vector<uint64_t> dirty_decided;

  // nullptr if it is not open; valid until the next Apply.
  const Hold* FindHold(uint64_t index) const;
  // The budget that pays what counts for a local day, nullptr if none does.
  const BudgetState* BudgetOn(int32_t day) const;
  bool HasHolds(uint64_t household) const {
    return holds_of.contains(household);
  }

  void AddHold(uint64_t index, Hold hold);
  // REQUIRES: it is open. Returns what it was.
  Hold EndHold(uint64_t index, const EndedHold& end);
  // Adds to the month of local day `day`.
  void AddFlow(int32_t day, Flow flow, int64_t milli_points);
};

// year * 12 + month - 1 of a local day.
int32_t MonthOf(int32_t day);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_STATE_H_
