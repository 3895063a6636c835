// Every fault of the requests of EvidenceService and of its documents.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using testing::Command;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using ::testing::IsEmpty;
using testing::RequestCase;
using testing::TextRow;

class EvidenceCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(EvidenceCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Empty, EvidenceCheckTest,
    ::testing::Values(
        TextRow<v1::PublishCalendarRequest>("calendar", "",
                                            {"header", "calendar"}),
        TextRow<v1::PublishActivityRulesRequest>("rules", "",
                                                 {"header", "rules"}),
        TextRow<v1::BookActivityRequest>("activity", "",
                                         {"header", "activity"}),
        TextRow<v1::BookInspectionRequest>("inspection", "",
                                           {"header", "inspection"}),
        TextRow<v1::CommitSampleRequest>("commit", "", {"header", "sample"}),
        TextRow<v1::DrawSampleRequest>("draw", "", {"header", "draw"}),
        TextRow<v1::BookSurveyRequest>("survey", "", {"header", "survey"}),
        TextRow<v1::BookViolationRequest>("violation", "",
                                          {"header", "violation"}),
        TextRow<v1::GetCalendarRequest>("get calendar", "", {"book"}),
        TextRow<v1::ListSamplesRequest>("samples", "page_size: -1",
                                        {"book", "page_size"}),
        TextRow<v1::ListInspectorsRequest>("inspectors", "", {"book"})));

using Activity = v1::BookActivityRequest;

INSTANTIATE_TEST_SUITE_P(
    Activities, EvidenceCheckTest,
    ::testing::Values(
        Command<Activity>(
            "good",
            "activity { household_number: 1 member_number: 50 minutes: 1440 "
            "kind: ACTIVITY_KIND_HELPING day: '2026-06-05' title: 't' by: 'b'}",
            {}),
        Command<Activity>("nothing set", "activity { }",
                          {"activity.household_number",
                           "activity.member_number", "activity.kind",
                           "activity.day", "activity.minutes", "activity.title",
                           "activity.by"}),
        Command<Activity>(
            "too much of all",
            "activity { household_number: 4000000001 member_number: 51 "
            "kind: ACTIVITY_KIND_LEARNING day: '2026-02-29' minutes: 1441 "
            "title: '" +
                std::string(121, 't') + "' by: '" + std::string(61, 'b') +
                "' }",
            {"activity.household_number", "activity.member_number",
             "activity.day", "activity.minutes", "activity.title",
             "activity.by"})));

using Inspection = v1::BookInspectionRequest;
constexpr char kInspection[] =
    "inspection { subject { kind: CONTESTANT_KIND_COMMUNITY } by: 'b' "
    "day: '2026-06-05' ";

INSTANTIATE_TEST_SUITE_P(
    Inspections, EvidenceCheckTest,
    ::testing::Values(
        Command<Inspection>(
            "good",
            std::string(kInspection) +
                "evidence: [1, 2, 3, 4, 5, 6] score_permille: 1000 }",
            {}),
        Command<Inspection>("nothing set", "inspection { }",
                            {"inspection.subject", "inspection.day",
                             "inspection.evidence", "inspection.by"}),
        Command<Inspection>("no kinds", std::string(kInspection) + "}",
                            {"inspection.evidence"}),
        Command<Inspection>("a kind twice",
                            std::string(kInspection) + "evidence: [2, 2] }",
                            {"inspection.evidence[1]"}),
        Command<Inspection>("falling kinds",
                            std::string(kInspection) + "evidence: [4, 1] }",
                            {"inspection.evidence[1]"}),
        Command<Inspection>(
            "unknown kinds", std::string(kInspection) + "evidence: [0, 7] }",
            {"inspection.evidence[0]", "inspection.evidence[1]"}),
        Command<Inspection>(
            "numbers too large",
            std::string(kInspection) +
                "evidence: 1 campaign_number: 10000 score_permille: 1001 "
                "sample_number: 1000001 note: '" +
                std::string(601, 'n') + "' }",
            {"inspection.campaign_number", "inspection.score_permille",
             "inspection.note", "inspection.sample_number"}),
        Command<Inspection>("a bad attachment",
                            std::string(kInspection) +
                                "evidence: 1 attachments { sha256: 'x' } }",
                            {"inspection.attachments[0].title",
                             "inspection.attachments[0].sha256"}),
        Command<Inspection>(
            "a household without its number",
            "inspection { subject { kind: CONTESTANT_KIND_HOUSEHOLD member: 1 "
            "book: 7 } by: 'b' day: '2026-06-05' evidence: 1 }",
            {"inspection.subject.number", "inspection.subject.member",
             "inspection.subject.book"})));

using Sample = v1::CommitSampleRequest;
using Survey = v1::BookSurveyRequest;

