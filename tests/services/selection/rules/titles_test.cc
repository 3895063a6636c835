// Titles: who gets them, what with, and the ladder of checks.
#include <gtest/gtest.h>

#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/local_day.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kLadder = v1::REFUSAL_REASON_LADDER;
const ContestantKey kFirst{v1::CONTESTANT_KIND_HOUSEHOLD, 0, 1, 0};

v1::Entry Violation(uint64_t household, const std::string& day,
                    uint64_t withdraws = 0) {
  v1::Entry entry;
  v1::ViolationBooked* violation = entry.mutable_violation();
  *violation->mutable_subject() = Household(household);
  violation->set_day(day);
  violation->set_what("rubble in the stairwell");
  violation->set_withdraws(withdraws);
  violation->set_by("office 1");
  return entry;
}

class TitlesTest : public ::testing::Test {
 protected:
  // So that answers to objections can be counted in later years, too.
  TitlesTest() {
    for (uint32_t year = 2027; year <= 2032; ++year) {
      v1::Entry entry;
      entry.mutable_calendar_published()->set_year(year);
      entry.mutable_calendar_published()->set_source("a circular");
      book_.Must(entry);
    }
  }

  // A campaign like HonourRule in another window, with those two winners, to
  // where titles can be granted.
  void Decide(uint32_t number, const std::string& from_day,
              const std::string& to_day) {
    PutUp(number, from_day, to_day);
    book_.GoTo(book_.Today() + 5);
    book_.Must(Stepped(v1::CAMPAIGN_STATE_DECIDED, number));
  }
  // The same to where objections can be filed.
  void PutUp(uint32_t number, const std::string& from_day,
             const std::string& to_day) {
    v1::CampaignRule rule = HonourRule();
    rule.set_number(number);
    rule.set_from_day(from_day);
    rule.set_to_day(to_day);
    rule.mutable_notice()->set_count(v1::NOTICE_COUNT_BOTH_ENDS);
    rule.clear_prizes();
    rule.clear_budget_number();
    rule.mutable_term()->set_barred_months(barred_months_);
    book_.Must(Drafted(rule));
    book_.Must(Stepped(v1::CAMPAIGN_STATE_ANNOUNCED, number));
    book_.GoTo(from_day);
    book_.Must(Stepped(v1::CAMPAIGN_STATE_RUNNING, number));
    book_.GoTo(*ParseDay(to_day) + 1);
    ListMaker list(book_.state(), number);
    book_.Must(list.Rows({{1, 900'000}, {2, 800'000}}).Seats(0, 2).Make());
    for (const char* by : {kFirstReviewer, kSecondReviewer}) {
      v1::Entry review = Signed(book_.WinnersDigest(number), by);
      review.mutable_review_signed()->set_campaign_number(number);
      book_.Must(review);
    }
    book_.Must(Stepped(v1::CAMPAIGN_STATE_REVIEWED, number));
    book_.Must(Stepped(v1::CAMPAIGN_STATE_NOTICE, number));
  }
  const v1::TitleGranted& Grant(uint32_t number) {
    book_.Must(Granted(Household(1), number));
    return book_.last().title_granted();
  }
  v1::RefusalReason Check(uint64_t title, v1::TitleCheck check,
                          const std::string& deadline = "") {
    return book_.Run(TitleCheckOf(title, check, deadline));
  }
  // The steps down that can follow what the last check found.
  std::vector<v1::TitleCheck> After(uint64_t title, v1::TitleCheck found) {
    std::vector<v1::TitleCheck> next;
    for (const auto check :
         {v1::TITLE_CHECK_CRITICISED, v1::TITLE_CHECK_WARNED,
          v1::TITLE_CHECK_RECTIFY, v1::TITLE_CHECK_REVOKED}) {
      const bool rectify = check == v1::TITLE_CHECK_RECTIFY;
      std::vector<CommandItem> items(1);
      items[0].field = "entry";
      items[0].entry = TitleCheckOf(title, check, rectify ? "2026-12-31" : "");
      const auto refusals =
          CheckCommand(book_.state(), book_.state().last_time_us() + 1, &items);
      if (refusals.empty()) {
        next.push_back(check);
        continue;
      }
      EXPECT_EQ(refusals[0].reason(), kLadder);
      EXPECT_EQ(refusals[0].value(), v1::TitleCheck_Name(found));
    }
    return next;
  }
  uint32_t barred_months_ = 24;
  SelectionBook book_;
};

