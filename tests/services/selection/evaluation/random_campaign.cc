#include "tests/services/selection/evaluation/random_campaign.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"

namespace greenledger::evaluation {
namespace {

constexpr uint32_t kRandomCampaign = 3;
constexpr uint64_t kGridCount = 3;
constexpr uint64_t kBuildings = 6;
constexpr uint32_t kClasses[] = {1, 11, 111, 2, 21, 3};
constexpr const char* kCodes[] = {"green", "tidy"};
const int32_t kFirstDay = Day("2025-10-01");
constexpr int32_t kDays = 400;

// Takes one out of many.
template <typename T>
T TakeAt(uint64_t at, std::vector<T>* all) {
  const T taken = (*all)[at];
  all->erase(all->begin() + static_cast<std::ptrdiff_t>(at));
  return taken;
}

}  // namespace

RandomCampaign::RandomCampaign(uint64_t seed, int entries)
    : random_(seed), book_(kFirstDay) {
  MakeRule();
  Populate();
  for (int i = 0; i < entries; ++i) {
    book_.SetDay(kFirstDay + kDays * i / entries);
    if (i == entries / 3) rule_index_ = book_.Draft(rule_);
    AddEntry();
  }
}

v1::StandingMeasure RandomCampaign::PickMeasure() {
  if (rule_.from_nominations()) return v1::STANDING_MEASURE_NOMINATION;
  return static_cast<v1::StandingMeasure>(
      1 + Pick(v1::STANDING_MEASURE_REJECTED - 1));
}

void RandomCampaign::MakeRule() {
  rule_.set_number(kRandomCampaign);
  rule_.set_title_code(kCodes[0]);
  rule_.set_from_nominations(OneIn(5));
  rule_.set_contestants(static_cast<v1::ContestantKind>(1 + Pick(5)));
  rule_.set_layer(OneIn(4) ? v1::CAMPAIGN_LAYER_STANDARD
                           : v1::CAMPAIGN_LAYER_HONOUR);
  const int32_t from = kFirstDay + static_cast<int32_t>(Pick(200));
  rule_.set_from_day(rules::FormatDay(from));
  rule_.set_to_day(
      rules::FormatDay(from + static_cast<int32_t>(20 + Pick(180))));
  rule_.set_needs_declaration(OneIn(5));
  rule_.mutable_term()->set_barred_months(static_cast<uint32_t>(3 * Pick(3)));
  for (uint64_t i = Pick(3); i > 0; --i) AddGate();
  for (uint64_t i = Pick(3); i > 0; --i) AddVeto();
  if (rule_.layer() == v1::CAMPAIGN_LAYER_STANDARD) return;
  AddMeasures();
  AddTieBreaks();
  AddQuota();
}

void RandomCampaign::AddGate() {
  v1::Gate* gate = rule_.add_gates();
  gate->set_kind(static_cast<v1::GateKind>(1 + Pick(6)));
  gate->set_least(1 + Pick(OneIn(2) ? 4 : 400));
  if (gate->kind() == v1::GATE_KIND_MEASURE) {
    gate->set_measure(PickMeasure());
    gate->set_class_code(kClasses[Pick(std::size(kClasses))]);
  }
  if (gate->kind() == v1::GATE_KIND_ACTIVE) gate->set_least(Pick(2));
  if (gate->kind() == v1::GATE_KIND_TITLE) gate->set_least(1 + Pick(2));
  gate->set_title_code(kCodes[Pick(2)]);
}

void RandomCampaign::AddVeto() {
  v1::Veto* veto = rule_.add_vetoes();
  veto->set_kind(static_cast<v1::VetoKind>(1 + Pick(5)));
  veto->set_most(static_cast<uint32_t>(Pick(3)));
  veto->set_least_score_permille(static_cast<uint32_t>(1 + Pick(600)));
}

void RandomCampaign::AddMeasures() {
  const uint64_t count = rule_.from_nominations() ? 1 : 1 + Pick(3);
  uint32_t left = 1000;
  for (uint64_t i = 0; i < count; ++i) {
    v1::WeightedMeasure* one = rule_.add_measures();
    one->set_measure(PickMeasure());
    one->set_class_code(kClasses[Pick(std::size(kClasses))]);
    const uint32_t weight =
        i + 1 == count ? left : static_cast<uint32_t>(1 + Pick(left / 2));
    one->set_weight_permille(weight);
    left -= weight;
    one->set_scaling(OneIn(2) ? v1::SCALING_BEST : v1::SCALING_FULL_AT);
    one->set_full_at(1 + Pick(OneIn(2) ? 10 : 5000));
    one->set_per_head(one->measure() <= v1::STANDING_MEASURE_DROPS && OneIn(2));
  }
}

void RandomCampaign::AddTieBreaks() {
  std::vector<int> all = {1, 2, 3, 4, 5};
  std::shuffle(all.begin(), all.end(), random_);
  all.resize(Pick(4));
  for (const int one : all) {
    rule_.add_tie_breaks(static_cast<v1::TieBreak>(one));
    if (one == v1::TIE_BREAK_DRAW) draw_seed_ = std::string(32, 'd');
  }
}

void RandomCampaign::AddQuota() {
  v1::Quota* quota = rule_.mutable_quota();
  if (OneIn(2)) {
    quota->set_seats(static_cast<uint32_t>(1 + Pick(12)));
  } else {
    quota->set_share_permille(static_cast<uint32_t>(1 + Pick(1000)));
  }
  const bool lives = !rule_.from_nominations() &&
                     rule_.contestants() != v1::CONTESTANT_KIND_COMMUNITY;
  quota->set_scope(v1::QUOTA_SCOPE_ALL);
  if (OneIn(3)) return;
  if (rule_.from_nominations()) quota->set_scope(v1::QUOTA_SCOPE_BOOK);
  if (lives) {
    quota->set_scope(rule_.contestants() == v1::CONTESTANT_KIND_GRID || OneIn(2)
                         ? v1::QUOTA_SCOPE_GRID
                         : v1::QUOTA_SCOPE_BUILDING);
  }
  if (quota->scope() == v1::QUOTA_SCOPE_ALL) return;
  quota->set_remainder(static_cast<v1::RemainderRule>(1 + Pick(3)));
}

v1::Contestant RandomCampaign::PickContestant() {
  v1::Contestant contestant;
  switch (rule_.contestants()) {
    case v1::CONTESTANT_KIND_HOUSEHOLD:
      contestant = Household(PickHousehold());
      break;
    case v1::CONTESTANT_KIND_PERSON:
      contestant = Person(PickHousehold(), static_cast<uint32_t>(1 + Pick(3)));
      break;
    case v1::CONTESTANT_KIND_BUILDING:
      contestant = Place(rule_.contestants(), 100 + Pick(kBuildings));
      break;
    case v1::CONTESTANT_KIND_GRID:
      contestant = Place(rule_.contestants(), 1 + Pick(kGridCount));
      break;
    default:
      contestant = Place(rule_.contestants(), 0);
      break;
  }
  // One that names its own book is the same as one that names none.
  if (OneIn(6)) contestant.set_book(kBook);
  if (rule_.from_nominations()) contestant.set_book(kBook + 1 + Pick(3));
  return contestant;
}

int32_t RandomCampaign::PickDay() {
  return book_.today() - static_cast<int32_t>(Pick(OneIn(3) ? 40 : 3));
}

void RandomCampaign::Populate() {
  book_.PublishScheme({{1, 0}, {11, 1}, {2, 0}, {21, 2}, {3, 0}});
  book_.PublishScheme({{1, 0}, {11, 1}, {111, 11}});
  for (uint64_t grid = 1; grid <= kGridCount; ++grid) book_.OpenGrid(grid);
  for (uint64_t i = 0; i < kBuildings; ++i) {
    book_.OpenBuilding(100 + i, 1 + i % kGridCount);
  }
}

void RandomCampaign::AddEntry() {
  if (households_ < 8 || OneIn(40)) {
    book_.OpenHousehold(
        ++households_, 100 + Pick(kBuildings),
        static_cast<uint32_t>(1 + Pick(5)), static_cast<uint32_t>(Pick(3)),
        OneIn(4) ? v1::HOUSEHOLD_STATE_REGISTERED : v1::HOUSEHOLD_STATE_ACTIVE,
        static_cast<int64_t>(1000 * Pick(2)));
    return;
  }
  switch (Pick(10)) {
    case 0:
    case 1:
      return AddOther();
    case 2:
    case 3:
      return AddAbout();
    case 4:
      return AddTitle();
    default:
      return AddDrop();
  }
}

// Few different amounts, so that many are equal.
void RandomCampaign::AddDrop() {
  DropOf drop;
  drop.household = OneIn(30) ? 0 : PickHousehold();
  drop.day = PickDay();
  drop.class_code = kClasses[Pick(std::size(kClasses))];
  drop.grams = static_cast<uint32_t>(500 * (1 + Pick(3)));
  drop.milli_merit = static_cast<int64_t>(1000 * Pick(2));
  drop.milli_points = static_cast<int64_t>(250 * Pick(3));
  if (OneIn(6)) drop.quality = v1::QUALITY_REJECTED;
  if (OneIn(6) && !drops_.empty()) drop.merged_into = drops_.back();
  // Many on one day, as where a kiosk weighs bag by bag.
  const int times = OneIn(50) ? 20 : 1;
  for (int i = 0; i < times; ++i) {
    const uint64_t index = book_.Drop(drop);
    reversible_.push_back(index);
    drops_.push_back(index);
  }
}

void RandomCampaign::AddOther() {
  const uint64_t household = PickHousehold();
  switch (Pick(7)) {
    case 0:
      book_.SetState(household, static_cast<v1::HouseholdState>(1 + Pick(4)));
      return;
    case 1:
      reversible_.push_back(
          book_.Penalise(household, static_cast<int64_t>(1000 * Pick(3))));
      return;
    case 2:
      reversible_.push_back(
          book_.Adjust(household, static_cast<int64_t>(1000 * Pick(5)) - 2000));
      return;
    case 3:
      return Rerate();
    case 4:
      return Reverse();
    case 5:
      book_.RemoveMember(household, static_cast<uint32_t>(1 + Pick(2)));
      return;
    default:
      book_.Activity(household, static_cast<uint32_t>(1 + Pick(2)), PickDay(),
                     static_cast<uint32_t>(30 * Pick(3)),
                     static_cast<int64_t>(500 * Pick(3)));
      return;
  }
}

// What was rated again is not reversed any more.
void RandomCampaign::Rerate() {
  if (drops_.empty()) return;
  const uint64_t index = TakeAt(Pick(drops_.size()), &drops_);
  std::erase(reversible_, index);
  book_.Rerate(index, 1000 * Pick(3), 250 * Pick(3));
}

void RandomCampaign::Reverse() {
  if (reversible_.empty()) return;
  const uint64_t index = TakeAt(Pick(reversible_.size()), &reversible_);
  std::erase(drops_, index);
  book_.Reverse(index);
}

void RandomCampaign::AddAbout() {
  const v1::Contestant about = PickContestant();
  switch (Pick(7)) {
    case 0:
      book_.Inspect(about, PickDay(), static_cast<uint32_t>(Pick(1001)),
                    OneIn(4) ? kRandomCampaign : 0);
      return;
    case 1:
      if (!OneIn(3)) return;
      violations_.emplace_back(book_.Violate(about, PickDay()), about);
      return;
    case 2: {
      if (violations_.empty()) return;
      const auto [index, subject] =
          TakeAt(Pick(violations_.size()), &violations_);
      book_.Violate(subject, book_.today(), index);
      return;
    }
    case 3:
      objections_.push_back(book_.Object(about));
      return;
    case 4:
      if (objections_.empty()) return;
      book_.Answer(TakeAt(Pick(objections_.size()), &objections_), OneIn(3));
      return;
    case 5:
      book_.Declare(OneIn(5) ? kRandomCampaign + 1 : kRandomCampaign, about);
      return;
    default:
      book_.Nominate(OneIn(5) ? kRandomCampaign + 1 : kRandomCampaign, about,
                     static_cast<uint32_t>(100'000 * Pick(11)), kCodes[Pick(2)],
                     book_.today() + static_cast<int32_t>(Pick(300)));
      return;
  }
}

void RandomCampaign::AddTitle() {
  if (OneIn(3) && !titles_.empty()) {
    const bool revoked = OneIn(2);
    const uint64_t at = Pick(titles_.size());
    book_.CheckTitle(titles_[at],
                     revoked ? v1::TITLE_CHECK_REVOKED : v1::TITLE_CHECK_KEPT);
    if (revoked) TakeAt(at, &titles_);
    return;
  }
  v1::Contestant holder = PickContestant();
  if (OneIn(2)) holder = Household(PickHousehold());
  titles_.push_back(book_.Grant(
      holder, kCodes[Pick(2)], static_cast<v1::TitleLevel>(1 + Pick(3)),
      book_.today(), book_.today() + static_cast<int32_t>(Pick(500))));
}

}  // namespace greenledger::evaluation
