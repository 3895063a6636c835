// Every fault of the requests of RankingService.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using ::testing::IsEmpty;
using testing::RequestCase;
using testing::TextRow;

constexpr char kBook[] = "book: 350212003001 ";

// A request for the best of a board, which is a month of merit of households
// in the community but for what `change` says.
RequestCase Board(const std::string& name, const std::string& change,
                  std::vector<std::string> expected) {
  return {.name = name,
          .fields =
              [change] {
                v1::ListTopRequest request;
                v1::Board* board = request.mutable_board();
                *board = FromText<v1::Board>(
                    std::string(kBook) +
                    "contestants: CONTESTANT_KIND_HOUSEHOLD "
                    "scope: BOARD_SCOPE_COMMUNITY period: PERIOD_KIND_MONTH "
                    "measure: STANDING_MEASURE_MERIT");
                board->MergeFrom(FromText<v1::Board>(change));
                return FieldsOf(Check(request));
              },
          .expected = std::move(expected)};
}

class RankingCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(RankingCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Boards, RankingCheckTest,
    ::testing::Values(
        TextRow<v1::ListTopRequest>("none", "page_size: -1",
                                    {"board", "page_size"}),
        TextRow<v1::ListTopRequest>("empty", "board { }",
                                    {"board.book", "board.contestants",
                                     "board.scope", "board.period",
                                     "board.measure"}),
        Board("plain", "", {}), Board("a day", "day: '2026-06-05'", {}),
        Board("no day", "day: '2026-02-30'", {"board.day"}),
        Board("a building", "scope: BOARD_SCOPE_BUILDING scope_number: 101",
              {}),
        Board("which building", "scope: BOARD_SCOPE_BUILDING",
              {"board.scope_number"}),
        Board("which grid", "scope: BOARD_SCOPE_GRID scope_number: 1000001",
              {"board.scope_number"}),
        Board("a number for nothing", "scope_number: 1",
              {"board.scope_number"}),
        Board("a campaign", "period: PERIOD_KIND_CAMPAIGN campaign_number: 4",
              {}),
        Board("a campaign has its days",
              "period: PERIOD_KIND_CAMPAIGN day: '2026-06-05'",
              {"board.day", "board.campaign_number"}),
        Board("no campaign", "campaign_number: 4", {"board.campaign_number"}),
        Board("grams of a class",
              "measure: STANDING_MEASURE_GRAMS class_code: 31", {}),
        Board("grams of what", "measure: STANDING_MEASURE_GRAMS",
              {"board.class_code"}),
        Board("drops of what",
              "measure: STANDING_MEASURE_CLASS_DROPS class_code: 10000",
              {"board.class_code"}),
        Board("merit of a class", "class_code: 31", {"board.class_code"}),
        Board("inspections", "measure: STANDING_MEASURE_INSPECTIONS",
              {"board.measure"}),
        Board("nominations", "measure: STANDING_MEASURE_NOMINATION",
              {"board.measure"})));

INSTANTIATE_TEST_SUITE_P(
    Contestants, RankingCheckTest,
    ::testing::Values(
        Board("a building in a building",
              "contestants: CONTESTANT_KIND_BUILDING "
              "scope: BOARD_SCOPE_BUILDING scope_number: 101",
              {"board.contestants"}),
        Board("buildings of a grid",
              "contestants: CONTESTANT_KIND_BUILDING "
              "scope: BOARD_SCOPE_GRID scope_number: 1",
              {}),
        Board("a grid in a grid",
              "contestants: CONTESTANT_KIND_GRID "
              "scope: BOARD_SCOPE_GRID scope_number: 1",
              {"board.contestants"}),
        Board("grids", "contestants: CONTESTANT_KIND_GRID", {}),
        Board("a community in itself", "contestants: CONTESTANT_KIND_COMMUNITY",
              {"board.contestants"}),
        Board("communities of a street",
              "contestants: CONTESTANT_KIND_COMMUNITY "
              "scope: BOARD_SCOPE_STREET",
              {}),
        Board("households of a district", "scope: BOARD_SCOPE_DISTRICT", {}),
        Board("merit of a person", "contestants: CONTESTANT_KIND_PERSON",
              {"board.measure"}),
        Board("minutes of a person",
              "contestants: CONTESTANT_KIND_PERSON "
              "measure: STANDING_MEASURE_ACTIVITY_MINUTES",
              {})));

// The same for the standing of one contestant.
template <typename Request>
RequestCase Who(const std::string& name, const std::string& board,
                const std::string& rest, std::vector<std::string> expected) {
  return TextRow<Request>(name,
                          "board { " + std::string(kBook) +
                              "measure: STANDING_MEASURE_MERIT " + board +
                              " } " + rest,
                          std::move(expected));
}

constexpr char kHouseholds[] =
    "contestants: CONTESTANT_KIND_HOUSEHOLD scope: BOARD_SCOPE_COMMUNITY "
    "period: PERIOD_KIND_MONTH";
