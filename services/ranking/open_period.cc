#include "services/ranking/open_period.h"

#include <algorithm>
#include <utility>

namespace greenledger::ranking {
namespace {

constexpr ContestantId kCommunity = {v1::CONTESTANT_KIND_COMMUNITY, 0, 0};

ContestantId PlaceId(v1::ContestantKind kind, uint64_t number) {
  return {kind, static_cast<uint32_t>(number), 0};
}

// Whether a day that became active, or no longer is, is the only one of its
// week or month within the period.
bool IsOnlyOne(v1::PeriodKind kind, const DaySpan& within, uint32_t slot,
               int32_t day, const Calendar& calendar) {
  DaySpan span = PeriodOf(kind, day);
  span.from_day = std::max(span.from_day, within.from_day);
  span.to_day = std::min(span.to_day, within.to_day);
  return !calendar.IsActiveBut(slot, span, day);
}

}  // namespace

void OpenPeriod::Add(const Contribution& one, const Resident& resident,
                     uint32_t slot, int32_t flip, const Calendar& calendar) {
  Sums more = {.milli_merit = one.milli_merit,
               .milli_points = one.milli_points,
               .minutes = one.minutes,
               .drops = one.drops,
               .rejected = one.rejected,
               .days = flip};
  if (flip != 0) {
    if (IsOnlyOne(v1::PERIOD_KIND_WEEK, days_, slot, one.day, calendar)) {
      more.weeks = flip;
    }
    if (IsOnlyOne(v1::PERIOD_KIND_MONTH, days_, slot, one.day, calendar)) {
      more.months = flip;
    }
  }
  const bool of_class = one.drops != 0 || one.grams != 0;
  Sums& own = households_.Change(slot);
  if (of_class) {
    more.classes = own.AddClass(one.class_code, one.drops, one.grams);
  }
  own.Add(more);
  for (const ContestantId& place :
       {PlaceId(v1::CONTESTANT_KIND_BUILDING, resident.building),
        PlaceId(v1::CONTESTANT_KIND_GRID, resident.grid), kCommunity}) {
    Sums& sums = ChangeOther(place);
    sums.Add(more);
    if (of_class) sums.AddClass(one.class_code, one.drops, one.grams);
  }
  if (one.member != 0) {
    ChangeOther({v1::CONTESTANT_KIND_PERSON,
                 static_cast<uint32_t>(one.household), one.member})
        .minutes += one.minutes;
  }
}

Sums& OpenPeriod::ChangeOther(const ContestantId& id) {
  Other& other = others_[id];
  if (!other.changed) {
    other.changed = true;
    changed_.push_back(id);
  }
  return other.sums;
}

const Sums* OpenPeriod::Find(const ContestantId& id, uint32_t slot) const {
  if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) return households_.Find(slot);
  const auto at = others_.find(id);
  return at == others_.end() ? nullptr : &at->second.sums;
}

void OpenPeriod::ForEach(v1::ContestantKind kind, const Visit& visit) const {
  if (kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
    households_.ForEach([&](uint32_t slot, const Sums& sums) {
      visit({v1::CONTESTANT_KIND_HOUSEHOLD, 0, 0}, slot, sums);
    });
    return;
  }
  for (const auto& [id, other] : others_) {
    if (id.kind == kind) visit(id, 0, other.sums);
  }
}

void OpenPeriod::TakeChanges(const Visit& visit) {
  for (const uint32_t slot : households_.TakeChanged()) {
    visit({v1::CONTESTANT_KIND_HOUSEHOLD, 0, 0}, slot, *households_.Find(slot));
  }
  for (const ContestantId& id : std::exchange(changed_, {})) {
    Other& other = others_[id];
    other.changed = false;
    visit(id, 0, other.sums);
  }
}

void OpenPeriod::Load(const ContestantId& id, uint32_t slot, Sums sums) {
  if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
    households_.Add(slot) = std::move(sums);
  } else {
    others_[id].sums = std::move(sums);
  }
}

}  // namespace greenledger::ranking
