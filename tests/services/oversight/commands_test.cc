// What the oversight service books and what it refuses.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "services/ledger/command_sender.h"
#include "services/ledger/service_command.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/oversight/oversight_world.h"

namespace greenledger::oversight {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Stub = v1::OversightService::StubInterface;

constexpr auto kAccepted = v1::COMMAND_RESULT_CODE_ACCEPTED;

std::vector<v1::RefusalReason> Reasons(const v1::CommandResult& result) {
  std::vector<v1::RefusalReason> reasons;
  for (const v1::Refusal& refusal : result.refusals()) {
    reasons.push_back(refusal.reason());
  }
  return reasons;
}

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

class OversightCommandsTest : public ::testing::Test {
 protected:
  v1::CommandResult IssueCrewCard(uint64_t collector, std::string_view card) {
    v1::IssueCrewCardRequest request;
    request.mutable_card()->set_collector_number(collector);
    request.mutable_card()->set_card_hash(ledger::Card(card));
    return world.Run(&Stub::IssueCrewCard, request);
  }

  OversightWorld world;
};

TEST_F(OversightCommandsTest, APartyHasItsNumberOnceAmongItsKind) {
  v1::OpenPartiesRequest request;
  v1::Party* party = request.add_parties();
  party->set_kind(v1::PARTY_KIND_COLLECTOR);
  party->set_number(kProcessor);
  party->set_name("Another");
  EXPECT_EQ(world.Run(&Stub::OpenParties, request).code(), kAccepted);
  EXPECT_THAT(Reasons(world.Run(&Stub::OpenParties, request)),
              ElementsAre(v1::REFUSAL_REASON_NUMBER_TAKEN));
}

// What the watch finds is held against the rules, too.
TEST_F(OversightCommandsTest, AnAnomalyIsOfAPublishedRule) {
  v1::Entry entry;
  v1::AnomalyRaised* raised = entry.mutable_anomaly_raised();
  raised->set_rule("none");
  raised->set_rules_version("r9");
  raised->set_kind(v1::ANOMALY_KIND_CARD_WEIGHT);
  raised->set_severity(v1::SEVERITY_WARNING);
  raised->set_kiosk_number(ledger::kKiosk);
  ledger::Ledger& book = world.ledger.ledger();
  ledger::CommandSender sender(&book.store(), &book.admission());
  std::vector<v1::RefusalReason> reasons;
  EXPECT_TRUE(sender.Send(
      book.books().Find(ledger::kBook),
      ledger::MakeCommand(ledger::RequestIdOf({"test"}), "test", {entry}),
      [&](const v1::CommandResult& result) { reasons = Reasons(result); }));
  sender.Wait();
  EXPECT_THAT(reasons, ::testing::Contains(v1::REFUSAL_REASON_RULE_UNKNOWN));
}

TEST_F(OversightCommandsTest, ACrewWithCardsClearsWithThemAlone) {
  EXPECT_THAT(Reasons(IssueCrewCard(77, "crew")),
              ElementsAre(v1::REFUSAL_REASON_PARTY_UNKNOWN));
  v1::Record clearance = OversightWorld::ClearanceAt(world.Now(), 100);
  EXPECT_TRUE(world.Send(clearance).has_clearance()) << "no cards yet";

  EXPECT_EQ(IssueCrewCard(kCollector, "crew").code(), kAccepted);
  EXPECT_THAT(Reasons(IssueCrewCard(kCollector, "crew")),
              ElementsAre(v1::REFUSAL_REASON_CARD_TAKEN));
  EXPECT_THAT(Reasons(IssueCrewCard(kCollector, "card of household 1")),
              ElementsAre(v1::REFUSAL_REASON_CARD_TAKEN));
  EXPECT_EQ(world.Send(clearance).quarantined().reason(),
            v1::QUARANTINE_REASON_CREW_CARD_UNKNOWN);
  clearance.mutable_clearance()->set_card_hash(ledger::Card("stranger"));
  EXPECT_EQ(world.Send(clearance).quarantined().reason(),
            v1::QUARANTINE_REASON_CREW_CARD_UNKNOWN);
  clearance.mutable_clearance()->set_card_hash("short");
  EXPECT_EQ(world.Send(clearance).quarantined().reason(),
            v1::QUARANTINE_REASON_BAD_CARD_HASH);
  clearance.mutable_clearance()->set_card_hash(ledger::Card("crew"));
  EXPECT_TRUE(world.Send(clearance).has_clearance());
  // Another collector cannot use it.
  clearance.mutable_clearance()->set_collector(6);
  EXPECT_EQ(world.Send(clearance).quarantined().reason(),
            v1::QUARANTINE_REASON_CREW_CARD_UNKNOWN);
  EXPECT_TRUE(world.Verify().ok());
}

TEST_F(OversightCommandsTest, AHouseholdGetsNoCrewsCard) {
  ASSERT_EQ(IssueCrewCard(kCollector, "crew").code(), kAccepted);
  v1::IssueCardRequest request;
  *request.mutable_header() = world.ledger.Header();
  request.mutable_card()->set_household_number(1);
  request.mutable_card()->set_card_hash(ledger::Card("crew"));
  grpc::ClientContext context;
  v1::IssueCardResponse response;
  ASSERT_TRUE(
      world.ledger.registry().IssueCard(&context, request, &response).ok());
  EXPECT_THAT(Reasons(response.result()),
              ElementsAre(v1::REFUSAL_REASON_CARD_TAKEN));
}

TEST_F(OversightCommandsTest, APlanIsHeldAgainstTheBook) {
  auto plan = Parse<v1::ClearancePlan>(R"(
    version: "p1" effective_from: "2026-06-04"
    rules { kiosk_number: 8 class_code: 99 by_minutes: 600
            collector_number: 6 })");
  EXPECT_THAT(
      Reasons(world.Publish(plan)),
      ElementsAre(v1::REFUSAL_REASON_IN_PAST, v1::REFUSAL_REASON_KIOSK_UNKNOWN,
                  v1::REFUSAL_REASON_CLASS_UNKNOWN,
                  v1::REFUSAL_REASON_PARTY_UNKNOWN));
  plan = Parse<v1::ClearancePlan>(R"(
    version: "p1" effective_from: "2026-06-05"
    rules { by_minutes: 600 collector_number: 5 })");
  EXPECT_EQ(world.Publish(plan).code(), kAccepted);
  EXPECT_THAT(Reasons(world.Publish(plan)),
              ElementsAre(v1::REFUSAL_REASON_VERSION_TAKEN,
                          v1::REFUSAL_REASON_NOT_LATER));
}

TEST_F(OversightCommandsTest, MaterialGoesNoFurtherThanThereIs) {
  world.Drop(900);
  world.Drop(300);
  ASSERT_TRUE(world.Send(OversightWorld::ClearanceAt(world.Now(), 1150))
                  .has_clearance());
  EXPECT_THAT(Reasons(world.HandOver(1151)),
              ElementsAre(v1::REFUSAL_REASON_BALANCE_TOO_SMALL));
  EXPECT_EQ(world.HandOver(1000).code(), kAccepted);
  EXPECT_THAT(Reasons(world.HandOver(151)),
              ElementsAre(v1::REFUSAL_REASON_BALANCE_TOO_SMALL));
  EXPECT_THAT(Reasons(world.Return(1001)),
              ElementsAre(v1::REFUSAL_REASON_BALANCE_TOO_SMALL));
  EXPECT_EQ(world.Return(400).code(), kAccepted);
  const auto net = [&](v1::AccountOwner owner, uint64_t number) {
    return world.Net(owner, number, v1::ASSET_MASS, kFood);
  };
  const uint64_t bin = rules::BinAccount(ledger::kKiosk, 1);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_HOUSEHOLD, 1), -1200);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_BIN, bin), 0);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_LOSS, bin), 50);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_COLLECTOR, kCollector), 150);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_PROCESSOR, kProcessor), 600);
  EXPECT_EQ(net(v1::ACCOUNT_OWNER_USED_UP, kProcessor), 400);
  EXPECT_TRUE(world.Verify().ok());
}