TEST_F(TitlesTest, AWinnerGetsTitleTermAndPrize) {
  book_.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DECIDED);
  ASSERT_EQ(FormatDay(book_.Today()), "2026-06-09");
  v1::Entry asked = Granted(Household(2));
  asked.mutable_title_granted()->set_rank(1);
  asked.mutable_title_granted()->set_milli_points(9'999'999);
  book_.Must(asked);
  const v1::TitleGranted& granted = book_.last().title_granted();
  EXPECT_EQ(granted.rank(), 2u);
  EXPECT_EQ(granted.title_code(), "green-family");
  EXPECT_EQ(granted.level(), v1::TITLE_LEVEL_COMMUNITY);
  EXPECT_EQ(FormatDay(granted.from_day()), "2026-06-09");
  EXPECT_EQ(FormatDay(granted.to_day()), "2028-06-08");
  EXPECT_EQ(granted.in_a_row(), 1u);
  EXPECT_EQ(granted.milli_points(), 20'000u);
  EXPECT_EQ(book_.last().household(), 2u);
  EXPECT_EQ(book_.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 2), 20'000);
  EXPECT_EQ(book_.state().points().months.back().Of(Flow::kPrizes), 20'000);
  EXPECT_EQ(book_.campaign().titles, 1u);
  EXPECT_EQ(book_.campaign().list[1].title_index, book_.last().index());
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, APersonsPrizeGoesToItsHousehold) {
  v1::CampaignRule rule = HonourRule();
  rule.set_contestants(v1::CONTESTANT_KIND_PERSON);
  book_.BringTo(rule, v1::CAMPAIGN_STATE_RUNNING);
  book_.Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  ListMaker list(book_.state());
  book_.Must(list.Rows({{3, 900'000, 1}, {3, 800'000, 2}}).Seats(0, 2).Make());
  for (v1::CampaignState at = v1::CAMPAIGN_STATE_EVALUATED;
       at != v1::CAMPAIGN_STATE_DECIDED;) {
    at = NextOf(rule, at);
    book_.Prepare(at);
    ASSERT_EQ(book_.Step(at), kTaken);
  }
  book_.Must({Granted(Person(3, 1)), Granted(Person(3, 2))});
  EXPECT_EQ(book_.last().household(), 3u);
  EXPECT_EQ(book_.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 3), 70'000);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, OnlyAWinnerAndOnlyOnce) {
  book_.BringTo(HonourRule(), v1::CAMPAIGN_STATE_NOTICE);
  EXPECT_EQ(book_.Run(Granted(Household(1))),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  EXPECT_EQ(book_.Run(Granted(Household(1), 8)),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  book_.Prepare(v1::CAMPAIGN_STATE_DECIDED);
  ASSERT_EQ(book_.Step(v1::CAMPAIGN_STATE_DECIDED), kTaken);
  EXPECT_EQ(book_.Run(Granted(Household(3))), v1::REFUSAL_REASON_NOT_ON_LIST)
      << "it is on the list and has no seat";
  EXPECT_EQ(book_.Run(Granted(Household(5))), v1::REFUSAL_REASON_NOT_ON_LIST);
  EXPECT_EQ(book_.Run(Granted(Person(1, 1))), v1::REFUSAL_REASON_NOT_ON_LIST);
  const auto taken = v1::REFUSAL_REASON_CONTESTANT_TAKEN;
  EXPECT_EQ(book_.Run({Granted(Household(1)), Granted(Household(1))}), taken);
  EXPECT_EQ(book_.Run(Granted(Household(1))), kTaken);
  EXPECT_EQ(book_.Run(Granted(Household(1))), taken);
}

TEST_F(TitlesTest, TitlesFollowEachOtherInARow) {
  Decide(1, "2026-02-01", "2026-02-28");
  EXPECT_EQ(Grant(1).in_a_row(), 1u);
  const uint64_t first = book_.last().index();
  const int32_t over = book_.last().title_granted().to_day();
  // A year and a day after the last day of the first is still in a row.
  Decide(2, "2028-06-01", FormatDay(over + 366 - 6));
  ASSERT_EQ(book_.Today(), over + 366);
  EXPECT_EQ(Grant(2).in_a_row(), 2u);
  const std::vector<uint64_t> both = {first, book_.last().index()};
  EXPECT_EQ(book_.state().selection().titles_of.at(kFirst), both);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, ARowEndsWhereTheGapIsLong) {
  Decide(1, "2026-02-01", "2026-02-28");
  const int32_t over = Grant(1).to_day();
  Decide(2, "2028-06-01", FormatDay(over + 366 - 5));
  ASSERT_EQ(book_.Today(), over + 367);
  EXPECT_EQ(Grant(2).in_a_row(), 1u);
}

TEST_F(TitlesTest, ARevokedTitleEndsTheRow) {
  barred_months_ = 0;
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  book_.Must(Violation(1, FormatDay(book_.Today())));
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
  Decide(2, "2026-08-01", "2026-08-31");
  EXPECT_EQ(Grant(2).in_a_row(), 1u);
}

TEST_F(TitlesTest, ADayThatAMonthLacksIsItsLast) {
  EXPECT_EQ(FormatDay(AddMonths(*ParseDay("2027-01-31"), 1)), "2027-02-28");
  EXPECT_EQ(FormatDay(AddMonths(*ParseDay("2027-01-31"), 13)), "2028-02-29");
  EXPECT_EQ(FormatDay(AddMonths(*ParseDay("2028-02-29"), 12)), "2029-02-28");
  EXPECT_EQ(FormatDay(AddMonths(*ParseDay("2026-06-09"), 120)), "2036-06-09");
}

TEST_F(TitlesTest, TheLadderHasNoShortCut) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  using Checks = std::vector<v1::TitleCheck>;
  EXPECT_EQ(After(title, v1::TITLE_CHECK_UNSPECIFIED),
            Checks{v1::TITLE_CHECK_CRITICISED});
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_KEPT), kTaken);
  EXPECT_EQ(After(title, v1::TITLE_CHECK_KEPT),
            Checks{v1::TITLE_CHECK_CRITICISED});
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_CRITICISED), kTaken);
  EXPECT_EQ(After(title, v1::TITLE_CHECK_CRITICISED),
            Checks{v1::TITLE_CHECK_WARNED});
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_WARNED), kTaken);
  EXPECT_EQ(After(title, v1::TITLE_CHECK_WARNED),
            Checks{v1::TITLE_CHECK_RECTIFY});
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_RECTIFY, "2026-06-30"), kTaken);
  EXPECT_EQ(After(title, v1::TITLE_CHECK_RECTIFY), Checks{})
      << "the deadline is not over";
  // Whoever puts it right is at the bottom again.
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_KEPT), kTaken);
  EXPECT_EQ(After(title, v1::TITLE_CHECK_KEPT),
            Checks{v1::TITLE_CHECK_CRITICISED});
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, WhatWasNotPutRightInTimeIsRevoked) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_CRITICISED), kTaken);
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_WARNED), kTaken);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_RECTIFY, FormatDay(book_.Today())),
            v1::REFUSAL_REASON_IN_PAST);
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_RECTIFY, "2026-06-30"), kTaken);
  EXPECT_EQ(book_.last().household(), 1u);
  book_.GoTo("2026-06-30");
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kLadder);
  book_.GoTo("2026-07-01");
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_KEPT),
            v1::REFUSAL_REASON_TITLE_UNKNOWN);
  const SelectionState& selection = book_.state().selection();
  EXPECT_FALSE(StandsOn(selection.titles.at(title), book_.Today()));
  EXPECT_EQ(CheckDue(selection.titles.at(title), HonourRule().term()), 0);
  // Barred for 24 months from that day on, under that title alone.
  EXPECT_EQ(FormatDay(BarredUntil(selection, kFirst, "green-family", 24)),
            "2028-06-30");
  EXPECT_EQ(BarredUntil(selection, kFirst, "green-person", 24), 0);
  EXPECT_EQ(BarredUntil(selection, kFirst, "green-family", 0), 0);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, AViolationSinceItWasGrantedRevokesAtOnce) {
  Decide(1, "2026-02-01", "2026-02-28");
  book_.Must(Violation(1, FormatDay(book_.Today() - 1)));
  Grant(1);
  const uint64_t title = book_.last().index();
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kLadder) << "it was before";
  book_.Must(Violation(2, FormatDay(book_.Today())));
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kLadder) << "of another";
  book_.Must(Violation(1, FormatDay(book_.Today())));
  book_.Must(Violation(1, FormatDay(book_.Today()), book_.last().index()));
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kLadder) << "withdrawn";
  book_.Must(Violation(1, FormatDay(book_.Today())));
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
}

