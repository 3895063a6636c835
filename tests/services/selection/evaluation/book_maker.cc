#include "tests/services/selection/evaluation/book_maker.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"

namespace greenledger::evaluation {
namespace {

constexpr int64_t kMinuteUs = 60'000'000;

// What the entry gives its household.
void Give(v1::Asset asset, int64_t amount, v1::Entry* entry) {
  if (amount == 0) return;
  for (const int64_t sign : {1, -1}) {
    v1::Posting* leg = entry->add_postings();
    leg->set_owner(sign > 0 ? v1::ACCOUNT_OWNER_HOUSEHOLD
                            : v1::ACCOUNT_OWNER_ISSUANCE);
    leg->set_owner_number(sign > 0 ? entry->household() : 0);
    leg->set_asset(asset);
    leg->set_amount(sign * amount);
  }
}

}  // namespace

int32_t Day(std::string_view text) { return rules::ParseDay(text).value(); }

v1::Contestant Place(v1::ContestantKind kind, uint64_t number) {
  v1::Contestant contestant;
  contestant.set_kind(kind);
  contestant.set_number(number);
  return contestant;
}

v1::Contestant Household(uint64_t number) {
  return Place(v1::CONTESTANT_KIND_HOUSEHOLD, number);
}

v1::Contestant Person(uint64_t household, uint32_t member) {
  v1::Contestant contestant = Place(v1::CONTESTANT_KIND_PERSON, household);
  contestant.set_member(member);
  return contestant;
}

BookMaker::BookMaker(int32_t day) : today_(day) {
  SetDay(day);
  Next().mutable_book_opened()->set_utc_offset_minutes(kUtcOffset);
}

void BookMaker::SetDay(int32_t day) {
  today_ = std::max(today_, day);
  now_us_ =
      std::max(now_us_, (int64_t{today_} * 1440 - kUtcOffset) * kMinuteUs);
}

v1::Entry& BookMaker::Next(uint64_t household) {
  const uint64_t index = entries_.size();
  v1::Entry& entry = entries_.emplace_back();
  entry.set_book(kBook);
  entry.set_index(index);
  entry.set_time_us(++now_us_);
  entry.set_household(household);
  return entry;
}

uint64_t BookMaker::PublishScheme(
    const std::vector<std::pair<uint32_t, uint32_t>>& classes) {
  v1::Scheme* scheme = Next().mutable_scheme_published();
  for (const auto& [code, parent] : classes) {
    v1::WasteClass* one = scheme->add_classes();
    one->set_code(code);
    one->set_parent_code(parent);
  }
  return Last();
}

uint64_t BookMaker::OpenGrid(uint64_t number) {
  v1::Place* place = Next().mutable_place_opened();
  place->set_number(number);
  place->set_kind(v1::PLACE_KIND_GRID);
  return Last();
}

uint64_t BookMaker::OpenBuilding(uint64_t number, uint64_t grid) {
  v1::Place* place = Next().mutable_place_opened();
  place->set_number(number);
  place->set_kind(v1::PLACE_KIND_BUILDING);
  place->set_parent_number(grid);
  return Last();
}

uint64_t BookMaker::OpenHousehold(uint64_t number, uint64_t building,
                                  uint32_t residents, uint32_t members,
                                  v1::HouseholdState state, int64_t claimed) {
  v1::Entry& entry = Next(number);
  v1::Household* household = entry.mutable_household_opened();
  household->set_number(number);
  household->set_building_number(building);
  household->set_residents(residents);
  household->set_state(state);
  for (uint32_t member = 1; member <= members; ++member) {
    household->add_members()->set_number(member);
  }
  Give(v1::ASSET_MERIT, claimed, &entry);
  return Last();
}

uint64_t BookMaker::SetState(uint64_t household, v1::HouseholdState state) {
  v1::HouseholdChanged* changed = Next(household).mutable_household_changed();
  changed->set_number(household);
  changed->set_state(state);
  return Last();
}

uint64_t BookMaker::RemoveMember(uint64_t household, uint32_t member) {
  v1::MemberRemoved* removed = Next(household).mutable_member_removed();
  removed->set_household_number(household);
  removed->set_member_number(member);
  return Last();
}

uint64_t BookMaker::Drop(const DropOf& drop) {
  v1::Record record;
  record.mutable_drop()->set_class_code(drop.class_code);
  record.mutable_drop()->set_grams(drop.grams);
  record.mutable_drop()->set_quality(drop.quality);
  v1::Entry& entry = Next(drop.household);
  v1::DropBooked* booked = entry.mutable_drop();
  booked->mutable_source()->set_record(record.SerializeAsString());
  booked->set_day(static_cast<uint32_t>(drop.day));
  booked->set_merged_into(drop.merged_into);
  if (drop.quality == v1::QUALITY_REJECTED) return Last();
  Give(v1::ASSET_MERIT, drop.milli_merit, &entry);
  Give(v1::ASSET_POINTS, drop.milli_points, &entry);
  return Last();
}

uint64_t BookMaker::Reverse(uint64_t index) {
  const v1::Entry original = entries_[index];
  v1::Entry& entry = Next(original.household());
  entry.mutable_entry_reversed()->set_reversed_index(index);
  *entry.mutable_postings() = original.postings();
  for (v1::Posting& leg : *entry.mutable_postings()) {
    leg.set_amount(-leg.amount());
  }
  return Last();
}

uint64_t BookMaker::Rerate(uint64_t drop_index, uint64_t milli_merit,
                           uint64_t milli_points) {
  const v1::Entry original = entries_[drop_index];
  v1::Entry& entry = Next(original.household());
  v1::RatedAgain* again = entry.mutable_drops_rerated()->add_drops();
  again->set_drop_index(drop_index);
  again->set_day(original.drop().day());
  for (const v1::Posting& leg : original.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_HOUSEHOLD) continue;
    const auto was = static_cast<uint64_t>(leg.amount());
    if (leg.asset() == v1::ASSET_MERIT) again->set_was_milli_merit(was);
    if (leg.asset() == v1::ASSET_POINTS) again->set_was_milli_points(was);
  }
  again->set_now_milli_merit(milli_merit);
  again->set_now_milli_points(milli_points);
  return Last();
}

