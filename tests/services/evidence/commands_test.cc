// What the evidence service books, and what its reads show of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/evidence/evidence_world.h"

namespace greenledger::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
constexpr char kCalendar[] =
    "calendar_published { year: 2026 off_days: '2026-06-19' "
    "source: 'circular 7' }";

class EvidenceCommandsTest : public ::testing::Test {
 protected:
  EvidenceWorld world;
  const std::string seed = std::string(32, 's');
};

TEST_F(EvidenceCommandsTest, EveryCommandBooksItsEntry) {
  world.AddMember(1, 2);
  world.MustBook(kCalendar);
  world.MustBook(Rules());
  EXPECT_EQ(world.MustBook(Activity(1, 2, 60)).household(), 1u);
  EXPECT_EQ(world.MustBook(Inspection(2, "A", 700)).household(), 2u);
  EXPECT_EQ(world
                .MustBook("inspection { subject { kind: CONTESTANT_KIND_PERSON "
                          "number: 1 member: 2 } evidence: [1, 3] by: 'A' "
                          "day: '2026-04-06' attachments { title: '照片 1' "
                          "sha256: 'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii' } }")
                .household(),
            1u);
  EXPECT_EQ(world
                .MustBook("inspection { subject { kind: CONTESTANT_KIND_GRID "
                          "number: 1 } evidence: 4 by: 'A' day: '2026-06-05' }")
                .household(),
            0u);
  world.MustBook(Commitment(7, seed, "SAMPLE_FROM_HOUSEHOLDS", 2));
  world.MustBook(Drawing(7, seed));
  const v1::Entry survey = world.MustBook(
      "survey { kind: SURVEY_KIND_AWARENESS from_day: '2026-05-01' "
      "to_day: '2026-06-05' asked: 100 answered: 90 positive: 80 "
      "method: 'door to door' by: 'clerk 1' }");
  EXPECT_EQ(survey.household(), 0u);
  EXPECT_EQ(survey.survey().positive(), 80u);
  const v1::Entry violation = world.MustBook(Violation(3));
  EXPECT_EQ(violation.household(), 3u);
  EXPECT_EQ(world
                .MustBook(Violation(
                    3, "withdraws: " + std::to_string(violation.index())))
                .household(),
            3u);
  world.MustBook(
      "violation { subject { kind: CONTESTANT_KIND_COMMUNITY } "
      "day: '2025-01-01' what: 'rubble' by: 'clerk 1' }");
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

TEST_F(EvidenceCommandsTest, TheCalendarOfAYearReplacesTheOneBefore) {
  EXPECT_THAT(world.desk().Read(&EvidenceDesk::Stub::GetCalendar).years(),
              SizeIs(0));
  world.MustBook(kCalendar);
  world.MustBook("calendar_published { year: 2025 source: 'circular 6' }");
  world.MustBook("calendar_published { year: 2026 source: 'circular 8' }");
  const auto shown = world.desk().Read(&EvidenceDesk::Stub::GetCalendar);
  ASSERT_THAT(shown.years(), SizeIs(2));
  EXPECT_EQ(shown.years(0).year(), 2025u);
  EXPECT_EQ(shown.years(1).source(), "circular 8");
  EXPECT_THAT(shown.years(1).off_days(), SizeIs(0));
  EXPECT_FALSE(shown.has_activity_rules());
}

TEST_F(EvidenceCommandsTest, TheRulesPublishedLastHold) {
  world.MustBook(Rules("a1"));
  world.MustBook(Rules("a2"));
  const auto shown = world.desk().Read(&EvidenceDesk::Stub::GetCalendar);
  EXPECT_EQ(shown.activity_rules().version(), "a2");
  EXPECT_THAT(world.Reasons(Rules("a1")),
              ElementsAre(v1::REFUSAL_REASON_VERSION_TAKEN));
}

TEST_F(EvidenceCommandsTest, WhatTheLedgerFillsInIsNotTakenFromTheCaller) {
  world.AddMember(1, 2);
  const v1::Entry activity =
      world.MustBook(Activity(1, 2, 30, "counted_minutes: 1000"));
  EXPECT_EQ(activity.activity().counted_minutes(), 30u);
  world.MustBook(Commitment(1, seed, "SAMPLE_FROM_HOUSEHOLDS", 1));
  const v1::Entry draw = world.MustBook(
      "sample_drawn { sample_number: 1 by: 'clerk 1' population: 99 "
      "drawn: [77, 78] seed: " +
      Quoted(seed) + " }");
  EXPECT_EQ(draw.sample_drawn().population(), 3u);
  EXPECT_THAT(draw.sample_drawn().drawn(), SizeIs(1));
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

TEST_F(EvidenceCommandsTest, ReadsKnowTheirBook) {
  v1::ListInspectorsRequest request;
  request.set_book(ledger::kBook + 1);
  grpc::ClientContext context;
  v1::ListInspectorsResponse response;
  EXPECT_EQ(world.desk()
                .stub()
                .ListInspectors(&context, request, &response)
                .error_code(),
            grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace greenledger::evidence
