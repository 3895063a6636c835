#include "services/ledger/rules/rating.h"

#include <algorithm>

namespace greenledger::rules {
namespace {

__extension__ typedef unsigned __int128 uint128;

constexpr uint64_t kPermille = 1000;

template <typename T>
T SaturatingAdd(T a, T b) {
  T sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? static_cast<T>(-1) : sum;
}

// Whether the drop earns nothing for a reason of its own, with notes saying
// why.
bool EarnsNothing(const RateLine* line, const Weighing& weighing,
                  NoteList& notes) {
  const bool rejected = weighing.quality == v1::QUALITY_REJECTED;
  const bool outside =
      line != nullptr && weighing.earns && !line->InWindow(weighing.minute);
  if (rejected) notes.Add(v1::DROP_NOTE_REJECTED);
  if (line == nullptr) notes.Add(v1::DROP_NOTE_NOT_IN_TARIFF);
  if (outside) notes.Add(v1::DROP_NOTE_OUTSIDE_WINDOW);
  return rejected || line == nullptr || outside || !weighing.earns;
}

// Under 2^128 for all inputs: 2^64 * 10^9 * (10^3 * 9 * 10^3) < 2^118.
uint64_t RateTotal(const RateLine& line, const MergedSoFar& total,
                   uint64_t quality_permille, uint32_t campaign_permille) {
  const uint128 millionths =
      uint128{total.grams} * line.milli_points_per_kg +
      uint128{total.pieces} * line.milli_points_per_piece * 1000u;
  constexpr uint128 kDivisor = 1000u * kPermille * kPermille;
  const uint128 scaled = millionths * quality_permille * campaign_permille;
  const uint128 rounded = (scaled + kDivisor / 2) / kDivisor;
  return static_cast<uint64_t>(std::min<uint128>(rounded, kMaxMilliPoints));
}

// Gives what the merged drop is worth less what was given, up to the cap.
void GivePoints(const RateLine& line, uint64_t worth, Rating& rating) {
  uint64_t& given = rating.merged.rated_milli_points;
  uint64_t& of_day = rating.day_use.milli_points;
  const uint64_t earned = worth - std::min(worth, given);
  const uint64_t cap = line.daily_cap_milli_points;
  const uint64_t left = cap == 0 ? earned : cap - std::min(cap, of_day);
  rating.milli_points = std::min(earned, left);
  if (left < earned) rating.notes.Add(v1::DROP_NOTE_POINTS_CAPPED);
  given += rating.milli_points;
  of_day = SaturatingAdd(of_day, rating.milli_points);
}

void GiveMerit(const RateLine& line, const CampaignFactors& factors,
               Rating& rating) {
  const uint64_t merit =
      (line.milli_merit_per_drop * factors.merit_permille + kPermille / 2) /
      kPermille;
  if (merit == 0) return;
  rating.merged.merit_given = true;
  uint32_t& of_day = rating.day_use.merit_drops;
  const uint32_t cap = line.daily_cap_merit_drops;
  if (cap != 0 && of_day >= cap) {
    rating.notes.Add(v1::DROP_NOTE_MERIT_CAPPED);
    return;
  }
  rating.milli_merit = merit;
  of_day = SaturatingAdd(of_day, 1u);
}

}  // namespace

Rating Rate(const CompiledTariff& tariff, const Weighing& weighing,
            const MergedSoFar& before, const DayUse& used) {
  Rating rating{.merged = before, .day_use = used, .notes = {}};
  NoteList& notes = rating.notes;
  if (before.grams > 0 || before.pieces > 0) notes.Add(v1::DROP_NOTE_MERGED);
  const RateLine* line = tariff.LineFor(weighing.class_code);
  if (EarnsNothing(line, weighing, notes)) return rating;

  MergedSoFar& total = rating.merged;
  total.grams = SaturatingAdd(before.grams, weighing.grams);
  total.pieces = SaturatingAdd(before.pieces, weighing.pieces);
  if (total.grams < line->min_grams) {
    notes.Add(v1::DROP_NOTE_BELOW_MINIMUM);
    return rating;
  }

  const CampaignFactors factors = line->FactorsOn(weighing.day);
  const bool poor = weighing.quality == v1::QUALITY_POOR;
  const uint64_t worth =
      RateTotal(*line, total, poor ? tariff.poor_quality_permille() : kPermille,
                factors.points_permille);
  GivePoints(*line, worth, rating);
  if (!before.merit_given) GiveMerit(*line, factors, rating);
  if (poor) notes.Add(v1::DROP_NOTE_POOR_QUALITY);
  if (factors.active) notes.Add(v1::DROP_NOTE_CAMPAIGN);
  return rating;
}

}  // namespace greenledger::rules