TEST_F(OversightCommandsTest, AReversalUndoesEveryPostingOnceInTheHousehold) {
  const v1::Entry drop = world.Drop(900);
  const int64_t points = world.ledger.Points(1);
  ASSERT_GT(points, 0);
  const v1::CommandResult result = world.Reverse(drop.index());
  ASSERT_EQ(result.code(), kAccepted) << result.DebugString();
  EXPECT_EQ(world.ledger.Points(1), 0);
  const v1::Entry reversal = world.EntriesOf(v1::Entry::kEntryReversed).front();
  EXPECT_EQ(reversal.household(), 1u);
  EXPECT_EQ(reversal.household_entry(), drop.household_entry() + 1);
  ASSERT_EQ(reversal.postings_size(), drop.postings_size());
  for (int i = 0; i < drop.postings_size(); ++i) {
    EXPECT_EQ(reversal.postings(i).amount(), -drop.postings(i).amount());
    EXPECT_EQ(reversal.postings(i).owner(), drop.postings(i).owner());
  }
  EXPECT_THAT(Reasons(world.Reverse(drop.index())),
              ElementsAre(v1::REFUSAL_REASON_ALREADY_REVERSED));
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OversightCommandsTest, WhatCannotBeReversedIsRefused) {
  EXPECT_THAT(Reasons(world.Reverse(0)),
              ElementsAre(v1::REFUSAL_REASON_NOT_REVERSIBLE));
  EXPECT_THAT(Reasons(world.Reverse(1'000'000)),
              ElementsAre(v1::REFUSAL_REASON_ENTRY_UNKNOWN));
  const v1::Entry drop = world.Drop(900);
  EXPECT_THAT(Reasons(world.Reverse(drop.index(), 3)),
              ElementsAre(v1::REFUSAL_REASON_ANOMALY_UNKNOWN));
  const v1::Entry clearance =
      world.Send(OversightWorld::ClearanceAt(world.Now(), 800));
  ASSERT_EQ(world.HandOver(1).code(), kAccepted);
  EXPECT_THAT(Reasons(world.Reverse(clearance.index())),
              ElementsAre(v1::REFUSAL_REASON_BALANCE_TOO_SMALL));
}

