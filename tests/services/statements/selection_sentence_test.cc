// What a household reads about campaigns and titles.
#include "tests/services/statements/sentence_testing.h"

namespace greenledger::statements {
namespace {

class SelectionSentenceTest : public SentenceTest {
 protected:
  // A check of the title of entry kTitleIndex.
  static v1::Entry Checked(v1::TitleCheck check) {
    v1::Entry entry = NewEntry();
    v1::TitleChecked* checked = entry.mutable_title_checked();
    checked->set_title_index(kTitleIndex);
    checked->set_check(check);
    checked->set_why("rubble in the paper");
    if (check == v1::TITLE_CHECK_RECTIFY) checked->set_deadline("2026-04-01");
    return entry;
  }
};

TEST_F(SelectionSentenceTest, ADeclarationSaysWhoTakesPart) {
  v1::Entry entry = NewEntry();
  v1::DeclarationFiled* filed = entry.mutable_declaration_filed();
  filed->set_campaign_number(3);
  filed->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  filed->mutable_contestant()->set_number(7);
  EXPECT_EQ(Say(entry), "The household takes part in “Green Family”.");
  EXPECT_EQ(Say(entry, kZh), "本户申报参加“绿色家庭”评选。");
  filed->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_PERSON);
  filed->mutable_contestant()->set_member(4);
  EXPECT_EQ(Say(entry), "Member 4 takes part in “Green Family”.");
  filed->set_campaign_number(9);
  EXPECT_EQ(Say(entry, kZh), "4 号成员申报参加“9 号评选”评选。");
}

TEST_F(SelectionSentenceTest, ATitleSaysItsTermAndItsPrize) {
  v1::Entry entry = NewEntry();
  v1::TitleGranted* granted = entry.mutable_title_granted();
  granted->set_campaign_number(3);
  granted->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  granted->set_rank(2);
  granted->set_from_day(*rules::ParseDay("2026-03-05"));
  granted->set_to_day(*rules::ParseDay("2028-03-04"));
  granted->set_in_a_row(1);
  EXPECT_EQ(Say(entry),
            "The household got the title “Green Family”, rank 2, from 5 March "
            "2026 to 4 March 2028.");
  granted->set_in_a_row(3);
  granted->set_milli_points(50'000);
  EXPECT_EQ(Say(entry),
            "The household got the title “Green Family”, rank 2, from 5 March "
            "2026 to 4 March 2028. Titles in a row: 3. Prize: 50 points.");
  EXPECT_EQ(Say(entry, kZh),
            "本户获评“绿色家庭”，排名第 2，有效期自2026年3月5日至2028年3月4"
            "日。已连续 3 届获评。奖励：50 积分。");
}

TEST_F(SelectionSentenceTest, EachStepOfTheLadderIsTold) {
  EXPECT_EQ(Say(Checked(v1::TITLE_CHECK_KEPT)),
            "Member 2 keeps the title “Green Family” after a check.");
  EXPECT_EQ(Say(Checked(v1::TITLE_CHECK_CRITICISED)),
            "Member 2 was criticised in a check of the title “Green Family”. "
            "Reason: “rubble in the paper”.");
  EXPECT_EQ(Say(Checked(v1::TITLE_CHECK_WARNED), kZh),
            "2 号成员的“绿色家庭”称号复查：警告，原因：“rubble in the "
            "paper”。");
  EXPECT_EQ(Say(Checked(v1::TITLE_CHECK_RECTIFY)),
            "Member 2 has until 1 April 2026 to put right what a check of the "
            "title “Green Family” found. Reason: “rubble in the paper”.");
  EXPECT_EQ(Say(Checked(v1::TITLE_CHECK_REVOKED), kZh),
            "2 号成员的“绿色家庭”称号已撤销，原因：“rubble in the paper”。");
}

TEST_F(SelectionSentenceTest, ACheckOfNoTitleIsDamage) {
  v1::Entry entry = Checked(v1::TITLE_CHECK_KEPT);
  entry.mutable_title_checked()->set_title_index(kDropIndex);
  EXPECT_TRUE(absl::IsDataLoss(Write(entry, kZh).status()));
}

}  // namespace
}  // namespace greenledger::statements
