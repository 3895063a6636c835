// Objections to a list, complaints, and what an answer does.
#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kStrike = v1::OBJECTION_EFFECT_STRIKE;
constexpr auto kNone = v1::OBJECTION_EFFECT_NONE;

class ObjectionsTest : public ::testing::Test {
 protected:
  // At notice since Monday the 1st of June until Monday the 8th.
  ObjectionsTest() { book_.BringTo(HonourRule(), v1::CAMPAIGN_STATE_NOTICE); }

  uint64_t File(const v1::Contestant& about) {
    book_.Must(Filed(about));
    return book_.last().index();
  }
  std::vector<uint64_t> Winning() {
    std::vector<uint64_t> winning;
    for (const uint32_t place : SelectWinners(book_.campaign()).order) {
      winning.push_back(book_.campaign().list[place].row.number());
    }
    return winning;
  }
  SelectionBook book_;
};

TEST_F(ObjectionsTest, AnObjectionHasADeadline) {
  ASSERT_EQ(FormatDay(book_.Today()), "2026-06-01");
  ASSERT_EQ(FormatDay(book_.campaign().notice_until), "2026-06-08");
  const uint64_t index = File(Household(1));
  // Ten working days, of which Saturday the 13th is one.
  EXPECT_EQ(FormatDay(book_.last().objection_filed().answer_until()),
            "2026-06-13");
  const ObjectionState& kept = book_.state().selection().objections.at(index);
  EXPECT_EQ(kept.filed.SerializeAsString(),
            book_.last().objection_filed().SerializeAsString());
  EXPECT_EQ(kept.filed_day, book_.Today());
  EXPECT_EQ(kept.answered_index, 0u);
  EXPECT_EQ(book_.campaign().objections, 1u);
  EXPECT_EQ(book_.campaign().objections_open, 1u);
  EXPECT_EQ(book_.last().household(), 0u);
}