TEST_F(OversightCommandsTest, SuspenseThatWasClaimedIsNotReversed) {
  v1::Record record = OversightWorld::DropAt(world.Now(), 900);
  record.mutable_drop()->set_card_hash(ledger::Card("new card"));
  const v1::Entry first = world.Send(record);
  const v1::Entry second = world.Send(record);
  EXPECT_EQ(world.Reverse(first.index()).code(), kAccepted);
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(2);
  issue.mutable_card()->set_card_hash(ledger::Card("new card"));
  world.ledger.MustRun(&v1::RegistryService::StubInterface::IssueCard, issue);
  EXPECT_THAT(Reasons(world.Reverse(second.index())),
              ElementsAre(v1::REFUSAL_REASON_BALANCE_TOO_SMALL));
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OversightCommandsTest, AReversalFreesWhatItUsedOfTheDailyCap) {
  // 20 points a day for food: ten kilograms.
  for (int i = 0; i < 3; ++i) {
    world.ledger.clock.Advance(20 * ledger::kMinuteUs);
    world.Drop(4000);
  }
  const int64_t capped = world.ledger.Points(1);
  const uint64_t first = world.EntriesOf(v1::Entry::kDrop).front().index();
  ASSERT_EQ(world.Reverse(first).code(), kAccepted);
  EXPECT_LT(world.ledger.Points(1), capped);
  world.ledger.clock.Advance(20 * ledger::kMinuteUs);
  world.Drop(4000);
  EXPECT_EQ(world.ledger.Points(1), capped);
}

TEST_F(OversightCommandsTest, TheVerifierFindsAReversalOfAnotherAmount) {
  const v1::Entry drop = world.Drop(900);
  ASSERT_EQ(world.Reverse(drop.index()).code(), kAccepted);
  verify::BookVerifier verifier(ledger::kBook);
  std::vector<std::string> entries = world.ledger.Entries();
  v1::Entry last;
  ASSERT_TRUE(last.ParseFromString(entries.back()));
  for (v1::Posting& leg : *last.mutable_postings()) {
    leg.set_amount(leg.amount() * 2);
  }
  entries.back() = last.SerializeAsString();
  absl::Status status;
  for (const std::string& bytes : entries) {
    status = verifier.Add(bytes);
    if (!status.ok()) break;
  }
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("not the opposite of those of entry"));
}

TEST_F(OversightCommandsTest, OnlyAnOpenAnomalyIsJudged) {
  EXPECT_THAT(Reasons(world.Judge(1, v1::VERDICT_CONFIRMED)),
              ElementsAre(v1::REFUSAL_REASON_ANOMALY_UNKNOWN));
  EXPECT_THAT(world.Anomalies(false), IsEmpty());
}

TEST_F(OversightCommandsTest, OversightShowsWhatIsPublished) {
  world.Publish(Parse<v1::AnomalyRules>(R"(
    version: "r1" rules { name: "jump" kind: ANOMALY_KIND_CLOCK_JUMP
                          severity: SEVERITY_WARNING limit: 60 })"));
  v1::GetOversightRequest request;
  request.set_book(ledger::kBook);
  grpc::ClientContext context;
  v1::GetOversightResponse response;
  ASSERT_TRUE(world.stub().GetOversight(&context, request, &response).ok());
  EXPECT_THAT(response.parties(), SizeIs(2));
  EXPECT_EQ(response.anomaly_rules().version(), "r1");
  EXPECT_FALSE(response.has_clearance_plan());
}

}  // namespace
}  // namespace greenledger::oversight
