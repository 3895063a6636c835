#include "clients/cli/price_list.h"

#include <gtest/gtest.h>

#include "tests/clients/cli/tariff_testing.h"

namespace greenledger::cli {
namespace {

TEST(PriceListTest, InChinese) {
  EXPECT_EQ(PriceList(TestTariff(), TestScheme(), Language::kChinese),
            "2026 价目表（版本 t1，2026-01-01 起）\n"
            "\n"
            "类别      积分                   荣誉/次    起计  "
            "单次最多       每日上限          时段\n"
            "厨余垃圾  2 分/kg                      1  0.1 kg  20 "
            "kg          10 分，荣誉 2 次  06:30–09:00 18:00–20:30\n"
            "有害垃圾  0.5 分/kg + 1.5 分/件      0.5       –  5 kg / "
            "100 件  –                 全天\n"
            "\n"
            "活动\n"
            "  五月双倍（2026-05-01 至 2026-05-07）：厨余垃圾 积分 "
            "×2，荣誉 ×1\n"
            "\n"
            "说明\n"
            "  没有列出的子类按所属大类计分；没有列出的大类不计分。\n"
            "  同一户在同一设备 30 分钟内投放同类同质，合并计分。\n"
            "  质量较差按 ×0.5 计分，质量不合格不计分。\n"
            "  晚到超过 72 小时或设备时钟不可信的记录按收到当天计分。\n"
            "  积分不过期。\n"
            "  每次投放合并后四舍五入到 0.001 分。\n");
}

TEST(PriceListTest, InEnglish) {
  EXPECT_EQ(PriceList(TestTariff(), TestScheme(), Language::kEnglish),
            "2026 价目表 (version t1, from 2026-01-01)\n"
            "\n"
            "class            points                            merit/drop    "
            "from  at most            daily cap                     hours\n"
            "Food waste       2 points/kg                                1  "
            "0.1 kg  20 kg              10 points, merit for 2 drops  "
            "06:30–09:00 18:00–20:30\n"
            "Hazardous waste  0.5 points/kg + 1.5 points/piece         0.5     "
            "  –  5 kg / 100 pieces  –                             all day\n"
            "\n"
            "Campaigns\n"
            "  五月双倍 (2026-05-01 to 2026-05-07): Food waste points ×2, "
            "merit ×1\n"
            "\n"
            "Rules\n"
            "  A subtype that is not listed is rated as its class; a class "
            "that is not listed earns nothing.\n"
            "  Drops of one household, kiosk, class and quality within 30 "
            "minutes are rated as one.\n"
            "  Poor quality earns ×0.5; rejected earns nothing.\n"
            "  A record more than 72 hours late, or of an untrusted clock, "
            "counts for the day it arrives.\n"
            "  Points do not end.\n"
            "  Amounts are rounded half up to 0.001 points, once per drop "
            "after merging.\n");
}

TEST(PriceListTest, SaysHowLongPointsLive) {
  v1::Tariff tariff = TestTariff();
  tariff.mutable_expiry()->set_rule(v1::EXPIRY_RULE_ROLLING_MONTHS);
  tariff.mutable_expiry()->set_months(18);
  EXPECT_NE(PriceList(tariff, TestScheme(), Language::kEnglish)
                .find("18 months after the month"),
            std::string::npos);
  tariff.mutable_expiry()->set_rule(v1::EXPIRY_RULE_END_OF_NEXT_YEAR);
  EXPECT_NE(
      PriceList(tariff, TestScheme(), Language::kChinese).find("次年年底到期"),
      std::string::npos);
}

TEST(PriceListTest, AClassOutsideTheSchemeIsShownByItsCode) {
  EXPECT_EQ(ClassName(TestScheme(), 77, Language::kEnglish), "77");
}

TEST(PriceListTest, ALineMayEarnNothing) {
  EXPECT_EQ(RateText(v1::TariffLine(), Language::kEnglish), "–");
}

}  // namespace
}  // namespace greenledger::cli
