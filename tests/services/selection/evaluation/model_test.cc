// Random campaigns over random books, evaluated by the fold and by looking
// through all entries for every figure.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "services/selection/evaluation/evaluator.h"
#include "tests/services/selection/evaluation/naive_evaluator.h"
#include "tests/services/selection/evaluation/random_campaign.h"

namespace greenledger::evaluation {

// GoogleTest finds it beside the type.
inline void PrintTo(const NaiveRow& row, std::ostream* out) {
  *out << "book " << row.book << " number " << row.number << " member "
       << row.member << " rank " << row.rank << " score " << row.score
       << " scope " << row.scope << "\n";
}

namespace {

std::vector<NaiveRow> RowsOf(const EvaluatedList& list) {
  std::vector<NaiveRow> rows;
  for (const v1::ListRow& row : list.rows) {
    rows.push_back({row.book(), row.number(), row.member(), row.rank(),
                    row.score_millionths(), row.scope()});
  }
  return rows;
}

void ExpectExplained(const v1::CampaignRule& rule, const NaiveEvaluator& naive,
                     const NaiveEvaluator::Who& who,
                     const v1::ExplainContestantResponse& why) {
  EXPECT_EQ(why.eligible(), naive.IsEligible(who));
  EXPECT_EQ(why.has_row(), why.eligible());
  ASSERT_EQ(why.gates_size(), rule.gates_size());
  for (int i = 0; i < rule.gates_size(); ++i) {
    EXPECT_EQ(why.gates(i).value(), naive.GateValue(rule.gates(i), who))
        << rule.gates(i).ShortDebugString();
  }
  ASSERT_EQ(why.vetoes_size(), rule.vetoes_size());
  for (int i = 0; i < rule.vetoes_size(); ++i) {
    bool bars = false;
    const auto [found, first] = naive.VetoFound(rule.vetoes(i), who, &bars);
    EXPECT_EQ(why.vetoes(i).found(), found);
    EXPECT_EQ(why.vetoes(i).entry_index(), first);
    EXPECT_EQ(why.vetoes(i).bars(), bars);
  }
  if (!why.eligible()) {
    EXPECT_EQ(why.measures_size(), 0);
    return;
  }
  uint32_t sum = 0;
  for (const v1::MeasureResult& one : why.measures()) {
    sum += one.score_millionths();
  }
  if (rule.layer() == v1::CAMPAIGN_LAYER_HONOUR) {
    EXPECT_EQ(why.row().score_millionths(), sum);
  }
}

class ModelTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(ModelTest, TheFoldGivesWhatTheEntriesSay) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  const RandomCampaign campaign(GetParam(), 500);
  SCOPED_TRACE(campaign.rule().DebugString());
  Evaluator evaluator(kBook, campaign.rule(), campaign.rule_index(),
                      campaign.book().EntryAt());
  for (const v1::Entry& entry : campaign.book().entries()) {
    ASSERT_TRUE(evaluator.Add(entry).ok());
  }
  const auto list = evaluator.Evaluate(campaign.draw_seed());
  ASSERT_TRUE(list.ok()) << list.status();
  const NaiveEvaluator naive(campaign.book().entries(), campaign.rule(),
                             campaign.draw_seed());
  const std::vector<NaiveRow> rows = naive.Rows();
  EXPECT_EQ(RowsOf(*list), rows);
  EXPECT_EQ(list->contestants, naive.Contestants().size());
  const std::map<uint64_t, uint64_t> seats = naive.Seats(rows);
  std::map<uint64_t, uint64_t> found;
  uint64_t sum = 0;
  for (const v1::ScopeSeats& one : list->seats) {
    EXPECT_TRUE(found.empty() || found.rbegin()->first < one.scope());
    found[one.scope()] = one.seats();
    sum += one.seats();
  }
  EXPECT_EQ(found, seats);
  EXPECT_LE(sum, list->total_seats);
  EXPECT_LE(list->total_seats, rows.size());
  for (const auto& who : naive.Contestants()) {
    v1::Contestant contestant;
    contestant.set_kind(campaign.rule().contestants());
    contestant.set_book(std::get<0>(who));
    contestant.set_number(std::get<1>(who));
    contestant.set_member(std::get<2>(who));
    SCOPED_TRACE(contestant.ShortDebugString());
    const auto why = evaluator.Explain(contestant);
    ASSERT_TRUE(why);
    ExpectExplained(campaign.rule(), naive, who, *why);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ModelTest,
                         ::testing::Range(uint64_t{1}, uint64_t{301}));

}  // namespace
}  // namespace greenledger::evaluation
