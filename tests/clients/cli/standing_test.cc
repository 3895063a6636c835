// Standings and indicators on the command line.
#include <algorithm>

#include "clients/cli/board_option.h"
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int32_t kMarch2026 = 20'513;

class FakeRanking : public v1::RankingService::Service {
 public:
  // The last request as text.
  std::string last;
  v1::GetStandingResponse standing;
  // As many as are asked for, by token: the number of the first.
  int standings = 2500;
  v1::GetDistributionResponse distribution;
  v1::GetStandingHistoryResponse history;
  v1::GetIndicatorsResponse indicators;

 private:
  using Context = grpc::ServerContext;

  grpc::Status GetStanding(Context*, const v1::GetStandingRequest* request,
                           v1::GetStandingResponse* response) override {
    last = request->ShortDebugString();
    *response = standing;
    return grpc::Status::OK;
  }
  grpc::Status ListTop(Context*, const v1::ListTopRequest* request,
                       v1::ListTopResponse* response) override {
    last = request->ShortDebugString();
    int next =
        request->page_token().empty() ? 1 : std::stoi(request->page_token());
    for (int i = 0; i < request->page_size() && next <= standings; ++i) {
      v1::Standing* one = response->add_standings();
      one->set_rank(static_cast<uint64_t>(next));
      one->mutable_contestant()->set_kind(request->board().contestants());
      one->mutable_contestant()->set_number(static_cast<uint64_t>(next++));
      one->mutable_contestant()->set_book(request->board().book());
    }
    if (next <= standings) {
      response->set_next_page_token(std::to_string(next));
    }
    return grpc::Status::OK;
  }
  grpc::Status GetDistribution(Context*,
                               const v1::GetDistributionRequest* request,
                               v1::GetDistributionResponse* response) override {
    last = request->ShortDebugString();
    *response = distribution;
    return grpc::Status::OK;
  }
  grpc::Status GetStandingHistory(
      Context*, const v1::GetStandingHistoryRequest* request,
      v1::GetStandingHistoryResponse* response) override {
    last = request->ShortDebugString();
    *response = history;
    return grpc::Status::OK;
  }
  grpc::Status GetIndicators(Context*, const v1::GetIndicatorsRequest* request,
                             v1::GetIndicatorsResponse* response) override {
    last = request->ShortDebugString();
    *response = indicators;
    return grpc::Status::OK;
  }
  grpc::Status ListIndicatorEntries(
      Context*, const v1::ListIndicatorEntriesRequest* request,
      v1::ListIndicatorEntriesResponse* response) override {
    last = request->ShortDebugString();
    const bool first = request->page_token().empty();
    response->add_indices(first ? 17 : 4711);
    if (first) response->set_next_page_token("2");
    return grpc::Status::OK;
  }
};

class StandingTest
    : public CliTest<v1::RegistryService::Service, BookOfEntries,
                     v1::ProofService::Service, v1::OperationsService::Service,
                     v1::IdentityService::Service,
                     v1::OversightService::Service, v1::PointsService::Service,
                     v1::RewardsService::Service, v1::EvidenceService::Service,
                     v1::SelectionService::Service, FakeRanking> {
 protected:
  Outcome Do(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--book", "350212002001"});
    return Run(std::move(arguments));
  }
  std::string Asked(std::vector<std::string> arguments) {
    const Outcome outcome = Do(std::move(arguments));
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return ranking.last;
  }
};

v1::Standing Ranked(uint64_t number, uint64_t rank, int64_t score) {
  v1::Standing standing;
  standing.mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  standing.mutable_contestant()->set_number(number);
  standing.mutable_contestant()->set_book(350212002001);
  standing.set_rank(rank);
  standing.set_score(score);
  return standing;
}

TEST_F(StandingTest, WhatIsNotSaidIsSensible) {
  EXPECT_EQ(Asked({"standing", "top"}),
            "board { book: 350212002001 contestants: CONTESTANT_KIND_HOUSEHOLD "
            "scope: BOARD_SCOPE_COMMUNITY period: PERIOD_KIND_MONTH measure: "
            "STANDING_MEASURE_MERIT } page_size: 10");
  EXPECT_THAT(Asked({"standing", "top", "--of", "persons"}),
              HasSubstr("measure: STANDING_MEASURE_ACTIVITY_MINUTES"));
  EXPECT_THAT(Asked({"standing", "top", "--of", "communities"}),
              HasSubstr("scope: BOARD_SCOPE_STREET"));
  EXPECT_THAT(Asked({"standing", "top", "--campaign", "3"}),
              HasSubstr("period: PERIOD_KIND_CAMPAIGN campaign_number: 3"));
}

