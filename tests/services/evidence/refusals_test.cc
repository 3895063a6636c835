// What the evidence service refuses, as a table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "tests/services/evidence/evidence_world.h"

namespace greenledger::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

struct Case {
  std::string name;
  // `$` and a name stand for what the world below has.
  std::string entry;
  std::vector<v1::RefusalReason> reasons;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

const std::string kSeed(32, 's');

// Household 1 has member 2, household 3 is closed. Entry $first is an
// inspection of household 1 by A, $repeat the one that repeats it by B, $open
// one of household 2 by A. Sample 1 of one household was drawn: it names $drawn
// and not $other; sample 2 was not drawn; sample 3 names $open. $violation is
// held against household 1, $withdrawn no longer.
class EvidenceRefusalsTest : public ::testing::TestWithParam<Case> {
 protected:
  EvidenceRefusalsTest() {
    world.AddMember(1, 2);
    world.CloseHousehold(3);
    world.MustBook(Rules());
    const uint64_t first = world.MustBook(Inspection(1, "A", 700)).index();
    const uint64_t repeat =
        world.MustBook(Inspection(1, "B", 800, Recheck(first))).index();
    const uint64_t open = world.MustBook(Inspection(2, "A", 500)).index();
    const std::string from = "SAMPLE_FROM_HOUSEHOLDS";
    world.MustBook(Commitment(1, kSeed, from, 1));
    world.MustBook(Commitment(2, kSeed, from, 1));
    world.MustBook(Commitment(3, kSeed, "SAMPLE_FROM_INSPECTIONS", 5));
    const uint64_t drawn =
        world.MustBook(Drawing(1, kSeed)).sample_drawn().drawn(0);
    EXPECT_THAT(world.MustBook(Drawing(3, kSeed)).sample_drawn().drawn(),
                ElementsAre(open));
    const uint64_t violation = world.MustBook(Violation(1)).index();
    const uint64_t withdrawn = world.MustBook(Violation(1)).index();
    world.MustBook(Violation(1, "withdraws: " + std::to_string(withdrawn)));
    values = {{"$first", std::to_string(first)},
              {"$repeat", std::to_string(repeat)},
              {"$open", std::to_string(open)},
              {"$drawn", std::to_string(drawn)},
              {"$other", std::to_string(3 - drawn)},
              {"$violation", std::to_string(violation)},
              {"$withdrawn", std::to_string(withdrawn)}};
  }

  static std::string Recheck(uint64_t index) {
    return "recheck_of: " + std::to_string(index);
  }

