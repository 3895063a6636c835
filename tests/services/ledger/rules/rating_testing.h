// Drops under the small tariff, and a table of what each earns.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RATING_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RATING_TESTING_H_

#include <ostream>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/rating.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules::testing {

using Notes = std::vector<v1::DropNote>;

inline constexpr uint32_t kRecyclable = 1;
inline constexpr uint32_t kPaper = 11;
inline constexpr uint32_t kBattery = 23;
inline constexpr uint32_t kFood = 3;
inline constexpr uint32_t kRubble = 5;
inline constexpr int32_t kPlainDay = 20454;     // 2026-01-01
inline constexpr int32_t kCampaignDay = 20609;  // 2026-06-05
inline constexpr uint32_t kMorning = 480;

inline Weighing Drop(uint32_t class_code, uint64_t grams, uint64_t pieces = 0) {
  return {.grams = grams,
          .pieces = pieces,
          .class_code = class_code,
          .day = kPlainDay,
          .minute = kMorning};
}

struct Case {
  const char* name;
  Weighing weighing;
  MergedSoFar before;
  DayUse used;
  uint64_t milli_points;
  uint64_t milli_merit;
  Notes notes;
};

inline void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

// Makes a row's weighing something else than a plain drop.
inline Weighing With(Weighing weighing, v1::Quality quality) {
  weighing.quality = quality;
  return weighing;
}
inline Weighing At(Weighing weighing, uint32_t minute) {
  weighing.minute = minute;
  return weighing;
}
inline Weighing On(Weighing weighing, int32_t day) {
  weighing.day = day;
  return weighing;
}
inline Weighing EarningNothing(Weighing weighing) {
  weighing.earns = false;
  return weighing;
}

inline void ExpectRating(const Case& row) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const Rating rating = Rate(tariff, row.weighing, row.before, row.used);
  EXPECT_EQ(rating.milli_points, row.milli_points);
  EXPECT_EQ(rating.milli_merit, row.milli_merit);
  EXPECT_THAT(Notes(rating.notes.begin(), rating.notes.end()),
              ::testing::ElementsAreArray(row.notes));
  EXPECT_EQ(rating.day_use.milli_points,
            row.used.milli_points + row.milli_points);
  EXPECT_EQ(rating.day_use.merit_drops,
            row.used.merit_drops + (row.milli_merit > 0 ? 1 : 0));
}

}  // namespace greenledger::rules::testing

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RATING_TESTING_H_
