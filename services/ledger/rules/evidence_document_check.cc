// What is wrong with a calendar or with the rules of activities.
#include <set>
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr int kOffDaysMax = 100;
constexpr int kWorkingDaysMax = 60;
constexpr int kCampaignDaysMax = 100;
constexpr int kRatesMax = 4;

// A day of the year, after `before`, which becomes the day.
void CheckDayIn(uint32_t year, const FieldPath& at, std::string_view name,
                const std::string& day, std::string* before,
                FaultList& faults) {
  const auto parsed = ParseDay(day);
  if (!parsed.has_value()) return faults.CheckDay(at, name, day);
  if (!day.starts_with(std::to_string(year))) {
    faults.Add(at, name, day, "a day of the calendar's year");
  }
  if (day <= *before) faults.Add(at, name, day, "later than the one before");
  *before = day;
}

// Days that are (or are not) a Saturday or Sunday.
void CheckDays(const google::protobuf::RepeatedPtrField<std::string>& days,
               uint32_t year, bool weekend, const FieldPath& at,
               FaultList& faults) {
  std::string before;
  for (int i = 0; i < days.size(); ++i) {
    CheckDayIn(year, FieldPath(at, weekend ? "working_days" : "off_days", i),
               "", days[i], &before, faults);
    const auto day = ParseDay(days[i]);
    if (!day.has_value() || (IsoWeekday(*day) > 5) == weekend) continue;
    faults.Add(
        FieldPath(at, weekend ? "working_days" : "off_days", i), "", days[i],
        weekend ? "a Saturday or Sunday" : "a day from Monday to Friday");
  }
}

}  // namespace

void CheckCalendarYear(const v1::CalendarYear& calendar, const FieldPath& at,
                       FaultList& faults) {
  const uint32_t year = calendar.year();
  faults.CheckRange(at, "year", year, 2000, 2099);
  faults.CheckCount(at, "off_days", calendar.off_days_size(), 0, kOffDaysMax);
  CheckDays(calendar.off_days(), year, false, at, faults);
  faults.CheckCount(at, "working_days", calendar.working_days_size(), 0,
                    kWorkingDaysMax);
  CheckDays(calendar.working_days(), year, true, at, faults);
  faults.CheckCount(at, "campaign_days", calendar.campaign_days_size(), 0,
                    kCampaignDaysMax);
  std::string before;
  for (int i = 0; i < calendar.campaign_days_size(); ++i) {
    const FieldPath path(at, "campaign_days", i);
    const v1::CampaignDay& day = calendar.campaign_days(i);
    CheckDayIn(year, path, "day", day.day(), &before, faults);
    faults.CheckText(path, "title", day.title(), 1, 120);
  }
  faults.CheckText(at, "source", calendar.source(), 1, 300);
}

common::Faults CheckCalendarYear(const v1::CalendarYear& calendar) {
  FaultList faults;
  CheckCalendarYear(calendar, FieldPath(), faults);
  return faults.Take();
}

void CheckActivityRules(const v1::ActivityRules& rules, const FieldPath& at,
                        FaultList& faults) {
  faults.CheckVersion(at, "version", rules.version());
  faults.CheckCount(at, "rates", rules.rates_size(), 0, kRatesMax);
  std::set<v1::ActivityKind> seen;
  for (int i = 0; i < rules.rates_size(); ++i) {
    const FieldPath path(at, "rates", i);
    const v1::ActivityRate& rate = rules.rates(i);
    CheckActivityKind(path, rate.kind(), faults);
    if (!seen.insert(rate.kind()).second) {
      faults.Add(path, "kind", v1::ActivityKind_Name(rate.kind()),
                 "given once");
    }
    faults.CheckRange(path, "milli_merit_per_hour", rate.milli_merit_per_hour(),
                      1, 1'000'000);
  }
  faults.CheckRange(at, "minutes_per_day_max", rules.minutes_per_day_max(), 1,
                    1440);
}

common::Faults CheckActivityRules(const v1::ActivityRules& rules) {
  FaultList faults;
  CheckActivityRules(rules, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