TEST_F(ObjectionsTest, ObjectionsAreTakenWhileTheNoticeRuns) {
  book_.GoTo(book_.campaign().notice_until);
  EXPECT_EQ(book_.Run(Filed(Household(1))), kTaken);
  book_.GoTo(book_.campaign().notice_until + 1);
  EXPECT_EQ(book_.Run(Filed(Household(1))), v1::REFUSAL_REASON_IN_PAST);
  SelectionBook before;
  before.BringTo(HonourRule(), v1::CAMPAIGN_STATE_REVIEWED);
  EXPECT_EQ(before.Run(Filed(Household(1))),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  EXPECT_EQ(before.Run(Filed(Household(1), 8)),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
}

TEST_F(ObjectionsTest, WhoItIsAboutMustBeThere) {
  EXPECT_EQ(book_.Run(Filed(Household(99))),
            v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN);
  EXPECT_EQ(book_.Run(Filed(Person(1, 3))), v1::REFUSAL_REASON_MEMBER_UNKNOWN);
  v1::Contestant about;
  about.set_kind(v1::CONTESTANT_KIND_BUILDING);
  about.set_number(1);
  EXPECT_EQ(book_.Run(Filed(about)), v1::REFUSAL_REASON_PLACE_UNKNOWN);
  about.set_number(101);
  EXPECT_EQ(book_.Run(Filed(about)), kTaken);
  about = Household(1);
  about.set_book(kOtherBook);
  EXPECT_EQ(book_.Run(Filed(about)), v1::REFUSAL_REASON_NOT_ON_LIST);
  about.set_book(kBook);
  EXPECT_EQ(book_.Run(Filed(about)), kTaken);
  EXPECT_EQ(book_.Run(Filed(v1::Contestant())), kTaken);
}

TEST_F(ObjectionsTest, AComplaintNeedsNoCampaign) {
  EXPECT_EQ(book_.Run(Filed(Household(1), 0)), kTaken);
  // Fifteen working days; Friday the 19th is a holiday.
  EXPECT_EQ(FormatDay(book_.last().objection_filed().answer_until()),
            "2026-06-22");
  EXPECT_EQ(book_.campaign().objections, 0u);
  const uint64_t index = book_.last().index();
  EXPECT_EQ(book_.Run(Answered(index, kStrike)),
            v1::REFUSAL_REASON_NOT_ON_LIST);
  EXPECT_EQ(book_.Run(Answered(index, kNone)), kTaken);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(ObjectionsTest, WithoutACalendarThereIsNoDeadline) {
  SelectionBook book({.calendar = false});
  EXPECT_EQ(book.Run(Filed(Household(1), 0)),
            v1::REFUSAL_REASON_CALENDAR_MISSING);
}

TEST_F(ObjectionsTest, AnotherPersonAnswersOnce) {
  const uint64_t index = File(Household(1));
  for (const char* same : {"office 1", "OFFICE 1"}) {
    EXPECT_EQ(book_.Run(Answered(index, kNone, same)),
              v1::REFUSAL_REASON_SAME_PERSON);
  }
  EXPECT_EQ(book_.Run(Answered(index + 1, kNone)),
            v1::REFUSAL_REASON_OBJECTION_UNKNOWN);
  EXPECT_EQ(book_.Run(Answered(index, kNone)), kTaken);
  EXPECT_EQ(book_.Run(Answered(index, kNone)),
            v1::REFUSAL_REASON_OBJECTION_UNKNOWN);
  const ObjectionState& kept = book_.state().selection().objections.at(index);
  EXPECT_EQ(kept.answered_index, book_.last().index());
  EXPECT_EQ(kept.answered_day, book_.Today());
  EXPECT_EQ(book_.campaign().objections, 1u);
  EXPECT_EQ(book_.campaign().objections_open, 0u);
  EXPECT_EQ(book_.last().objection_answered().notice_until(), 0);
  EXPECT_EQ(book_.last().objection_answered().list_digest(), "");
}

TEST_F(ObjectionsTest, AStrikeMovesTheNextUpAndPutsTheEndOff) {
  const uint64_t index = File(Household(1));
  EXPECT_EQ(Winning(), (std::vector<uint64_t>{1, 2}));
  book_.GoTo(book_.campaign().notice_until);
  book_.Must(Answered(index, kStrike));
  EXPECT_EQ(Winning(), (std::vector<uint64_t>{2, 3}));
  const v1::ObjectionAnswered& answered = book_.last().objection_answered();
  EXPECT_EQ(answered.list_digest(), book_.WinnersDigest());
  // Three working days after the 8th.
  EXPECT_EQ(FormatDay(answered.notice_until()), "2026-06-11");
  EXPECT_EQ(book_.campaign().notice_until, answered.notice_until());
  EXPECT_EQ(book_.campaign().list_digest, answered.list_digest());
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(ObjectionsTest, AnEarlyStrikeDoesNotShortenTheNotice) {
  const int32_t until = book_.campaign().notice_until;
  book_.Must(Answered(File(Household(4)), kStrike));
  EXPECT_EQ(book_.campaign().notice_until, until);
}

TEST_F(ObjectionsTest, OnlyWhoIsListedAndNotStruckIsStruck) {
  const auto not_listed = v1::REFUSAL_REASON_NOT_ON_LIST;
  const uint64_t first = File(Household(1));
  const uint64_t again = File(Household(1));
  const uint64_t fifth = File(Household(5));
  const uint64_t nobody = File(v1::Contestant());
  v1::Entry not_upheld = Answered(first, kStrike);
  not_upheld.mutable_objection_answered()->set_upheld(false);
  EXPECT_EQ(book_.Run(not_upheld), not_listed);
  EXPECT_EQ(book_.Run(Answered(fifth, kStrike)), not_listed);
  EXPECT_EQ(book_.Run(Answered(nobody, kStrike)), not_listed);
  EXPECT_EQ(book_.Run(Answered(first, kStrike)), kTaken);
  EXPECT_EQ(book_.Run(Answered(again, kStrike)), not_listed);
}

TEST_F(ObjectionsTest, AListThatIsGivenUpIsNotChanged) {
  const uint64_t index = File(Household(1));
  book_.Must(Stepped(v1::CAMPAIGN_STATE_CANCELLED));
  EXPECT_EQ(book_.Run(Answered(index, kStrike)),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  EXPECT_EQ(book_.Run(Answered(index, kNone)), kTaken);
}

TEST_F(ObjectionsTest, AnExtensionNeedsTheCalendarOfItsYear) {
  v1::CampaignRule rule = HonourRule();
  rule.set_from_day("2026-09-01");
  rule.set_to_day("2026-12-20");
  rule.mutable_notice()->set_answer_days(1);
  rule.mutable_notice()->set_extension_days(6);
  SelectionBook book;
  book.BringTo(rule, v1::CAMPAIGN_STATE_NOTICE);
  book.Must(Filed(Household(1)));
  EXPECT_EQ(book.Run(Answered(book.last().index(), kStrike)), kTaken);
  book.GoTo("2026-12-29");
  book.Must(Filed(Household(2)));
  EXPECT_EQ(book.Run(Answered(book.last().index(), kStrike)),
            v1::REFUSAL_REASON_CALENDAR_MISSING);
}

// Takes the campaign from its list to a notice after which one is struck off,
// and to its end.
void StrikeAndAward(const std::vector<Scored>& rows, uint64_t struck,
                    SelectionBook* book) {
  book->BringTo(HonourRule(), v1::CAMPAIGN_STATE_RUNNING);
  book->Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  ListMaker list(book->state());
  book->Must(list.Rows(rows).Seats(0, 2).Make());
  book->Prepare(v1::CAMPAIGN_STATE_REVIEWED);
  ASSERT_EQ(book->Step(v1::CAMPAIGN_STATE_REVIEWED), kTaken);
  ASSERT_EQ(book->Step(v1::CAMPAIGN_STATE_NOTICE), kTaken);
  book->Must(Filed(Household(struck)));
  book->Must(Answered(book->last().index(), kStrike));
  for (const auto to :
       {v1::CAMPAIGN_STATE_DECIDED, v1::CAMPAIGN_STATE_AWARDED}) {
    book->Prepare(to);
    ASSERT_EQ(book->Step(to), kTaken);
  }
}

TEST(StrikePrizesTest, WhatAStrikeSavesGoesBack) {
  SelectionBook book;
  StrikeAndAward({{1, 900'000}, {2, 900'000}, {3, 100'000}}, 2, &book);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 1), 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 3), 20'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_BUDGET, 1), kBudgetMilliPoints - 70'000);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

TEST(StrikePrizesTest, WhatAStrikeCostsComesFromTheBudget) {
  SelectionBook book;
  StrikeAndAward({{1, 900'000}, {2, 800'000}, {3, 800'000}}, 1, &book);
  // Both are first now, and 70 points had been reserved.
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 2), 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 3), 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_BUDGET, 1),
            kBudgetMilliPoints - 100'000);
  EXPECT_EQ(book.state().points().budgets.at(1).promised_milli_points,
            100'000u);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

}  // namespace
}  // namespace greenledger::rules
