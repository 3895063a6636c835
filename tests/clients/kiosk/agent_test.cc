// An agent against a server that fails, forgets and refuses: every record is
// there once, in order, and drops are taken all the while.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/kiosk/agent/health.h"
#include "google/rpc/status.pb.h"
#include "tests/clients/kiosk/agent_testing.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;

grpc::Status PushedBack(int64_t wait_seconds) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(wait_seconds);
  google::rpc::Status details;
  details.add_details()->PackFrom(retry);
  return {grpc::StatusCode::RESOURCE_EXHAUSTED, "queue full",
          details.SerializeAsString()};
}

TEST_F(AgentTest, ARecordIsTakenOfflineAndBookedOnceLater) {
  Open();
  EXPECT_EQ(TakeDrop(), 2u) << "the first record says that it started";
  EXPECT_TRUE(server.records.empty());
  Settle();
  ASSERT_EQ(server.records.size(), 2u);
  EXPECT_TRUE(Sent(1).started().after_clean_stop());
  EXPECT_EQ(Sent(2).drop().grams(), 500u);
  EXPECT_EQ(Sent(2).device_time_us(), kTestStartUs);
  EXPECT_TRUE(Sent(2).clock_synced());
  ASSERT_EQ(receipts.size(), 2u);
  EXPECT_TRUE(receipts[1].booked);
  EXPECT_THAT(receipts[1].text, HasSubstr("GL1:350212002001:102:"));
}

TEST_F(AgentTest, PendingAndRejectedBlockUploadsButNotDrops) {
  for (const auto admission :
       {v1::BOOT_ADMISSION_PENDING, v1::BOOT_ADMISSION_REJECTED}) {
    server.admission = admission;
    Open();
    TakeDrop();
    Settle(seconds(30), 5);
    EXPECT_EQ(server.uploads, 0u);
    EXPECT_EQ(agent->status().sync.admission, admission);
    EXPECT_EQ(agent->status().sync.problem, "WHY");
  }
  server.admission = v1::BOOT_ADMISSION_ACCEPTED;
  clock.Advance(minutes(10));
  Settle();
  EXPECT_EQ(server.records.size(), 4u);
}

TEST_F(AgentTest, ThePushBackOfTheServerIsHonoured) {
  Open();
  server.failures.push_back({PushedBack(90), false});
  agent->Step();  // hello
  agent->Step();  // the upload that is pushed back
  EXPECT_EQ(server.uploads, 1u);
  clock.Advance(seconds(89));
  agent->Step();
  EXPECT_EQ(server.uploads, 1u);
  Settle();
  EXPECT_EQ(server.records.size(), 1u);
}

TEST_F(AgentTest, WaitsGrowWhileTheServerIsAway) {
  Open();
  for (int i = 0; i < 30; ++i) {
    server.failures.push_back({{grpc::StatusCode::UNAVAILABLE, ""}, false});
  }
  const int64_t before = clock.wall.NowMicros();
  while (server.records.empty()) clock.Advance(agent->Step());
  EXPECT_GT(clock.wall.NowMicros() - before, microseconds(minutes(5)).count());
  EXPECT_EQ(server.uploads, 31u);
}

TEST_F(AgentTest, AConnectionThatFailedOrFellSilentIsMadeAnew) {
  Open();
  Settle();
  const int before = connections;
  for (const auto code :
       {grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::DEADLINE_EXCEEDED}) {
    server.failures.push_back({{code, ""}, false});
  }
  TakeDrop();
  Settle();
  EXPECT_EQ(server.records.size(), 2u);
  EXPECT_EQ(connections, before + 2);
}

TEST_F(AgentTest, HealthShowsAtOnceHowTheSyncIs) {
  Open();
  agent->Step();
  const auto admission = [&] {
    return ReadHealth(folder.path())->sync.admission;
  };
  EXPECT_EQ(admission(), v1::BOOT_ADMISSION_ACCEPTED);
  server.admission = v1::BOOT_ADMISSION_PENDING;
  clock.Advance(minutes(6));  // the next hello
  agent->Step();
  EXPECT_EQ(admission(), v1::BOOT_ADMISSION_PENDING);
  EXPECT_EQ(ReadHealth(folder.path())->sync.problem, "WHY");
}

