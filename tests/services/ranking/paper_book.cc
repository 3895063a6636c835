#include "tests/services/ranking/paper_book.h"

#include <algorithm>

#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {
namespace {

constexpr int64_t kMinuteUs = 60'000'000;
constexpr int64_t kDayUs = 1440 * kMinuteUs;

void AddLeg(v1::Asset asset, uint64_t household, int64_t amount,
            v1::Entry* entry) {
  v1::Posting* leg = entry->add_postings();
  leg->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  leg->set_owner_number(household);
  leg->set_asset(asset);
  leg->set_amount(amount);
  leg = entry->add_postings();
  leg->set_owner(v1::ACCOUNT_OWNER_ISSUANCE);
  leg->set_asset(asset);
  leg->set_amount(-amount);
}

}  // namespace

PaperBook::PaperBook(uint64_t code, const std::string& street,
                     const std::string& district, uint64_t households,
                     std::mt19937_64* random)
    : code_(code),
      random_(random),
      now_us_((int64_t{*rules::ParseDay("2025-11-03")} * 1440 - kPaperOffset) *
              kMinuteUs),
      closed_to_(std::numeric_limits<int32_t>::min()) {
  v1::BookOpened* opened = Next().mutable_book_opened();
  opened->set_community_name(std::to_string(code));
  opened->set_street_name(street);
  opened->set_district_name(district);
  opened->set_utc_offset_minutes(kPaperOffset);
  for (uint64_t grid = 1; grid <= 2; ++grid) {
    v1::Place* place = Next().mutable_place_opened();
    place->set_number(grid);
    place->set_kind(v1::PLACE_KIND_GRID);
  }
  for (const uint64_t building : kPaperBuildings) {
    v1::Place* place = Next().mutable_place_opened();
    place->set_number(building);
    place->set_kind(v1::PLACE_KIND_BUILDING);
    place->set_parent_number(building / 10);
  }
  v1::Scheme* scheme = Next().mutable_scheme_published();
  for (const uint32_t one : kPaperClasses) {
    v1::WasteClass* entry = scheme->add_classes();
    entry->set_code(one);
    entry->set_parent_code(one / 10);
  }
  Publish(24);
  while (households_ < households) AddHousehold();
}

int32_t PaperBook::today() const {
  return rules::ToLocalTime(now_us_, kPaperOffset).day;
}

v1::Entry& PaperBook::Next(uint64_t household) {
  now_us_ += 1 + static_cast<int64_t>(Pick(1000));
  v1::Entry& entry = entries_.emplace_back();
  entry.set_book(code_);
  entry.set_index(entries_.size() - 1);
  entry.set_time_us(now_us_);
  entry.set_household(household);
  closed_to_ = std::max(closed_to_, today() - reach_ - 1);
  return entry;
}

PaperBook::Note& PaperBook::Jot(uint64_t household, int32_t day) {
  Note& note = notes_.emplace_back();
  note.household = household;
  note.day = day;
  note.booked_day = today();
  note.closed_to = closed_to_;
  return note;
}

void PaperBook::Publish(uint32_t late_after_hours) {
  // What it allows holds for the entry itself.
  const auto days = static_cast<int32_t>(late_after_hours + 23) / 24 + 1;
  reach_ = std::max(reach_, days);
  Next().mutable_tariff_published()->set_late_after_hours(late_after_hours);
}

void PaperBook::AddHousehold() {
  // Numbers do not rise.
  const uint64_t number = 1 + (++households_ * 7) % 9973;
  v1::Household* household = Next(number).mutable_household_opened();
  household->set_number(number);
  household->set_building_number(buildings_of(number));
  household->set_residents(2);
  household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  household->add_members()->set_number(1);
  household->add_members()->set_number(2);
}

void PaperBook::AddDrop() {
  const uint64_t household = 1 + (1 + Pick(households_)) * 7 % 9973;
  // Not later than the tariffs allow.
  int32_t back =
      static_cast<int32_t>(Pick(4) == 0 ? Pick(uint64_t(reach_)) : 0);
  if (Pick(40) == 0) back = -1;  // a clock that is ahead
  v1::Entry& entry = Next(household);
  Note& note = Jot(household, today() - back);
  note.code = kPaperClasses[Pick(5)];
  v1::DropBooked* booked = entry.mutable_drop();
  booked->set_day(static_cast<uint32_t>(note.day));
  v1::Record record;
  v1::Drop* drop = record.mutable_drop();
  drop->set_class_code(note.code);
  // Few different amounts, so that there are ties.
  drop->set_grams(static_cast<uint32_t>(1 + Pick(3)) * 500);
  drop->set_quality(v1::QUALITY_GOOD);
  if (Pick(6) == 0) {
    drop->set_quality(v1::QUALITY_REJECTED);
    note.rejected = 1;
  } else {
    note.grams = drop->grams();
    if (Pick(8) == 0) {
      booked->set_merged_into(1);
    } else {
      note.drops = 1;
    }
    note.points = static_cast<int64_t>(Pick(4)) * 100;
    note.merit = static_cast<int64_t>(Pick(3)) * 1000;
    AddLeg(v1::ASSET_POINTS, household, note.points, &entry);
    AddLeg(v1::ASSET_MERIT, household, note.merit, &entry);
  }
  booked->mutable_source()->set_record(record.SerializeAsString());
  reversible_[entry.index()] = note;
}

