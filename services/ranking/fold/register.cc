#include "services/ranking/fold/register.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {

const Resident* Register::Find(uint64_t household) const {
  const auto slot = slots_.find(household);
  return slot == slots_.end() ? nullptr : &residents_[slot->second];
}

Resident* Register::Mutable(uint64_t household) {
  const auto slot = slots_.find(household);
  return slot == slots_.end() ? nullptr : &residents_[slot->second];
}

void Register::Open(const v1::Entry& entry) {
  const v1::Household& household = entry.household_opened();
  if (slots_.contains(household.number())) return;
  slots_[household.number()] = static_cast<uint32_t>(residents_.size());
  Resident& resident = residents_.emplace_back();
  resident.number = household.number();
  resident.building = household.building_number();
  if (const auto place = places_.find(resident.building);
      place != places_.end()) {
    resident.grid = place->second.parent_number();
  }
  resident.residents = household.residents();
  resident.state = household.state();
  resident.since_day =
      rules::ToLocalTime(entry.time_us(), info_.utc_offset_minutes()).day;
  for (const v1::Member& member : household.members()) {
    resident.members.push_back(member.number());
  }
  resident.opened_index = entry.index();
  if (resident.active()) resident.activated_index = entry.index();
}

void Register::Change(const v1::Entry& entry, Resident* resident) {
  switch (entry.body_case()) {
    case v1::Entry::kHouseholdChanged:
      resident->state = entry.household_changed().state();
      return;
    case v1::Entry::kHouseholdMovedOut:
      resident->state = v1::HOUSEHOLD_STATE_CLOSED;
      return;
    case v1::Entry::kMoveEnded:
      if (!entry.move_ended().taken()) {
        resident->state = v1::HOUSEHOLD_STATE_ACTIVE;
      }
      return;
    case v1::Entry::kMemberAdded:
      resident->members.push_back(entry.member_added().member().number());
      return;
    default:
      std::erase(resident->members, entry.member_removed().member_number());
      return;
  }
}

void Register::Apply(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kBookOpened:
      info_ = entry.book_opened();
      return;
    case v1::Entry::kPlaceOpened:
      places_[entry.place_opened().number()] = entry.place_opened();
      return;
    case v1::Entry::kHouseholdOpened:
      return Open(entry);
    case v1::Entry::kHouseholdChanged:
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kMoveEnded:
    case v1::Entry::kMemberAdded:
    case v1::Entry::kMemberRemoved:
      break;
    default:
      return;
  }
  Resident* resident = Mutable(entry.household());
  if (resident == nullptr) return;
  Change(entry, resident);
  if (resident->active() && resident->activated_index == 0) {
    resident->activated_index = entry.index();
  }
}

}  // namespace greenledger::ranking
