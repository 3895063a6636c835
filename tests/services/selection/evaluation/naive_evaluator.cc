#include "tests/services/selection/evaluation/naive_evaluator.h"

#include <algorithm>
#include <utility>

#include "services/ledger/rules/local_day.h"
#include "tests/services/selection/evaluation/book_maker.h"

namespace greenledger::evaluation {
namespace {

int64_t Given(const v1::Entry& entry, v1::Asset asset) {
  int64_t sum = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD && leg.asset() == asset) {
      sum += leg.amount();
    }
  }
  return sum;
}

v1::Drop DropIn(const v1::Entry& entry) {
  v1::Record record;
  record.ParseFromString(entry.drop().source().record());
  return record.drop();
}

}  // namespace

NaiveEvaluator::NaiveEvaluator(const std::vector<v1::Entry>& entries,
                               v1::CampaignRule rule, std::string draw_seed)
    : entries_(entries),
      rule_(std::move(rule)),
      draw_seed_(std::move(draw_seed)),
      from_(Day(rule_.from_day())),
      to_(Day(rule_.to_day())),
      today_(DayOf(entries.back())) {
  for (const v1::Entry& entry : entries_) {
    if (entry.has_entry_reversed()) {
      reversed_.insert(entry.entry_reversed().reversed_index());
    }
  }
  ReadRegister();
  ReadDeeds();
  ReadTitles();
}

int32_t NaiveEvaluator::DayOf(const v1::Entry& entry) const {
  return rules::ToLocalTime(entry.time_us(), kUtcOffset).day;
}

void NaiveEvaluator::ReadRegister() {
  for (const v1::Entry& entry : entries_) {
    if (entry.has_place_opened()) {
      places_[entry.place_opened().number()] = entry.place_opened();
      place_since_[entry.place_opened().number()] = DayOf(entry);
    }
    if (entry.has_household_opened()) {
      const v1::Household& household = entry.household_opened();
      Home& home = homes_[household.number()];
      home.building = household.building_number();
      home.grid = places_[home.building].parent_number();
      home.residents = household.residents();
      home.state = household.state();
      home.since = DayOf(entry);
      for (const v1::Member& one : household.members()) {
        home.members.insert(one.number());
      }
    }
    if (entry.has_household_changed()) {
      homes_[entry.household()].state = entry.household_changed().state();
    }
    if (entry.has_member_removed()) {
      homes_[entry.household()].members.erase(
          entry.member_removed().member_number());
    }
  }
}

void NaiveEvaluator::ReadDeeds() {
  for (const v1::Entry& entry : entries_) {
    if (entry.household() == 0) continue;
    if (!entry.has_entry_reversed()) {
      AddDeed(entry);
      continue;
    }
    const v1::Entry& original =
        entries_[entry.entry_reversed().reversed_index()];
    const int32_t day = original.has_drop()
                            ? static_cast<int32_t>(original.drop().day())
                            : DayOf(original);
    if (Given(entry, v1::ASSET_MERIT) > 0 && InWindow(day)) {
      raised_.emplace_back(entry.index(), entry.household(), 0);
    }
  }
}

void NaiveEvaluator::AddDeed(const v1::Entry& entry) {
  std::vector<Deed> made;
  Deed deed;
  deed.index = entry.index();
  deed.household = entry.household();
  deed.day = DayOf(entry);
  deed.merit = Given(entry, v1::ASSET_MERIT);
  if (entry.has_drop()) {
    const v1::Drop drop = DropIn(entry);
    deed.day = static_cast<int32_t>(entry.drop().day());
    deed.points = Given(entry, v1::ASSET_POINTS);
    deed.class_code = drop.class_code();
    deed.rejected = drop.quality() == v1::QUALITY_REJECTED;
    deed.grams = deed.rejected ? 0 : drop.grams();
    deed.drop = !deed.rejected && entry.drop().merged_into() == 0;
  } else if (entry.has_activity()) {
    deed.day = Day(entry.activity().day());
    deed.member = entry.activity().member_number();
    deed.minutes = entry.activity().counted_minutes();
  } else if (entry.has_drops_rerated()) {
    for (const v1::RatedAgain& again : entry.drops_rerated().drops()) {
      Deed one = deed;
      one.day = static_cast<int32_t>(again.day());
      one.merit = static_cast<int64_t>(again.now_milli_merit()) -
                  static_cast<int64_t>(again.was_milli_merit());
      one.points = static_cast<int64_t>(again.now_milli_points()) -
                   static_cast<int64_t>(again.was_milli_points());
      made.push_back(one);
    }
  }
  if (!entry.has_drops_rerated()) made.push_back(deed);
  for (const Deed& one : made) {
    if (!InWindow(one.day)) continue;
    if (one.merit > 0) {
      raised_.emplace_back(one.index, one.household, one.member);
    }
    if (!reversed_.contains(one.index)) deeds_.push_back(one);
  }
}

