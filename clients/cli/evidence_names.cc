// Names of what is observed, ranked and measured.
#include "clients/cli/names.h"
#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

constexpr TextRow<v1::ContestantKind> kContestants[] = {
    {v1::CONTESTANT_KIND_UNSPECIFIED, kUnknown},
    {v1::CONTESTANT_KIND_HOUSEHOLD, {"住户", "household"}},
    {v1::CONTESTANT_KIND_PERSON, {"个人", "person"}},
    {v1::CONTESTANT_KIND_BUILDING, {"楼栋", "building"}},
    {v1::CONTESTANT_KIND_GRID, {"网格", "grid"}},
    {v1::CONTESTANT_KIND_COMMUNITY, {"社区", "community"}},
};

constexpr TextRow<v1::EvidenceKind> kEvidence[] = {
    {v1::EVIDENCE_KIND_UNSPECIFIED, kUnknown},
    {v1::EVIDENCE_KIND_HEARING, {"听取汇报", "hearing"}},
    {v1::EVIDENCE_KIND_FILES, {"查阅资料", "files"}},
    {v1::EVIDENCE_KIND_INTERVIEWS, {"访谈与问卷", "interviews"}},
    {v1::EVIDENCE_KIND_INSPECTION, {"实地检查", "inspection"}},
    {v1::EVIDENCE_KIND_DISCUSSION, {"讨论", "discussion"}},
    {v1::EVIDENCE_KIND_FEEDBACK, {"反馈", "feedback"}},
};

constexpr TextRow<v1::SampleFrom> kSamples[] = {
    {v1::SAMPLE_FROM_UNSPECIFIED, kUnknown},
    {v1::SAMPLE_FROM_HOUSEHOLDS, {"已激活住户", "active households"}},
    {v1::SAMPLE_FROM_INSPECTIONS, {"未复查的检查", "inspections"}},
};

constexpr TextRow<v1::ActivityKind> kActivities[] = {
    {v1::ACTIVITY_KIND_UNSPECIFIED, kUnknown},
    {v1::ACTIVITY_KIND_VOLUNTEERING, {"志愿服务", "volunteering"}},
    {v1::ACTIVITY_KIND_LEARNING, {"学习", "learning"}},
    {v1::ACTIVITY_KIND_HELPING, {"助人", "helping"}},
    {v1::ACTIVITY_KIND_CAMPAIGN_DAY, {"宣传日活动", "campaign day"}},
};

constexpr TextRow<v1::SurveyKind> kSurveys[] = {
    {v1::SURVEY_KIND_UNSPECIFIED, kUnknown},
    {v1::SURVEY_KIND_AWARENESS, {"知晓率", "awareness"}},
    {v1::SURVEY_KIND_SATISFACTION, {"满意率", "satisfaction"}},
    {v1::SURVEY_KIND_SAFETY, {"安全感", "safety"}},
    {v1::SURVEY_KIND_BAGGING, {"垃圾袋装化率", "bagging"}},
};

constexpr TextRow<v1::PeriodKind> kPeriods[] = {
    {v1::PERIOD_KIND_UNSPECIFIED, kUnknown},
    {v1::PERIOD_KIND_DAY, {"日", "day"}},
    {v1::PERIOD_KIND_WEEK, {"周", "week"}},
    {v1::PERIOD_KIND_MONTH, {"月", "month"}},
    {v1::PERIOD_KIND_QUARTER, {"季度", "quarter"}},
    {v1::PERIOD_KIND_YEAR, {"年", "year"}},
    {v1::PERIOD_KIND_CAMPAIGN, {"评选活动", "campaign"}},
};

constexpr TextRow<v1::BoardScope> kScopes[] = {
    {v1::BOARD_SCOPE_UNSPECIFIED, kUnknown},
    {v1::BOARD_SCOPE_BUILDING, {"楼栋", "building"}},
    {v1::BOARD_SCOPE_GRID, {"网格", "grid"}},
    {v1::BOARD_SCOPE_COMMUNITY, {"社区", "community"}},
    {v1::BOARD_SCOPE_STREET, {"街道", "street"}},
    {v1::BOARD_SCOPE_DISTRICT, {"区", "district"}},
};

constexpr TextRow<v1::IndicatorKind> kIndicators[] = {
    {v1::INDICATOR_KIND_UNSPECIFIED, kUnknown},
    {v1::INDICATOR_KIND_RECOVERY, {"可回收物回收率", "recovery"}},
    {v1::INDICATOR_KIND_PARTICIPATION, {"参与率", "participation"}},
    {v1::INDICATOR_KIND_CORRECT, {"投放准确率", "correct drops"}},
    {v1::INDICATOR_KIND_PURITY, {"投放合格率", "purity"}},
    {v1::INDICATOR_KIND_REACHED, {"账户激活率", "households reached"}},
    {v1::INDICATOR_KIND_CLEARANCE, {"清运及时率", "clearances in time"}},
    {v1::INDICATOR_KIND_CLOSURE, {"投诉按时办结率", "answers in time"}},
    {v1::INDICATOR_KIND_VOLUNTEERS, {"志愿者占比", "volunteers"}},
    {v1::INDICATOR_KIND_AWARENESS, {"知晓率", "awareness"}},
    {v1::INDICATOR_KIND_SATISFACTION, {"满意率", "satisfaction"}},
    {v1::INDICATOR_KIND_SAFETY, {"安全感", "safety"}},
    {v1::INDICATOR_KIND_BAGGING, {"垃圾袋装化率", "bagging"}},
};

}  // namespace

Text NameOf(v1::ContestantKind kind) { return FindText(kContestants, kind); }
Text NameOf(v1::EvidenceKind kind) { return FindText(kEvidence, kind); }
Text NameOf(v1::SampleFrom from) { return FindText(kSamples, from); }
Text NameOf(v1::ActivityKind kind) { return FindText(kActivities, kind); }
Text NameOf(v1::SurveyKind kind) { return FindText(kSurveys, kind); }
Text NameOf(v1::PeriodKind kind) { return FindText(kPeriods, kind); }
Text NameOf(v1::BoardScope scope) { return FindText(kScopes, scope); }
Text NameOf(v1::IndicatorKind kind) { return FindText(kIndicators, kind); }

}  // namespace greenledger::cli
