#include <algorithm>
#include <optional>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

constexpr int kLinesMax = 200;
constexpr int kCampaignsMax = 50;
constexpr int kWindowsMax = 8;
constexpr uint64_t kRateMax = 1'000'000;

void CheckWindows(const v1::TariffLine& line, const FieldPath& at,
                  FaultList& faults) {
  faults.CheckCount(at, "windows", line.windows_size(), 0, kWindowsMax);
  uint32_t end_before = 0;
  for (int i = 0; i < std::min(line.windows_size(), kWindowsMax); ++i) {
    const v1::TimeWindow& window = line.windows(i);
    const FieldPath path(at, "windows", i);
    faults.CheckRange(path, "from_minute", window.from_minute(), 0, 1439);
    if (window.to_minute() <= window.from_minute() ||
        window.to_minute() > 1440) {
      faults.Add(path, "to_minute", std::to_string(window.to_minute()),
                 "from_minute + 1 to 1440");
    }
    if (window.from_minute() < end_before) {
      faults.Add(path, "from_minute", std::to_string(window.from_minute()),
                 "not before " + std::to_string(end_before) +
                     ", where the window before it ends");
    }
    end_before = std::max(end_before, window.to_minute());
  }
}

void CheckLine(const v1::TariffLine& line, const FieldPath& at,
               FaultList& faults) {
  faults.CheckRange(at, "class_code", line.class_code(), 1, 9999);
  faults.CheckRange(at, "milli_points_per_kg", line.milli_points_per_kg(), 0,
                    kRateMax);
  faults.CheckRange(at, "milli_points_per_piece", line.milli_points_per_piece(),
                    0, kRateMax);
  faults.CheckRange(at, "milli_merit_per_drop", line.milli_merit_per_drop(), 0,
                    kRateMax);
  if (line.min_grams() > line.max_grams()) {
    faults.Add(at, "min_grams", std::to_string(line.min_grams()),
               "at most max_grams, " + std::to_string(line.max_grams()));
  }
  faults.CheckRange(at, "max_grams", line.max_grams(), 1, 500'000);
  faults.CheckRange(at, "max_pieces", line.max_pieces(), 0, 10'000);
  CheckWindows(line, at, faults);
}

// The first line, before `end`, of that class; -1 if there is none.
int FindLine(const v1::Tariff& tariff, int end, uint32_t class_code) {
  for (int i = 0; i < end; ++i) {
    if (tariff.lines(i).class_code() == class_code) return i;
  }
  return -1;
}

void CheckLines(const v1::Tariff& tariff, const FieldPath& at,
                FaultList& faults) {
  faults.CheckCount(at, "lines", tariff.lines_size(), 1, kLinesMax);
  for (int i = 0; i < std::min(tariff.lines_size(), kLinesMax); ++i) {
    const FieldPath path(at, "lines", i);
    CheckLine(tariff.lines(i), path, faults);
    const uint32_t code = tariff.lines(i).class_code();
    const int first = FindLine(tariff, i, code);
    if (first >= 0) {
      faults.Add(
          path, "class_code", std::to_string(code),
          "one line per class; it has lines[" + std::to_string(first) + "]");
    }
  }
}

void CheckCampaign(const v1::Campaign& campaign, const FieldPath& at,
                   FaultList& faults) {
  faults.CheckText(at, "name", campaign.name(), 1, 120);
  faults.CheckDay(at, "from_day", campaign.from_day());
  faults.CheckDay(at, "to_day", campaign.to_day());
  const std::optional<int32_t> from = ParseDay(campaign.from_day());
  const std::optional<int32_t> to = ParseDay(campaign.to_day());
  if (from.has_value() && to.has_value() && *to < *from) {
    faults.Add(at, "to_day", campaign.to_day(),
               "not before from_day, " + campaign.from_day());
  }
  faults.CheckRange(at, "points_permille", campaign.points_permille(), 0, 9000);
  faults.CheckRange(at, "merit_permille", campaign.merit_permille(), 0, 9000);
}

// Days as text compare as the days do; days that are none have their own fault.
bool Overlap(const v1::Campaign& a, const v1::Campaign& b) {
  return a.class_code() == b.class_code() && a.from_day() <= b.to_day() &&
         b.from_day() <= a.to_day();
}

void CheckCampaigns(const v1::Tariff& tariff, const FieldPath& at,
                    FaultList& faults) {
  faults.CheckCount(at, "campaigns", tariff.campaigns_size(), 0, kCampaignsMax);
  for (int i = 0; i < std::min(tariff.campaigns_size(), kCampaignsMax); ++i) {
    const v1::Campaign& campaign = tariff.campaigns(i);
    const FieldPath path(at, "campaigns", i);
    CheckCampaign(campaign, path, faults);
    if (FindLine(tariff, std::min(tariff.lines_size(), kLinesMax),
                 campaign.class_code()) < 0) {
      faults.Add(path, "class_code", std::to_string(campaign.class_code()),
                 "the class_code of one of the lines");
    }
    for (int j = 0; j < i; ++j) {
      if (!Overlap(tariff.campaigns(j), campaign)) continue;
      faults.Add(path, "from_day", campaign.from_day(),
                 "no day of campaigns[" + std::to_string(j) +
                     "], which changes the same line");
    }
  }
}

void CheckExpiry(const v1::ExpiryPolicy& expiry, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckOneOf(at, "rule", expiry.rule(),
                    {v1::EXPIRY_RULE_NEVER, v1::EXPIRY_RULE_ROLLING_MONTHS,
                     v1::EXPIRY_RULE_END_OF_NEXT_YEAR});
  const bool rolling = expiry.rule() == v1::EXPIRY_RULE_ROLLING_MONTHS;
  faults.CheckRange(at, "months", expiry.months(), rolling ? 1 : 0,
                    rolling ? 120 : 0);
}

}  // namespace

void CheckTariff(const v1::Tariff& tariff, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckVersion(at, "version", tariff.version());
  faults.CheckText(at, "title", tariff.title(), 0, 120);
  faults.CheckDay(at, "effective_from", tariff.effective_from());
  faults.CheckVersion(at, "scheme", tariff.scheme());
  CheckLines(tariff, at, faults);
  faults.CheckRange(at, "merge_window_minutes", tariff.merge_window_minutes(),
                    0, 120);
  faults.CheckRange(at, "late_after_hours", tariff.late_after_hours(), 1, 1080);
  faults.CheckOneOf(
      at, "late_rule", tariff.late_rule(),
      {v1::LATE_RULE_COUNT_WHEN_RECEIVED, v1::LATE_RULE_EARN_NOTHING});
  faults.CheckRange(at, "poor_quality_permille", tariff.poor_quality_permille(),
                    0, 1000);
  CheckCampaigns(tariff, at, faults);
  if (tariff.has_expiry()) {
    CheckExpiry(tariff.expiry(), FieldPath(at, "expiry"), faults);
  }
}

common::Faults CheckTariff(const v1::Tariff& tariff) {
  FaultList faults;
  CheckTariff(tariff, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