uint64_t BookMaker::Penalise(uint64_t household, int64_t milli_merit) {
  v1::Entry& entry = Next(household);
  entry.mutable_penalty()->set_household_number(household);
  entry.mutable_penalty()->set_milli_merit(static_cast<uint64_t>(milli_merit));
  Give(v1::ASSET_MERIT, -milli_merit, &entry);
  return Last();
}

uint64_t BookMaker::Adjust(uint64_t household, int64_t milli_merit) {
  v1::Entry& entry = Next(household);
  entry.mutable_adjustment_decided()->set_approved(true);
  Give(v1::ASSET_MERIT, milli_merit, &entry);
  return Last();
}

uint64_t BookMaker::Activity(uint64_t household, uint32_t member, int32_t day,
                             uint32_t minutes, int64_t milli_merit) {
  v1::Entry& entry = Next(household);
  v1::ActivityBooked* activity = entry.mutable_activity();
  activity->set_household_number(household);
  activity->set_member_number(member);
  activity->set_day(rules::FormatDay(day));
  activity->set_minutes(minutes + 5);
  activity->set_counted_minutes(minutes);
  Give(v1::ASSET_MERIT, milli_merit, &entry);
  return Last();
}

uint64_t BookMaker::Inspect(const v1::Contestant& subject, int32_t day,
                            uint32_t score, uint32_t campaign) {
  v1::InspectionBooked* inspection = Next().mutable_inspection();
  *inspection->mutable_subject() = subject;
  inspection->set_campaign_number(campaign);
  inspection->set_day(rules::FormatDay(day));
  inspection->set_score_permille(score);
  return Last();
}

uint64_t BookMaker::Violate(const v1::Contestant& subject, int32_t day,
                            uint64_t withdraws) {
  v1::ViolationBooked* violation = Next().mutable_violation();
  *violation->mutable_subject() = subject;
  violation->set_day(rules::FormatDay(day));
  violation->set_withdraws(withdraws);
  return Last();
}

uint64_t BookMaker::Object(const v1::Contestant& about) {
  *Next().mutable_objection_filed()->mutable_about() = about;
  return Last();
}

uint64_t BookMaker::Answer(uint64_t objection, bool upheld) {
  v1::ObjectionAnswered* answered = Next().mutable_objection_answered();
  answered->set_objection_index(objection);
  answered->set_upheld(upheld);
  return Last();
}

uint64_t BookMaker::Declare(uint32_t campaign,
                            const v1::Contestant& contestant) {
  v1::DeclarationFiled* declaration = Next().mutable_declaration_filed();
  declaration->set_campaign_number(campaign);
  *declaration->mutable_contestant() = contestant;
  return Last();
}

uint64_t BookMaker::Nominate(uint32_t campaign,
                             const v1::Contestant& contestant, uint32_t score,
                             const std::string& title_code,
                             int32_t title_until) {
  v1::NominationReceived* received = Next().mutable_nomination_received();
  received->set_campaign_number(campaign);
  *received->mutable_contestant() = contestant;
  received->set_score_millionths(score);
  received->set_title_code(title_code);
  received->set_level(v1::TITLE_LEVEL_COMMUNITY);
  received->set_title_until(title_until);
  return Last();
}

uint64_t BookMaker::Grant(const v1::Contestant& contestant,
                          const std::string& code, v1::TitleLevel level,
                          int32_t from_day, int32_t to_day) {
  v1::TitleGranted* granted = Next().mutable_title_granted();
  *granted->mutable_contestant() = contestant;
  granted->set_title_code(code);
  granted->set_level(level);
  granted->set_from_day(from_day);
  granted->set_to_day(to_day);
  return Last();
}

uint64_t BookMaker::CheckTitle(uint64_t title, v1::TitleCheck check) {
  v1::TitleChecked* checked = Next().mutable_title_checked();
  checked->set_title_index(title);
  checked->set_check(check);
  return Last();
}

uint64_t BookMaker::Draft(const v1::CampaignRule& rule) {
  *Next().mutable_campaign_drafted() = rule;
  return Last();
}

rules::EntryAt BookMaker::EntryAt() const {
  return [this](uint64_t index, v1::Entry* entry) {
    if (index >= entries_.size()) return absl::NotFoundError("no such entry");
    *entry = entries_[index];
    return absl::OkStatus();
  };
}

}  // namespace greenledger::evaluation
