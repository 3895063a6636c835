// Inspections that are repeated blindly, visits of a campaign, violations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"
#include "tests/services/evidence/evidence_world.h"
#include "tests/services/selection/selection_world.h"

namespace greenledger::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
std::string Recheck(const v1::Entry& entry) {
  return "recheck_of: " + std::to_string(entry.index());
}

TEST(InspectorsTest, AgreementIsCountedForWhoScoredFirst) {
  EvidenceWorld world;
  const v1::Entry first = world.MustBook(Inspection(1, "B", 700));
  const v1::Entry second = world.MustBook(Inspection(2, "B", 601));
  const v1::Entry third = world.MustBook(Inspection(3, "B", 200));
  world.MustBook(Inspection(1, "A", 1000));
  world.MustBook(Inspection(1, "A", 600, Recheck(first)));
  world.MustBook(Inspection(2, "A", 500, Recheck(second)));
  world.MustBook(Inspection(3, "C", 300, Recheck(third)));
  const auto shown = world.desk().Read(&EvidenceDesk::Stub::ListInspectors);
  ASSERT_THAT(shown.inspectors(), SizeIs(2)) << "C only repeated";
  const v1::InspectorFigures& a = shown.inspectors(0);
  EXPECT_EQ(a.by(), "A");
  EXPECT_EQ(a.inspections(), 1u) << "repeats are left out";
  EXPECT_EQ(a.mean_score_permille(), 1000u);
  EXPECT_EQ(a.rechecked(), 0u);
  const v1::InspectorFigures& b = shown.inspectors(1);
  EXPECT_EQ(b.inspections(), 3u);
  EXPECT_EQ(b.mean_score_permille(), 500u) << "1501 / 3, half up";
  EXPECT_EQ(b.rechecked(), 3u);
  EXPECT_EQ(b.agreed(), 2u) << "101 permille are too many";
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

class ViolationsTest : public ::testing::Test {
 protected:
  bool Has(uint64_t household, int32_t from_day) {
    ledger::LiveBook* book =
        world.points.ledger.ledger().books().Find(ledger::kBook);
    common::MutexLock lock(book->mu);
    return book->state.evidence().HasViolation(
        {v1::CONTESTANT_KIND_HOUSEHOLD, 0, household, 0}, from_day);
  }

  EvidenceWorld world;
};

TEST_F(ViolationsTest, OneBarsFromItsDayUntilItIsWithdrawn) {
  const int32_t day = *rules::ParseDay(kToday);
  EXPECT_FALSE(Has(1, 0));
  const v1::Entry violation = world.MustBook(Violation(1));
  EXPECT_TRUE(Has(1, day));
  EXPECT_FALSE(Has(1, day + 1)) << "it was before";
  EXPECT_FALSE(Has(2, 0)) << "another household";
  world.MustBook(
      Violation(1, "withdraws: " + std::to_string(violation.index())));
  EXPECT_FALSE(Has(1, 0));
}

TEST_F(ViolationsTest, OneOfAMemberThatIsGoneCanStillBeWithdrawn) {
  world.AddMember(1, 2);
  const std::string text =
      "violation { subject { kind: CONTESTANT_KIND_PERSON number: 1 member: 2 }"
      " day: '2026-06-05' what: 'w' by: 'clerk 1' ";
  const v1::Entry violation = world.MustBook(text + "}");
  v1::RemoveMemberRequest gone;
  gone.mutable_member_removed()->set_household_number(1);
  gone.mutable_member_removed()->set_member_number(2);
  world.points.ledger.MustRun(&v1::RegistryService::StubInterface::RemoveMember,
                              gone);
  EXPECT_THAT(world.Reasons(text + "}"),
              ElementsAre(v1::REFUSAL_REASON_MEMBER_UNKNOWN));
  world.MustBook(text + "withdraws: " + std::to_string(violation.index()) +
                 " }");
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

// A campaign of households: its window is over, the best four of five are
// listed.
class VisitsTest : public ::testing::Test {
 protected:
  VisitsTest() { campaign.RunToWindowEnd(); }

  v1::RefusalReason Visit(const std::string& subject, uint32_t score,
                          const std::string& evidence = "4") {
    return points::ReasonOf(desk.Book(
        "inspection { subject { " + subject +
        " } campaign_number: 1 by: 'A' "
        "day: '2026-07-01' evidence: [" +
        evidence + "] score_permille: " + std::to_string(score) + " }"));
  }

  rules::ListedContestant Listed(uint64_t number) {
    ledger::LiveBook* book =
        campaign.points.ledger.ledger().books().Find(ledger::kBook);
    common::MutexLock lock(book->mu);
    return *rules::SelectionState::FindListed(
        *book->state.selection().Find(1),
        {v1::CONTESTANT_KIND_HOUSEHOLD, 0, number, 0});
  }

  const std::string household = "kind: CONTESTANT_KIND_HOUSEHOLD number: ";
  selection::SelectionWorld campaign;
  EvidenceDesk desk{&campaign.points.ledger};
};

TEST_F(VisitsTest, AreBookedWhileTheCampaignIsOnSite) {
  EXPECT_EQ(Visit(household + "1", 700),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  ASSERT_TRUE(points::IsAccepted(campaign.Step(
      v1::CAMPAIGN_STATE_EVALUATED, selection::kCampaign, selection::Seed())));
  EXPECT_EQ(Visit(household + "1", 700),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  ASSERT_TRUE(points::IsAccepted(campaign.Step(v1::CAMPAIGN_STATE_ON_SITE)));
  EXPECT_EQ(Visit("kind: CONTESTANT_KIND_BUILDING number: 101", 700),
            v1::REFUSAL_REASON_CONTESTANT_WRONG);
  EXPECT_EQ(Visit(household + "5", 700), v1::REFUSAL_REASON_NOT_ON_LIST);
  EXPECT_EQ(Visit(household + "1 book: 350212002099", 700),
            v1::REFUSAL_REASON_NOT_ON_LIST);

  EXPECT_EQ(Visit(household + "1", 700, "1"), v1::REFUSAL_REASON_UNSPECIFIED);
  EXPECT_EQ(Visit(household + "1", 500, "2, 6"),
            v1::REFUSAL_REASON_UNSPECIFIED);
  const rules::ListedContestant listed = Listed(1);
  EXPECT_EQ(listed.visits, 2u);
  EXPECT_EQ(listed.visit_score_sum, 1200u);
  EXPECT_EQ(listed.evidence, uint32_t{1 << 1 | 1 << 2 | 1 << 6});
  EXPECT_EQ(Listed(2).visits, 0u);
  EXPECT_TRUE(campaign.points.Verify().ok()) << campaign.points.Verify();
}

}  // namespace
}  // namespace greenledger::evidence
