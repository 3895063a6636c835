// The anomaly watch on the real ledger: raised once, over restarts; judged.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tests/services/oversight/oversight_world.h"

namespace greenledger::oversight {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kBooked = v1::COMMAND_RESULT_CODE_ACCEPTED;

v1::AnomalyRules Rules(const std::string& text) {
  v1::AnomalyRules rules;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &rules));
  return rules;
}

class OverseerTest : public ::testing::Test {
 protected:
  OverseerTest() {
    EXPECT_EQ(world
                  .Publish(Rules(R"(
      version: "r1"
      rules { name: "same" kind: ANOMALY_KIND_IDENTICAL_WEIGHTS
              severity: SEVERITY_WARNING limit: 4 }
      rules { name: "rate" kind: ANOMALY_KIND_CARD_RATE
              severity: SEVERITY_INFO limit: 6 window_minutes: 60 }
      rules { name: "who" kind: ANOMALY_KIND_IDENTITY
              severity: SEVERITY_CRITICAL limit: 1 window_minutes: 60 })"))
                  .code(),
              kBooked);
  }

  void Drops(int count, uint32_t grams) {
    for (int i = 0; i < count; ++i) {
      world.ledger.clock.Advance(ledger::kMinuteUs);
      world.Drop(grams);
    }
  }
  std::vector<v1::Entry> Raised() {
    world.Look();
    return world.EntriesOf(v1::Entry::kAnomalyRaised);
  }

  OversightWorld world;
};

TEST_F(OverseerTest, TellsWhatAndWhere) {
  Drops(4, 800);
  const auto raised = Raised();
  ASSERT_THAT(raised, SizeIs(1));
  const v1::AnomalyRaised& anomaly = raised[0].anomaly_raised();
  EXPECT_EQ(anomaly.rule(), "same");
  EXPECT_EQ(anomaly.rules_version(), "r1");
  EXPECT_EQ(anomaly.kiosk_number(), ledger::kKiosk);
  EXPECT_EQ(anomaly.bin(), 1u);
  EXPECT_EQ(anomaly.found(), 4u);
  EXPECT_EQ(anomaly.entry_index(),
            world.EntriesOf(v1::Entry::kDrop).back().index());
  EXPECT_EQ(raised[0].actor().kind(), v1::ACTOR_KIND_SERVICE);
  EXPECT_EQ(raised[0].actor().authority(), "anomaly watch");
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OverseerTest, ARunThatARestartInterruptsIsToldOnceAndNotForgotten) {
  Drops(3, 800);
  EXPECT_THAT(Raised(), IsEmpty());
  world.Restart();
  Drops(1, 800);
  EXPECT_THAT(Raised(), SizeIs(1)) << "the fourth";
  world.Restart();
  Drops(1, 800);
  EXPECT_THAT(Raised(), SizeIs(1)) << "told already";
}

TEST_F(OverseerTest, AWatchThatForgotItsPlaceRaisesNothingTwice) {
  Drops(7, 800);
  const size_t raised = Raised().size();
  EXPECT_EQ(raised, 2u);
  world.Restart(/*forget=*/true);
  EXPECT_THAT(Raised(), SizeIs(raised));
}

TEST_F(OverseerTest, AWindowGoesOnOverARestart) {
  Drops(3, 800);
  Drops(2, 700);
  Raised();
  world.Restart();
  Drops(1, 600);
  EXPECT_THAT(Raised(), SizeIs(1)) << "six drops in an hour";
}

TEST_F(OverseerTest, ARecordThatChangedIsAnAnomalyOfTheKiosk) {
  const v1::Record record = OversightWorld::DropAt(world.Now(), 100);
  world.Send(record);
  v1::Record other = record;
  other.mutable_drop()->set_grams(200);
  v1::SubmitRecordsResponse response;
  ASSERT_TRUE(
      world.ledger
          .SubmitBytes(1, {other.SerializeAsString()}, &response,
                       journal::ChainStart({ledger::kBook, ledger::kKiosk,
                                            ledger::kIncarnation}))
          .ok());
  ASSERT_EQ(response.results(0).code(), v1::RECORD_RESULT_CODE_ID_REUSED);
  world.Look();
  const auto raised = Raised();
  ASSERT_THAT(raised, SizeIs(1));
  EXPECT_EQ(raised[0].anomaly_raised().rule(), "who");
  EXPECT_EQ(raised[0].anomaly_raised().entry_index(), 0u);
}

TEST_F(OverseerTest, NewRulesBeginAnew) {
  Drops(3, 800);
  EXPECT_EQ(world
                .Publish(Rules("version: 'r2' rules { name: 'same' kind: "
                               "ANOMALY_KIND_IDENTICAL_WEIGHTS "
                               "severity: SEVERITY_INFO limit: 2 }"))
                .code(),
            kBooked);
  Drops(1, 800);
  EXPECT_THAT(Raised(), IsEmpty());
  Drops(1, 800);
  const auto raised = Raised();
  ASSERT_THAT(raised, SizeIs(1));
  EXPECT_EQ(raised[0].anomaly_raised().rules_version(), "r2");
}

TEST_F(OverseerTest, AnAnomalyIsListedJudgedOnceAndReversedFrom) {
  Drops(8, 800);
  Raised();
  const auto open = world.Anomalies(/*open_only=*/true, /*page_size=*/1);
  ASSERT_THAT(open, SizeIs(2));
  EXPECT_GT(open[0].index(), open[1].index()) << "the newest first";
  const v1::Anomaly& same = open[1];
  EXPECT_EQ(world.Judge(same.index(), v1::VERDICT_CONFIRMED).code(), kBooked);
  EXPECT_EQ(
      world.Judge(same.index(), v1::VERDICT_DISMISSED).refusals(0).reason(),
      v1::REFUSAL_REASON_ANOMALY_JUDGED);
  EXPECT_EQ(world.Reverse(same.raised().entry_index(), same.index()).code(),
            kBooked);
  EXPECT_THAT(world.Anomalies(/*open_only=*/true), SizeIs(1));
  world.Restart();
  const auto all = world.Anomalies(/*open_only=*/false);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[1].judged().by(), "committee 3");
  EXPECT_FALSE(all[0].has_judged());
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OverseerTest, ATokenOfAnotherListIsRefused) {
  v1::ListAnomaliesRequest request;
  request.set_book(ledger::kBook);
  request.set_page_token("nonsense");
  grpc::ClientContext context;
  v1::ListAnomaliesResponse response;
  EXPECT_EQ(
      world.stub().ListAnomalies(&context, request, &response).error_code(),
      grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace greenledger::oversight