INSTANTIATE_TEST_SUITE_P(
    Others, EvidenceCheckTest,
    ::testing::Values(
        Command<Sample>("no sample", "sample { }",
                        {"sample.number", "sample.seed_digest", "sample.from",
                         "sample.size", "sample.purpose", "sample.by"}),
        Command<Sample>("a sample too large",
                        "sample { number: 1000001 seed_digest: '" +
                            std::string(32, 'd') +
                            "' from: SAMPLE_FROM_HOUSEHOLDS size: 501 "
                            "purpose: 'p' by: 'b' }",
                        {"sample.number", "sample.size"}),
        Command<v1::DrawSampleRequest>("a short seed", "draw { seed: 's' }",
                                       {"draw.sample_number", "draw.seed",
                                        "draw.by"}),
        Command<Survey>("no survey", "survey { }",
                        {"survey.kind", "survey.from_day", "survey.to_day",
                         "survey.asked", "survey.method", "survey.by"}),
        Command<Survey>(
            "more answers than questions",
            "survey { kind: SURVEY_KIND_SAFETY from_day: '2026-05-02' "
            "to_day: '2026-05-01' asked: 10 answered: 11 positive: 12 "
            "method: 'm' by: 'b' }",
            {"survey.to_day", "survey.answered", "survey.positive"}),
        Command<v1::BookViolationRequest>("no violation", "violation { }",
                                          {"violation.subject", "violation.day",
                                           "violation.what", "violation.by"}),
        Command<v1::PublishCalendarRequest>("the calendar is looked at",
                                            "calendar { year: 2026 }",
                                            {"calendar.source"}),
        Command<v1::PublishActivityRulesRequest>(
            "the rules are looked at", "rules { version: 'a1' }",
            {"rules.minutes_per_day_max"})));

std::vector<std::string> CalendarFaults(const std::string& text) {
  return FieldsOf(CheckCalendarYear(FromText<v1::CalendarYear>(text)));
}

TEST(CalendarYearTest, DaysAreOfTheYearRisingAndOfTheirWeekdays) {
  const std::string good = "year: 2026 source: 's' ";
  EXPECT_THAT(CalendarFaults(good + "off_days: ['2026-01-01', '2026-01-02'] "
                                    "working_days: '2026-01-04' campaign_days "
                                    "{ day: '2026-06-05' title: 't' }"),
              IsEmpty());
  EXPECT_THAT(CalendarFaults("year: 1999 source: 's'"), ElementsAre("year"));
  EXPECT_THAT(CalendarFaults("year: 2100 source: 's'"), ElementsAre("year"));
  EXPECT_THAT(
      CalendarFaults(good + "off_days: ['2026-01-02', '2026-01-01', '1-1']"),
      ElementsAre("off_days[1]", "off_days[2]"));
  EXPECT_THAT(CalendarFaults(good + "off_days: ['2026-01-01', '2026-01-01']"),
              ElementsAre("off_days[1]"));
  EXPECT_THAT(CalendarFaults(good + "off_days: '2026-01-03'"),
              ElementsAre("off_days[0]"))
      << "a Saturday";
  EXPECT_THAT(CalendarFaults(good + "working_days: '2026-01-05'"),
              ElementsAre("working_days[0]"))
      << "a Monday";
  EXPECT_THAT(CalendarFaults(good + "off_days: '2025-12-31'"),
              ElementsAre("off_days[0]"));
  EXPECT_THAT(CalendarFaults(good + "campaign_days { day: '2027-06-05' }"),
              ElementsAre("campaign_days[0].day", "campaign_days[0].title"));
}

TEST(CalendarYearTest, ListsHaveTheirLengths) {
  v1::CalendarYear calendar;
  calendar.set_year(2026);
  calendar.set_source("s");
  for (int i = 0; i < 101; ++i) calendar.add_off_days("2026-01-01");
  for (int i = 0; i < 61; ++i) calendar.add_working_days("2026-01-04");
  for (int i = 0; i < 101; ++i) calendar.add_campaign_days();
  const auto fields = FieldsOf(CheckCalendarYear(calendar));
  EXPECT_THAT(fields, ::testing::IsSupersetOf(
                          {"off_days", "working_days", "campaign_days"}));
}

TEST(ActivityRulesTest, EachKindHasOneRate) {
  const auto faults = [](const std::string& text) {
    return FieldsOf(CheckActivityRules(FromText<v1::ActivityRules>(text)));
  };
  EXPECT_THAT(faults("version: 'a-1.0' minutes_per_day_max: 1440 rates { kind: "
                     "ACTIVITY_KIND_LEARNING milli_merit_per_hour: 1000000 }"),
              IsEmpty());
  EXPECT_THAT(faults(""), ElementsAre("version", "minutes_per_day_max"));
  EXPECT_THAT(
      faults("version: 'A' minutes_per_day_max: 1441 rates { } "
             "rates { kind: ACTIVITY_KIND_LEARNING "
             "milli_merit_per_hour: 1000001 } "
             "rates { kind: ACTIVITY_KIND_LEARNING "
             "milli_merit_per_hour: 1 }"),
      ElementsAre("version", "rates[0].kind", "rates[0].milli_merit_per_hour",
                  "rates[1].milli_merit_per_hour", "rates[2].kind",
                  "minutes_per_day_max"));
  EXPECT_THAT(faults("version: 'a' minutes_per_day_max: 1 "
                     "rates { kind: 1 milli_merit_per_hour: 1 } "
                     "rates { kind: 2 milli_merit_per_hour: 1 } "
                     "rates { kind: 3 milli_merit_per_hour: 1 } "
                     "rates { kind: 4 milli_merit_per_hour: 1 } "
                     "rates { kind: 4 milli_merit_per_hour: 1 }"),
              ElementsAre("rates", "rates[4].kind"));
}

}  // namespace
}  // namespace greenledger::rules
