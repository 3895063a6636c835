// Every fault of the requests of PointsService and RewardsService.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using testing::Command;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using ::testing::IsEmpty;
using testing::RequestCase;
using testing::TextRow;

class PointsCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(PointsCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Empty, PointsCheckTest,
    ::testing::Values(
        TextRow<v1::PlaceHoldRequest>("hold", "", {"header", "hold"}),
        TextRow<v1::CommitHoldRequest>("commit", "", {"header", "commit"}),
        TextRow<v1::VoidHoldRequest>("void", "", {"header", "cancel"}),
        TextRow<v1::ProposeAdjustmentRequest>("propose", "",
                                              {"header", "proposal"}),
        TextRow<v1::DecideAdjustmentRequest>("decide", "",
                                             {"header", "decision"}),
        TextRow<v1::PenaliseRequest>("penalise", "", {"header", "penalty"}),
        TextRow<v1::PublishBudgetRequest>("budget", "", {"header", "budget"}),
        TextRow<v1::ChangeBudgetRequest>("change", "", {"header", "change"}),
        TextRow<v1::ReservePrizesRequest>("reserve", "", {"header", "prizes"}),
        TextRow<v1::GrantPrizeRequest>("grant", "", {"header", "prize"}),
        TextRow<v1::ReleasePrizesRequest>("release", "", {"header", "release"}),
        TextRow<v1::MoveHouseholdRequest>("move", "", {"header", "move"}),
        TextRow<v1::CorrectTariffRequest>("correct", "",
                                          {"header", "correction"}),
        TextRow<v1::PublishRewardRequest>("reward", "", {"header", "reward"}),
        TextRow<v1::ChangeStockRequest>("stock", "", {"header", "change"}),
        TextRow<v1::MoveArticleRequest>("article", "", {"header", "move"})));

INSTANTIATE_TEST_SUITE_P(
    Reads, PointsCheckTest,
    ::testing::Values(
        TextRow<v1::GetPointsRequest>("points", "", {"book", "household"}),
        TextRow<v1::ListHoldsRequest>(
            "holds", "page_size: -1 place_number: 1000001 code_hash: 'x'",
            {"book", "place_number", "code_hash", "page_size"}),
        TextRow<v1::ListAdjustmentsRequest>("adjustments", "page_size: -1",
                                            {"book", "page_size"}),
        TextRow<v1::GetPointsFiguresRequest>("figures", "", {"book"}),
        TextRow<v1::PreviewCorrectionRequest>(
            "preview", "page_size: -1", {"book", "correction", "page_size"}),
        TextRow<v1::GetCorrectionRequest>("correction", "", {"book"}),
        TextRow<v1::ListRewardsRequest>("rewards", "household: 4000000001",
                                        {"book", "household"}),
        TextRow<v1::GetRewardPictureRequest>("picture", "",
                                             {"book", "reward_number"}),
        TextRow<v1::GetDayCloseRequest>(
            "day", "day: '2026-02-30' place_number: 1000001",
            {"book", "day", "place_number"})));

INSTANTIATE_TEST_SUITE_P(
    Holds, PointsCheckTest,
    ::testing::Values(
        Command<v1::PlaceHoldRequest>("nothing", "hold { }",
                                      {"hold.household_number",
                                       "hold.milli_points", "hold.expires_us",
                                       "hold.purpose", "hold.by"}),
        Command<v1::PlaceHoldRequest>(
            "an order names no end",
            "hold { household_number: 1 milli_points: 1 purpose: 'p' by: 'b' "
            "order { } }",
            {"hold.order.reward_number", "hold.order.pieces",
             "hold.order.code_hash"}),
        Command<v1::PlaceHoldRequest>(
            "a voucher has no points and an end",
            "hold { milli_points: 1 purpose: 'p' by: 'b' order { "
            "reward_number: 1 pieces: 101 code_hash: 'x' voucher: true } }",
            {"hold.milli_points", "hold.expires_us", "hold.order.pieces",
             "hold.order.code_hash"}),
        Command<v1::CommitHoldRequest>(
            "commit", "commit { milli_points: 1000000000001 code_hash: 'x' }",
            {"commit.milli_points", "commit.code_hash", "commit.by"}),
        Command<v1::VoidHoldRequest>("nobody times out by hand",
                                     "cancel { cause: VOID_CAUSE_TIMED_OUT }",
                                     {"cancel.cause", "cancel.by"})));

