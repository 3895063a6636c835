// A campaign's commands on the real ledger: given twice, across restarts, and
// with the rows built again.
#include <gtest/gtest.h>

#include "services/ledger/command_sender.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/service_command.h"
#include "tests/services/ledger/random_days.h"
#include "tests/services/points/points_world.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::rules {
namespace {

using points::IsAccepted;
using points::ReasonOf;

class LedgerCampaignTest : public ::testing::Test {
 protected:
  // A rule for the days around that of the world's start, 2026-06-05.
  static v1::CampaignRule Rule() {
    v1::CampaignRule rule = HonourRule();
    rule.set_from_day("2026-06-01");
    rule.set_to_day("2026-06-10");
    rule.mutable_notice()->set_count(v1::NOTICE_COUNT_BOTH_ENDS);
    return rule;
  }

  LedgerCampaignTest() {
    world_.PublishBudget(1, "2026-06-05", "2026-12-31", 1'000'000);
    v1::Entry calendar;
    calendar.mutable_calendar_published()->set_year(2026);
    calendar.mutable_calendar_published()->set_source("a circular");
    EXPECT_TRUE(IsAccepted(Send("calendar", {calendar})));
  }

  void GoTo(const char* day) {
    const int64_t noon = *ParseDay(day) * points::kDayUs + 4 * points::kHourUs;
    world_.ledger.clock.Advance(noon - world_.Now());
  }

  // The command of that name: the same name is the same command.
  v1::CommandResult Send(const std::string& name,
                         std::vector<v1::Entry> entries) {
    ledger::Ledger& ledger = world_.ledger.ledger();
    ledger::CommandSender sender(&ledger.store(), &ledger.admission());
    v1::CommandResult result;
    EXPECT_TRUE(sender.Send(
        ledger.books().Find(kBook),
        ledger::MakeCommand(ledger::RequestIdOf({"test", name}), "test",
                            std::move(entries)),
        [&](const v1::CommandResult& outcome) { result = outcome; }));
    sender.Wait();
    return result;
  }

  // Twice, with a restart between: the second time changes nothing.
  void SendTwice(const std::string& name, std::vector<v1::Entry> entries) {
    const v1::CommandResult first = Send(name, entries);
    ASSERT_TRUE(IsAccepted(first)) << name << ": " << first.DebugString();
    const auto rows = ledger::RowsOf(&world_.ledger);
    world_.Restart();
    EXPECT_EQ(ledger::RowsOf(&world_.ledger), rows) << name;
    const v1::CommandResult again = Send(name, std::move(entries));
    EXPECT_EQ(again.code(), v1::COMMAND_RESULT_CODE_DUPLICATE) << name;
    EXPECT_EQ(again.first_index(), first.first_index());
    EXPECT_EQ(ledger::RowsOf(&world_.ledger), rows) << name;
  }

  template <typename Look>
  auto WithState(Look look) {
    ledger::LiveBook* book = world_.ledger.ledger().books().Find(kBook);
    common::MutexLock lock(book->mu);
    return look(book->state);
  }

  std::string WinnersDigest() {
    return WithState([](const BookState& state) {
      const CampaignRecord& campaign = *state.selection().Find(kCampaign);
      return DigestOf(WinnersText(kBook, campaign, SelectWinners(campaign)));
    });
  }

  points::PointsWorld world_;
};

TEST_F(LedgerCampaignTest, EachStepCountsOnceAcrossRestarts) {
  SendTwice("draft", {Drafted(Rule())});
  SendTwice("announce", {Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)});
  SendTwice("run", {Stepped(v1::CAMPAIGN_STATE_RUNNING)});
  GoTo("2026-06-11");
  SendTwice("evaluate", WithState([](const BookState& state) {
              ListMaker list(state);
              list.Rows({{1, 900'000}, {2, 800'000}, {3, 800'000}});
              return list.Seats(0, 2).Make(/*part_rows=*/2);
            }));
  SendTwice("sign 1", {Signed(WinnersDigest(), kFirstReviewer)});
  SendTwice("sign 2", {Signed(WinnersDigest(), kSecondReviewer)});
  SendTwice("review", {Stepped(v1::CAMPAIGN_STATE_REVIEWED)});
  SendTwice("notice", {Stepped(v1::CAMPAIGN_STATE_NOTICE)});
  GoTo("2026-06-16");
  SendTwice("decide", {Stepped(v1::CAMPAIGN_STATE_DECIDED)});
  SendTwice("grant", {Granted(Household(1)), Granted(Household(2))});
  SendTwice("award", {Stepped(v1::CAMPAIGN_STATE_AWARDED)});
  EXPECT_EQ(world_.Points(1).milli_points(), 50'000u);
  EXPECT_EQ(world_.Points(2).milli_points(), 20'000u);
  EXPECT_EQ(world_.Net(v1::ACCOUNT_OWNER_BUDGET, 1, v1::ASSET_POINTS), 930'000);
  const auto rows = ledger::RowsOf(&world_.ledger);
  world_.Restart(/*rebuild=*/true);
  EXPECT_EQ(ledger::RowsOf(&world_.ledger), rows);
  EXPECT_TRUE(world_.Verify().ok()) << world_.Verify();
}

TEST_F(LedgerCampaignTest, ARefusalStaysOne) {
  const v1::CommandResult early =
      Send("announce", {Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)});
  EXPECT_EQ(ReasonOf(early), v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  ASSERT_TRUE(IsAccepted(Send("draft", {Drafted(Rule())})));
  EXPECT_EQ(ReasonOf(Send("announce", {Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)})),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN)
      << "the same command has the same outcome";
  EXPECT_TRUE(IsAccepted(
      Send("announce again", {Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)})));
  EXPECT_TRUE(world_.Verify().ok()) << world_.Verify();
}

}  // namespace
}  // namespace greenledger::rules
