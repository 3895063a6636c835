// Titles of one book that are put forward to campaigns of others.
#include <gmock/gmock.h>

#include "tests/services/selection/selection_world.h"

namespace greenledger::selection {
namespace {

using points::IsAccepted;
using points::kOtherBook;
using points::ReasonOf;
using ::testing::SizeIs;
constexpr uint64_t kDistrict = 350212003003;
constexpr uint32_t kStreetCampaign = 8;

class NominateTest : public ::testing::Test {
 protected:
  // Households 1 and another one have titles; a street runs a campaign.
  void SetUp() override {
    world_.RunToEnd();
    second_ = world_.Titles()[1].granted().contestant().number();
    Begin(kStreetCampaign, v1::TITLE_LEVEL_STREET, kOtherBook);
  }

  void Begin(uint32_t number, v1::TitleLevel level, uint64_t book) {
    world_.points.OpenOtherBook(1, book);
    world_.PublishCalendar(book);
    ASSERT_TRUE(IsAccepted(world_.Draft(NominationRule(number, level), book)));
    for (const v1::CampaignState to :
         {v1::CAMPAIGN_STATE_ANNOUNCED, v1::CAMPAIGN_STATE_RUNNING}) {
      ASSERT_TRUE(IsAccepted(world_.Step(to, number, "", book)));
    }
  }

  v1::NominateRequest Request(uint64_t household) {
    v1::NominateRequest request;
    *request.mutable_header() = world_.points.ledger.Header();
    request.mutable_header()->set_book(kOtherBook);
    request.mutable_nomination()->set_campaign_number(kStreetCampaign);
    *request.mutable_nomination()->mutable_contestant() =
        Household(household, ledger::kBook);
    request.mutable_nomination()->set_from_campaign(kCampaign);
    request.mutable_nomination()->set_by("secretary");
    return request;
  }

  // Takes the street's campaign, in August, to its titles.
  void AwardStreet() {
    world_.GoTo("2026-08-03");
    const auto step = [&](v1::CampaignState to) {
      ASSERT_TRUE(IsAccepted(world_.Step(to, kStreetCampaign, "", kOtherBook)));
    };
    step(v1::CAMPAIGN_STATE_EVALUATED);
    world_.Agree(kStreetCampaign, kOtherBook);
    step(v1::CAMPAIGN_STATE_REVIEWED);
    step(v1::CAMPAIGN_STATE_NOTICE);
    world_.GoTo("2026-08-11");
    step(v1::CAMPAIGN_STATE_DECIDED);
    step(v1::CAMPAIGN_STATE_AWARDED);
  }

  SelectionWorld world_;
  uint64_t second_ = 0;
};

TEST_F(NominateTest, BringsWhatTheOtherBookKnows) {
  ASSERT_TRUE(
      IsAccepted(world_.Run(&SelectionWorld::Stub::Nominate, Request(1))));
  const auto entries =
      world_.points.EntriesOf(v1::Entry::kNominationReceived, kOtherBook);
  ASSERT_THAT(entries, SizeIs(1));
  const v1::NominationReceived& received = entries[0].nomination_received();
  const v1::TitleStanding title = world_.Titles()[0];
  EXPECT_EQ(received.contestant().book(), ledger::kBook);
  EXPECT_EQ(received.title_index(), title.index());
  EXPECT_EQ(received.title_code(), "green-family");
  EXPECT_EQ(received.level(), v1::TITLE_LEVEL_COMMUNITY);
  EXPECT_EQ(received.title_until(), title.granted().to_day());
  EXPECT_EQ(received.rank(), 1u);
  EXPECT_EQ(received.score_millionths(), 900'000u);
  EXPECT_EQ(received.list_digest(), world_.Campaign().winners_digest());
  EXPECT_EQ(ReasonOf(world_.Run(&SelectionWorld::Stub::Nominate, Request(1))),
            v1::REFUSAL_REASON_CONTESTANT_TAKEN);
}

TEST_F(NominateTest, OnlyThoseWhoHoldTheTitle) {
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::Nominate, Request(4)),
            "NOT_A_TITLE_HOLDER");
  v1::NominateRequest request = Request(1);
  request.mutable_nomination()->set_from_campaign(2);
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::Nominate, request),
            "NOT_A_TITLE_HOLDER");
  request = Request(1);
  request.mutable_nomination()->mutable_contestant()->set_book(kDistrict);
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::Nominate, request),
            "NOT_A_TITLE_HOLDER");
}