TEST_F(TitlesTest, AWinnerRevokedMeanwhileIsStruckOffFirst) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  PutUp(2, "2026-04-01", "2026-04-30");
  book_.Must(Violation(1, FormatDay(book_.Today())));
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
  book_.Must(Filed(Household(1), 2));
  book_.Must(Answered(book_.last().index(), v1::OBJECTION_EFFECT_STRIKE));
  book_.GoTo(book_.state().selection().Find(2)->notice_until + 1);
  EXPECT_EQ(book_.Run(Stepped(v1::CAMPAIGN_STATE_DECIDED, 2)), kTaken);
}

TEST_F(TitlesTest, AWinnerRevokedMeanwhileIsNotDecidedOn) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  PutUp(2, "2026-04-01", "2026-04-30");
  book_.Must(Violation(1, FormatDay(book_.Today())));
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
  book_.GoTo(book_.state().selection().Find(2)->notice_until + 1);
  EXPECT_EQ(book_.Run(Stepped(v1::CAMPAIGN_STATE_DECIDED, 2)),
            v1::REFUSAL_REASON_CONTESTANT_WRONG);
}

TEST_F(TitlesTest, WhatWasToBePutRightIsRevokedAfterTheTitleEnded) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  const int32_t last = book_.last().title_granted().to_day();
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_CRITICISED), kTaken);
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_WARNED), kTaken);
  book_.GoTo(last - 1);
  ASSERT_EQ(Check(title, v1::TITLE_CHECK_RECTIFY, FormatDay(last + 10)),
            kTaken);
  book_.GoTo(last + 10);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kLadder);
  book_.GoTo(last + 11);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_KEPT),
            v1::REFUSAL_REASON_TITLE_UNKNOWN);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED), kTaken);
  EXPECT_GT(BarredUntil(book_.state().selection(), kFirst, "green-family", 24),
            last + 11);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_REVOKED),
            v1::REFUSAL_REASON_TITLE_UNKNOWN);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(TitlesTest, ATitleThatIsOverIsNotChecked) {
  Decide(1, "2026-02-01", "2026-02-28");
  Grant(1);
  const uint64_t title = book_.last().index();
  EXPECT_EQ(Check(title + 1, v1::TITLE_CHECK_KEPT),
            v1::REFUSAL_REASON_TITLE_UNKNOWN);
  const TitleState& kept = book_.state().selection().titles.at(title);
  EXPECT_EQ(FormatDay(CheckDue(kept, HonourRule().term())), "2027-03-06");
  book_.GoTo(kept.granted.to_day());
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_KEPT), kTaken);
  EXPECT_EQ(CheckDue(kept, HonourRule().term()), 0) << "it ends before";
  book_.GoTo(kept.granted.to_day() + 1);
  EXPECT_EQ(Check(title, v1::TITLE_CHECK_KEPT),
            v1::REFUSAL_REASON_TITLE_UNKNOWN);
}

}  // namespace
}  // namespace greenledger::rules