INSTANTIATE_TEST_SUITE_P(
    Others, PointsCheckTest,
    ::testing::Values(
        Command<v1::ProposeAdjustmentRequest>("nothing to change",
                                              "proposal { }",
                                              {"proposal.household_number",
                                               "proposal.milli_points",
                                               "proposal.why", "proposal.by"}),
        Command<v1::ProposeAdjustmentRequest>(
            "too much",
            "proposal { household_number: 1 milli_points: -1000000001 "
            "milli_merit: 1000000001 why: 'w' by: 'b' }",
            {"proposal.milli_points", "proposal.milli_merit"}),
        Command<v1::ProposeAdjustmentRequest>(
            "somebody else by a blank",
            "proposal { household_number: 1 milli_points: 1 why: 'w' "
            "by: 'b ' }",
            {"proposal.by"}),
        Command<v1::ProposeAdjustmentRequest>(
            "two blanks for one",
            "proposal { household_number: 1 milli_points: 1 why: 'w' "
            "by: 'b  c' }",
            {"proposal.by"}),
        Command<v1::DecideAdjustmentRequest>("no, without a reason",
                                             "decision { }",
                                             {"decision.why", "decision.by"}),
        Command<v1::PenaliseRequest>("nobody", "penalty { }",
                                     {"penalty.household_number",
                                      "penalty.milli_points", "penalty.why",
                                      "penalty.by"}),
        Command<v1::PenaliseRequest>(
            "both",
            "penalty { household_number: 1 collector_number: 1 milli_points: 1 "
            "why: 'w' by: 'b' }",
            {"penalty.household_number", "penalty.milli_points",
             "penalty.penalty_points"}),
        Command<v1::PublishBudgetRequest>(
            "budget", "budget { from_day: '2026-12-31' to_day: '2026-01-01' }",
            {"budget.number", "budget.title", "budget.to_day",
             "budget.milli_points", "budget.rule", "budget.by"}),
        Command<v1::ChangeBudgetRequest>("change", "change { }",
                                         {"change.budget_number",
                                          "change.milli_points", "change.why",
                                          "change.by"}),
        Command<v1::ReservePrizesRequest>(
            "reserve", "prizes { }",
            {"prizes.pool_number", "prizes.budget_number",
             "prizes.milli_points", "prizes.purpose", "prizes.by"}),
        Command<v1::GrantPrizeRequest>(
            "grant", "prize { }",
            {"prize.pool_number", "prize.household_number",
             "prize.milli_points", "prize.purpose", "prize.by"}),
        Command<v1::ReleasePrizesRequest>(
            "release", "release { }", {"release.pool_number", "release.by"}),
        Command<v1::MoveHouseholdRequest>(
            "what is taken along is not said by the caller",
            "move { lots { milli_points: 5 } }",
            {"move.household_number", "move.to_book", "move.to_household",
             "move.by", "move.lots"}),
        Command<v1::CorrectTariffRequest>("correction", "correction { }",
                                          {"correction.tariff",
                                           "correction.to_day",
                                           "correction.why", "correction.by"}),
        Command<v1::ChangeStockRequest>(
            "written off without a reason",
            "change { reward_number: 1 cause: STOCK_CAUSE_WRITTEN_OFF "
            "pieces: 1 to_place_number: 2 by: 'b' }",
            {"change.to_place_number", "change.why"}),
        Command<v1::ChangeStockRequest>(
            "moved to where it is",
            "change { reward_number: 1 cause: STOCK_CAUSE_MOVED pieces: 0 "
            "place_number: 3 to_place_number: 3 by: 'b' }",
            {"change.pieces", "change.to_place_number"}),
        Command<v1::ChangeStockRequest>(
            "counted none",
            "change { reward_number: 1 cause: STOCK_CAUSE_COUNTED by: 'b' }",
            {}),
        Command<v1::MoveArticleRequest>("article", "move { }",
                                        {"move.household_number",
                                         "move.reward_number", "move.move",
                                         "move.pieces", "move.by"})));

TEST(RewardCheckTest, NamesEveryField) {
  const auto reward = FromText<v1::Reward>(R"(
    limit_pieces: 10001 from_day: "2026-02-30" to_day: "2026-01-01"
    picture: "GIF89a" places { place_number: 1000001 } places { hours: "x" }
    places { hours: "x" })");
  EXPECT_THAT(
      FieldsOf(CheckReward(reward)),
      ElementsAre("number", "kind", "name_zh", "name_en", "milli_points",
                  "limit_pieces", "limit_period", "from_day", "to_day",
                  "pick_up_hours", "places[0].place_number", "places[0].hours",
                  "places[2].place_number", "picture"));
}

TEST(RewardCheckTest, AnArticleCostsNothingAndIsNotOrdered) {
  auto article = FromText<v1::Reward>(R"(
    number: 30 kind: REWARD_KIND_ARTICLE name_zh: "集油杯" name_en: "Oil cup")");
  EXPECT_THAT(CheckReward(article), IsEmpty());
  article.set_milli_points(1);
  article.set_pick_up_hours(1);
  article.set_limit_period(v1::LIMIT_PERIOD_DAY);
  EXPECT_THAT(FieldsOf(CheckReward(article)),
              ElementsAre("milli_points", "limit_period", "pick_up_hours"));
}

TEST(RewardCheckTest, APictureIsSmallAndOfAKnownKind) {
  auto reward = FromText<v1::Reward>(R"(
    number: 30 kind: REWARD_KIND_ARTICLE name_zh: "集油杯" name_en: "Oil cup")");
  for (const std::string& begin :
       {std::string("\xFF\xD8\xFF"), std::string("\x89PNG\r\n\x1A\n"),
        std::string("RIFF....WEBPVP8 ")}) {
    reward.set_picture(begin + "bytes");
    EXPECT_THAT(CheckReward(reward), IsEmpty());
    reward.set_picture(begin + std::string(40'000, 'b'));
    EXPECT_THAT(FieldsOf(CheckReward(reward)), ElementsAre("picture"));
  }
}

}  // namespace
}  // namespace greenledger::rules
