// Documents of figures.
#include "clients/documents/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/clients/documents/documents_testing.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

void AddIndicator(v1::IndicatorStretch* stretch, v1::IndicatorKind kind,
                  uint64_t numerator, uint64_t denominator, uint32_t permille,
                  uint32_t target) {
  v1::Indicator* indicator = stretch->add_indicators();
  indicator->set_kind(kind);
  indicator->set_numerator(numerator);
  indicator->set_denominator(denominator);
  indicator->set_permille(permille);
  indicator->set_target_permille(target);
  indicator->set_entries(4242);
}

v1::GetIndicatorsResponse Indicators() {
  v1::GetIndicatorsResponse indicators;
  v1::IndicatorStretch* stretch = indicators.mutable_stretch();
  stretch->set_from_day(Day("2026-02-01"));
  stretch->set_to_day(Day("2026-02-28"));
  AddIndicator(stretch, v1::INDICATOR_KIND_RECOVERY, 96, 100, 960, 950);
  AddIndicator(stretch, v1::INDICATOR_KIND_AWARENESS, 80, 100, 800, 900);
  AddIndicator(stretch, v1::INDICATOR_KIND_SATISFACTION, 0, 0, 0, 900);
  AddIndicator(stretch, v1::INDICATOR_KIND_PURITY, 7, 8, 875, 0);
  AddIndicator(indicators.mutable_before(), v1::INDICATOR_KIND_RECOVERY, 90,
               100, 901, 950);
  indicators.mutable_before()->set_from_day(Day("2026-01-01"));
  indicators.mutable_before()->set_to_day(Day("2026-01-31"));
  indicators.set_applied_size(54321);
  return indicators;
}

v1::Standing StandingOf(uint64_t building, uint64_t rank, int64_t score) {
  v1::Standing standing;
  standing.mutable_contestant()->set_kind(v1::CONTESTANT_KIND_BUILDING);
  standing.mutable_contestant()->set_number(building);
  standing.mutable_contestant()->set_book(kBook);
  standing.set_rank(rank);
  standing.set_score(score);
  return standing;
}

TEST(ComparisonTest, ShowsIndicatorsWithTargetAndTheMonthBefore) {
  const std::string html =
      Comparison(TestSource(), Indicators(), {}, TestDirectory());
  EXPECT_THAT(html,
              AllOf(HasSubstr("本期：2026年2月1日至2026年2月28日；"
                              "上期：2026年1月1日至2026年1月31日。"),
                    HasSubstr("<td class=\"number\">96.0%</td>"
                              "<td class=\"number\">≥ 95.0%</td><td>达标</td>"
                              "<td class=\"number\">90.1%</td>"
                              "<td class=\"number\">–</td>"
                              "<td class=\"number\">4242</td>"),
                    HasSubstr("<td>未达标</td>")));
}

TEST(ComparisonTest, ShowsRanksOfBothMonths) {
  BoardPair board{.contestants = v1::CONTESTANT_KIND_BUILDING,
                  .measure = v1::STANDING_MEASURE_PURITY,
                  .now = {StandingOf(21, 1, 987), StandingOf(22, 2, 950)},
                  .before = {StandingOf(21, 3, 900)}};
  const std::string html =
      Comparison(TestSource(), Indicators(), {board}, TestDirectory());
  EXPECT_THAT(html, AllOf(HasSubstr("<td class=\"number\">1</td>"
                                    "<td class=\"number\">3</td>"
                                    "<td>&lt;3 号楼&gt;</td>"
                                    "<td class=\"number\">98.7%</td>"
                                    "<td class=\"number\">90.0%</td>"),
                          HasSubstr("<td class=\"number\">2</td>"
                                    "<td class=\"number\">–</td>")));
}

NamedTitle Held(uint64_t household, v1::TitleLevel level,
                v1::ContestantKind kind = v1::CONTESTANT_KIND_HOUSEHOLD) {
  NamedTitle held{.title = {}, .name = "绿色家庭"};
  v1::TitleGranted* granted = held.title.mutable_granted();
  granted->set_title_code("green-family");
  granted->set_level(level);
  granted->mutable_contestant()->set_kind(kind);
  granted->mutable_contestant()->set_number(household);
  granted->set_from_day(Day("2026-01-01"));
  granted->set_to_day(Day("2027-12-31"));
  return held;
}

