#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "services/ledger/rules/local_day.h"
#include "services/selection/evaluation/evaluator.h"
#include "tests/bench/cases.h"
#include "tests/bench/machine.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

constexpr uint64_t kBook = 350212002001;
constexpr uint64_t kHouseholdsABuilding = 200;
constexpr uint64_t kBuildingsAGrid = 10;
constexpr uint64_t kFirstBuilding = 1000;
constexpr uint32_t kMonths = 12;
constexpr size_t kChunk = 20'000;
constexpr int64_t kCampaignDayUs = 86'400LL * 1'000'000;
constexpr uint64_t kRuleIndex = 1;

v1::CampaignRule Rule() {
  v1::CampaignRule rule;
  rule.set_number(1);
  rule.set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
  rule.set_layer(v1::CAMPAIGN_LAYER_HONOUR);
  rule.set_from_day("2026-01-01");
  rule.set_to_day("2026-12-31");
  v1::Gate* months = rule.add_gates();
  months->set_kind(v1::GATE_KIND_MEASURE);
  months->set_measure(v1::STANDING_MEASURE_ACTIVE_MONTHS);
  months->set_least(kMonths - 1);
  v1::Gate* occupancy = rule.add_gates();
  occupancy->set_kind(v1::GATE_KIND_OCCUPANCY);
  occupancy->set_least(500);
  v1::Veto* rejected = rule.add_vetoes();
  rejected->set_kind(v1::VETO_KIND_REJECTED);
  rejected->set_most(2);
  for (const auto measure :
       {v1::STANDING_MEASURE_MERIT, v1::STANDING_MEASURE_ACTIVE_WEEKS,
        v1::STANDING_MEASURE_CLASSES, v1::STANDING_MEASURE_PURITY}) {
    v1::WeightedMeasure* one = rule.add_measures();
    one->set_measure(measure);
    one->set_weight_permille(250);
    one->set_scaling(v1::SCALING_BEST);
    one->set_per_head(measure == v1::STANDING_MEASURE_MERIT);
  }
  rule.mutable_quota()->set_share_permille(50);
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_GRID);
  rule.mutable_quota()->set_remainder(v1::REMAINDER_RULE_LARGEST);
  rule.add_tie_breaks(v1::TIE_BREAK_FEWER_REJECTED);
  rule.add_tie_breaks(v1::TIE_BREAK_EARLIER);
  return rule;
}

// The entries of a year, in order, as stored bytes.
class Year {
 public:
  explicit Year(uint64_t households) : households_(households) {}

  uint64_t size() const { return 2 + Places() + households_ * (1 + kMonths); }

  // The next ones; empty at the end.
  const std::vector<std::string>& NextChunk() {
    chunk_.resize(std::min<uint64_t>(kChunk, size() - next_));
    for (std::string& bytes : chunk_) Make().SerializeToString(&bytes);
    return chunk_;
  }

 private:
  uint64_t Buildings() const { return households_ / kHouseholdsABuilding + 1; }
  uint64_t Places() const {
    return Buildings() + Buildings() / kBuildingsAGrid + 1;
  }

  const v1::Entry& Make() {
    entry_.Clear();
    entry_.set_book(kBook);
    entry_.set_index(next_);
    const int64_t first_day = *rules::ParseDay("2025-12-01");
    entry_.set_time_us(first_day * kCampaignDayUs +
                       static_cast<int64_t>(next_));
    const uint64_t at = next_++;
    if (at == 0) {
      entry_.mutable_book_opened()->set_utc_offset_minutes(480);
    } else if (at == kRuleIndex) {
      *entry_.mutable_campaign_drafted() = Rule();
    } else if (at < 2 + Places()) {
      MakePlace(at - 2);
    } else if (at < 2 + Places() + households_) {
      MakeHousehold(at - 2 - Places());
    } else {
      MakeDrop(at - 2 - Places() - households_);
    }
    return entry_;
  }

  void MakePlace(uint64_t i) {
    const uint64_t grids = Places() - Buildings();
    v1::Place* place = entry_.mutable_place_opened();
    const bool is_grid = i < grids;
    place->set_kind(is_grid ? v1::PLACE_KIND_GRID : v1::PLACE_KIND_BUILDING);
    place->set_number(is_grid ? 1 + i : kFirstBuilding + i - grids);
    if (!is_grid) place->set_parent_number(1 + (i - grids) / kBuildingsAGrid);
  }