  EvidenceWorld world;
  std::vector<std::pair<std::string, std::string>> values;
};

TEST_P(EvidenceRefusalsTest, IsRefusedAndKept) {
  const size_t size = world.points.Entries().size();
  EXPECT_THAT(world.Reasons(absl::StrReplaceAll(GetParam().entry, values)),
              ElementsAreArray(GetParam().reasons));
  const auto entries = world.points.Entries();
  ASSERT_EQ(entries.size(), size + 1);
  EXPECT_EQ(entries.back().has_refused(), !GetParam().reasons.empty());
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

std::string OfHousehold(const std::string& number, const std::string& more) {
  return "inspection { subject { kind: CONTESTANT_KIND_HOUSEHOLD number: " +
         number + " } evidence: 4 day: '2026-06-05' by: 'C' " + more + " }";
}

std::string Of(const std::string& subject) {
  return "inspection { subject { " + subject +
         " } evidence: 4 day: '2026-06-05' by: 'C' }";
}

INSTANTIATE_TEST_SUITE_P(
    Activities, EvidenceRefusalsTest,
    ::testing::Values(
        Case{"good", Activity(1, 2, 1), {}},
        Case{"sixty days ago", Activity(1, 2, 1, "day: '2026-04-06'"), {}},
        Case{"sixty-one days ago",
             Activity(1, 2, 1, "day: '2026-04-05'"),
             {v1::REFUSAL_REASON_DAYS_WRONG}},
        Case{"tomorrow",
             Activity(1, 2, 1, "day: '2026-06-06'"),
             {v1::REFUSAL_REASON_IN_FUTURE}},
        Case{"no household",
             Activity(9, 2, 1),
             {v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN}},
        Case{"a closed household",
             Activity(3, 2, 1),
             {v1::REFUSAL_REASON_HOUSEHOLD_CLOSED}},
        Case{"no member",
             Activity(1, 3, 1),
             {v1::REFUSAL_REASON_MEMBER_UNKNOWN}},
        Case{"two reasons",
             Activity(2, 2, 1, "day: '2026-06-06'"),
             {v1::REFUSAL_REASON_MEMBER_UNKNOWN, v1::REFUSAL_REASON_IN_FUTURE}},
        Case{"a version again", Rules(), {v1::REFUSAL_REASON_VERSION_TAKEN}}));

INSTANTIATE_TEST_SUITE_P(
    Subjects, EvidenceRefusalsTest,
    ::testing::Values(
        Case{"the community", Of("kind: CONTESTANT_KIND_COMMUNITY"), {}},
        Case{"a closed household", OfHousehold("3", ""), {}},
        Case{"no household",
             OfHousehold("9", ""),
             {v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN}},
        Case{"no member",
             Of("kind: CONTESTANT_KIND_PERSON number: 1 member: 3"),
             {v1::REFUSAL_REASON_MEMBER_UNKNOWN}},
        Case{"no place",
             Of("kind: CONTESTANT_KIND_GRID number: 9"),
             {v1::REFUSAL_REASON_PLACE_UNKNOWN}},
        Case{"a grid that is a building",
             Of("kind: CONTESTANT_KIND_GRID number: 101"),
             {v1::REFUSAL_REASON_PLACE_KIND_WRONG}},
        Case{"a building that is a grid",
             Of("kind: CONTESTANT_KIND_BUILDING number: 1"),
             {v1::REFUSAL_REASON_PLACE_KIND_WRONG}},
        Case{"its own book",
             Of("kind: CONTESTANT_KIND_GRID number: 1 book: 350212002001"),
             {}},
        Case{"another book",
             Of("kind: CONTESTANT_KIND_GRID number: 1 book: 350212002002"),
             {v1::REFUSAL_REASON_CONTESTANT_WRONG}},
        Case{"of a violation",
             "violation { subject { kind: CONTESTANT_KIND_BUILDING number: 1 } "
             "day: '2026-06-05' what: 'w' by: 'C' }",
             {v1::REFUSAL_REASON_PLACE_KIND_WRONG}}));

INSTANTIATE_TEST_SUITE_P(
    Inspections, EvidenceRefusalsTest,
    ::testing::Values(
        Case{"tomorrow",
             Inspection(1, "C", 1, "day: '2026-06-06'"),
             {v1::REFUSAL_REASON_IN_FUTURE}},
        Case{"sixty-one days ago",
             Inspection(1, "C", 1, "day: '2026-04-05'"),
             {v1::REFUSAL_REASON_DAYS_WRONG}},
        Case{"no campaign",
             OfHousehold("1", "campaign_number: 4"),
             {v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN}},
        Case{"no sample",
             OfHousehold("1", "sample_number: 4"),
             {v1::REFUSAL_REASON_SAMPLE_UNKNOWN}},
        Case{"a sample not drawn",
             OfHousehold("1", "sample_number: 2"),
             {v1::REFUSAL_REASON_NOT_IN_SAMPLE}},
        Case{"in the sample", OfHousehold("$drawn", "sample_number: 1"), {}},
        Case{"not in the sample",
             OfHousehold("$other", "sample_number: 1"),
             {v1::REFUSAL_REASON_NOT_IN_SAMPLE}},
        Case{"a grid of the number that was drawn",
             "inspection { subject { kind: CONTESTANT_KIND_GRID number: 1 } "
             "evidence: 4 day: '2026-06-05' by: 'C' sample_number: 1 }",
             {v1::REFUSAL_REASON_NOT_IN_SAMPLE}},
        Case{"the repeat that was drawn",
             OfHousehold("2", "sample_number: 3 recheck_of: $open"),
             {}},
        Case{"a repeat that was not drawn",
             OfHousehold("1", "sample_number: 3 recheck_of: $first"),
             {v1::REFUSAL_REASON_NOT_IN_SAMPLE, v1::REFUSAL_REASON_RECHECKED}},
        Case{"a sample of repeats and no repeat",
             OfHousehold("2", "sample_number: 3"),
             {v1::REFUSAL_REASON_NOT_IN_SAMPLE}}));

INSTANTIATE_TEST_SUITE_P(
    Repeats, EvidenceRefusalsTest,
    ::testing::Values(Case{"good", OfHousehold("2", "recheck_of: $open"), {}},
                      Case{"of no inspection",
                           OfHousehold("2", "recheck_of: 1"),
                           {v1::REFUSAL_REASON_INSPECTION_UNKNOWN}},
                      Case{"of another contestant",
                           OfHousehold("1", "recheck_of: $open"),
                           {v1::REFUSAL_REASON_INSPECTION_UNKNOWN}},
                      Case{"again",
                           OfHousehold("1", "recheck_of: $first"),
                           {v1::REFUSAL_REASON_RECHECKED}},
                      Case{"of a repeat",
                           OfHousehold("1", "recheck_of: $repeat"),
                           {v1::REFUSAL_REASON_RECHECKED}},
                      Case{"by the same person",
                           Inspection(2, "A", 500, "recheck_of: $open"),
                           {v1::REFUSAL_REASON_SAME_PERSON}}));

INSTANTIATE_TEST_SUITE_P(
    Samples, EvidenceRefusalsTest,
    ::testing::Values(
        Case{"its number is taken",
             Commitment(2, kSeed, "SAMPLE_FROM_HOUSEHOLDS", 1),
             {v1::REFUSAL_REASON_NUMBER_TAKEN}},
        Case{"unknown", Drawing(4, kSeed), {v1::REFUSAL_REASON_SAMPLE_UNKNOWN}},
        Case{"drawn", Drawing(1, kSeed), {v1::REFUSAL_REASON_SAMPLE_DRAWN}},
        Case{"another seed",
             Drawing(2, std::string(32, 't')),
             {v1::REFUSAL_REASON_SEED_WRONG}},
        Case{"good", Drawing(2, kSeed), {}}));

INSTANTIATE_TEST_SUITE_P(
    Violations, EvidenceRefusalsTest,
    ::testing::Values(
        Case{"good", Violation(1), {}},
        Case{"long ago", Violation(1, "day: '2020-01-01'"), {}},
        Case{"tomorrow",
             Violation(1, "day: '2026-06-06'"),
             {v1::REFUSAL_REASON_IN_FUTURE}},
        Case{"no household",
             Violation(9),
             {v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN}},
        Case{"a withdrawal", Violation(1, "withdraws: $violation"), {}},
        Case{"withdraws no violation",
             Violation(1, "withdraws: 1"),
             {v1::REFUSAL_REASON_VIOLATION_UNKNOWN}},
        Case{"withdraws one of another household",
             Violation(2, "withdraws: $violation"),
             {v1::REFUSAL_REASON_VIOLATION_UNKNOWN}},
        Case{"withdraws one that was withdrawn",
             Violation(1, "withdraws: $withdrawn"),
             {v1::REFUSAL_REASON_VIOLATION_UNKNOWN}},
        Case{"a survey that ends tomorrow",
             "survey { kind: SURVEY_KIND_SAFETY from_day: '2026-06-01' "
             "to_day: '2026-06-06' asked: 1 method: 'm' by: 'C' }",
             {v1::REFUSAL_REASON_IN_FUTURE}}));

TEST(EvidenceRefusals, ThereIsNothingToDrawFromWithoutInspections) {
  EvidenceWorld world;
  world.MustBook(Commitment(1, kSeed, "SAMPLE_FROM_INSPECTIONS", 5));
  EXPECT_THAT(world.Reasons(Drawing(1, kSeed)),
              ElementsAre(v1::REFUSAL_REASON_NOTHING_TO_DRAW));
  // Later, with something to draw from, it is drawn.
  world.MustBook(Inspection(1, "A", 700));
  world.MustBook(Drawing(1, kSeed));
}

}  // namespace
}  // namespace greenledger::evidence
