#include "services/ranking/calendar.h"

#include <algorithm>
#include <utility>

#include "services/ranking/rows.pb.h"

namespace greenledger::ranking {
namespace {

constexpr uint32_t kFull = 15;

int32_t MonthNumber(int32_t day) {
  return PeriodNumber(v1::PERIOD_KIND_MONTH, day);
}

DaySpan MonthDays(int32_t month) {
  return PeriodDays(v1::PERIOD_KIND_MONTH, month);
}

}  // namespace

uint32_t Calendar::CountOf(const Month& month, uint32_t slot, int32_t first_day,
                           uint32_t index) const {
  const uint32_t count = month.At(index);
  if (count < kFull) return count;
  const auto more = more_.find({slot, first_day + static_cast<int32_t>(index)});
  return count + (more == more_.end() ? 0 : more->second);
}

void Calendar::SetCount(Month* month, uint32_t slot, int32_t first_day,
                        uint32_t index, uint32_t count) {
  const std::pair<uint32_t, int32_t> key = {
      slot, first_day + static_cast<int32_t>(index)};
  if (month->At(index) == kFull && count <= kFull) more_.erase(key);
  if (count > kFull) more_[key] = count - kFull;
  month->Set(index, std::min(count, kFull));
}

int32_t Calendar::Add(uint32_t slot, int32_t day, int32_t drops) {
  const int32_t number = MonthNumber(day);
  const int32_t first = MonthDays(number).from_day;
  const auto index = static_cast<uint32_t>(day - first);
  Month& month = months_[number].Change(slot);
  const uint32_t before = CountOf(month, slot, first, index);
  const int64_t sum = int64_t{before} + drops;
  const auto after = static_cast<uint32_t>(std::max<int64_t>(sum, 0));
  SetCount(&month, slot, first, index, after);
  return int32_t{after > 0} - int32_t{before > 0};
}

bool Calendar::IsActiveBut(uint32_t slot, const DaySpan& span,
                           int32_t day) const {
  for (auto at = months_.lower_bound(MonthNumber(span.from_day));
       at != months_.end(); ++at) {
    const DaySpan days = MonthDays(at->first);
    if (days.from_day > span.to_day) return false;
    const Month* month = at->second.Find(slot);
    if (month == nullptr) continue;
    const int32_t last = std::min(days.to_day, span.to_day);
    for (int32_t one = std::max(days.from_day, span.from_day); one <= last;
         ++one) {
      if (one != day &&
          month->At(static_cast<uint32_t>(one - days.from_day)) > 0) {
        return true;
      }
    }
  }
  return false;
}

void Calendar::ForgetBefore(int32_t day) {
  const auto end = months_.lower_bound(MonthNumber(day));
  if (months_.begin() == end) return;
  months_.erase(months_.begin(), end);
  const int32_t first = MonthDays(MonthNumber(day)).from_day;
  absl::erase_if(more_,
                 [&](const auto& one) { return one.first.second < first; });
}

void Calendar::TakeBefore(int32_t day, Calendar* other) {
  const int32_t end = MonthNumber(day);
  for (auto& [number, month] : other->months_) {
    if (number < end) months_[number] = std::move(month);
  }
  const int32_t first = MonthDays(end).from_day;
  absl::erase_if(more_,
                 [&](const auto& one) { return one.first.second < first; });
  for (const auto& [key, more] : other->more_) {
    if (key.second < first) more_[key] = more;
  }
}

void Calendar::TakeChanges(const Visit& visit) {
  for (auto& [number, month] : months_) {
    const DaySpan days = MonthDays(number);
    for (const uint32_t slot : month.TakeChanged()) {
      const Month& changed = *month.Find(slot);
      rows::CalendarRow row;
      int last = 0;
      for (int32_t day = days.from_day; day <= days.to_day; ++day) {
        const auto index = static_cast<uint32_t>(day - days.from_day);
        row.add_drops(CountOf(changed, slot, days.from_day, index));
        if (row.drops().Get(row.drops_size() - 1) > 0) last = row.drops_size();
      }
      row.mutable_drops()->Truncate(last);
      visit(number, slot, row.SerializeAsString());
    }
  }
}

size_t Calendar::changed() const {
  size_t sum = 0;
  for (const auto& [number, month] : months_) sum += month.changed();
  return sum;
}

bool Calendar::Load(int32_t month, uint32_t slot, std::string_view row) {
  rows::CalendarRow parsed;
  const DaySpan days = MonthDays(month);
  if (!parsed.ParseFromArray(row.data(), static_cast<int>(row.size())) ||
      parsed.drops_size() > days.to_day - days.from_day + 1) {
    return false;
  }
  Month& loaded = months_[month].Add(slot);
  for (int i = 0; i < parsed.drops_size(); ++i) {
    SetCount(&loaded, slot, days.from_day, static_cast<uint32_t>(i),
             parsed.drops(i));
  }
  return true;
}

}  // namespace greenledger::ranking