TEST_F(StandingTest, EveryOptionGoesIntoTheBoard) {
  EXPECT_EQ(
      Asked({"standing", "distribution", "--of", "buildings", "--by",
             "class-drops", "--class", "23", "--period", "quarter", "--day",
             "2026-02-03", "--within", "grid", "--place", "2", "--groups",
             "4"}),
      "board { book: 350212002001 contestants: CONTESTANT_KIND_BUILDING scope: "
      "BOARD_SCOPE_GRID scope_number: 2 period: PERIOD_KIND_QUARTER day: "
      "\"2026-02-03\" measure: STANDING_MEASURE_CLASS_DROPS class_code: 23 } "
      "groups: 4");
  EXPECT_EQ(Do({"standing", "top", "--by", "luck"}).code, ExitCode::kUsage);
}

TEST_F(StandingTest, ShowPutsOneAmongItsNeighbours) {
  ranking.standing.mutable_time()->set_from_day(kMarch2026);
  ranking.standing.mutable_time()->set_to_day(kMarch2026 + 30);
  ranking.standing.mutable_time()->set_ranked(312);
  ranking.standing.mutable_time()->set_applied_size(48'000);
  *ranking.standing.mutable_standing() = Ranked(12, 2, 3500);
  *ranking.standing.add_neighbours() = Ranked(7, 1, 4000);
  *ranking.standing.add_neighbours() = Ranked(12, 2, 3500);
  ranking.standing.set_behind(500);
  const Outcome outcome = Do({"standing", "show", "--household", "12"});
  EXPECT_EQ(outcome.out,
            "merit, 2026-03-01 to 2026-03-31, not over, 312 ranked, at 48000 "
            "entries\n"
            "rank  who           score\n"
            "   1  household 7       4\n"
            "   2  household 12    3.5  <\n"
            "0.5 behind the rank before\n");
  EXPECT_THAT(ranking.last,
              AllOf(HasSubstr("contestants: CONTESTANT_KIND_HOUSEHOLD"),
                    HasSubstr("neighbours: 5")));
}

TEST_F(StandingTest, WhoDidNothingHasNoRankAndOthersBooksAreSaid) {
  v1::Standing* own = ranking.standing.mutable_standing();
  *own = Ranked(12, 0, 0);
  own->mutable_contestant()->set_book(350212002002);
  language = "zh";
  EXPECT_THAT(
      Do({"standing", "show", "--household", "12", "--in-book", "350212002002",
          "--within", "street"})
          .out,
      AllOf(HasSubstr("账本 350212002002 住户 12"), HasSubstr("没有名次")));
}

TEST_F(StandingTest, TopReadsAsManyPagesAsItTakes) {
  const std::string out =
      Do({"--json", "standing", "top", "--count", "2100"}).out;
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2100);
  EXPECT_THAT(ranking.last, HasSubstr("page_size: 100 page_token: \"2001\""));
  ranking.standings = 3;
  EXPECT_THAT(Do({"standing", "top", "--count", "50"}).out,
              AllOf(HasSubstr("household 3"), Not(HasSubstr("household 4"))));
}

TEST_F(StandingTest, ADistributionHasMedianAndSum) {
  ranking.distribution.set_median(2500);
  ranking.distribution.set_sum(-7000);
  v1::ScoreGroup* group = ranking.distribution.add_groups();
  group->set_contestants(31);
  group->set_highest(9000);
  group->set_lowest(-500);
  EXPECT_THAT(Do({"standing", "distribution"}).out,
              AllOf(HasSubstr("1        31        9    -0.5"),
                    HasSubstr("median 2.5, sum -7")));
  EXPECT_THAT(Do({"standing", "distribution", "--by", "purity"}).out,
              Not(HasSubstr("sum")));
}

