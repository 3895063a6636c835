#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/documents/figures.h"
#include "clients/documents/page.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

// How many targets there are with a figure, and how many are met.
std::string Conclusion(const v1::IndicatorStretch& stretch, Language language) {
  uint32_t with_target = 0;
  uint32_t met = 0;
  uint32_t without_figure = 0;
  for (const v1::Indicator& one : stretch.indicators()) {
    if (one.target_permille() == 0) continue;
    if (one.denominator() == 0) {
      ++without_figure;
      continue;
    }
    ++with_target;
    if (one.permille() >= one.target_permille()) ++met;
  }
  return Fill(
      language,
      {"有目标值且有数据的指标 {} 项，其中达标 {} 项；另有 {} 项有目标值"
       "而尚无数据。",
       "Of {} indicators that have a target and a figure, {} meet it; "
       "{} have a target and no figure yet."},
      with_target, met, without_figure);
}

// Grams and pieces per class since the book began.
void PutReturned(const v1::GetTotalsResponse& totals, Language language,
                 Html* html) {
  Rows rows;
  for (const v1::Balance& one : totals.returned()) {
    const bool mass = one.asset() == v1::ASSET_MASS;
    rows.push_back(
        {std::to_string(one.class_code()),
         mass ? cli::Thousandths(one.credits()) : std::to_string(one.credits()),
         In(language, mass ? Text{"千克", "kg"} : Text{"件", "pieces"})});
  }
  html->Table({{In(language, Text{"类别代码", "Class"}), Column::kNumber},
               {In(language, Text{"自开账以来", "Since the book began"}),
                Column::kNumber},
               {In(language, Text{"单位", "Unit"})}},
              rows, NoneText(language));
}

}  // namespace

void PutProfile(const Source& source, const v1::GetTotalsResponse& totals,
                const Directory& directory, Html* html) {
  const Language language = source.language;
  const auto row = [&](const Text& name, uint64_t value) {
    return std::vector<std::string>{In(language, name), std::to_string(value)};
  };
  html->Paragraph(Fill(language,
                       {"{}位于{}{}，社区代码 {:012}。",
                        "{0} lies in {2}, {1}; its code is {3:012}."},
                       source.community, source.district, source.street,
                       source.book));
  html->Table(
      {{In(language, Text{"项目", "What"})},
       {In(language, Text{"数值", "How many"}), Column::kNumber}},
      {row({"网格", "grids"}, directory.grids()),
       row({"楼栋", "buildings"}, directory.buildings()),
       row({"在册住户（含已销户）",
            "households in the register, closed ones included"},
           totals.households()),
       row({"投放设备", "kiosks"}, totals.kiosks()),
       row({"投放次数", "drops"}, totals.drops()),
       row({"其中不合格", "of these rejected"}, totals.drops_rejected()),
       row({"清运次数", "clearances"}, totals.clearances())},
      NoneText(language));
}

void PutPoints(const v1::GetPointsFiguresResponse& points, Language language,
               Html* html) {
  html->Paragraph(Fill(language,
                       {"居民持有、尚未兑换的积分 {} 分。",
                        "Points that residents have and did not spend: {}."},
                       cli::Thousandths(points.outstanding_milli_points())));
  Rows rows;
  for (const v1::BudgetFigures& one : points.budgets()) {
    rows.push_back({one.budget().title(),
                    LongDay(one.budget().from_day(), language),
                    LongDay(one.budget().to_day(), language),
                    cli::Thousandths(one.budget().milli_points()),
                    cli::Thousandths(one.issued_milli_points()),
                    cli::Thousandths(one.promised_milli_points()),
                    cli::SignedThousandths(one.left_milli_points())});
  }
  html->Table({{In(language, Text{"预算", "Budget"})},
               {In(language, Text{"自", "From"})},
               {In(language, Text{"至", "To"})},
               {In(language, Text{"积分", "Points"}), Column::kNumber},
               {In(language, Text{"已发行", "Issued"}), Column::kNumber},
               {In(language, Text{"已承诺", "Promised"}), Column::kNumber},
               {In(language, Text{"剩余", "Left"}), Column::kNumber}},
              rows, NoneText(language));
}

void PutCampaigns(const std::vector<v1::CampaignStanding>& campaigns,
                  Language language, Html* html) {
  Rows rows;
  for (const v1::CampaignStanding& one : campaigns) {
    rows.push_back(
        {std::to_string(one.rule().number()), TitleText(one.rule(), language),
         In(language, cli::NameOf(one.rule().level())),
         LongDay(one.rule().from_day(), language),
         LongDay(one.rule().to_day(), language),
         In(language, cli::NameOf(one.state())), std::to_string(one.winners()),
         std::to_string(one.titles()), std::to_string(one.objections())});
  }
  html->Table({{In(language, Text{"编号", "Number"}), Column::kNumber},
               {In(language, Text{"称号", "Title"})},
               {In(language, Text{"级别", "Level"})},
               {In(language, Text{"自", "From"})},
               {In(language, Text{"至", "To"})},
               {In(language, Text{"状态", "State"})},
               {In(language, Text{"入选", "Winners"}), Column::kNumber},
               {In(language, Text{"已授予", "Titles"}), Column::kNumber},
               {In(language, Text{"异议", "Objections"}), Column::kNumber}},
              rows, NoneText(language));
}

std::string SelfReport(const SelfReportInput& input) {
  const Source& source = input.source;
  const Language language = source.language;
  const v1::IndicatorStretch& stretch = input.indicators.stretch();
  Html html;
  html.Paragraph(Fill(
      language,
      {"自评期间：{}至{}。本报告所有数据取自账本；指标取自前 {} 条，“依据条目”"
       "为各项数据背后的账本条目数，可用 greenledger indicators entries "
       "逐条查看。",
       "Period: {} to {}. Every figure is taken from the book; indicators from "
       "its first {} entries, and the last column says how many are behind "
       "each."},
      LongDay(stretch.from_day(), language),
      LongDay(stretch.to_day(), language), input.indicators.applied_size()));
  html.Put("h2", In(language, Text{"一、基本情况", "1. The community"}));
  PutProfile(source, input.totals, input.directory, &html);
  html.Put("h2", In(language, Text{"二、各项指标", "2. Indicators"}));
  PutIndicators(input.indicators, language, &html);
  html.Put("h2", In(language, Text{"三、回收数量", "3. What was returned"}));
  PutReturned(input.totals, language, &html);
  html.Put("h2", In(language, Text{"四、积分与奖励", "4. Points and prizes"}));
  PutPoints(input.points, language, &html);
  html.Put("h2", In(language, Text{"五、评选", "5. Campaigns"}));
  PutCampaigns(input.campaigns, language, &html);
  html.Put("h2", In(language, Text{"六、自评结论", "6. Conclusion"}));
  html.Paragraph(Conclusion(stretch, language));
  PutSignature(source, source.day, &html);
  return Page(source,
              Fill(language, {"{}自评报告", "{}: self-assessment report"},
                   source.community),
              html.Take());
}

}  // namespace greenledger::documents
