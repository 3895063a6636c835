#include "tests/services/ranking/random_book.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/source.h"

namespace greenledger::ranking {
namespace {

constexpr int64_t kOneMinuteUs = 60'000'000;
constexpr uint64_t kKiosks = 3;
constexpr uint32_t kBins = 2;
constexpr uint32_t kClasses[] = {1, 11, 12, 111, 2, 23, 3, 31};

void AddClass(uint32_t code, uint32_t parent, v1::Scheme* scheme) {
  scheme->add_classes()->set_code(code);
  scheme->mutable_classes()->rbegin()->set_parent_code(parent);
}

void AddLeg(v1::AccountOwner owner, v1::Asset asset, uint32_t class_code,
            int64_t amount, v1::Entry* entry) {
  v1::Posting* leg = entry->add_postings();
  leg->set_owner(owner);
  leg->set_asset(asset);
  leg->set_class_code(class_code);
  leg->set_amount(amount);
}

}  // namespace

v1::Record RecordIn(const v1::Entry& entry) {
  v1::Record record;
  record.ParseFromString(rules::SourceOf(entry)->record());
  return record;
}

int32_t DayOf(const v1::Entry& entry) {
  return rules::ToLocalTime(entry.time_us(), kOffset).day;
}

RandomBook::RandomBook(uint64_t seed, uint64_t size)
    : random_(seed),
      now_us_((int64_t{*rules::ParseDay("2025-05-01")} * 1440 - kOffset) *
              kOneMinuteUs) {
  Begin();
  const int64_t step_us =
      400 * 1440 * kOneMinuteUs / static_cast<int64_t>(size);
  while (entries_.size() < size) {
    now_us_ +=
        1 + static_cast<int64_t>(Pick(static_cast<uint64_t>(2 * step_us)));
    if (entries_.size() == size / 4) AddPlan("p1", Today());
    if (entries_.size() == size / 2) AddPlan("p2", Today() + 2);
    AddRandom();
  }
}

int32_t RandomBook::Today() const {
  return rules::ToLocalTime(now_us_, kOffset).day;
}

v1::Entry& RandomBook::Next() {
  const uint64_t index = entries_.size();
  v1::Entry& entry = entries_.emplace_back();
  entry.set_index(index);
  entry.set_time_us(++now_us_);
  return entry;
}

void RandomBook::Begin() {
  Next().mutable_book_opened()->set_utc_offset_minutes(kOffset);
  v1::Scheme* scheme = Next().mutable_scheme_published();
  AddClass(1, 0, scheme);
  AddClass(11, 1, scheme);
  AddClass(111, 11, scheme);
  AddClass(2, 0, scheme);
  AddClass(23, 2, scheme);
  AddClass(3, 0, scheme);
  AddClass(31, 3, scheme);
  AddClass(12, 1, Next().mutable_scheme_published());
  for (uint64_t number = 1; number <= kKiosks; ++number) {
    v1::Kiosk* kiosk = Next().mutable_kiosk_opened();
    kiosk->set_number(number);
    for (uint32_t bin = 1; bin <= kBins; ++bin) {
      kiosk->add_bins()->set_number(bin);
      kiosk->mutable_bins()->rbegin()->set_class_code(bin);
    }
  }
  for (int i = 0; i < 10; ++i) AddHousehold();
}

void RandomBook::AddPlan(const std::string& version, int32_t from_day) {
  v1::ClearancePlan* plan = Next().mutable_clearance_plan_published();
  plan->set_version(version);
  plan->set_effective_from(rules::FormatDay(from_day));
  v1::ClearanceRule* one = plan->add_rules();
  one->set_kiosk_number(1 + Pick(kKiosks));
  one->set_class_code(1);
  one->add_by_minutes(1440);
  v1::ClearanceRule* all = plan->add_rules();
  all->add_by_minutes(static_cast<uint32_t>(1 + Pick(600)));
  all->add_by_minutes(static_cast<uint32_t>(700 + Pick(740)));
}

void RandomBook::AddRandom() {
  switch (Pick(20)) {
    case 0:
      return AddHousehold();
    case 1:
    case 2:
      return ChangeHousehold();
    case 3:
    case 4:
    case 5:
    case 6:
      return AddClearance();
    case 7:
      return AddOtherRecord();
    case 8:
      return AddMissed();
    case 9:
      return AddReversal();
    case 10:
      return AddActivity();
    case 11:
      return AddSurvey();
    case 12:
      return FileObjection();
    case 13:
      return AnswerObjection();
    default:
      return AddDrop();
  }
}

void RandomBook::AddHousehold() {
  v1::Entry& entry = Next();
  entry.set_household(++households_);
  v1::Household* household = entry.mutable_household_opened();
  household->set_number(households_);
  household->set_residents(static_cast<uint32_t>(1 + Pick(6)));
  household->set_state(Pick(2) == 0 ? v1::HOUSEHOLD_STATE_REGISTERED
                                    : v1::HOUSEHOLD_STATE_ACTIVE);
}

void RandomBook::ChangeHousehold() {
  v1::Entry& entry = Next();
  entry.set_household(1 + Pick(households_));
  switch (Pick(8)) {
    case 0:
      entry.mutable_household_moved_out();
      return;
    case 1:
      entry.mutable_move_ended()->set_taken(Pick(2) == 0);
      return;
    default:
      entry.mutable_household_changed()->set_number(entry.household());
      entry.mutable_household_changed()->set_state(
          static_cast<v1::HouseholdState>(2 + Pick(3)));
  }
}

v1::Record RandomBook::NewRecord() {
  v1::Record record;
  record.set_clock_synced(Pick(10) != 0);
  // Up to two days late, seldom ahead.
  const auto back = static_cast<int64_t>(Pick(2 * 1440)) * kOneMinuteUs;
  record.set_device_time_us(now_us_ - (Pick(3) == 0 ? back : 0));
  if (Pick(40) == 0) record.set_device_time_us(now_us_ + 4 * kOneMinuteUs);
  if (Pick(60) == 0) record.set_device_time_us(now_us_ + 90 * kOneMinuteUs);
  return record;
}

void RandomBook::AddDrop() {
  v1::Entry& entry = Next();
  entry.set_household(Pick(6) == 0 ? 0 : 1 + Pick(households_));
  entry.mutable_actor()->set_number(1 + Pick(kKiosks));
  v1::Record record = NewRecord();
  v1::Drop* drop = record.mutable_drop();
  drop->set_class_code(kClasses[Pick(std::size(kClasses))]);
  drop->set_grams(static_cast<uint32_t>(Pick(4000)));
  drop->set_quality(static_cast<v1::Quality>(1 + Pick(3)));
  v1::DropBooked* booked = entry.mutable_drop();
  booked->set_day(
      static_cast<uint32_t>(Today() - static_cast<int32_t>(Pick(4))));
  if (Pick(5) == 0) booked->set_merged_into(entry.index() - 1);
  booked->mutable_source()->set_record(record.SerializeAsString());
  reversible_.push_back(entry.index());
}

void RandomBook::AddClearance() {
  v1::Entry& entry = Next();
  entry.mutable_actor()->set_number(1 + Pick(kKiosks));
  v1::Record record = NewRecord();
  record.mutable_clearance()->set_bin(static_cast<uint32_t>(1 + Pick(kBins)));
  entry.mutable_clearance()->mutable_source()->set_record(
      record.SerializeAsString());
  for (uint64_t legs = Pick(4); legs > 0; --legs) {
    const uint32_t code = kClasses[Pick(std::size(kClasses))];
    const auto grams = static_cast<int64_t>(Pick(9000)) - 1000;
    AddLeg(v1::ACCOUNT_OWNER_COLLECTOR, v1::ASSET_MASS, code, grams, &entry);
    AddLeg(v1::ACCOUNT_OWNER_BIN, v1::ASSET_MASS, code, -grams, &entry);
    AddLeg(v1::ACCOUNT_OWNER_COLLECTOR, v1::ASSET_PIECES, code, 3, &entry);
  }
  reversible_.push_back(entry.index());
}

void RandomBook::AddOtherRecord() {
  v1::Entry& entry = Next();
  entry.mutable_actor()->set_number(1 + Pick(kKiosks));
  v1::Record record = NewRecord();
  if (Pick(4) == 0) record.set_device_time_us(5);  // can never be right
  record.mutable_monitor();
  v1::KioskRecord* source = Pick(3) == 0
                                ? entry.mutable_quarantined()->mutable_source()
                                : entry.mutable_monitor()->mutable_source();
  source->set_record(Pick(5) == 0 ? "\xff" : record.SerializeAsString());
}

// Of a deadline that there is, more often than not.
void RandomBook::AddMissed() {
  const v1::ClearancePlan* plan = nullptr;
  for (const v1::Entry& entry : entries_) {
    if (entry.has_clearance_plan_published()) {
      plan = &entry.clearance_plan_published();
    }
  }
  if (plan == nullptr) return;
  const auto& minutes = plan->rules(1).by_minutes();
  v1::ClearanceMissed missed;
  missed.set_kiosk_number(1 + Pick(kKiosks));
  missed.set_bin(static_cast<uint32_t>(1 + Pick(kBins)));
  missed.set_day(
      static_cast<uint32_t>(Today() - static_cast<int32_t>(Pick(9))));
  missed.set_by_minute(minutes[static_cast<int>(Pick(2))]);
  const bool told = std::any_of(
      entries_.begin(), entries_.end(), [&](const v1::Entry& entry) {
        return entry.has_clearance_missed() &&
               entry.clearance_missed().SerializeAsString() ==
                   missed.SerializeAsString();
      });
  if (!told) *Next().mutable_clearance_missed() = missed;
}

void RandomBook::AddReversal() {
  if (reversible_.empty()) return;
  const auto at = reversible_.begin() +
                  static_cast<std::ptrdiff_t>(Pick(reversible_.size()));
  const uint64_t index = *at;
  reversible_.erase(at);
  v1::Entry& entry = Next();
  entry.set_household(entries_[index].household());
  entry.mutable_entry_reversed()->set_reversed_index(index);
}

std::string RandomBook::DayBack(uint64_t days_max) {
  return rules::FormatDay(Today() - static_cast<int32_t>(Pick(days_max + 1)));
}

void RandomBook::AddActivity() {
  const std::string day = DayBack(60);
  v1::Entry& entry = Next();
  entry.set_household(1 + Pick(households_));
  v1::ActivityBooked* activity = entry.mutable_activity();
  activity->set_household_number(entry.household());
  activity->set_member_number(static_cast<uint32_t>(1 + Pick(3)));
  activity->set_kind(static_cast<v1::ActivityKind>(1 + Pick(4)));
  activity->set_day(day);
  activity->set_counted_minutes(static_cast<uint32_t>(Pick(3)) * 30);
}

void RandomBook::AddSurvey() {
  const std::string day = DayBack(20);
  v1::SurveyBooked* survey = Next().mutable_survey();
  survey->set_kind(static_cast<v1::SurveyKind>(1 + Pick(4)));
  survey->set_from_day(day);
  survey->set_to_day(day);
  survey->set_asked(static_cast<uint32_t>(1 + Pick(500)));
  survey->set_answered(static_cast<uint32_t>(Pick(survey->asked() + 1)));
  survey->set_positive(static_cast<uint32_t>(Pick(survey->answered() + 1)));
}

void RandomBook::FileObjection() {
  v1::Entry& entry = Next();
  entry.mutable_objection_filed()->set_answer_until(
      Today() + static_cast<int32_t>(Pick(20)));
  objections_.push_back(entry.index());
}

void RandomBook::AnswerObjection() {
  if (objections_.empty()) return;
  const auto at = objections_.begin() +
                  static_cast<std::ptrdiff_t>(Pick(objections_.size()));
  Next().mutable_objection_answered()->set_objection_index(*at);
  objections_.erase(at);
}

}  // namespace greenledger::ranking