TEST_F(StandingTest, HistoryIsAChartWithTheOldestFirst) {
  const auto add = [&](int32_t day, uint64_t rank, int64_t score) {
    v1::PastStanding* past = ranking.history.add_standings();
    past->mutable_time()->set_from_day(day);
    past->mutable_time()->set_ranked(100);
    *past->mutable_standing() = Ranked(12, rank, score);
  };
  add(kMarch2026, 3, 6000);
  add(kMarch2026 - 28, 8, 2000);
  add(kMarch2026 - 59, 0, 0);
  std::string thirty;
  for (int i = 0; i < 30; ++i) thirty += "█";
  const std::string ten = thirty.substr(0, 30);
  EXPECT_EQ(Do({"standing", "history", "--household", "12"}).out,
            "period   rank   of  moved  score\n"
            "2026-01        100             0\n"
            "2026-02     8  100             2  " +
                ten +
                "\n"
                "2026-03     3  100  ↑5         6  " +
                thirty + "\n");
}

TEST(PeriodTextTest, IsAsLongAsThePeriodNeeds) {
  v1::BoardTime time;
  time.set_from_day(kMarch2026);
  EXPECT_EQ(PeriodText(v1::PERIOD_KIND_WEEK, time), "2026-03-01");
  EXPECT_EQ(PeriodText(v1::PERIOD_KIND_MONTH, time), "2026-03");
  EXPECT_EQ(PeriodText(v1::PERIOD_KIND_QUARTER, time), "2026-Q1");
  EXPECT_EQ(PeriodText(v1::PERIOD_KIND_YEAR, time), "2026");
}

TEST(ScoreTextTest, TakesTheLowestScore) {
  v1::Board board;
  board.set_measure(v1::STANDING_MEASURE_MERIT);
  EXPECT_EQ(ScoreText(board, INT64_MIN), "-9223372036854775.808");
  board.set_measure(v1::STANDING_MEASURE_PURITY);
  EXPECT_EQ(ScoreText(board, 953), "95.3%");
}

v1::IndicatorStretch Stretch(uint32_t permille, uint64_t denominator) {
  v1::IndicatorStretch stretch;
  stretch.set_from_day(kMarch2026);
  stretch.set_to_day(kMarch2026 + 30);
  v1::Indicator* one = stretch.add_indicators();
  one->set_kind(v1::INDICATOR_KIND_RECOVERY);
  one->set_numerator(denominator * permille / 1000);
  one->set_denominator(denominator);
  one->set_permille(permille);
  one->set_target_permille(950);
  return stretch;
}

TEST_F(StandingTest, IndicatorsStandBesideThoseBeforeAndTheirTargets) {
  *ranking.indicators.mutable_stretch() = Stretch(930, 2000);
  *ranking.indicators.mutable_before() = Stretch(951, 1000);
  *ranking.indicators.mutable_year_before() = Stretch(0, 0);
  const std::string out =
      Do({"indicators", "show", "--from", "2026-03-01"}).out;
  EXPECT_THAT(out,
              HasSubstr("recovery   93.0%  1.86 kg   2 kg   95.1%           "
                        "     95.0%  not"));
  EXPECT_EQ(ranking.last, "book: 350212002001 from_day: \"2026-03-01\"");
  *ranking.indicators.mutable_stretch() = Stretch(950, 1000);
  EXPECT_THAT(Do({"indicators", "show"}).out, HasSubstr("95.0%  met"));
  *ranking.indicators.mutable_stretch() = Stretch(0, 0);
  EXPECT_THAT(Do({"indicators", "show"}).out, Not(HasSubstr("95.0%  not")));
}

TEST_F(StandingTest, EntriesBehindAnIndicatorAreListedToTheLast) {
  EXPECT_EQ(Do({"indicators", "entries", "participation", "--all", "--from",
                "2026-03-01", "--to", "2026-03-31"})
                .out,
            "17\n4711\n");
  EXPECT_THAT(ranking.last,
              AllOf(HasSubstr("kind: INDICATOR_KIND_PARTICIPATION"),
                    HasSubstr("all: true"), HasSubstr("page_token: \"2\"")));
}

}  // namespace
}  // namespace greenledger::cli
