// What a contestant did in a period, and what a measure makes of it.
#ifndef GREENLEDGER_SERVICES_RANKING_SUMS_H_
#define GREENLEDGER_SERVICES_RANKING_SUMS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "greenledger/v1/selection.pb.h"

namespace greenledger::ranking {

// Drops that were not rejected, of one class code as dropped.
struct ClassSum {
  uint32_t code = 0;
  int32_t drops = 0;
  int64_t grams = 0;

  friend bool operator==(const ClassSum&, const ClassSum&) = default;
};

// Of a place each figure is the sum over its households.
struct Sums {
  int64_t milli_merit = 0;
  int64_t milli_points = 0;
  int64_t minutes = 0;
  int32_t drops = 0;
  int32_t rejected = 0;
  // Local days, ISO weeks and months with a drop that was not rejected.
  int32_t days = 0;
  int32_t weeks = 0;
  int32_t months = 0;
  // Codes with such a drop.
  int32_t classes = 0;
  // By rising code.
  std::vector<ClassSum> by_class = {};

  // Adds all but by_class.
  void Add(const Sums& other);
  // Adds to one code; returns by how much the number of codes with a drop grew.
  int32_t AddClass(uint32_t code, int32_t drops, int64_t grams);

  friend bool operator==(const Sums&, const Sums&) = default;
};

// A measure of a class needs the codes that count, rising.
struct MeasureOf {
  v1::StandingMeasure measure = v1::STANDING_MEASURE_UNSPECIFIED;
  std::vector<uint32_t> codes;
};

// The score; 0 for measures that cannot be ranked.
int64_t ScoreOf(const Sums& sums, const MeasureOf& by);

// Whether it is ranked: it has a score, or dropped or did anything.
bool IsRanked(const Sums& sums, int64_t score);

std::string EncodeSums(const Sums& sums);
// False if the bytes are no sums.
bool DecodeSums(std::string_view bytes, Sums* sums);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_SUMS_H_