constexpr char kOfACampaign[] =
    "contestants: CONTESTANT_KIND_HOUSEHOLD scope: BOARD_SCOPE_COMMUNITY "
    "period: PERIOD_KIND_CAMPAIGN campaign_number: 1";
constexpr char kOfStreet[] =
    "contestants: CONTESTANT_KIND_HOUSEHOLD scope: BOARD_SCOPE_STREET "
    "period: PERIOD_KIND_MONTH";
constexpr char kStreet[] =
    "contestants: CONTESTANT_KIND_COMMUNITY scope: BOARD_SCOPE_STREET "
    "period: PERIOD_KIND_YEAR";

INSTANTIATE_TEST_SUITE_P(
    Standings, RankingCheckTest,
    ::testing::Values(
        TextRow<v1::GetStandingRequest>("nobody", "neighbours: 51",
                                        {"board", "contestant", "neighbours"}),
        Who<v1::GetStandingRequest>(
            "a household", kHouseholds,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 } "
            "neighbours: 50",
            {}),
        Who<v1::GetStandingRequest>(
            "of another kind", kHouseholds,
            "contestant { kind: CONTESTANT_KIND_BUILDING number: 3 member: 1 }",
            {"contestant.kind", "contestant.member"}),
        Who<v1::GetStandingRequest>(
            "no number", kHouseholds,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD }",
            {"contestant.number"}),
        Who<v1::GetStandingRequest>(
            "elsewhere", kHouseholds,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 "
            "book: 350212003002 }",
            {"contestant.book"}),
        Who<v1::GetStandingRequest>(
            "elsewhere in the street", kOfStreet,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 "
            "book: 350212003002 }",
            {}),
        Who<v1::GetStandingRequest>(
            "a book that is none", kOfStreet,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 book: 7 }",
            {"contestant.book"}),
        Who<v1::GetStandingRequest>(
            "a community", kStreet,
            "contestant { kind: CONTESTANT_KIND_COMMUNITY }", {}),
        Who<v1::GetStandingRequest>(
            "a community has no number", kStreet,
            "contestant { kind: CONTESTANT_KIND_COMMUNITY number: 1 }",
            {"contestant.number"}),
        TextRow<v1::GetStandingRequest>(
            "a person",
            "board { " + std::string(kBook) +
                "period: PERIOD_KIND_DAY scope: BOARD_SCOPE_COMMUNITY "
                "contestants: CONTESTANT_KIND_PERSON "
                "measure: STANDING_MEASURE_ACTIVITY_MINUTES } "
                "contestant { kind: CONTESTANT_KIND_PERSON number: 3 }",
            {"contestant.member"}),
        Who<v1::GetStandingHistoryRequest>(
            "history", kHouseholds,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 } "
            "periods: 60",
            {}),
        Who<v1::GetStandingHistoryRequest>(
            "of a campaign", kOfACampaign,
            "contestant { kind: CONTESTANT_KIND_HOUSEHOLD number: 3 } "
            "periods: 61",
            {"board.period", "periods"}),
        Who<v1::GetDistributionRequest>("tenths", kHouseholds, "", {}),
        Who<v1::GetDistributionRequest>("one group", kHouseholds, "groups: 1",
                                        {"groups"}),
        Who<v1::GetDistributionRequest>("too many", kHouseholds, "groups: 101",
                                        {"groups"})));

INSTANTIATE_TEST_SUITE_P(
    Indicators, RankingCheckTest,
    ::testing::Values(
        TextRow<v1::GetIndicatorsRequest>("this month", kBook, {}),
        TextRow<v1::GetIndicatorsRequest>(
            "no days", "from_day: 'May' to_day: '2026-13-01'",
            {"book", "from_day", "to_day"}),
        TextRow<v1::GetIndicatorsRequest>(
            "backwards",
            std::string(kBook) + "from_day: '2026-06-02' to_day: '2026-06-01'",
            {"to_day"}),
        TextRow<v1::GetIndicatorsRequest>(
            "1100 days",
            std::string(kBook) + "from_day: '2023-01-01' to_day: '2026-01-04'",
            {}),
        TextRow<v1::GetIndicatorsRequest>(
            "1101 days",
            std::string(kBook) + "from_day: '2023-01-01' to_day: '2026-01-05'",
            {"to_day"}),
        TextRow<v1::ListIndicatorEntriesRequest>(
            "entries of what", "page_size: -1",
            {"book", "from_day", "to_day", "kind", "page_size"}),
        TextRow<v1::ListIndicatorEntriesRequest>(
            "entries",
            std::string(kBook) + "from_day: '2026-06-01' to_day: '2026-06-30' "
                                 "kind: INDICATOR_KIND_BAGGING all: true",
            {}),
        TextRow<v1::ListIndicatorEntriesRequest>(
            "a kind that is none",
            std::string(kBook) +
                "from_day: '2026-06-01' to_day: '2026-06-30' kind: 13",
            {"kind"})));

}  // namespace
}  // namespace greenledger::rules