void PaperBook::AddReversal() {
  if (reversible_.empty()) return;
  // Of yesterday as well as of months ago.
  auto at = reversible_.begin();
  std::advance(
      at,
      static_cast<std::ptrdiff_t>(
          Pick(2) == 0 ? reversible_.size() - 1 -
                             Pick(std::min<uint64_t>(reversible_.size(), 20))
                       : Pick(reversible_.size())));
  const Note was = at->second;
  v1::Entry& entry = Next(was.household);
  entry.mutable_entry_reversed()->set_reversed_index(at->first);
  AddLeg(v1::ASSET_POINTS, was.household, -was.points, &entry);
  AddLeg(v1::ASSET_MERIT, was.household, -was.merit, &entry);
  Note& note = Jot(was.household, was.day);
  note.code = was.code;
  note.merit = -was.merit;
  note.points = -was.points;
  note.grams = -was.grams;
  note.drops = -was.drops;
  note.rejected = -was.rejected;
  reversible_.erase(at);
}

void PaperBook::AddPenalty() {
  const uint64_t household = 1 + (1 + Pick(households_)) * 7 % 9973;
  v1::Entry& entry = Next(household);
  entry.mutable_penalty()->set_by("clerk");
  AddLeg(v1::ASSET_MERIT, household, -700, &entry);
  Note& note = Jot(household, today());
  note.merit = -700;
  reversible_[entry.index()] = note;
}

void PaperBook::AddActivity() {
  const uint64_t household = 1 + (1 + Pick(households_)) * 7 % 9973;
  const int32_t day = today() - static_cast<int32_t>(Pick(60));
  v1::Entry& entry = Next(household);
  v1::ActivityBooked* activity = entry.mutable_activity();
  activity->set_household_number(household);
  activity->set_member_number(static_cast<uint32_t>(1 + Pick(2)));
  activity->set_day(rules::FormatDay(day));
  activity->set_counted_minutes(static_cast<uint32_t>(1 + Pick(3)) * 30);
  AddLeg(v1::ASSET_MERIT, household, 500, &entry);
  Note& note = Jot(household, day);
  note.member = activity->member_number();
  note.minutes = activity->counted_minutes();
  note.merit = 500;
}

void PaperBook::AddRerated() {
  const uint64_t household = 1 + (1 + Pick(households_)) * 7 % 9973;
  v1::DropsRerated* rerated = Next(household).mutable_drops_rerated();
  for (uint64_t i = 0; i <= Pick(3); ++i) {
    Note& note = Jot(household, today() - static_cast<int32_t>(Pick(100)));
    v1::RatedAgain* again = rerated->add_drops();
    again->set_day(static_cast<uint32_t>(note.day));
    again->set_was_milli_points(300);
    again->set_now_milli_points(100 + Pick(5) * 100);
    again->set_was_milli_merit(1000);
    note.points = static_cast<int64_t>(again->now_milli_points()) - 300;
    note.merit = -1000;
  }
}

void PaperBook::AddChange() {
  const uint64_t household = 1 + (1 + Pick(households_)) * 7 % 9973;
  v1::HouseholdChanged* changed = Next(household).mutable_household_changed();
  changed->set_number(household);
  changed->set_state(Pick(2) == 0 ? v1::HOUSEHOLD_STATE_CLOSED
                                  : v1::HOUSEHOLD_STATE_ACTIVE);
}

void PaperBook::AddRandom() {
  now_us_ += static_cast<int64_t>(Pick(200)) * kMinuteUs;
  if (Pick(60) == 0) now_us_ += static_cast<int64_t>(Pick(4)) * kDayUs;
  const uint64_t dice = Pick(100);
  if (dice < 70) return AddDrop();
  if (dice < 80) return AddReversal();
  if (dice < 84) return AddPenalty();
  if (dice < 91) return AddActivity();
  if (dice < 95) return AddRerated();
  if (dice < 97) return AddChange();
  if (dice < 99) return AddHousehold();
  Publish(static_cast<uint32_t>(1 + Pick(100)));
}

void PaperBook::Rest(int32_t days) {
  now_us_ += days * kDayUs;
  AddHousehold();
}

void PaperBook::Announce(uint32_t number, int32_t from_day, int32_t to_day) {
  v1::CampaignRule* rule = Next().mutable_campaign_drafted();
  rule->set_number(number);
  rule->set_from_day(rules::FormatDay(from_day));
  rule->set_to_day(rules::FormatDay(to_day));
  v1::CampaignStepped* step = Next().mutable_campaign_stepped();
  step->set_campaign_number(number);
  step->set_to(v1::CAMPAIGN_STATE_ANNOUNCED);
  campaigns_[number] = {from_day, to_day};
}

