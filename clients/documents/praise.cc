#include <algorithm>

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/documents/page.h"
#include "clients/documents/record.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

struct Line {
  uint64_t index = 0;
  int32_t day = 0;
  std::string who;
  std::string what;
};

v1::Contestant Household(uint64_t number) {
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(number);
  return contestant;
}

std::vector<Line> Praise(const Record& record, const Directory& directory,
                         Language language) {
  std::vector<Line> lines;
  for (const auto& one : record.titles) {
    lines.push_back({one.index, one.day,
                     directory.FullName(one.message.contestant()),
                     Fill(language, {"获{}级称号 {}", "title {1} ({0})"},
                          In(language, cli::NameOf(one.message.level())),
                          one.message.title_code())});
  }
  for (const auto& one : record.prizes) {
    lines.push_back(
        {one.index, one.day,
         directory.FullName(Household(one.message.household_number())),
         Fill(language, {"奖励积分 {}：{}", "{} points: {}"},
              cli::Thousandths(one.message.milli_points()),
              one.message.purpose())});
  }
  return lines;
}

std::string PunishedName(const v1::Penalty& penalty, const Directory& directory,
                         Language language) {
  return penalty.household_number() != 0
             ? directory.FullName(Household(penalty.household_number()))
             : Fill(language, {"{} 号清运单位", "collector {}"},
                    penalty.collector_number());
}

void AddChecks(const Record& record, const Directory& directory,
               Language language, std::vector<Line>* lines) {
  for (const auto& one : record.checks) {
    if (one.message.check() == v1::TITLE_CHECK_KEPT) continue;
    const auto title = record.title_at.find(one.message.title_index());
    if (title == record.title_at.end()) continue;
    lines->push_back({one.index, one.day,
                      directory.FullName(title->second.contestant()),
                      Fill(language, {"称号 {}：{}，{}", "title {}: {}, {}"},
                           title->second.title_code(),
                           In(language, cli::NameOf(one.message.check())),
                           one.message.why())});
  }
}

std::vector<Line> Criticism(const Record& record, const Directory& directory,
                            Language language) {
  std::vector<Line> lines;
  AddChecks(record, directory, language, &lines);
  for (const auto& one : record.violations) {
    if (record.withdrawn.contains(one.index)) continue;
    lines.push_back(
        {one.index, one.day, directory.FullName(one.message.subject()),
         Fill(language, {"违规：{}", "violation: {}"}, one.message.what())});
  }
  for (const auto& one : record.penalties) {
    lines.push_back(
        {one.index, one.day, PunishedName(one.message, directory, language),
         Fill(language, {"处罚：{}", "penalty: {}"}, one.message.why())});
  }
  std::stable_sort(
      lines.begin(), lines.end(),
      [](const Line& a, const Line& b) { return a.index < b.index; });
  return lines;
}

void PutLines(const std::vector<Line>& lines, Language language, Html* html) {
  Rows rows;
  for (const Line& line : lines) {
    rows.push_back({LongDay(line.day, language), line.who, line.what,
                    std::to_string(line.index)});
  }
  html->Table({{In(language, Text{"日期", "Day"})},
               {In(language, Text{"对象", "Who"})},
               {In(language, Text{"事由", "What"})},
               {In(language, Text{"条目", "Entry"}), Column::kNumber}},
              rows, NoneText(language));
}

}  // namespace

void PutLeftOut(const Record& record, Language language, Html* html) {
  if (record.left_out() == 0) return;
  html->Paragraph(Fill(language,
                       {"另有 {} 条未列出，请缩短期间。",
                        "{} more are not listed; ask for fewer days."},
                       record.left_out()));
}

void PutPraise(const Source& source, const Record& record,
               const Directory& directory, Html* html) {
  const Language language = source.language;
  html->Put("h2", In(language, Text{"红榜：表扬", "Praise"}));
  PutLines(Praise(record, directory, language), language, html);
  html->Put("h2", In(language, Text{"黑榜：批评", "Criticism"}));
  PutLines(Criticism(record, directory, language), language, html);
  PutLeftOut(record, language, html);
}

std::string PraiseList(const Source& source, const Record& record,
                       const Directory& directory) {
  const Language language = source.language;
  Html html;
  html.Paragraph(Fill(language, {"期间：{}至{}。", "From {} to {}."},
                      LongDay(record.from_day(), language),
                      LongDay(record.to_day(), language)));
  PutPraise(source, record, directory, &html);
  PutSignature(source, source.day, &html);
  return Page(source,
              Fill(language, {"{}红黑榜", "{}: praise and criticism"},
                   source.community),
              html.Take());
}

}  // namespace greenledger::documents
