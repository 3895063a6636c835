#include "services/points/due.h"

#include <algorithm>

namespace greenledger::points {
namespace {

constexpr char kBy[] = "ledger";

}  // namespace

std::vector<v1::Entry> HoldsToVoid(const rules::BookState& state,
                                   int64_t now_us, size_t most) {
  std::vector<v1::Entry> entries;
  for (const auto& [end_us, index] : state.points().hold_ends) {
    if (end_us >= now_us || entries.size() == most) break;
    v1::HoldVoided* voided = entries.emplace_back().mutable_hold_voided();
    voided->set_hold_index(index);
    voided->set_cause(v1::VOID_CAUSE_TIMED_OUT);
    voided->set_by(kBy);
  }
  return entries;
}

std::vector<v1::Entry> LotsToExpire(const rules::BookState& state,
                                    int32_t today, size_t look, size_t most,
                                    Cursor* cursor) {
  std::vector<v1::Entry> entries;
  const auto& households = state.households();
  const size_t end = std::min(households.size(), cursor->slot + look);
  for (; cursor->slot < end && entries.size() < most; ++cursor->slot) {
    const rules::HouseholdState& household = households[cursor->slot];
    for (const rules::Lot& lot : household.lots) {
      if (lot.last_day >= today) break;
      v1::PointsExpired* expired =
          entries.emplace_back().mutable_points_expired();
      expired->set_household_number(household.number);
      expired->set_last_day(lot.last_day);
    }
  }
  return entries;
}

}  // namespace greenledger::points
