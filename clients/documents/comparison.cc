#include <map>
#include <tuple>

#include "clients/cli/names.h"
#include "clients/documents/figures.h"
#include "clients/documents/page.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;
using Key = std::tuple<uint64_t, uint64_t, uint32_t>;

Key KeyOf(const v1::Contestant& contestant) {
  return {contestant.book(), contestant.number(), contestant.member()};
}

// The share, or a dash where there is no figure.
std::string ShareOf(const v1::Indicator& indicator) {
  return indicator.denominator() == 0 ? "–" : Share(indicator.permille());
}

std::string ShareOf(const v1::IndicatorStretch& stretch,
                    v1::IndicatorKind kind) {
  for (const v1::Indicator& indicator : stretch.indicators()) {
    if (indicator.kind() == kind) return ShareOf(indicator);
  }
  return "–";
}

std::string MetText(const v1::Indicator& indicator, Language language) {
  if (indicator.target_permille() == 0 || indicator.denominator() == 0) {
    return "–";
  }
  return In(language, indicator.permille() >= indicator.target_permille()
                          ? Text{"达标", "met"}
                          : Text{"未达标", "missed"});
}

std::string ScoreText(v1::StandingMeasure measure, int64_t score) {
  if (score < 0) return std::to_string(score);
  return AmountText(measure, static_cast<uint64_t>(score));
}

void PutBoard(const BoardPair& board, const Directory& directory,
              Language language, Html* html) {
  std::map<Key, v1::Standing> before;
  for (const v1::Standing& one : board.before) {
    before[KeyOf(one.contestant())] = one;
  }
  Rows rows;
  for (const v1::Standing& one : board.now) {
    const auto was = before.find(KeyOf(one.contestant()));
    const bool had = was != before.end();
    rows.push_back({std::to_string(one.rank()),
                    had ? std::to_string(was->second.rank()) : "–",
                    directory.FullName(one.contestant()),
                    ScoreText(board.measure, one.score()),
                    had ? ScoreText(board.measure, was->second.score()) : "–"});
  }
  const v1::Scheme no_scheme;
  html->Put("h2", Fill(language, {"{}排名：{}", "Standings of {}: {}"},
                       In(language, cli::NameOf(board.contestants)),
                       MeasureText(board.measure, 0, no_scheme, language)));
  html->Table({{In(language, Text{"本期名次", "Rank"}), Column::kNumber},
               {In(language, Text{"上期名次", "Rank before"}), Column::kNumber},
               {In(language, Text{"名称", "Name"})},
               {In(language, Text{"本期", "Now"}), Column::kNumber},
               {In(language, Text{"上期", "Before"}), Column::kNumber}},
              rows, NoneText(language));
}

}  // namespace

void PutIndicators(const v1::GetIndicatorsResponse& indicators,
                   Language language, Html* html) {
  Rows rows;
  for (const v1::Indicator& one : indicators.stretch().indicators()) {
    const uint32_t target = one.target_permille();
    rows.push_back({In(language, cli::NameOf(one.kind())),
                    PartOf(one.kind(), one.numerator()),
                    PartOf(one.kind(), one.denominator()), ShareOf(one),
                    target == 0 ? "–" : "≥ " + Share(target),
                    MetText(one, language),
                    ShareOf(indicators.before(), one.kind()),
                    ShareOf(indicators.year_before(), one.kind()),
                    std::to_string(one.entries())});
  }
  html->Table({{In(language, Text{"指标", "Indicator"})},
               {In(language, Text{"分子", "Above"}), Column::kNumber},
               {In(language, Text{"分母", "Below"}), Column::kNumber},
               {In(language, Text{"比率", "Share"}), Column::kNumber},
               {In(language, Text{"目标", "Target"}), Column::kNumber},
               {In(language, Text{"评价", "Met"})},
               {In(language, Text{"上期", "Before"}), Column::kNumber},
               {In(language, Text{"上年同期", "Year before"}), Column::kNumber},
               {In(language, Text{"依据条目", "Entries"}), Column::kNumber}},
              rows, NoneText(language));
}

std::string Comparison(const Source& source,
                       const v1::GetIndicatorsResponse& indicators,
                       const std::vector<BoardPair>& boards,
                       const Directory& directory) {
  const Language language = source.language;
  const v1::IndicatorStretch& stretch = indicators.stretch();
  Html html;
  html.Paragraph(Fill(language,
                      {"本期：{}至{}；上期：{}至{}。",
                       "This period: {} to {}; the one before: {} to {}."},
                      LongDay(stretch.from_day(), language),
                      LongDay(stretch.to_day(), language),
                      LongDay(indicators.before().from_day(), language),
                      LongDay(indicators.before().to_day(), language)));
  html.Put("h2", In(language, Text{"各项指标", "Indicators"}));
  PutIndicators(indicators, language, &html);
  for (const BoardPair& board : boards) {
    PutBoard(board, directory, language, &html);
  }
  return Page(
      source,
      Fill(language, {"{}月度对比", "{}: month on month"}, source.community),
      html.Take());
}

}  // namespace greenledger::documents
