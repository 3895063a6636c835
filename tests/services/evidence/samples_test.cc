// Samples: drawn once, from what there is, so that everybody draws the same.
#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/draw.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/evidence/evidence_world.h"

namespace greenledger::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
const std::string kDrawSeed(32, 's');

class SamplesTest : public ::testing::Test {
 protected:
  ~SamplesTest() override {
    EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
  }

  EvidenceWorld world{/*households=*/40};
};

TEST_F(SamplesTest, ADrawFollowsFromTheEntriesAlone) {
  world.CloseHousehold(17);
  EXPECT_TRUE(points::IsAccepted(
      world.points.SetState(23, v1::HOUSEHOLD_STATE_FROZEN)));
  world.MustBook(Commitment(1, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 6));
  world.points.Earn(1);
  const v1::Entry entry = world.MustBook(Drawing(1, kDrawSeed));

  std::vector<uint64_t> population;
  for (uint64_t number = 1; number <= 40; ++number) {
    if (number != 17 && number != 23) population.push_back(number);
  }
  const v1::Entry before = world.points.Entries().at(entry.index() - 1);
  EXPECT_EQ(entry.sample_drawn().population(), 38u);
  EXPECT_THAT(entry.sample_drawn().drawn(),
              ElementsAreArray(rules::Draw(entry.sample_drawn().seed(),
                                           entry.book(), entry.index(),
                                           before.time_us(), population, 6)));
}

TEST_F(SamplesTest, TheSameSeedDrawsOthersAtAnotherMoment) {
  world.MustBook(Commitment(1, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 6));
  world.MustBook(Commitment(2, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 6));
  const v1::SampleDrawn first =
      world.MustBook(Drawing(1, kDrawSeed)).sample_drawn();
  const v1::SampleDrawn second =
      world.MustBook(Drawing(2, kDrawSeed)).sample_drawn();
  EXPECT_NE(
      std::vector<uint64_t>(first.drawn().begin(), first.drawn().end()),
      std::vector<uint64_t>(second.drawn().begin(), second.drawn().end()));
}

TEST_F(SamplesTest, InspectionsAreDrawnThatNobodyRepeatedOfTheLastSixtyDays) {
  world.MustBook(Inspection(1, "A", 700, "day: '2026-04-06'"));
  const uint64_t first = world.MustBook(Inspection(2, "A", 700)).index();
  world.MustBook(
      Inspection(2, "B", 700, "recheck_of: " + std::to_string(first)));
  const uint64_t second = world.MustBook(Inspection(3, "A", 700)).index();
  world.points.ledger.clock.Advance(points::kDayUs);
  const uint64_t third =
      world.MustBook(Inspection(4, "A", 700, "day: '2026-06-06'")).index();
  world.MustBook(Commitment(1, kDrawSeed, "SAMPLE_FROM_INSPECTIONS", 500));
  const v1::SampleDrawn drawn =
      world.MustBook(Drawing(1, kDrawSeed)).sample_drawn();
  EXPECT_EQ(drawn.population(), 2u);
  EXPECT_THAT(drawn.drawn(), UnorderedElementsAre(second, third));
}

TEST_F(SamplesTest, TheListShowsThemInTheOrderOfTheirNumbers) {
  const v1::Entry late = world.MustBook(
      Commitment(900'000, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 3));
  world.MustBook(Commitment(5, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 3));
  const v1::Entry draw = world.MustBook(Drawing(5, kDrawSeed));
  v1::ListSamplesRequest request;
  request.set_page_size(1);
  const auto page =
      world.desk().Read(&EvidenceDesk::Stub::ListSamples, request);
  ASSERT_THAT(page.samples(), SizeIs(1));
  EXPECT_EQ(page.samples(0).committed().number(), 5u);
  EXPECT_EQ(page.samples(0).drawn_index(), draw.index());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(
      page.samples(0).drawn(), draw.sample_drawn()));
  request.set_page_token(page.next_page_token());
  const auto rest =
      world.desk().Read(&EvidenceDesk::Stub::ListSamples, request);
  ASSERT_THAT(rest.samples(), SizeIs(1));
  EXPECT_EQ(rest.samples(0).committed_index(), late.index());
  EXPECT_FALSE(rest.samples(0).has_drawn());
  EXPECT_EQ(rest.samples(0).drawn_index(), 0u);
  EXPECT_TRUE(rest.next_page_token().empty());
}

TEST_F(SamplesTest, TheVerifierFindsADrawOfOthers) {
  world.MustBook(Commitment(1, kDrawSeed, "SAMPLE_FROM_HOUSEHOLDS", 3));
  world.MustBook(Drawing(1, kDrawSeed));
  verify::BookVerifier verifier(ledger::kBook);
  absl::Status status;
  for (v1::Entry entry : world.points.Entries()) {
    ASSERT_TRUE(status.ok()) << status;
    if (entry.has_sample_drawn()) {
      entry.mutable_sample_drawn()->mutable_drawn()->SwapElements(0, 1);
    }
    status = verifier.Add(entry.SerializeAsString());
  }
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

}  // namespace
}  // namespace greenledger::evidence