  void MakeHousehold(uint64_t i) {
    entry_.set_household(1 + i);
    v1::Household* household = entry_.mutable_household_opened();
    household->set_number(1 + i);
    household->set_building_number(kFirstBuilding + i / kHouseholdsABuilding);
    household->set_residents(static_cast<uint32_t>(1 + i % 5));
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    household->add_members()->set_number(1);
  }

  void MakeDrop(uint64_t i) {
    const uint64_t household = 1 + i % households_;
    const auto month = static_cast<uint32_t>(i / households_);
    const int32_t first = *rules::ParseDay("2026-01-01");
    record_.mutable_drop()->set_class_code(
        static_cast<uint32_t>(1 + (household + month) % 6));
    record_.mutable_drop()->set_grams(
        static_cast<uint32_t>(300 + household % 900));
    const bool rejected = (household * 7 + month) % 29 == 0;
    record_.mutable_drop()->set_quality(rejected ? v1::QUALITY_REJECTED
                                                 : v1::QUALITY_GOOD);
    entry_.set_household(household);
    v1::DropBooked* drop = entry_.mutable_drop();
    drop->set_day(static_cast<uint32_t>(rules::AddMonths(first, month)) +
                  static_cast<uint32_t>(household % 28));
    drop->mutable_source()->set_record(record_.SerializeAsString());
    if (rejected) return;
    for (const v1::Asset asset : {v1::ASSET_POINTS, v1::ASSET_MERIT}) {
      const auto amount = static_cast<int64_t>(500 + household % 1000);
      AddLeg(v1::ACCOUNT_OWNER_ISSUANCE, 0, asset, -amount);
      AddLeg(v1::ACCOUNT_OWNER_HOUSEHOLD, household, asset, amount);
    }
  }

  void AddLeg(v1::AccountOwner owner, uint64_t number, v1::Asset asset,
              int64_t amount) {
    v1::Posting* leg = entry_.add_postings();
    leg->set_owner(owner);
    leg->set_owner_number(number);
    leg->set_asset(asset);
    leg->set_amount(amount);
  }

  const uint64_t households_;
  uint64_t next_ = 0;
  v1::Entry entry_;
  v1::Record record_;
  std::vector<std::string> chunk_;
};

}  // namespace

void MeasureSelection(const Scale& scale, Report* report) {
  const double before = ResidentBytes();
  Year year(scale.selected_households);
  evaluation::Evaluator evaluator(
      kBook, Rule(), kRuleIndex, [](uint64_t, v1::Entry*) {
        return absl::NotFoundError("nothing was reversed");
      });
  double folding = 0;
  v1::Entry entry;
  while (true) {
    const std::vector<std::string>& chunk = year.NextChunk();
    if (chunk.empty()) break;
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string& bytes : chunk) {
      Must(entry.ParseFromString(bytes), "an entry cannot be read");
      Must(evaluator.Add(entry));
    }
    folding += SecondsSince(begin);
  }
  const auto begin = std::chrono::steady_clock::now();
  const evaluation::EvaluatedList list = Must(evaluator.Evaluate(""));
  const double evaluating = SecondsSince(begin);
  Must(list.rows.size() > scale.selected_households / 2, "few are listed");
  Must(list.total_seats > 0, "nobody wins");
  const auto households = static_cast<double>(scale.selected_households);
  const double bytes = (ResidentBytes() - before) / households;
  report->Add(
      {"F10",
       {fmt::format("selection over {} households", scale.selected_households),
        "s",
        {folding + evaluating}},
       {},
       30,
       false});
  report->Add({"",
               {fmt::format("entries of a selection ({}) folded", year.size()),
                "entries/s",
                {static_cast<double>(year.size()) / folding}},
               {},
               0,
               true});
  report->Add(
      {"", {"list made of what was folded", "s", {evaluating}}, {}, 0, false});
  report->Add({"",
               {"memory of a selection with its list", "B/household", {bytes}},
               {},
               0,
               false});
}

}  // namespace greenledger::bench
