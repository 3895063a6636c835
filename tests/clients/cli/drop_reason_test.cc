#include "clients/cli/drop_reason.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/clients/cli/tariff_testing.h"

namespace greenledger::cli {
namespace {

struct Case {
  const char* name;
  uint32_t class_code;
  std::optional<uint32_t> grams;
  std::optional<uint32_t> pieces;
  int64_t milli_points;
  std::vector<v1::DropNote> notes;
  const char* zh;
  const char* en;
};

v1::Entry EntryOf(const Case& c) {
  v1::Record record;
  v1::Drop* drop = record.mutable_drop();
  drop->set_class_code(c.class_code);
  if (c.grams) drop->set_grams(*c.grams);
  if (c.pieces) drop->set_pieces(*c.pieces);
  v1::Entry entry;
  entry.mutable_drop()->mutable_source()->set_record(
      record.SerializeAsString());
  entry.mutable_drop()->set_day(20'576);  // 2026-05-03
  for (v1::DropNote note : c.notes) entry.mutable_drop()->add_notes(note);
  if (c.milli_points == 0) return entry;
  v1::Posting* posting = entry.add_postings();
  posting->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  posting->set_asset(v1::ASSET_POINTS);
  posting->set_amount(c.milli_points);
  return entry;
}

const Case kCases[] = {
    {"plain",
     3,
     1750,
     {},
     3500,
     {},
     "厨余垃圾 1.75 kg × 2 分/kg = 3.5 分",
     "Food waste 1.75 kg × 2 points/kg = 3.5 points"},
    {"weight and pieces",
     2,
     200,
     4,
     6100,
     {},
     "有害垃圾 0.2 kg × 0.5 分/kg + 4 件 × 1.5 分/件 = 6.1 分",
     "Hazardous waste 0.2 kg × 0.5 points/kg + 4 pieces × 1.5 points/piece = "
     "6.1 points"},
    {"poor quality and campaign",
     3,
     1000,
     {},
     2000,
     {v1::DROP_NOTE_POOR_QUALITY, v1::DROP_NOTE_CAMPAIGN},
     "厨余垃圾 1 kg × 2 分/kg × 0.5（质量较差） × 2（活动） = 2 分",
     "Food waste 1 kg × 2 points/kg × 0.5 (poor quality) × 2 (campaign) = 2 "
     "points"},
    {"factors apply to the sum",
     2,
     1000,
     2,
     1750,
     {v1::DROP_NOTE_POOR_QUALITY},
     "有害垃圾 (1 kg × 0.5 分/kg + 2 件 × 1.5 分/件) × 0.5（质量较差） = "
     "1.75 分",
     "Hazardous waste (1 kg × 0.5 points/kg + 2 pieces × 1.5 points/piece) × "
     "0.5 (poor quality) = 1.75 points"},
    {"capped",
     3,
     9000,
     {},
     500,
     {v1::DROP_NOTE_POINTS_CAPPED},
     "厨余垃圾 9 kg × 2 分/kg，得 0.5 分（已达每日积分上限）",
     "Food waste 9 kg × 2 points/kg, earned 0.5 points (cut by the daily cap "
     "on points)"},
    {"rejected",
     3,
     1000,
     {},
     0,
     {v1::DROP_NOTE_REJECTED},
     "厨余垃圾 1 kg，得 0 分（质量不合格，不计分）",
     "Food waste 1 kg, earned 0 points (quality rejected: nothing earned)"},
    {"not in the tariff",
     1,
     1000,
     {},
     0,
     {v1::DROP_NOTE_NOT_IN_TARIFF},
     "可回收物 1 kg，得 0 分（价目表没有此类别，不计分）",
     "Recyclables 1 kg, earned 0 points (the tariff has no line for this "
     "class)"},
    {"late and merged",
     3,
     500,
     {},
     1000,
     {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_LATE},
     "厨余垃圾 0.5 kg × 2 分/kg，得 1 "
     "分（合并投放：整次应得减去已得；迟到记录，按迟到规则处理）",
     "Food waste 0.5 kg × 2 points/kg, earned 1 points (merged: what the "
     "whole drop earns less what was given; late record: the tariff's late "
     "rule applied)"},
};

TEST(DropReasonTest, CanBeCheckedWithAPocketCalculator) {
  RatedBy rated_by{rules::CompiledTariff(TestTariff(), TestScheme(), 2),
                   TestScheme()};
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    v1::Entry entry = EntryOf(c);
    EXPECT_EQ(DropReason(entry, &rated_by, Language::kChinese), c.zh);
    EXPECT_EQ(DropReason(entry, &rated_by, Language::kEnglish), c.en);
  }
}

TEST(DropReasonTest, WithoutATariffTheRateIsLeftOut) {
  EXPECT_EQ(DropReason(EntryOf(kCases[0]), nullptr, Language::kEnglish),
            "class 3 1.75 kg, earned 3.5 points");
}

TEST(DropReasonTest, SaysIfTheRecordCannotBeRead) {
  v1::Entry entry;
  entry.mutable_drop()->mutable_source()->set_record("\xFF\xFF");
  EXPECT_EQ(DropReason(entry, nullptr, Language::kEnglish),
            "the record cannot be read");
}

}  // namespace
}  // namespace greenledger::cli
