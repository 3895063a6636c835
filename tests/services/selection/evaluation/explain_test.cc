// What the evaluator says about single contestants.
#include <gtest/gtest.h>

#include <string>

#include "services/ledger/rules/local_day.h"
#include "services/selection/evaluation/evaluator.h"
#include "tests/services/selection/evaluation/book_maker.h"

namespace greenledger::evaluation {
namespace {

constexpr uint32_t kCampaign = 3;

// A year in which households 1 and 2 of building 100 take part.
class ExplainTest : public ::testing::Test {
 protected:
  ExplainTest() : book_(Day("2025-06-01")) {
    rule_.set_number(kCampaign);
    rule_.set_title_code("green");
    rule_.set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
    rule_.set_layer(v1::CAMPAIGN_LAYER_STANDARD);
    rule_.set_from_day("2026-01-01");
    rule_.set_to_day("2026-12-31");
    book_.PublishScheme({{1, 0}, {11, 1}, {2, 0}});
    book_.OpenGrid(1);
    book_.OpenBuilding(100, 1);
    book_.OpenHousehold(1, 100);
    book_.OpenHousehold(2, 100);
    book_.SetDay(Day("2026-12-31"));
  }

  v1::Gate* AddGate(
      v1::GateKind kind, uint64_t least,
      v1::StandingMeasure measure = v1::STANDING_MEASURE_UNSPECIFIED) {
    v1::Gate* gate = rule_.add_gates();
    gate->set_kind(kind);
    gate->set_least(least);
    gate->set_measure(measure);
    return gate;
  }

  EvaluatedList Evaluate(const std::string& draw_seed = "") {
    evaluator_ = std::make_unique<Evaluator>(kBook, rule_, 0, book_.EntryAt());
    for (const v1::Entry& entry : book_.entries()) {
      EXPECT_TRUE(evaluator_->Add(entry).ok());
    }
    auto list = evaluator_->Evaluate(draw_seed);
    EXPECT_TRUE(list.ok()) << list.status();
    return *std::move(list);
  }

  v1::ExplainContestantResponse Why(const v1::Contestant& contestant) {
    return evaluator_->Explain(contestant)
        .value_or(v1::ExplainContestantResponse());
  }

  // One drop on the 15th of each of the months.
  void DropMonthly(uint64_t household, int from_month, int to_month) {
    for (int month = from_month; month <= to_month; ++month) {
      DropOf drop;
      drop.household = household;
      drop.day =
          rules::AddMonths(Day("2025-12-15"), static_cast<uint32_t>(month));
      last_ = book_.Drop(drop);
    }
  }

