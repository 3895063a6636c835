// A month as a resident reads it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"
#include "tests/services/points/points_world.h"
#include "tests/services/statements/statement_world.h"

namespace greenledger::statements {
namespace {

using ledger::kHousehold;
using points::IsAccepted;
using points::kDayUs;
using ::testing::HasSubstr;

class StatementTest : public ::testing::Test {
 protected:
  grpc::StatusCode CodeOf(const v1::GetMonthStatementRequest& request) {
    v1::GetMonthStatementResponse response;
    return statements.Page(request, &response).error_code();
  }

  std::vector<std::string> Sentences(const std::string& month = "") {
    std::vector<std::string> sentences;
    const auto statement = statements.Read(kHousehold, month);
    for (const v1::StatementLine& line : statement.lines()) {
      sentences.push_back(line.sentence());
    }
    return sentences;
  }

  // It is 5 June 2026.
  points::PointsWorld world{
      {.households = 3, .expiry = points::EndOfNextYear()}};
  StatementWorld statements{&world.ledger};
};

TEST_F(StatementTest, EachAmountIsExplained) {
  world.Earn(kHousehold, 5);
  world.Penalise(kHousehold, 500, 1'000);
  const auto statement = statements.Read(kHousehold);
  EXPECT_EQ(statement.month(), "2026-06");
  EXPECT_EQ(statement.opening_milli_points(), 0);
  EXPECT_EQ(statement.closing_milli_points(), 4'500);
  EXPECT_EQ(statement.closing_milli_merit(), 0);
  ASSERT_EQ(statement.lines_size(), 3);
  EXPECT_EQ(statement.lines(0).kind(), v1::STATEMENT_KIND_REGISTER);
  EXPECT_EQ(statement.lines(1).milli_points(), 5'000);
  EXPECT_EQ(statement.lines(1).day(), *rules::ParseDay("2026-06-05"));
  EXPECT_EQ(statement.lines(1).sentence(),
            "class 31, 2.5 kg: 2 points per kg by tariff t1. Earned: 5 points "
            "and 1 merit point.");
  EXPECT_EQ(statement.lines(2).sentence(),
            "Penalty: −0.5 points and −1 merit point. Reason: “rubble among "
            "the paper”.");
}

TEST_F(StatementTest, ItSaysWhatEndsAndWhatCouldBeHad) {
  for (int i = 0; i < 2; ++i) world.Earn(kHousehold, 10);
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 9);
  ASSERT_TRUE(IsAccepted(world.Place(kHousehold, 4'000)));
  const v1::StatementNow now = statements.Read(kHousehold).now();
  EXPECT_EQ(now.milli_points(), 20'000);
  EXPECT_EQ(now.held_milli_points(), 4'000);
  ASSERT_EQ(now.lots_size(), 1);
  EXPECT_EQ(now.lots(0).milli_points(), 16'000u);
  EXPECT_EQ(now.next_expiry_text(),
            "Next to end: 16 points. They can be spent until 31 December "
            "2027.");
  ASSERT_EQ(now.rewards_size(), 1);
  EXPECT_EQ(now.rewards(0).name(), "Soap");
  EXPECT_EQ(now.rewards(0).most_pieces(), 1u);
  EXPECT_EQ(now.rewards(0).places(0).free_pieces(), 9u);
  // Who may not spend could have nothing.
  world.SetState(kHousehold, v1::HOUSEHOLD_STATE_FROZEN);
  EXPECT_EQ(statements.Read(kHousehold).now().rewards_size(), 0);
}

TEST_F(StatementTest, LimitAndStockSayHowManyCouldBeHad) {
  for (int i = 0; i < 5; ++i) {
    world.Earn(kHousehold, 20);
    world.ledger.clock.Advance(kDayUs);
  }
  const auto most = [&] {
    const v1::StatementNow now = statements.Read(kHousehold).now();
    return now.rewards().empty() ? 0 : now.rewards(0).most_pieces();
  };
  v1::Reward soap = world.Soap();
  world.Publish(soap);
  EXPECT_EQ(most(), 0u);
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 4);
  EXPECT_EQ(most(), 4u);
  soap.set_limit_pieces(3);
  soap.set_limit_period(v1::LIMIT_PERIOD_MONTH);
  world.Publish(soap);
  EXPECT_EQ(most(), 3u);
  ASSERT_TRUE(IsAccepted(world.Order(kHousehold, 2, "CODE1")));
  EXPECT_EQ(most(), 1u);
}

TEST_F(StatementTest, AnOrderIsToldFromItsPlacingToItsEnd) {
  world.Earn(kHousehold, 20);
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 9);
  const uint64_t order = world.Order(kHousehold, 1, "CODE1").first_index();
  world.Commit(order, 0, 0, points::PointsWorld::CodeHash("CODE1"));
  world.Order(kHousehold, 1, "CODE2");
  world.ledger.clock.Advance(3 * kDayUs);
  world.Look();
  const auto sentences = Sentences();
  ASSERT_EQ(sentences.size(), 6u);
  EXPECT_THAT(sentences[2], HasSubstr("Ordered: 1 × Soap; reserved for it: 10 "
                                      "points. To be picked up by 7 June"));
  EXPECT_EQ(sentences[3], "Spent: 10 points for 1 × Soap.");
  EXPECT_EQ(sentences[5], "Not done in time: 1 × Soap. Free again: 10 points.");
}

TEST_F(StatementTest, ALaterMonthOpensWithWhatTheOneBeforeClosedWith) {
  world.Earn(kHousehold, 20);
  world.ledger.clock.Advance(30 * kDayUs);
  world.Earn(kHousehold, 3);
  const auto june = statements.Read(kHousehold, "2026-06");
  const auto july = statements.Read(kHousehold);
  EXPECT_EQ(june.closing_milli_points(), 20'000);
  EXPECT_EQ(july.month(), "2026-07");
  EXPECT_EQ(july.opening_milli_points(), 20'000);
  EXPECT_EQ(july.closing_milli_points(), 23'000);
  EXPECT_EQ(july.lines_size(), 1);
  // Before there was anything, and when there is nothing yet.
  const auto may = statements.Read(kHousehold, "2026-05");
  EXPECT_EQ(may.closing_milli_points(), 0);
  EXPECT_EQ(may.lines_size(), 0);
  const auto august = statements.Read(kHousehold, "2026-08");
  EXPECT_EQ(august.opening_milli_points(), 23'000);
  EXPECT_EQ(august.lines_size(), 0);
}

TEST_F(StatementTest, PagesAreOfTheMomentOfTheFirst) {
  for (int i = 0; i < 4; ++i) world.Earn(kHousehold, 2);
  v1::GetMonthStatementRequest request = statements.Ask(kHousehold);
  request.set_page_size(3);
  v1::GetMonthStatementResponse first;
  ASSERT_TRUE(statements.Page(request, &first).ok());
  world.Earn(kHousehold, 2);
  world.ledger.clock.Advance(40 * kDayUs);  // another month begins
  request.set_page_token(first.next_page_token());
  v1::GetMonthStatementResponse second;
  ASSERT_TRUE(statements.Page(request, &second).ok());
  EXPECT_EQ(first.lines_size(), 3);
  EXPECT_EQ(second.lines_size(), 2);
  EXPECT_EQ(second.month(), first.month());
  EXPECT_EQ(second.as_of_size(), first.as_of_size());
  EXPECT_EQ(second.closing_milli_points(), 8'000);
  EXPECT_TRUE(second.next_page_token().empty());
}

TEST_F(StatementTest, APageTokenBelongsToItsStatement) {
  for (int i = 0; i < 4; ++i) world.Earn(kHousehold);
  v1::GetMonthStatementRequest request = statements.Ask(kHousehold);
  request.set_page_size(2);
  v1::GetMonthStatementResponse first;
  ASSERT_TRUE(statements.Page(request, &first).ok());
  request.set_page_token(first.next_page_token());
  request.set_household(2);
  EXPECT_EQ(CodeOf(request), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_household(kHousehold);
  request.set_language(v1::LANGUAGE_ZH_CN);
  EXPECT_EQ(CodeOf(request), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(StatementTest, WhatIsNotThereOrMakesNoSenseIsRefused) {
  EXPECT_EQ(CodeOf(statements.Ask(99)), grpc::StatusCode::NOT_FOUND);
  v1::GetMonthStatementRequest request = statements.Ask(kHousehold);
  request.set_book(points::kOtherBook);
  EXPECT_EQ(CodeOf(request), grpc::StatusCode::NOT_FOUND);
  for (const char* month : {"2026-13", "2026", "2026-06-01", "1999-12", "x"}) {
    SCOPED_TRACE(month);
    EXPECT_EQ(CodeOf(statements.Ask(kHousehold, month)),
              grpc::StatusCode::INVALID_ARGUMENT);
  }
  request = statements.Ask(kHousehold);
  request.set_page_size(-1);
  EXPECT_EQ(CodeOf(request), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_page_size(0);
  request.set_language(static_cast<v1::Language>(9));
  EXPECT_EQ(CodeOf(request), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(StatementTest, ChineseIsSpokenToo) {
  world.Earn(kHousehold, 5);
  v1::GetMonthStatementRequest request = statements.Ask(kHousehold);
  request.clear_language();
  v1::GetMonthStatementResponse response;
  ASSERT_TRUE(statements.Page(request, &response).ok());
  EXPECT_EQ(response.lines(1).sentence(),
            "类31 2.5 千克：按积分标准 t1（每千克 2 积分），"
            "得 5 积分、1 荣誉分。");
}

}  // namespace
}  // namespace greenledger::statements