TEST(TitleTableTest, CountsHouseholdsAndSharePerLevel) {
  std::vector<NamedTitle> titles = {
      Held(12, v1::TITLE_LEVEL_COMMUNITY), Held(13, v1::TITLE_LEVEL_COMMUNITY),
      Held(12, v1::TITLE_LEVEL_CITY), Held(12, v1::TITLE_LEVEL_CITY)};
  const std::string html =
      TitleTable(TestSource(), titles, Day("2026-12-31"), 373);
  EXPECT_THAT(html, AllOf(HasSubstr("有效住户 373 户"),
                          HasSubstr("<td>绿色家庭</td>"
                                    "<td class=\"number\">0 户（0.0%）</td>"
                                    "<td class=\"number\">1 户（0.3%）</td>"
                                    "<td class=\"number\">0 户（0.0%）</td>"
                                    "<td class=\"number\">0 户（0.0%）</td>"
                                    "<td class=\"number\">2 户（0.5%）</td>")));
}

TEST(TitleTableTest, TheStampIsOfACommitteeHoweverTheBookIsNamed) {
  Source source = TestSource();
  EXPECT_THAT(TitleTable(source, {}, 0, 1),
              HasSubstr("<p>大同社区居民委员会（盖章）</p>"));
  source.community = "西溪社区居委会";
  EXPECT_THAT(TitleTable(source, {}, 0, 1),
              HasSubstr("<p>西溪社区居委会（盖章）</p>"));
}

TEST(TitleTableTest, LeavesOutWhatDoesNotStandThatDay) {
  std::vector<NamedTitle> titles = {Held(12, v1::TITLE_LEVEL_COMMUNITY),
                                    Held(13, v1::TITLE_LEVEL_COMMUNITY)};
  titles[1].title.set_check(v1::TITLE_CHECK_REVOKED);
  titles[1].title.set_checked_day(Day("2026-12-31"));
  EXPECT_THAT(TitleTable(TestSource(), titles, Day("2026-12-30"), 10),
              HasSubstr("2 户（20.0%）"));
  EXPECT_THAT(TitleTable(TestSource(), titles, Day("2026-12-31"), 10),
              HasSubstr("1 户（10.0%）"));
  EXPECT_THAT(TitleTable(TestSource(), titles, Day("2028-01-01"), 10),
              HasSubstr("（无）"));
}

TEST(TitleTableTest, PersonsAreCountedWithoutShare) {
  const std::string html = TitleTable(
      TestSource(),
      {Held(12, v1::TITLE_LEVEL_COMMUNITY, v1::CONTESTANT_KIND_PERSON)},
      Day("2026-12-31"), 373);
  EXPECT_EQ(Count(html, "<table>"), 2u);
  EXPECT_THAT(html, HasSubstr("<td class=\"number\">1</td></tr>"));
}

TEST(SelfReportTest, EveryFigureIsThereWithItsCheckpoint) {
  const Source source = TestSource();
  v1::GetTotalsResponse totals;
  totals.set_households(373);
  totals.set_drops(98765);
  v1::Balance* returned = totals.add_returned();
  returned->set_asset(v1::ASSET_MASS);
  returned->set_class_code(3);
  returned->set_credits(1'234'500);
  v1::GetPointsFiguresResponse points;
  points.set_outstanding_milli_points(77'500);
  v1::BudgetFigures* budget = points.add_budgets();
  budget->mutable_budget()->set_title("2026");
  budget->set_left_milli_points(-1500);
  const std::vector<v1::CampaignStanding> campaigns = {TestCampaign()};
  const v1::GetIndicatorsResponse indicators = Indicators();
  const Directory directory = TestDirectory();
  const std::string html =
      SelfReport({source, totals, indicators, points, campaigns, directory});
  EXPECT_THAT(html,
              AllOf(HasSubstr("98765"), HasSubstr("1234.5"), HasSubstr("77.5"),
                    HasSubstr("-1.5"), HasSubstr("绿色家庭"),
                    HasSubstr("指标取自前 54321 条"),
                    // Two targets with a figure, one of them met; one without.
                    HasSubstr("2 项，其中达标 1 项；另有 1 项"),
                    HasSubstr("检查点：共 54321 条")));
}

TEST(SelfReportTest, AnUnsignedHeadIsCalledThat) {
  Source source = TestSource(Language::kEnglish);
  source.origin.clear();
  source.list_digest.clear();
  const std::string html =
      Comparison(source, Indicators(), {}, TestDirectory(Language::kEnglish));
  EXPECT_THAT(html, AllOf(HasSubstr("not signed by the server"),
                          Not(HasSubstr("Digest of the list"))));
}

}  // namespace
}  // namespace greenledger::documents