TEST_F(NominateTest, ARevokedTitleIsNoneButARepeatIsARepeat) {
  const v1::NominateRequest request = Request(1);
  ASSERT_TRUE(IsAccepted(world_.Run(&SelectionWorld::Stub::Nominate, request)));
  v1::Entry violation;
  *violation.mutable_violation()->mutable_subject() = Household(1);
  violation.mutable_violation()->set_day("2026-07-09");
  violation.mutable_violation()->set_what("burnt waste in the yard");
  violation.mutable_violation()->set_by("member 1");
  world_.Book(violation);
  v1::CheckTitleRequest check;
  check.mutable_check()->set_title_index(world_.Titles()[0].index());
  check.mutable_check()->set_check(v1::TITLE_CHECK_REVOKED);
  check.mutable_check()->set_why("burnt waste in the yard");
  check.mutable_check()->set_by("member 1");
  ASSERT_TRUE(IsAccepted(world_.Run(&SelectionWorld::Stub::CheckTitle, check)));
  EXPECT_FALSE(world_.Titles()[0].stands());
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::Nominate, Request(1)),
            "NOT_A_TITLE_HOLDER");
  EXPECT_EQ(
      world_.Read(&SelectionWorld::Stub::Nominate, request).result().code(),
      v1::COMMAND_RESULT_CODE_DUPLICATE);
}

TEST_F(NominateTest, AStreetSelectsAndADistrictTakesUpFromThere) {
  ASSERT_TRUE(
      IsAccepted(world_.Run(&SelectionWorld::Stub::Nominate, Request(1))));
  ASSERT_TRUE(IsAccepted(
      world_.Run(&SelectionWorld::Stub::Nominate, Request(second_))));
  AwardStreet();
  const auto list = world_.Candidates(false, kStreetCampaign, kOtherBook);
  ASSERT_THAT(list.candidates(), SizeIs(2));
  EXPECT_EQ(list.candidates(0).row().number(), 1u);
  EXPECT_EQ(list.candidates(0).row().book(), ledger::kBook);
  EXPECT_FALSE(list.candidates(1).wins());
  const auto titles = world_.Titles(kOtherBook);
  ASSERT_THAT(titles, SizeIs(1));
  EXPECT_EQ(titles[0].granted().level(), v1::TITLE_LEVEL_STREET);
  EXPECT_TRUE(world_.points.Verify(kOtherBook).ok())
      << world_.points.Verify(kOtherBook);
  // The window of a district's campaign must not be over.
  world_.points.OpenOtherBook(1, kDistrict);
  v1::CampaignRule rule = NominationRule(3, v1::TITLE_LEVEL_DISTRICT);
  rule.set_from_day("2026-08-01");
  rule.set_to_day("2026-08-31");
  ASSERT_TRUE(IsAccepted(world_.Draft(rule, kDistrict)));
  ASSERT_TRUE(
      IsAccepted(world_.Step(v1::CAMPAIGN_STATE_ANNOUNCED, 3, "", kDistrict)));
  EXPECT_TRUE(IsAccepted(world_.Nominate(Household(1, ledger::kBook),
                                         kStreetCampaign, 3, kDistrict)));
  EXPECT_EQ(
      world_.points.EntriesOf(v1::Entry::kNominationReceived, kDistrict)[0]
          .nomination_received()
          .title_index(),
      titles[0].index());
  // A community's title is not of the level below.
  EXPECT_EQ(ReasonOf(world_.Nominate(Household(second_, ledger::kBook),
                                     kCampaign, 3, kDistrict)),
            v1::REFUSAL_REASON_CONTESTANT_WRONG);
}

}  // namespace
}  // namespace greenledger::selection
