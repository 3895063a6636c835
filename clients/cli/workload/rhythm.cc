#include "clients/cli/workload/rhythm.h"

#include <algorithm>
#include <string>

#include "clients/cli/workload/event.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::workload {
namespace {

using kiosk::Random;

constexpr int64_t kHour = 3600 * kSecond;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kUtcOffset = 8 * kHour;

// Twenty equal parts of the drops from the lightest to the heaviest, in
// thousandths of the mean.
constexpr std::array<uint64_t, 20> kWeights = {
    150, 260,  360,  450,  530,  600,  670,  740,  810,  880,
    950, 1020, 1100, 1180, 1270, 1380, 1520, 1720, 2060, 2350};

// A random microsecond of `seconds` (below 2^32).
int64_t Within(int64_t seconds, Random& random) {
  const int64_t second = random.Between(0, seconds - 1);
  return second * kSecond + random.Between(0, kSecond - 1);
}

// Half of a window's drops are even over its two hours; the other half rise to
// a peak and fall within 24 minutes to either side: 0.5 + 0.5 * 5 = 3.
int64_t InWindow(int64_t from_hour, Random& random) {
  if (random.Chance(5000)) return from_hour * kHour + Within(7200, random);
  const int64_t after = Within(1440, random);
  return (from_hour + 1) * kHour + after - Within(1440, random);
}

}  // namespace

Day DayOf(int32_t number) {
  const std::string text = rules::FormatDay(number);
  Day day;
  day.number = number;
  day.weekday = rules::IsoWeekday(number) - 1;
  day.month = static_cast<size_t>(text[5] - '0') * 10 +
              static_cast<size_t>(text[6] - '0') - 1;
  return day;
}

int64_t StartOfDayUs(int32_t day) { return day * kDay - kUtcOffset; }

FoodFactor FoodOn(const Day& day) {
  const FoodFactor& weekday = kFoodByWeekday[day.weekday];
  const FoodFactor& month = kFoodByMonth[day.month];
  return {weekday.drops_permille * month.drops_permille / 1000,
          weekday.grams_per_drop * month.grams_per_drop / kFoodGramsPerDrop};
}

uint64_t RecyclablesPermille(const Day& day) {
  // 5 * 778 + 2 * 1555 = 7000.
  return day.weekday >= 5 ? 1555 : 778;
}

int64_t DrawFoodTime(Random& random) {
  if (random.Chance(8500))
    return InWindow(random.Chance(4500) ? 7 : 18, random);
  // 06–07, 09–18 and 20–22, laid end to end.
  int64_t time = 6 * kHour + Within(12 * 3600, random);
  if (time >= 7 * kHour) time += 2 * kHour;
  if (time >= 18 * kHour) time += 2 * kHour;
  return time;
}

int64_t DrawDayTime(Random& random) {
  return 8 * kHour + Within(13 * 3600, random);
}

uint32_t DrawGrams(uint64_t mean_grams, uint32_t step, Random& random) {
  // One draw a statement: the order within an expression is the compiler's.
  const uint64_t weight = kWeights[random.Below(kWeights.size())];
  const uint64_t permille =
      weight * static_cast<uint64_t>(random.Between(950, 1050)) / 1000;
  const uint64_t steps = (mean_grams * permille / 1000 + step / 2) / step;
  return static_cast<uint32_t>(std::max<uint64_t>(1, steps) * step);
}

}  // namespace greenledger::workload
