#include "clients/cli/price_list.h"

#include <fmt/format.h>

#include <sstream>

#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

constexpr const char* kNone = "–";

class Writer {
 public:
  Writer(const v1::Tariff& tariff, const v1::Scheme& scheme, Language language)
      : tariff_(tariff), scheme_(scheme), language_(language) {}

  std::string Write() {
    out_ << fmt::format(
        fmt::runtime(Say("{}（版本 {}，{} 起）", "{} (version {}, from {})")),
        Printable(tariff_.title()), Printable(tariff_.version()),
        Printable(tariff_.effective_from()));
    out_ << "\n\n";
    WriteLines();
    WriteCampaigns();
    WriteRules();
    return out_.str();
  }

 private:
  std::string Say(std::string_view zh, std::string_view en) const {
    return In(language_, Text{zh, en});
  }

  template <typename... Values>
  void Line(std::string_view zh, std::string_view en, const Values&... values) {
    out_ << fmt::format(fmt::runtime(Say(zh, en)), values...) << "\n";
  }

  std::string Points(uint64_t milli) const {
    return Thousandths(milli) + Say(" 分", " points");
  }

  void WriteLines() {
    Table table({{Say("类别", "class")},
                 {Say("积分", "points")},
                 {Say("荣誉/次", "merit/drop"), Table::Align::kRight},
                 {Say("起计", "from"), Table::Align::kRight},
                 {Say("单次最多", "at most")},
                 {Say("每日上限", "daily cap")},
                 {Say("时段", "hours")}});
    for (const v1::TariffLine& line : tariff_.lines()) {
      table.AddRow(
          {ClassName(scheme_, line.class_code(), language_),
           RateText(line, language_), Thousandths(line.milli_merit_per_drop()),
           line.min_grams() == 0 ? kNone
                                 : Thousandths(line.min_grams()) + " kg",
           MostText(line), CapText(line), WindowsText(line)});
    }
    table.Print(out_);
  }

  std::string MostText(const v1::TariffLine& line) const {
    std::string text = Thousandths(line.max_grams()) + " kg";
    if (line.max_pieces() == 0) return text;
    return text + " / " + std::to_string(line.max_pieces()) +
           Say(" 件", " pieces");
  }

  std::string CapText(const v1::TariffLine& line) const {
    std::string text;
    if (line.daily_cap_milli_points() > 0) {
      text = Points(line.daily_cap_milli_points());
    }
    if (line.daily_cap_merit_drops() > 0) {
      if (!text.empty()) text += Say("，", ", ");
      text += fmt::format(fmt::runtime(Say("荣誉 {} 次", "merit for {} drops")),
                          line.daily_cap_merit_drops());
    }
    return text.empty() ? kNone : text;
  }

  std::string WindowsText(const v1::TariffLine& line) const {
    std::string text;
    for (const v1::TimeWindow& window : line.windows()) {
      if (!text.empty()) text += ' ';
      text += MinuteOfDay(window.from_minute()) + "–" +
              MinuteOfDay(window.to_minute());
    }
    return text.empty() ? Say("全天", "all day") : text;
  }

  void WriteCampaigns() {
    if (tariff_.campaigns().empty()) return;
    Line("\n活动", "\nCampaigns");
    for (const v1::Campaign& campaign : tariff_.campaigns()) {
      Line("  {}（{} 至 {}）：{} 积分 ×{}，荣誉 ×{}",
           "  {} ({} to {}): {} points ×{}, merit ×{}",
           Printable(campaign.name()), Printable(campaign.from_day()),
           Printable(campaign.to_day()),
           ClassName(scheme_, campaign.class_code(), language_),
           Thousandths(campaign.points_permille()),
           Thousandths(campaign.merit_permille()));
    }
  }

  void WriteRules() {
    Line("\n说明", "\nRules");
    Line("  没有列出的子类按所属大类计分；没有列出的大类不计分。",
         "  A subtype that is not listed is rated as its class; a class that "
         "is not listed earns nothing.");
    if (tariff_.merge_window_minutes() > 0) {
      Line("  同一户在同一设备 {} 分钟内投放同类同质，合并计分。",
           "  Drops of one household, kiosk, class and quality within {} "
           "minutes are rated as one.",
           tariff_.merge_window_minutes());
    }
    Line("  质量较差按 ×{} 计分，质量不合格不计分。",
         "  Poor quality earns ×{}; rejected earns nothing.",
         Thousandths(tariff_.poor_quality_permille()));
    WriteLateRule();
    WriteExpiry();
    Line("  每次投放合并后四舍五入到 0.001 分。",
         "  Amounts are rounded half up to 0.001 points, once per drop after "
         "merging.");
  }

  void WriteLateRule() {
    bool counts = tariff_.late_rule() == v1::LATE_RULE_COUNT_WHEN_RECEIVED;
    Line("  晚到超过 {} 小时或设备时钟不可信的记录{}。",
         "  A record more than {} hours late, or of an untrusted clock, {}.",
         tariff_.late_after_hours(),
         counts ? Say("按收到当天计分", "counts for the day it arrives")
                : Say("只记重量、不计分", "is booked and earns nothing"));
  }

  void WriteExpiry() {
    switch (tariff_.expiry().rule()) {
      case v1::EXPIRY_RULE_ROLLING_MONTHS:
        return Line("  积分在取得之月后第 {} 个月的月底到期，先到期的先用。",
                    "  Points end {} months after the month they were earned "
                    "in; what ends first is spent first.",
                    tariff_.expiry().months());
      case v1::EXPIRY_RULE_END_OF_NEXT_YEAR:
        return Line("  积分在取得之年的次年年底到期，先到期的先用。",
                    "  Points end with the calendar year after the one they "
                    "were earned in; what ends first is spent first.");
      default:
        return Line("  积分不过期。", "  Points do not end.");
    }
  }

  const v1::Tariff& tariff_;
  const v1::Scheme& scheme_;
  Language language_;
  std::ostringstream out_;
};

}  // namespace

std::string ClassName(const v1::Scheme& scheme, uint32_t class_code,
                      Language language) {
  for (const v1::WasteClass& waste_class : scheme.classes()) {
    if (waste_class.code() != class_code) continue;
    return Printable(language == Language::kChinese ? waste_class.name_zh()
                                                    : waste_class.name_en());
  }
  return std::to_string(class_code);
}

std::string RateText(const v1::TariffLine& line, Language language) {
  std::string text;
  if (line.milli_points_per_kg() > 0) {
    text = Thousandths(line.milli_points_per_kg()) +
           In(language, {" 分/kg", " points/kg"});
  }
  if (line.milli_points_per_piece() > 0) {
    if (!text.empty()) text += " + ";
    text += Thousandths(line.milli_points_per_piece()) +
            In(language, {" 分/件", " points/piece"});
  }
  return text.empty() ? kNone : text;
}

std::string PriceList(const v1::Tariff& tariff, const v1::Scheme& scheme,
                      Language language) {
  return Writer(tariff, scheme, language).Write();
}

}  // namespace greenledger::cli
