#include "clients/cli/names.h"
#include "clients/documents/csv_text.h"
#include "clients/documents/page.h"
#include "clients/documents/record.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

v1::Contestant Person(const v1::ActivityBooked& activity) {
  v1::Contestant person;
  person.set_kind(v1::CONTESTANT_KIND_PERSON);
  person.set_number(activity.household_number());
  person.set_member(activity.member_number());
  return person;
}

std::vector<Column> ActivityColumns(Language language) {
  return {{In(language, Text{"日期", "Day"})},
          {In(language, Text{"参加人", "Who"})},
          {In(language, Text{"类别", "Kind"})},
          {In(language, Text{"内容", "What"})},
          {In(language, Text{"分钟", "Minutes"}), Column::kNumber},
          {In(language, Text{"经办", "By"})},
          {In(language, Text{"条目", "Entry"}), Column::kNumber}};
}

Rows ActivityRows(const Record& record, const Directory& directory,
                  Language language) {
  Rows rows;
  for (const auto& one : record.activities) {
    const v1::ActivityBooked& activity = one.message;
    rows.push_back({LongDay(activity.day(), language),
                    directory.FullName(Person(activity)),
                    In(language, cli::NameOf(activity.kind())),
                    activity.title(), std::to_string(activity.minutes()),
                    activity.by(), std::to_string(one.index)});
  }
  return rows;
}

}  // namespace

void PutActivities(const Record& record, const Directory& directory,
                   Language language, Html* html) {
  html->Put("h2", In(language, Text{"活动", "Activities"}));
  html->Table(ActivityColumns(language),
              ActivityRows(record, directory, language), NoneText(language));
  Rows rows;
  for (const auto& one : record.inspections) {
    const v1::InspectionBooked& inspection = one.message;
    rows.push_back({LongDay(inspection.day(), language),
                    directory.FullName(inspection.subject()),
                    Mark(inspection.score_permille()), inspection.note(),
                    inspection.by(), std::to_string(one.index)});
  }
  html->Put("h2", In(language, Text{"检查", "Inspections"}));
  html->Table({{In(language, Text{"日期", "Day"})},
               {In(language, Text{"对象", "Who"})},
               {In(language, Text{"得分", "Score"}), Column::kNumber},
               {In(language, Text{"所见", "What was seen"})},
               {In(language, Text{"经办", "By"})},
               {In(language, Text{"条目", "Entry"}), Column::kNumber}},
              rows, NoneText(language));
  PutLeftOut(record, language, html);
}

std::string ActivitiesCsv(const Record& record, const Directory& directory,
                          Language language) {
  return CsvText(ActivityColumns(language),
                 ActivityRows(record, directory, language));
}

void PutSurveys(const Record& record, Language language, Html* html) {
  Rows rows;
  for (const auto& one : record.surveys) {
    const v1::SurveyBooked& survey = one.message;
    const uint64_t answered = survey.answered();
    rows.push_back(
        {In(language, cli::NameOf(survey.kind())),
         LongDay(survey.from_day(), language),
         LongDay(survey.to_day(), language), std::to_string(survey.asked()),
         std::to_string(answered), std::to_string(survey.positive()),
         answered == 0 ? "–"
                       : Share((survey.positive() * uint64_t{2000} + answered) /
                               (2 * answered)),
         survey.method(), std::to_string(one.index)});
  }
  html->Put("h2", In(language, Text{"问卷", "Surveys"}));
  html->Table({{In(language, Text{"内容", "About"})},
               {In(language, Text{"自", "From"})},
               {In(language, Text{"至", "To"})},
               {In(language, Text{"发出", "Asked"}), Column::kNumber},
               {In(language, Text{"收回", "Answered"}), Column::kNumber},
               {In(language, Text{"肯定", "Yes"}), Column::kNumber},
               {In(language, Text{"比率", "Share"}), Column::kNumber},
               {In(language, Text{"方式", "How"})},
               {In(language, Text{"条目", "Entry"}), Column::kNumber}},
              rows, NoneText(language));
}

}  // namespace greenledger::documents
