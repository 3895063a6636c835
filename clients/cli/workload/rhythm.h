// When people bring what, and how much: distributions in integer arithmetic.
//
// Factors of weekday and month and the mean weight of a food drop are those of
// real weighed drops (clients/cli/data/calibration.json, Gyeonggi Province,
// 24,466 municipality-days); the windows of the day are those of kiosks in
// Xiamen and Jinan. The spread of single drops is not in either source: it is
// chosen so that a twentieth of the drops weighs 2.35 times the mean.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_RHYTHM_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_RHYTHM_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "clients/kiosk/random.h"

namespace greenledger::workload {

// Number of drops and grams a drop, relative to the mean of the whole year.
struct FoodFactor {
  uint64_t drops_permille;
  uint64_t grams_per_drop;
};

// Monday first.
inline constexpr std::array<FoodFactor, 7> kFoodByWeekday = {{{1034, 1777},
                                                              {979, 1698},
                                                              {984, 1693},
                                                              {968, 1679},
                                                              {930, 1682},
                                                              {945, 1783},
                                                              {1160, 1861}}};
// January first.
inline constexpr std::array<FoodFactor, 12> kFoodByMonth = {{{846, 1944},
                                                             {823, 2001},
                                                             {878, 1843},
                                                             {864, 1793},
                                                             {956, 1770},
                                                             {1089, 1722},
                                                             {1182, 1680},
                                                             {1155, 1588},
                                                             {1128, 1574},
                                                             {1006, 1640},
                                                             {941, 1986},
                                                             {846, 1938}}};
inline constexpr uint64_t kFoodGramsPerDrop = 1741;

// A local day; `number` counts from 1970-01-01.
struct Day {
  int32_t number = 0;
  // 0 is Monday.
  size_t weekday = 0;
  // 0 is January.
  size_t month = 0;
};
Day DayOf(int32_t number);

// Start of a local day in China (UTC+8), microseconds since 1970-01-01 UTC.
int64_t StartOfDayUs(int32_t day);

// Food drops on that day where the mean day has 1000, and their mean weight.
FoodFactor FoodOn(const Day& day);

// Recyclable drops on that day where the mean day has 1000: twice as many on
// Saturday and Sunday as on the other days.
uint64_t RecyclablesPermille(const Day& day);

// Microseconds since midnight. 85 % of food comes in 07–09 and 18–20, 45 to 55,
// the busiest minute of each three times its mean; the rest from 06 to 22.
int64_t DrawFoodTime(kiosk::Random& random);

// Any time from 08 to 21.
int64_t DrawDayTime(kiosk::Random& random);

// A weight around `mean_grams` in steps of the scale, at least one step.
uint32_t DrawGrams(uint64_t mean_grams, uint32_t step, kiosk::Random& random);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_RHYTHM_H_
