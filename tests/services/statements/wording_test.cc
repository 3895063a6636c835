// Amounts, days and goods in words.
#include "services/statements/wording.h"

#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"

namespace greenledger::statements {
namespace {

constexpr v1::Language kChinese = v1::LANGUAGE_ZH_CN;
constexpr v1::Language kEnglish = v1::LANGUAGE_EN;

TEST(Wording, PointsHaveAsFewDecimalsAsAreExact) {
  EXPECT_EQ(PointsText(12'500, kEnglish), "12.5 points");
  EXPECT_EQ(PointsText(12'000, kEnglish), "12 points");
  EXPECT_EQ(PointsText(1'000, kEnglish), "1 point");
  EXPECT_EQ(PointsText(1, kEnglish), "0.001 points");
  EXPECT_EQ(PointsText(0, kEnglish), "0 points");
  EXPECT_EQ(PointsText(12'500, kChinese), "12.5 积分");
}

TEST(Wording, AmountsLeaveOutMeritThatIsNotThere) {
  EXPECT_EQ(AmountText({5'000, 0}, kEnglish), "5 points");
  EXPECT_EQ(AmountText({0, 1'000}, kEnglish), "0 points and 1 merit point");
  EXPECT_EQ(AmountText({5'000, 2'000}, kChinese), "5 积分、2 荣誉分");
}

TEST(Wording, ChangesHaveSigns) {
  EXPECT_EQ(ChangeText({5'000, -1'000}, kEnglish),
            "+5 points and −1 merit point");
  EXPECT_EQ(ChangeText({0, 2'500}, kEnglish), "+2.5 merit points");
  EXPECT_EQ(ChangeText({-250, 0}, kChinese), "−0.25 积分");
  EXPECT_EQ(ChangeText({0, 0}, kEnglish), "no change");
}

TEST(Wording, DaysAreWrittenAsPeopleDo) {
  const int32_t day = *rules::ParseDay("2026-03-05");
  EXPECT_EQ(DayText(day, kChinese), "2026年3月5日");
  EXPECT_EQ(DayText(day, kEnglish), "5 March 2026");
  EXPECT_EQ(DayText(*rules::ParseDay("2027-12-31"), kEnglish),
            "31 December 2027");
}

TEST(Wording, MomentsAreLocal) {
  // 22:30 in UTC is 06:30 of the next day in UTC+8.
  const int64_t time_us =
      (*rules::ParseDay("2026-03-04") * 24 * 60 + 22 * 60 + 30) *
      int64_t{60'000'000};
  EXPECT_EQ(MomentText(time_us, 480, kEnglish), "5 March 2026, 06:30");
  EXPECT_EQ(MomentText(time_us, 480, kChinese), "2026年3月5日 06:30");
}

TEST(Wording, QuantitiesAreWhatWasMeasured) {
  v1::Drop drop;
  drop.set_grams(2'500);
  EXPECT_EQ(QuantityText(drop, kEnglish), "2.5 kg");
  drop.set_pieces(1);
  EXPECT_EQ(QuantityText(drop, kEnglish), "2.5 kg and 1 piece");
  drop.clear_grams();
  drop.set_pieces(12);
  EXPECT_EQ(QuantityText(drop, kChinese), "12 件");
}

TEST(Wording, WhatIsReservedIsNotMoved) {
  v1::Entry entry;
  entry.set_household(7);
  const auto add = [&](v1::AccountOwner owner, uint64_t number, v1::Asset asset,
                       int64_t amount, v1::Stage stage) {
    v1::Posting* leg = entry.add_postings();
    leg->set_owner(owner);
    leg->set_owner_number(number);
    leg->set_asset(asset);
    leg->set_amount(amount);
    leg->set_stage(stage);
  };
  const auto household = v1::ACCOUNT_OWNER_HOUSEHOLD;
  const auto posted = v1::STAGE_UNSPECIFIED;
  add(household, 7, v1::ASSET_POINTS, -5'000, v1::STAGE_PENDING);
  add(household, 7, v1::ASSET_POINTS, 300, posted);
  add(household, 7, v1::ASSET_MERIT, 20, posted);
  add(household, 8, v1::ASSET_POINTS, 1, posted);
  add(v1::ACCOUNT_OWNER_ISSUANCE, 7, v1::ASSET_POINTS, -300, posted);
  add(household, 7, v1::ASSET_MASS, -2'500, posted);
  EXPECT_EQ(MovedBy(entry), (Amounts{300, 20}));
}

}  // namespace
}  // namespace greenledger::statements
