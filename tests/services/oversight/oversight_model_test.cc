// Random days with a plan, rules, reversals and material, checked by the
// verifier, by sums over all postings, and by folding everything again.
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/random_days.h"
#include "tests/services/oversight/oversight_world.h"

namespace greenledger::oversight {
namespace {

template <typename Message>
Message ParseDocument(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

void PublishAll(OversightWorld* world) {
  world->Publish(ParseDocument<v1::ClearancePlan>(R"(
    version: "p1" effective_from: "2026-06-05"
    rules { class_code: 3 by_minutes: 360 by_minutes: 720 by_minutes: 1080
            collector_number: 5 penalty: 3 }
    rules { by_minutes: 1440 collector_number: 5 penalty: 1 })"));
  world->Publish(ParseDocument<v1::AnomalyRules>(R"(
    version: "r1"
    rules { name: "rate" kind: ANOMALY_KIND_CARD_RATE
            severity: SEVERITY_INFO limit: 5 window_minutes: 60 }
    rules { name: "mass" kind: ANOMALY_KIND_MASS_DIFFERENCE
            severity: SEVERITY_WARNING limit: 200 }
    rules { name: "jump" kind: ANOMALY_KIND_CLOCK_JUMP
            severity: SEVERITY_WARNING limit: 3600 })"));
}

class OversightModelTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(OversightModelTest, EveryFigureIsExplainedByTheEntries) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  std::mt19937_64 random(GetParam());
  OversightWorld world(/*rows_every=*/97, ledger::kRandomHouseholds);
  PublishAll(&world);
  uint64_t reversed = 0;
  uint64_t handed_over = 0;
  ledger::PlayRecords(600, &world.ledger, random, [&](uint64_t) {
    if (random() % 3 != 0) return;
    world.ledger.clock.Advance(static_cast<int64_t>(random() % 600) *
                               ledger::kMinuteUs);
    world.Look();
    const std::vector<std::string> entries = world.ledger.Entries();
    for (int i = 0; i < 4; ++i) {
      const v1::CommandResult result =
          world.Reverse(random() % (entries.size() + 2));
      if (result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED) ++reversed;
    }
    if (world.HandOver(1 + random() % 3000).code() ==
        v1::COMMAND_RESULT_CODE_ACCEPTED) {
      ++handed_over;
    }
    world.Return(1 + random() % 1000);
    const auto open = world.Anomalies(/*open_only=*/true);
    if (!open.empty()) {
      world.Judge(open[random() % open.size()].index(), v1::VERDICT_DISMISSED);
    }
  });
  world.Look();
  // Nobody comes any more.
  world.ledger.clock.Advance(30 * 24 * 60 * ledger::kMinuteUs);
  world.Look();
  EXPECT_GT(reversed, 0u);
  EXPECT_GT(handed_over, 0u);
  EXPECT_FALSE(world.EntriesOf(v1::Entry::kClearanceMissed).empty());
  EXPECT_FALSE(world.EntriesOf(v1::Entry::kAnomalyRaised).empty());

  verify::BookVerifier verifier(ledger::kBook);
  std::map<std::pair<int, uint32_t>, int64_t> per_asset;
  for (const std::string& bytes : world.ledger.Entries()) {
    const absl::Status checked = verifier.Add(bytes);
    ASSERT_TRUE(checked.ok()) << checked;
    for (const v1::Posting& leg : verifier.entry().postings()) {
      per_asset[{leg.asset(), leg.class_code()}] += leg.amount();
    }
  }
  EXPECT_TRUE(per_asset.contains({v1::ASSET_PENALTY, 0u}));
  for (const auto& [asset, sum] : per_asset) EXPECT_EQ(sum, 0);
  const auto live = ledger::RowsOf(&world.ledger);
  EXPECT_EQ(ledger::RowsOf(verifier.state()), live) << "the verifier's fold";
  world.Restart();
  EXPECT_EQ(ledger::RowsOf(&world.ledger), live) << "rows and what follows";
}

INSTANTIATE_TEST_SUITE_P(Seeds, OversightModelTest,
                         ::testing::Range(uint64_t{1}, uint64_t{5}));

}  // namespace
}  // namespace greenledger::oversight
