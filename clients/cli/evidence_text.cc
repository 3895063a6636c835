#include "clients/cli/evidence_text.h"

#include <fmt/format.h>

#include "clients/cli/contestant_option.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/documents/words.h"

namespace greenledger::cli {
namespace {

using documents::Fill;

// Of a sample that is longer the rest is left out.
constexpr int kDrawnShown = 10;

std::string CalendarText(const v1::CalendarYear& calendar, Language language) {
  return Fill(language,
              {"{}：放假 {} 天，周末上班 {} 天，宣传日 {} 天（{}）",
               "{}: {} days off, {} weekend days at work, {} campaign days "
               "({})"},
              calendar.year(), calendar.off_days_size(),
              calendar.working_days_size(), calendar.campaign_days_size(),
              calendar.source());
}

std::string RulesText(const v1::ActivityRules& rules, Language language) {
  return Fill(language,
              {"{}：{} 类活动，每人每天最多 {} 分钟",
               "{}: {} kinds, at most {} minutes of a member a day"},
              rules.version(), rules.rates_size(), rules.minutes_per_day_max());
}

std::string ActivityText(const v1::ActivityBooked& activity,
                         Language language) {
  return Fill(language,
              {"住户 {} 成员 {}：{}“{}”，{}，{} 分钟，计 {} 分钟（{}）",
               "household {}, member {}: {} '{}', {}, {} minutes, {} count "
               "({})"},
              activity.household_number(), activity.member_number(),
              In(language, NameOf(activity.kind())), activity.title(),
              activity.day(), activity.minutes(), activity.counted_minutes(),
              activity.by());
}

std::string InspectionText(const v1::InspectionBooked& inspection,
                           Language language) {
  std::string text = Fill(
      language, {"{}：{} 分，{}，{}", "{}: {} of 100, {}, {}"},
      ContestantText(inspection.subject(), language),
      documents::Mark(inspection.score_permille()),
      EvidenceKindsText(inspection.evidence(), language), inspection.day());
  if (inspection.campaign_number() != 0) {
    text += Fill(language, {"，评选 {}", ", campaign {}"},
                 inspection.campaign_number());
  }
  if (inspection.sample_number() != 0) {
    text += Fill(language, {"，抽样 {}", ", sample {}"},
                 inspection.sample_number());
  }
  if (inspection.recheck_of() != 0) {
    text += Fill(language, {"，复查条目 {}", ", repeats entry {}"},
                 inspection.recheck_of());
  }
  if (inspection.attachments_size() > 0) {
    text += Fill(language, {"，附件 {} 个", ", {} attachments"},
                 inspection.attachments_size());
  }
  text += Fill(language, {"（{}）", " ({})"}, inspection.by());
  return inspection.note().empty() ? text : text + " " + inspection.note();
}

std::string CommittedText(const v1::SampleCommitted& sample,
                          Language language) {
  return Fill(language,
              {"抽样 {}：{} {} 个，{}，种子摘要 {}（{}）",
               "sample {}: {}, {} of them, {}, seed digest {} ({})"},
              sample.number(), In(language, NameOf(sample.from())),
              sample.size(), sample.purpose(), ToHex(sample.seed_digest()),
              sample.by());
}

std::string DrawnText(const v1::SampleDrawn& sample, Language language) {
  std::string drawn;
  for (int i = 0; i < sample.drawn_size() && i < kDrawnShown; ++i) {
    drawn += " " + std::to_string(sample.drawn(i));
  }
  if (sample.drawn_size() > kDrawnShown) drawn += " …";
  return Fill(language,
              {"抽样 {}：从 {} 个中抽出 {} 个：{}（{}）",
               "sample {}: out of {}, {} drawn:{} ({})"},
              sample.sample_number(), sample.population(), sample.drawn_size(),
              drawn, sample.by());
}

std::string SurveyText(const v1::SurveyBooked& survey, Language language) {
  const uint64_t answered = survey.answered();
  const uint64_t permille =
      answered == 0
          ? 0
          : (uint64_t{survey.positive()} * 2000 + answered) / (2 * answered);
  return Fill(language,
              {"{}：{}（{} / {}，调查 {}），{} 至 {}，{}（{}）",
               "{}: {} ({} of {}, {} asked), {} to {}, {} ({})"},
              In(language, NameOf(survey.kind())), documents::Share(permille),
              survey.positive(), survey.answered(), survey.asked(),
              survey.from_day(), survey.to_day(), survey.method(), survey.by());
}

std::string ViolationText(const v1::ViolationBooked& violation,
                          Language language) {
  const std::string subject = ContestantText(violation.subject(), language);
  if (violation.withdraws() != 0) {
    return Fill(language,
                {"{}：撤销条目 {} 的违规，{}（{}）",
                 "{}: the violation of entry {} is withdrawn, {} ({})"},
                subject, violation.withdraws(), violation.what(),
                violation.by());
  }
  return Fill(language, {"{}：{}，{}（{}）", "{}: {}, {} ({})"}, subject,
              violation.day(), violation.what(), violation.by());
}

}  // namespace

std::string EvidenceKindsText(const google::protobuf::RepeatedField<int>& kinds,
                              Language language) {
  std::string text;
  for (const int kind : kinds) {
    if (!text.empty()) text += In(language, {"、", ", "});
    text += In(language, NameOf(static_cast<v1::EvidenceKind>(kind)));
  }
  return text;
}

std::string EvidenceDetail(const v1::Entry& entry, Language language) {
  switch (entry.body_case()) {
    case v1::Entry::kCalendarPublished:
      return CalendarText(entry.calendar_published(), language);
    case v1::Entry::kActivityRulesPublished:
      return RulesText(entry.activity_rules_published(), language);
    case v1::Entry::kActivity:
      return ActivityText(entry.activity(), language);
    case v1::Entry::kInspection:
      return InspectionText(entry.inspection(), language);
    case v1::Entry::kSampleCommitted:
      return CommittedText(entry.sample_committed(), language);
    case v1::Entry::kSampleDrawn:
      return DrawnText(entry.sample_drawn(), language);
    case v1::Entry::kSurvey:
      return SurveyText(entry.survey(), language);
    case v1::Entry::kViolation:
      return ViolationText(entry.violation(), language);
    default:
      return "";
  }
}

}  // namespace greenledger::cli
