// Households that move to another book and come from one.
#include "services/ledger/rules/decide_points.h"

namespace greenledger::rules {
namespace {

void CheckOut(const BookState& state, const v1::HouseholdMovedOut& out,
              const RefusalList& refusals) {
  if (out.to_book() == state.book()) {
    refusals.Add("to_book", v1::REFUSAL_REASON_SAME_BOOK, out.to_book());
  }
  const uint64_t number = out.household_number();
  if (CheckSpender(state, number, "household_number", refusals) == nullptr) {
    return;
  }
  if (state.points().HasHolds(number)) {
    refusals.Add("household_number", v1::REFUSAL_REASON_HOLDS_OPEN, number);
  }
}

void CheckIn(const BookState& state, const v1::HouseholdMovedIn& in,
             const RefusalList& refusals) {
  CheckSpender(state, in.household_number(), "household_number", refusals);
  if (state.points().moved_in.contains({in.from_book(), in.out_index()})) {
    refusals.Add("out_index", v1::REFUSAL_REASON_MOVED_IN_BEFORE,
                 in.out_index());
  }
}

}  // namespace

void CheckMoves(const BookState& state, const v1::Entry& entry,
                const RefusalList& refusals) {
  if (entry.has_household_moved_out()) {
    CheckOut(state, entry.household_moved_out(), refusals);
  } else if (entry.has_household_moved_in()) {
    CheckIn(state, entry.household_moved_in(), refusals);
  } else if (entry.has_move_ended() &&
             !state.points().moves.contains(entry.move_ended().out_index())) {
    refusals.Add("out_index", v1::REFUSAL_REASON_MOVE_UNKNOWN,
                 entry.move_ended().out_index());
  }
}

}  // namespace greenledger::rules