void NaiveEvaluator::ReadTitles() {
  std::map<uint64_t, Title> titles;
  for (const v1::Entry& entry : entries_) {
    if (entry.has_title_granted()) {
      titles[entry.index()].granted = entry.title_granted();
    }
    if (entry.title_checked().check() == v1::TITLE_CHECK_REVOKED) {
      titles[entry.title_checked().title_index()].revoked = true;
      titles[entry.title_checked().title_index()].revoked_day = DayOf(entry);
    }
  }
  for (auto& [index, title] : titles) titles_.push_back(title);
}

bool NaiveEvaluator::IsAbout(const v1::Contestant& contestant,
                             const Who& who) const {
  const uint64_t book =
      contestant.book() == entries_[0].book() ? 0 : contestant.book();
  return contestant.kind() == rule_.contestants() &&
         Who(book, contestant.number(), contestant.member()) == who;
}

std::set<uint64_t> NaiveEvaluator::HouseholdsOf(const Who& who) const {
  const auto [book, number, member] = who;
  std::set<uint64_t> households;
  if (book != 0) return households;
  for (const auto& [household, home] : homes_) {
    const bool lives = home.state != v1::HOUSEHOLD_STATE_CLOSED;
    switch (rule_.contestants()) {
      case v1::CONTESTANT_KIND_BUILDING:
        if (lives && home.building == number) households.insert(household);
        break;
      case v1::CONTESTANT_KIND_GRID:
        if (lives && home.grid == number) households.insert(household);
        break;
      case v1::CONTESTANT_KIND_COMMUNITY:
        if (lives) households.insert(household);
        break;
      default:
        if (household == number) households.insert(household);
        break;
    }
  }
  return households;
}

std::set<uint64_t> NaiveEvaluator::NeighboursOf(const Who& who) const {
  const bool is_place = rule_.contestants() >= v1::CONTESTANT_KIND_BUILDING;
  if (is_place || std::get<0>(who) != 0) return HouseholdsOf(who);
  std::set<uint64_t> neighbours;
  const auto own = homes_.find(std::get<1>(who));
  if (own == homes_.end()) return neighbours;
  for (const auto& [household, home] : homes_) {
    if (home.building == own->second.building &&
        home.state != v1::HOUSEHOLD_STATE_CLOSED) {
      neighbours.insert(household);
    }
  }
  return neighbours;
}

std::vector<NaiveEvaluator::Deed> NaiveEvaluator::DeedsOf(
    const Who& who) const {
  const std::set<uint64_t> households = HouseholdsOf(who);
  std::vector<Deed> deeds;
  for (const Deed& deed : deeds_) {
    if (!households.contains(deed.household)) continue;
    if (IsPerson() && deed.member != std::get<2>(who)) continue;
    deeds.push_back(deed);
  }
  return deeds;
}

bool NaiveEvaluator::IsWithin(uint32_t class_code, uint32_t ancestor) const {
  if (class_code == ancestor) return true;
  for (const v1::Entry& entry : entries_) {
    for (const v1::WasteClass& one : entry.scheme_published().classes()) {
      if (one.code() == class_code && one.parent_code() != 0 &&
          IsWithin(one.parent_code(), ancestor)) {
        return true;
      }
    }
  }
  return false;
}

bool NaiveEvaluator::StandsToday(const Title& title) const {
  return !title.revoked && title.granted.from_day() <= today_ &&
         title.granted.to_day() >= today_;
}

std::vector<NaiveEvaluator::Who> NaiveEvaluator::Contestants() const {
  std::set<Who> all;
  if (rule_.from_nominations()) {
    for (const v1::Entry& entry : entries_) {
      const v1::NominationReceived& one = entry.nomination_received();
      if (!entry.has_nomination_received() ||
          one.campaign_number() != rule_.number()) {
        continue;
      }
      all.insert(
          {one.contestant().book() % kBook == 0 ? 0 : one.contestant().book(),
           one.contestant().number(), one.contestant().member()});
    }
    return {all.begin(), all.end()};
  }
  for (const auto& [number, home] : homes_) {
    if (home.state == v1::HOUSEHOLD_STATE_CLOSED) continue;
    if (rule_.contestants() == v1::CONTESTANT_KIND_HOUSEHOLD) {
      all.insert({0, number, 0});
    }
    for (const uint32_t member : home.members) {
      if (IsPerson()) all.insert({0, number, member});
    }
  }
  for (const auto& [number, place] : places_) {
    if ((rule_.contestants() == v1::CONTESTANT_KIND_BUILDING &&
         place.kind() == v1::PLACE_KIND_BUILDING) ||
        (rule_.contestants() == v1::CONTESTANT_KIND_GRID &&
         place.kind() == v1::PLACE_KIND_GRID)) {
      all.insert({0, number, 0});
    }
  }
  if (rule_.contestants() == v1::CONTESTANT_KIND_COMMUNITY) {
    all.insert({0, 0, 0});
  }
  return {all.begin(), all.end()};
}

}  // namespace greenledger::evaluation
