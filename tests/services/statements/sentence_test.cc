// What sentences say.
#include <gmock/gmock.h>

#include "tests/services/statements/sentence_testing.h"

namespace greenledger::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;

TEST_F(SentenceTest, ADropNamesItsClassWeightRateAndTariff) {
  const v1::Entry entry = entries[kDropIndex];
  EXPECT_EQ(Say(entry),
            "Household food waste, 2.5 kg: 2 points per kg by tariff t1. "
            "Earned: 5 points and 1 merit point.");
  EXPECT_EQ(Say(entry, kZh),
            "家庭厨余 2.5 千克：按积分标准 t1（每千克 2 积分），"
            "得 5 积分、1 荣誉分。");
}

TEST_F(SentenceTest, PiecesHaveARateOfTheirOwn) {
  v1::Record record = FoodRecord(300);
  record.mutable_drop()->set_class_code(23);
  record.mutable_drop()->set_pieces(4);
  EXPECT_EQ(Say(DropEntry(record, 2'300, 0)),
            "Batteries, 0.3 kg and 4 pieces: 1 point per kg and 0.5 points per "
            "piece by tariff t1. Earned: 2.3 points.");
}

TEST_F(SentenceTest, ACapNamesItsAmountAndACampaignItsFactor) {
  v1::Entry entry = DropEntry(FoodRecord(20'000), 20'000, 0);
  entry.mutable_drop()->add_notes(v1::DROP_NOTE_POINTS_CAPPED);
  entry.mutable_drop()->add_notes(v1::DROP_NOTE_CAMPAIGN);
  EXPECT_THAT(Say(entry),
              EndsWith("Earned: 20 points. A household earns at most 20 points "
                       "a day with it; what is more was cut. Campaign "
                       "“Spring”: points times 1.5."));
  EXPECT_THAT(Say(entry, kZh),
              EndsWith("此类每户每日最多得 20 积分，超出部分不计。"
                       "活动“Spring”：积分乘以 1.5。"));
}

TEST_F(SentenceTest, WhatEarnsNothingSaysWhyInsteadOfARate) {
  v1::Entry entry = DropEntry(FoodRecord(50), 0, 0);
  entry.mutable_drop()->add_notes(v1::DROP_NOTE_BELOW_MINIMUM);
  EXPECT_EQ(Say(entry),
            "Household food waste, 0.05 kg. Earned: 0 points. It is below the "
            "minimum of 0.1 kg and earns nothing.");
}

TEST_F(SentenceTest, ALateDropSaysWhatTheTariffMakesOfIt) {
  v1::Entry entry = DropEntry(FoodRecord(2'500), 5'000, 0);
  entry.mutable_drop()->add_notes(v1::DROP_NOTE_LATE);
  EXPECT_THAT(Say(entry), EndsWith("so it counts for the day on which it "
                                   "came."));
  tariff.set_late_rule(v1::LATE_RULE_EARN_NOTHING);
  EXPECT_THAT(Say(entry), EndsWith("Its record came more than 168 hours late, "
                                   "so it earns nothing."));
}

TEST_F(SentenceTest, ADropOfAnotherDaySaysWhichOne) {
  v1::Entry entry = entries[kDropIndex];
  entry.mutable_drop()->set_day(entry.drop().day() - 5);
  EXPECT_THAT(Say(entry), EndsWith("It counts for 28 February 2026."));
}

TEST_F(SentenceTest, HoldsTellWhatForAndUntilWhen) {
  v1::Entry entry = NewEntry();
  *entry.mutable_hold_placed() = entries[kHoldIndex].hold_placed();
  EXPECT_EQ(Say(entry),
            "Reserved: 12.5 points for “the theatre”, until 7 March 2026, "
            "12:00.");
  *entry.mutable_hold_placed() = entries[kOrderIndex].hold_placed();
  EXPECT_EQ(Say(entry, kZh),
            "预订肥皂 2 件，预留 12.5 积分，请于2026年3月7日 12:00前到"
            "社区服务点领取。");
  *entry.mutable_hold_placed() = entries[kVoucherIndex].hold_placed();
  EXPECT_EQ(Say(entry),
            "A voucher for 2 × Soap. To be picked up by 7 March 2026, 12:00, "
            "at the community's counter.");
}

TEST_F(SentenceTest, PartOfAHoldLeavesTheRest) {
  v1::Entry entry = NewEntry();
  entry.mutable_hold_committed()->set_hold_index(kHoldIndex);
  EXPECT_EQ(Say(entry), "Spent: 12.5 points for “the theatre”.");
  entry.mutable_hold_committed()->set_milli_points(10'000);
  EXPECT_EQ(Say(entry),
            "Spent: 10 points for “the theatre”. Free again: 2.5 points.");
}

TEST_F(SentenceTest, AHoldThatEndedSaysHow) {
  v1::Entry entry = NewEntry();
  entry.mutable_hold_voided()->set_hold_index(kOrderIndex);
  entry.mutable_hold_voided()->set_cause(v1::VOID_CAUSE_TIMED_OUT);
  EXPECT_EQ(Say(entry), "Not done in time: 2 × Soap. Free again: 12.5 points.");
  entry.mutable_hold_voided()->set_hold_index(kVoucherIndex);
  entry.mutable_hold_voided()->set_cause(v1::VOID_CAUSE_CANCELLED);
  EXPECT_EQ(Say(entry), "A voucher for 2 × Soap was cancelled.");
}

TEST_F(SentenceTest, AnAdjustmentKeepsItsReason) {
  v1::Entry entry = NewEntry();
  entry.mutable_adjustment_decided()->set_proposal_index(kProposalIndex);
  entry.mutable_adjustment_decided()->set_approved(true);
  EXPECT_EQ(Say(entry),
            "A change by hand was approved: +5 points and −1 merit point. "
            "Reason: “the scale was broken”.");
  entry.mutable_adjustment_decided()->set_approved(false);
  entry.mutable_adjustment_decided()->set_why("no scale was");
  EXPECT_THAT(Say(entry), EndsWith("Reason: “no scale was”."));
}

TEST_F(SentenceTest, AReversalNamesWhatItTakesBack) {
  v1::Entry entry = NewEntry();
  entry.mutable_entry_reversed()->set_reversed_index(kDropIndex);
  entry.mutable_entry_reversed()->set_why("a stone in the bag");
  Move(v1::ASSET_POINTS, -5'000, &entry);
  EXPECT_EQ(Say(entry),
            "Entry 16 (Household food waste, 2.5 kg, 5 March 2026) was taken "
            "back: −5 points. Reason: “a stone in the bag”.");
}

TEST_F(SentenceTest, ACorrectionGoesDropByDrop) {
  v1::Entry entry = NewEntry();
  v1::DropsRerated* rerated = entry.mutable_drops_rerated();
  rerated->set_correction_index(kCorrectionIndex);
  rerated->set_written_off_milli_points(500);
  v1::RatedAgain* again = rerated->add_drops();
  again->set_drop_index(kDropIndex);
  again->set_day(static_cast<uint32_t>(*rules::ParseDay("2026-03-05")));
  again->set_was_milli_points(5'000);
  again->set_now_milli_points(2'500);
  Move(v1::ASSET_POINTS, -2'000, &entry);
  const auto sentence = Write(entry, v1::LANGUAGE_EN);
  ASSERT_TRUE(sentence.ok()) << sentence.status();
  EXPECT_EQ(sentence->text,
            "The tariff was corrected to t1-corrected. Reason: “food was too "
            "cheap”. Drops that were rated again: 1; −2 points. Spent already "
            "and not taken back: 0.5 points.");
  EXPECT_THAT(sentence->details,
              ElementsAre("Entry 16, which counts for 5 March 2026: 5 points → "
                          "2.5 points"));
}

TEST_F(SentenceTest, WhatWasInSuspenseIsToldWithTheCard) {
  v1::Entry entry = NewEntry();
  entry.mutable_card_issued();
  EXPECT_EQ(Say(entry), "The household got a card.");
  Move(v1::ASSET_POINTS, 1'500, &entry);
  EXPECT_EQ(Say(entry),
            "The household got a card. What was kept for its cards is "
            "credited: +1.5 points.");
}

TEST_F(SentenceTest, ThingsWithoutANameHaveTheirNumber) {
  v1::Entry entry = NewEntry();
  v1::ArticleMoved* moved = entry.mutable_article_moved();
  moved->set_reward_number(30);
  moved->set_pieces(1);
  moved->set_place_number(5);
  moved->set_move(v1::ARTICLE_MOVE_RETURNED);
  EXPECT_EQ(Say(entry), "Brought back to place 5: 1 × item 30.");
  moved->set_place_number(101);
  EXPECT_EQ(Say(entry, kZh), "在Building 1归还第 30 号物品 1 件。");
}

TEST_F(SentenceTest, AnEntryThatIsNotWhatItShouldBeIsDamage) {
  v1::Entry entry = NewEntry();
  entry.mutable_hold_voided()->set_hold_index(kProposalIndex);
  EXPECT_TRUE(absl::IsDataLoss(Write(entry, kZh).status()));
  entry = entries[kDropIndex];
  entry.mutable_drop()->set_tariff_index(kHoldIndex);
  EXPECT_TRUE(absl::IsDataLoss(Write(entry, kZh).status()));
  entry.mutable_drop()->mutable_source()->set_record("no record");
  EXPECT_TRUE(absl::IsDataLoss(Write(entry, kZh).status()));
}

}  // namespace
}  // namespace greenledger::statements