  v1::CampaignRule rule_;
  BookMaker book_;
  uint64_t last_ = 0;
  std::unique_ptr<Evaluator> evaluator_;
};

TEST_F(ExplainTest, ElevenOfTwelveMonths) {
  AddGate(v1::GATE_KIND_MEASURE, 12, v1::STANDING_MEASURE_ACTIVE_MONTHS);
  DropMonthly(1, 1, 11);
  DropMonthly(2, 1, 12);
  const EvaluatedList list = Evaluate();
  ASSERT_EQ(list.rows.size(), 1u);
  EXPECT_EQ(list.rows[0].number(), 2u);
  EXPECT_EQ(list.contestants, 2u);
  const v1::ExplainContestantResponse why = Why(Household(1));
  EXPECT_EQ(why.size(), book_.entries().size());
  EXPECT_FALSE(why.eligible());
  EXPECT_FALSE(why.has_row());
  ASSERT_EQ(why.gates_size(), 1);
  EXPECT_EQ(why.gates(0).gate().least(), 12u);
  EXPECT_EQ(why.gates(0).value(), 11u);
  EXPECT_FALSE(why.gates(0).passed());
  EXPECT_EQ(Why(Household(2)).gates(0).value(), 12u);
  EXPECT_TRUE(Why(Household(2)).gates(0).passed());
}

TEST_F(ExplainTest, AReversedDropTakesItsMonthAndADropAfterTheWindowIsNone) {
  AddGate(v1::GATE_KIND_MEASURE, 12, v1::STANDING_MEASURE_ACTIVE_MONTHS);
  DropMonthly(1, 1, 13);
  DropMonthly(2, 1, 12);
  book_.SetDay(Day("2027-02-01"));
  book_.Reverse(last_);
  EXPECT_EQ(Evaluate().rows.size(), 1u);
  EXPECT_EQ(Why(Household(1)).gates(0).value(), 12u);
  EXPECT_EQ(Why(Household(2)).gates(0).value(), 11u);
}

TEST_F(ExplainTest, ADayCountsUntilTheLastOfItsDropsIsReversed) {
  AddGate(v1::GATE_KIND_MEASURE, 1, v1::STANDING_MEASURE_ACTIVE_DAYS);
  std::vector<uint64_t> drops;
  for (int i = 0; i < 40; ++i) {
    drops.push_back(book_.Drop({.household = 1, .day = Day("2026-03-01")}));
  }
  for (int i = 0; i < 39; ++i) book_.Reverse(drops[static_cast<size_t>(i)]);
  Evaluate();
  EXPECT_EQ(Why(Household(1)).gates(0).value(), 1u);
  book_.Reverse(drops.back());
  Evaluate();
  EXPECT_EQ(Why(Household(1)).gates(0).value(), 0u);
}

TEST_F(ExplainTest, GramsOfAClassAreThoseOfItsSubtypesToo) {
  AddGate(v1::GATE_KIND_MEASURE, 1, v1::STANDING_MEASURE_GRAMS)
      ->set_class_code(1);
  AddGate(v1::GATE_KIND_MEASURE, 1, v1::STANDING_MEASURE_CLASS_DROPS)
      ->set_class_code(11);
  const int32_t day = Day("2026-03-01");
  book_.Drop({.household = 1, .day = day, .class_code = 1, .grams = 300});
  book_.Drop({.household = 1, .day = day, .class_code = 11, .grams = 40});
  book_.Drop({.household = 1, .day = day, .class_code = 2, .grams = 5});
  Evaluate();
  EXPECT_EQ(Why(Household(1)).gates(0).value(), 340u);
  EXPECT_EQ(Why(Household(1)).gates(1).value(), 1u);
}

TEST_F(ExplainTest, VetoesNameTheFirstEntry) {
  for (const v1::VetoKind kind :
       {v1::VETO_KIND_VIOLATION, v1::VETO_KIND_REJECTED, v1::VETO_KIND_PENALTY,
        v1::VETO_KIND_INSPECTION, v1::VETO_KIND_UPHELD}) {
    rule_.add_vetoes()->set_kind(kind);
  }
  rule_.mutable_vetoes(1)->set_most(1);
  rule_.mutable_vetoes(3)->set_least_score_permille(600);
  const int32_t day = Day("2026-03-01");
  const uint64_t withdrawn = book_.Violate(Household(1), day);
  book_.Violate(Household(1), day, withdrawn);
  const uint64_t violation = book_.Violate(Household(1), Day("2027-01-05"));
  const uint64_t rejected =
      book_.Drop({.household = 1, .day = day, .quality = v1::QUALITY_REJECTED});
  const uint64_t penalty = book_.Penalise(1, 100);
  book_.Inspect(Household(1), day, 700);
  const uint64_t inspection = book_.Inspect(Household(1), day, 599);
  const uint64_t upheld = book_.Answer(book_.Object(Household(1)), true);
  Evaluate();
  const v1::ExplainContestantResponse why = Why(Household(1));
  const auto expect = [&](int i, uint64_t found, bool bars, uint64_t index) {
    EXPECT_EQ(why.vetoes(i).found(), found) << i;
    EXPECT_EQ(why.vetoes(i).bars(), bars) << i;
    EXPECT_EQ(why.vetoes(i).entry_index(), index) << i;
  };
  expect(0, 1, true, violation);
  expect(1, 1, false, rejected);
  expect(2, 1, true, penalty);
  expect(3, 599, true, inspection);
  expect(4, 1, true, upheld);
  EXPECT_TRUE(Why(Household(2)).eligible());
}

TEST_F(ExplainTest, ARevokedTitleBarsUntilItsMonthsAreOver) {
  rule_.mutable_term()->set_barred_months(24);
  const uint64_t title =
      book_.Grant(Household(1), "green", v1::TITLE_LEVEL_COMMUNITY,
                  Day("2026-01-01"), Day("2027-12-31"));
  book_.CheckTitle(title, v1::TITLE_CHECK_REVOKED);
  Evaluate();
  EXPECT_FALSE(Why(Household(1)).eligible());
  EXPECT_EQ(Why(Household(1)).barred_until(), Day("2028-12-30"));
  rule_.set_to_day("2028-12-31");
  Evaluate();
  EXPECT_TRUE(Why(Household(1)).eligible());
  EXPECT_EQ(Why(Household(1)).barred_until(), 0);
}

TEST_F(ExplainTest, DeclarationsAndStrangers) {
  rule_.set_needs_declaration(true);
  book_.Declare(kCampaign, Household(1));
  Evaluate();
  EXPECT_FALSE(Why(Household(1)).declaration_missing());
  EXPECT_TRUE(Why(Household(2)).declaration_missing());
  EXPECT_FALSE(evaluator_->Explain(Household(9)));
  EXPECT_FALSE(evaluator_->Explain(Person(1, 1)));
}

TEST_F(ExplainTest, MeasuresSayWhatEachIsWorth) {
  rule_.set_layer(v1::CAMPAIGN_LAYER_HONOUR);
  rule_.mutable_quota()->set_seats(5);
  rule_.mutable_quota()->set_scope(v1::QUOTA_SCOPE_ALL);
  v1::WeightedMeasure* best = rule_.add_measures();
  best->set_measure(v1::STANDING_MEASURE_MERIT);
  best->set_weight_permille(700);
  best->set_scaling(v1::SCALING_BEST);
  v1::WeightedMeasure* full = rule_.add_measures();
  full->set_measure(v1::STANDING_MEASURE_DROPS);
  full->set_weight_permille(300);
  full->set_scaling(v1::SCALING_FULL_AT);
  full->set_full_at(2);
  full->set_per_head(true);
  const int32_t day = Day("2026-03-01");
  book_.Drop({.household = 1, .day = day, .milli_merit = 2000});
  for (int i = 0; i < 3; ++i) book_.Drop({.household = 2, .day = day});
  const EvaluatedList list = Evaluate();
  EXPECT_EQ(list.total_seats, 2u);
  const v1::ExplainContestantResponse why = Why(Household(1));
  ASSERT_EQ(why.measures_size(), 2);
  EXPECT_EQ(why.measures(0).value(), 2000u);
  EXPECT_EQ(why.measures(0).full_value(), 3000u);
  EXPECT_EQ(why.measures(0).score_millionths(), 466'667u);
  // One drop of three residents, in thousandths.
  EXPECT_EQ(why.measures(1).value(), 333u);
  EXPECT_EQ(why.measures(1).full_value(), 2000u);
  EXPECT_EQ(why.measures(1).score_millionths(), 49'950u);
  EXPECT_EQ(why.row().score_millionths(), 516'617u);
  EXPECT_EQ(why.row().rank(), 2u);
  EXPECT_EQ(Why(Household(2)).row().score_millionths(), 850'000u);
}

TEST_F(ExplainTest, ADrawTellsEqualOnesApartOnceTheSeedIsTold) {
  rule_.set_layer(v1::CAMPAIGN_LAYER_HONOUR);
  rule_.mutable_quota()->set_seats(1);
  rule_.mutable_quota()->set_scope(v1::QUOTA_SCOPE_ALL);
  rule_.add_tie_breaks(v1::TIE_BREAK_DRAW);
  v1::WeightedMeasure* merit = rule_.add_measures();
  merit->set_measure(v1::STANDING_MEASURE_MERIT);
  merit->set_weight_permille(1000);
  merit->set_scaling(v1::SCALING_BEST);
  EvaluatedList list = Evaluate();
  EXPECT_EQ(list.rows[1].rank(), 1u) << "nothing was drawn yet";
  list = Evaluate(std::string(32, 's'));
  EXPECT_EQ(list.rows[0].rank(), 1u);
  EXPECT_EQ(list.rows[1].rank(), 2u);
  bool differs = false;
  for (char c = 'a'; c <= 'z'; ++c) {
    const EvaluatedList other = Evaluate(std::string(32, c));
    differs = differs || other.rows[0].number() != list.rows[0].number();
  }
  EXPECT_TRUE(differs) << "another seed draws another order";
  EXPECT_EQ(evaluator_->Evaluate("short").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ExplainTest, EntriesComeInOrderFromTheirOwnBook) {
  Evaluator evaluator(kBook, rule_, 0, book_.EntryAt());
  EXPECT_TRUE(absl::IsDataLoss(evaluator.Add(book_.entries()[1])));
  EXPECT_TRUE(evaluator.Add(book_.entries()[0]).ok());
  v1::Entry other = book_.entries()[1];
  other.set_book(kBook + 1);
  EXPECT_TRUE(absl::IsDataLoss(evaluator.Add(other)));
}

TEST_F(ExplainTest, TheRuleIsWhereItMustBe) {
  Evaluator evaluator(kBook, rule_, 1, book_.EntryAt());
  EXPECT_TRUE(evaluator.Add(book_.entries()[0]).ok());
  EXPECT_TRUE(absl::IsDataLoss(evaluator.Add(book_.entries()[1])));
}

}  // namespace
}  // namespace greenledger::evaluation