TEST_F(AgentTest, ALostAnswerBooksNothingTwice) {
  Open();
  for (int i = 0; i < 5; ++i) TakeDrop();
  server.failures.push_back({{grpc::StatusCode::UNAVAILABLE, ""}, true});
  Settle();
  EXPECT_EQ(server.records.size(), 6u);
  EXPECT_EQ(server.uploads, 2u);
  EXPECT_EQ(receipts.size(), 6u) << "the answer that was lost";
  EXPECT_EQ(agent->status().acknowledged, 6u);
  EXPECT_EQ(agent->status().sync.problem, "");
}

TEST_F(AgentTest, AServerOfYesterdayGetsEverythingAgain) {
  Open();
  for (int i = 0; i < 9; ++i) TakeDrop();
  Settle();
  server.records.resize(3);
  TakeDrop();
  Settle();
  EXPECT_EQ(server.records.size(), 11u);
  server.records.resize(5);
  clock.Advance(minutes(6));  // the next hello
  Settle();
  EXPECT_EQ(server.records.size(), 11u);
  EXPECT_EQ(server.boots.back().acknowledged(), 11u);
}

TEST_F(AgentTest, AQuarantinedRecordInFrontDoesNotStopTheQueue) {
  server.poisoned = 2;
  Open();
  for (int i = 0; i < 3; ++i) TakeDrop();
  Settle();
  EXPECT_EQ(server.records.size(), 4u);
  ASSERT_EQ(receipts.size(), 4u);
  EXPECT_FALSE(receipts[1].booked);
  EXPECT_EQ(receipts[1].quarantine_reason, v1::QUARANTINE_REASON_BIN_UNKNOWN);
  EXPECT_EQ(agent->status().sync.quarantined, 1u);
}

TEST_F(AgentTest, AnIdReusedStopsUploadsAndSaysSo) {
  server.reused = 2;
  Open();
  TakeDrop();
  Settle(seconds(30));
  EXPECT_THAT(agent->status().sync.problem, HasSubstr("ID_REUSED"));
  const uint64_t uploads = server.uploads;
  TakeDrop();
  Settle(seconds(30), 5);
  EXPECT_EQ(server.uploads, uploads);
  EXPECT_TRUE(agent->status().takes_drops);
}

TEST_F(AgentTest, ALedgerWithOtherRecordsIsNotUploadedTo) {
  server.records = {"not what this kiosk made"};
  Open();
  Settle(seconds(30), 5);
  EXPECT_EQ(server.uploads, 0u);
  EXPECT_THAT(agent->status().sync.problem, HasSubstr("other records"));
  server.records.assign(50, "more than this kiosk made");
  clock.Advance(hours(1));
  Settle(seconds(30), 5);
  EXPECT_THAT(agent->status().sync.problem, HasSubstr("has 50 records"));
}

TEST_F(AgentTest, StartsSayWhetherThePowerWent) {
  Open();
  TakeDrop();
  Open();  // as if the power went
  ASSERT_TRUE(agent->Stop().ok());
  Open();
  EXPECT_EQ(TakeDrop(), 5u);
  Settle();
  EXPECT_TRUE(Sent(1).started().after_clean_stop());
  EXPECT_FALSE(Sent(3).started().after_clean_stop());
  EXPECT_TRUE(Sent(4).started().after_clean_stop());
  EXPECT_EQ(server.records.size(), 5u);
}

TEST_F(AgentTest, TheDayClosesAtMidnightWithBothTotals) {
  Open();
  TakeDrop();
  TakeDrop();
  clock.Advance(hours(14));
  Settle();
  clock.Advance(hours(24));
  TakeDrop();
  Settle();
  ASSERT_EQ(server.records.size(), 6u);
  const v1::DailyClose first = Sent(4).daily_close();
  EXPECT_EQ(first.records(), 3u);
  EXPECT_EQ(first.classes(0).drops(), 2u);
  EXPECT_EQ(first.since_commissioning(0).grams(), 1000u);
  const v1::DailyClose second = Sent(6).daily_close();
  EXPECT_EQ(second.records(), 1u);
  EXPECT_EQ(second.classes(0).drops(), 1u);
  EXPECT_EQ(second.since_commissioning(0).grams(), 1500u);
}

