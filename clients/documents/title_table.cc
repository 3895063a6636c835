#include <map>
#include <set>
#include <utility>

#include "clients/cli/names.h"
#include "clients/documents/figures.h"
#include "clients/documents/page.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

// The highest first, as the forms of committees have them.
constexpr v1::TitleLevel kLevels[] = {
    v1::TITLE_LEVEL_NATION, v1::TITLE_LEVEL_CITY, v1::TITLE_LEVEL_DISTRICT,
    v1::TITLE_LEVEL_STREET, v1::TITLE_LEVEL_COMMUNITY};

// Number and member of those who hold a title.
using Holders = std::set<std::pair<uint64_t, uint32_t>>;

struct TitleRow {
  std::string name;
  std::map<v1::TitleLevel, Holders> holders;
};

bool HoldsOn(const v1::TitleStanding& title, int32_t day) {
  const bool revoked =
      title.check() == v1::TITLE_CHECK_REVOKED && title.checked_day() <= day;
  return title.granted().from_day() <= day && day <= title.granted().to_day() &&
         !revoked;
}

// By the titles' codes, of contestants of one kind.
std::map<std::string, TitleRow> RowsOf(const std::vector<NamedTitle>& titles,
                                       v1::ContestantKind kind, int32_t day) {
  std::map<std::string, TitleRow> rows;
  for (const NamedTitle& one : titles) {
    const v1::TitleGranted& granted = one.title.granted();
    if (granted.contestant().kind() != kind || !HoldsOn(one.title, day)) {
      continue;
    }
    TitleRow& row = rows[granted.title_code()];
    row.name = one.name;
    row.holders[granted.level()].emplace(granted.contestant().number(),
                                         granted.contestant().member());
  }
  return rows;
}

// Half up; `households` is not 0.
uint64_t Permille(uint64_t count, uint64_t households) {
  return (count * 2000 + households) / (2 * households);
}

std::string CountText(uint64_t count, uint64_t households, Language language) {
  if (households == 0) return std::to_string(count);
  return Fill(language, {"{} 户（{}）", "{} ({})"}, count,
              Share(Permille(count, households)));
}

// `households` is 0 where shares mean nothing.
void PutTable(const std::map<std::string, TitleRow>& titles,
              uint64_t households, Language language, Html* html) {
  std::vector<Column> columns = {{In(language, Text{"称号", "Title"})}};
  for (const v1::TitleLevel level : kLevels) {
    columns.push_back({In(language, cli::NameOf(level)), Column::kNumber});
  }
  Rows rows;
  for (const auto& [code, title] : titles) {
    std::vector<std::string> row = {title.name.empty() ? code : title.name};
    for (const v1::TitleLevel level : kLevels) {
      const auto holders = title.holders.find(level);
      row.push_back(
          CountText(holders == title.holders.end() ? 0 : holders->second.size(),
                    households, language));
    }
    rows.push_back(std::move(row));
  }
  html->Table(columns, rows, NoneText(language));
}

}  // namespace

void PutTitles(const Source& source, const std::vector<NamedTitle>& titles,
               int32_t day, uint64_t households, Html* html) {
  const Language language = source.language;
  html->Paragraph(
      Fill(language,
           {"截至{}，有效住户 {} 户。同一户的同一级同一称号只计一次。",
            "On {}; active households: {}. A household counts once for each "
            "title and level."},
           LongDay(day, language), households));
  for (const v1::ContestantKind kind :
       {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
        v1::CONTESTANT_KIND_BUILDING, v1::CONTESTANT_KIND_GRID,
        v1::CONTESTANT_KIND_COMMUNITY}) {
    const bool of_households = kind == v1::CONTESTANT_KIND_HOUSEHOLD;
    const auto rows = RowsOf(titles, kind, day);
    if (rows.empty() && !of_households) continue;
    html->Put("h2", In(language, cli::NameOf(kind)));
    PutTable(rows, of_households ? households : 0, language, html);
  }
}

std::string TitleTable(const Source& source,
                       const std::vector<NamedTitle>& titles, int32_t day,
                       uint64_t households) {
  Html html;
  PutTitles(source, titles, day, households, &html);
  PutSignature(source, source.day, &html);
  return Page(source,
              Fill(source.language,
                   {"{}各级称号年度统计表", "Titles held in {}, by level"},
                   source.community),
              html.Take());
}

}  // namespace greenledger::documents
