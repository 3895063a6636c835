#include "services/ranking/sums.h"

#include <algorithm>

#include "services/ranking/rows.pb.h"

namespace greenledger::ranking {
namespace {

// Half up; drops that were taken back in a later period may outweigh its own.
int64_t Purity(const Sums& sums) {
  const int64_t drops = std::max(sums.drops, 0);
  const int64_t all = drops + std::max(sums.rejected, 0);
  return all == 0 ? 0 : (drops * 2000 + all) / (2 * all);
}

template <typename Figure>
int64_t OverCodes(const Sums& sums, const MeasureOf& by, Figure figure) {
  int64_t sum = 0;
  for (const ClassSum& one : sums.by_class) {
    if (std::binary_search(by.codes.begin(), by.codes.end(), one.code)) {
      sum += figure(one);
    }
  }
  return sum;
}

}  // namespace

void Sums::Add(const Sums& other) {
  milli_merit += other.milli_merit;
  milli_points += other.milli_points;
  minutes += other.minutes;
  drops += other.drops;
  rejected += other.rejected;
  days += other.days;
  weeks += other.weeks;
  months += other.months;
  classes += other.classes;
}

int32_t Sums::AddClass(uint32_t code, int32_t more_drops, int64_t grams) {
  auto at = std::lower_bound(
      by_class.begin(), by_class.end(), code,
      [](const ClassSum& one, uint32_t wanted) { return one.code < wanted; });
  if (at == by_class.end() || at->code != code) {
    at = by_class.insert(at, ClassSum{.code = code});
  }
  const bool before = at->drops > 0;
  at->drops += more_drops;
  at->grams += grams;
  return int32_t{at->drops > 0} - int32_t{before};
}

int64_t ScoreOf(const Sums& sums, const MeasureOf& by) {
  switch (by.measure) {
    case v1::STANDING_MEASURE_MERIT:
      return sums.milli_merit;
    case v1::STANDING_MEASURE_POINTS:
      return sums.milli_points;
    case v1::STANDING_MEASURE_GRAMS:
      return OverCodes(sums, by, [](const ClassSum& one) { return one.grams; });
    case v1::STANDING_MEASURE_CLASS_DROPS:
      return OverCodes(sums, by,
                       [](const ClassSum& one) { return int64_t{one.drops}; });
    case v1::STANDING_MEASURE_DROPS:
      return sums.drops;
    case v1::STANDING_MEASURE_ACTIVE_DAYS:
      return sums.days;
    case v1::STANDING_MEASURE_ACTIVE_WEEKS:
      return sums.weeks;
    case v1::STANDING_MEASURE_ACTIVE_MONTHS:
      return sums.months;
    case v1::STANDING_MEASURE_PURITY:
      return Purity(sums);
    case v1::STANDING_MEASURE_CLASSES:
      return sums.classes;
    case v1::STANDING_MEASURE_ACTIVITY_MINUTES:
      return sums.minutes;
    case v1::STANDING_MEASURE_REJECTED:
      return sums.rejected;
    default:
      return 0;
  }
}

bool IsRanked(const Sums& sums, int64_t score) {
  return score != 0 || sums.drops != 0 || sums.rejected != 0 ||
         sums.minutes != 0;
}

std::string EncodeSums(const Sums& sums) {
  rows::SumsRow row;
  row.set_milli_merit(sums.milli_merit);
  row.set_milli_points(sums.milli_points);
  row.set_minutes(sums.minutes);
  row.set_drops(sums.drops);
  row.set_rejected(sums.rejected);
  row.set_days(sums.days);
  row.set_weeks(sums.weeks);
  row.set_months(sums.months);
  row.set_classes(sums.classes);
  for (const ClassSum& one : sums.by_class) {
    rows::ClassRow* of = row.add_by_class();
    of->set_code(one.code);
    of->set_drops(one.drops);
    of->set_grams(one.grams);
  }
  return row.SerializeAsString();
}

bool DecodeSums(std::string_view bytes, Sums* sums) {
  rows::SumsRow row;
  if (!row.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return false;
  }
  *sums = {.milli_merit = row.milli_merit(),
           .milli_points = row.milli_points(),
           .minutes = row.minutes(),
           .drops = row.drops(),
           .rejected = row.rejected(),
           .days = row.days(),
           .weeks = row.weeks(),
           .months = row.months(),
           .classes = row.classes()};
  for (const rows::ClassRow& one : row.by_class()) {
    sums->by_class.push_back({one.code(), one.drops(), one.grams()});
  }
  return true;
}

}  // namespace greenledger::ranking