TEST_F(AgentTest, AClockThatGoesBackAYearOfflineLosesNothing) {
  Open();
  TakeDrop();
  clock.Advance(minutes(1));
  clock.wall.Set(kTestStartUs - microseconds(hours(365 * 24)).count());
  clock.synced = false;
  for (int i = 0; i < 3; ++i) TakeDrop();
  Settle();
  ASSERT_EQ(server.records.size(), agent->status().last_sequence);
  uint64_t drops = 0;
  uint64_t monotonic_us = 0;
  for (size_t n = 1; n <= server.records.size(); ++n) {
    const v1::Record record = Sent(n);
    drops += record.has_drop() ? 1 : 0;
    EXPECT_GE(record.monotonic_us(), monotonic_us);
    monotonic_us = record.monotonic_us();
  }
  EXPECT_EQ(drops, 4u);
  // Told as it was read, and that nothing stands for it.
  const v1::Record last = Sent(server.records.size());
  EXPECT_LT(last.device_time_us(), kTestStartUs);
  EXPECT_FALSE(last.clock_synced());
}

TEST_F(AgentTest, AClearanceStatesWhatWentIntoTheBin) {
  Open();
  TakeDrop();
  Open();
  TakeDrop();
  v1::Clearance clearance;
  clearance.set_bin(1);
  clearance.set_class_code(11);
  clearance.set_grams(990);
  clearance.set_collector(5);
  ASSERT_TRUE(agent->TakeClearance(clearance).ok());
  ASSERT_TRUE(agent->TakeClearance(clearance).ok());
  Settle();
  EXPECT_EQ(Sent(5).clearance().counted().drops(), 2u);
  EXPECT_EQ(Sent(5).clearance().counted().grams(), 1000u);
  EXPECT_EQ(Sent(6).clearance().counted().drops(), 0u);
}

TEST_F(AgentTest, AFullDiskTakesNoDropsAndSaysSo) {
  Open();
  TakeDrop();
  free_bytes_min = UINT64_MAX;
  Open();
  EXPECT_TRUE(absl::IsResourceExhausted(agent->TakeDrop(Drop()).status()));
  EXPECT_FALSE(agent->status().takes_drops);
  EXPECT_THAT(agent->status().journal_problem, HasSubstr("bytes free"));
  Settle();
  EXPECT_EQ(server.records.size(), 2u) << "what it has is sent all the same";
}

TEST_F(AgentTest, TheListSaysOfflineWhichCardsEarn) {
  const std::string known(16, 'a');
  const std::string unknown(16, 'b');
  server.SetCards({known, std::string(16, 'z')});
  Open();
  EXPECT_FALSE(agent->LookUpCard(known).has_value());
  Settle();
  Open();  // and the list is kept
  EXPECT_EQ(agent->LookUpCard(known), true);
  EXPECT_EQ(agent->LookUpCard(unknown), false);
  EXPECT_EQ(agent->TakeDrop(Drop(known))->claim_code, "");
  const auto taken = agent->TakeDrop(Drop(unknown));
  EXPECT_EQ(taken->claim_code, ClaimCode(350212002001, 7, 11, 4, unknown));
  EXPECT_THAT(taken->claim_code, ::testing::StartsWith("7-4-"));
}

TEST_F(AgentTest, AListThatDoesNotFitItsDigestIsNotUsed) {
  const std::string known(16, 'a');
  server.SetCards({known});
  server.list.add_added(UINT64_MAX);
  Open();
  Settle();
  EXPECT_FALSE(agent->LookUpCard(known).has_value());
  EXPECT_THAT(agent->status().sync.problem, HasSubstr("list of cards"));
  server.SetCards({known});
  clock.Advance(minutes(10));
  Settle();
  EXPECT_EQ(agent->LookUpCard(known), true);
}

TEST_F(AgentTest, FaultyDropsAreNotTaken) {
  Open();
  v1::Drop drop = Drop();
  drop.set_card_hash("short");
  EXPECT_THAT(std::string(agent->TakeDrop(drop).status().message()),
              HasSubstr("card_hash: 5 bytes"));
  drop = Drop();
  drop.set_bin(0);
  EXPECT_TRUE(absl::IsInvalidArgument(agent->TakeDrop(drop).status()));
  drop = Drop();
  drop.clear_quality();
  EXPECT_TRUE(absl::IsInvalidArgument(agent->TakeDrop(drop).status()));
  EXPECT_EQ(agent->status().last_sequence, 1u);
}

TEST_F(AgentTest, TwoProgramsCannotHaveOneJournal) {
  Open();
  AgentOptions options;
  options.folder = folder.path();
  EXPECT_TRUE(absl::IsFailedPrecondition(Agent::Open(options).status()));
}

}  // namespace
}  // namespace greenledger::kiosk
