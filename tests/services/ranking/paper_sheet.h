// What one contestant did in a period, as anybody would add it up.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_SHEET_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_SHEET_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "services/ranking/book_boards.h"

namespace greenledger::ranking {

struct PaperSheet {
  int64_t merit = 0, points = 0, minutes = 0;
  int64_t drops = 0, rejected = 0, days = 0, weeks = 0, months = 0, classes = 0;
  std::map<uint32_t, std::pair<int64_t, int64_t>> by_class;  // drops, grams

  void Add(const PaperSheet& other) {
    merit += other.merit;
    points += other.points;
    minutes += other.minutes;
    drops += other.drops;
    rejected += other.rejected;
    days += other.days;
    weeks += other.weeks;
    months += other.months;
    classes += other.classes;
    for (const auto& [code, both] : other.by_class) {
      by_class[code].first += both.first;
      by_class[code].second += both.second;
    }
  }

  int64_t OfClass(uint32_t wanted, bool in_grams) const {
    int64_t sum = 0;
    for (const auto& [code, both] : by_class) {
      // 21 and 22 are subtypes of 2.
      if (code == wanted || code / 10 == wanted) {
        sum += in_grams ? both.second : both.first;
      }
    }
    return sum;
  }

  int64_t Score(const BoardKey& key) const {
    switch (key.measure) {
      case v1::STANDING_MEASURE_MERIT:
        return merit;
      case v1::STANDING_MEASURE_POINTS:
        return points;
      case v1::STANDING_MEASURE_GRAMS:
        return OfClass(key.class_code, true);
      case v1::STANDING_MEASURE_CLASS_DROPS:
        return OfClass(key.class_code, false);
      case v1::STANDING_MEASURE_DROPS:
        return drops;
      case v1::STANDING_MEASURE_ACTIVE_DAYS:
        return days;
      case v1::STANDING_MEASURE_ACTIVE_WEEKS:
        return weeks;
      case v1::STANDING_MEASURE_ACTIVE_MONTHS:
        return months;
      case v1::STANDING_MEASURE_CLASSES:
        return classes;
      case v1::STANDING_MEASURE_ACTIVITY_MINUTES:
        return minutes;
      case v1::STANDING_MEASURE_REJECTED:
        return rejected;
      default: {
        const int64_t good = std::max<int64_t>(drops, 0);
        const int64_t all = good + std::max<int64_t>(rejected, 0);
        return all == 0 ? 0 : (1000 * good + all / 2) / all;
      }
    }
  }
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_SHEET_H_