DaySpan PaperBook::DaysOf(const PeriodKey& key) const {
  return key.kind == v1::PERIOD_KIND_CAMPAIGN
             ? campaigns_.at(static_cast<uint32_t>(key.number))
             : PeriodDays(key.kind, key.number);
}

std::map<uint64_t, PaperSheet> PaperBook::Sheets(
    const PeriodKey& period) const {
  const DaySpan days = DaysOf(period);
  const bool campaign = period.kind == v1::PERIOD_KIND_CAMPAIGN;
  std::map<uint64_t, PaperSheet> sheets;
  std::map<uint64_t, std::map<int32_t, int64_t>> drops_on;
  for (const Note& note : notes_) {
    // The window of a campaign, or the period of the note's own day.
    const DaySpan own = campaign ? days : PeriodOf(period.kind, note.day);
    const bool late = own.to_day <= note.closed_to;
    if (late && campaign) continue;
    if (!days.Holds(late ? note.booked_day : note.day)) continue;
    PaperSheet& sheet = sheets[note.household];
    sheet.merit += note.merit;
    sheet.points += note.points;
    sheet.minutes += note.minutes;
    sheet.drops += note.drops;
    sheet.rejected += note.rejected;
    sheet.by_class[note.code].first += note.drops;
    sheet.by_class[note.code].second += note.grams;
    if (!late) drops_on[note.household][note.day] += note.drops;
  }
  for (auto& [household, sheet] : sheets) {
    std::set<int32_t> weeks, months;
    for (const auto& [day, drops] : drops_on[household]) {
      if (drops <= 0) continue;
      ++sheet.days;
      weeks.insert(PeriodNumber(v1::PERIOD_KIND_WEEK, day));
      months.insert(PeriodNumber(v1::PERIOD_KIND_MONTH, day));
    }
    sheet.weeks = static_cast<int64_t>(weeks.size());
    sheet.months = static_cast<int64_t>(months.size());
    for (const auto& [code, both] : sheet.by_class) {
      if (both.first > 0) ++sheet.classes;
    }
  }
  return sheets;
}

std::vector<Placed> PaperBook::Standings(const BoardKey& key) const {
  std::map<std::pair<uint32_t, uint32_t>, PaperSheet> all;
  const auto in_scope = [&](uint64_t household) {
    const uint64_t building = buildings_of(household);
    if (key.scope == v1::BOARD_SCOPE_BUILDING) {
      return building == key.scope_number;
    }
    return key.scope != v1::BOARD_SCOPE_GRID ||
           building / 10 == key.scope_number;
  };
  if (key.contestants == v1::CONTESTANT_KIND_PERSON) {
    const DaySpan days = DaysOf(key.period);
    const bool campaign = key.period.kind == v1::PERIOD_KIND_CAMPAIGN;
    for (const Note& note : notes_) {
      const DaySpan own = campaign ? days : PeriodOf(key.period.kind, note.day);
      const bool late = own.to_day <= note.closed_to;
      if (note.member == 0 || !in_scope(note.household) || (late && campaign) ||
          !days.Holds(late ? note.booked_day : note.day)) {
        continue;
      }
      all[{note.household, note.member}].minutes += note.minutes;
    }
  } else {
    for (const auto& [household, sheet] : Sheets(key.period)) {
      if (!in_scope(household)) continue;
      const uint64_t building = buildings_of(household);
      const uint64_t number =
          key.contestants == v1::CONTESTANT_KIND_HOUSEHOLD  ? household
          : key.contestants == v1::CONTESTANT_KIND_BUILDING ? building
          : key.contestants == v1::CONTESTANT_KIND_GRID     ? building / 10
                                                            : 0;
      all[{static_cast<uint32_t>(number), 0}].Add(sheet);
    }
  }
  std::vector<Placed> placed;
  for (const auto& [who, sheet] : all) {
    const int64_t score = sheet.Score(key);
    if (score == 0 && sheet.drops == 0 && sheet.rejected == 0 &&
        sheet.minutes == 0) {
      continue;
    }
    placed.push_back({score, who.first, who.second});
  }
  std::stable_sort(
      placed.begin(), placed.end(),
      [](const Placed& a, const Placed& b) { return a.score > b.score; });
  return placed;
}

EntrySource PaperBook::source() const {
  return {.at =
              [this](uint64_t index, v1::Entry* entry) {
                if (index >= entries_.size())
                  return absl::NotFoundError("none");
                *entry = entries_[index];
                return absl::OkStatus();
              },
          .range =
              [this](uint64_t from, uint64_t to,
                     const std::function<void(const v1::Entry&)>& visit) {
                for (uint64_t i = from; i < to; ++i) visit(entries_[i]);
                return absl::OkStatus();
              },
          .first_from =
              [this](uint64_t end, int64_t time_us) {
                uint64_t at = 0;
                while (at < end && entries_[at].time_us() < time_us) ++at;
                return at;
              }};
}

}  // namespace greenledger::ranking
