#include "services/ledger/rules/compiled_tariff.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

int32_t CheckedDay(const std::string& text) {
  const std::optional<int32_t> day = ParseDay(text);
  if (!day.has_value()) std::abort();
  return *day;
}

RateLine CompileLine(const v1::TariffLine& line, const v1::Tariff& tariff) {
  RateLine compiled{.class_code = line.class_code(),
                    .milli_points_per_kg = line.milli_points_per_kg(),
                    .milli_points_per_piece = line.milli_points_per_piece(),
                    .milli_merit_per_drop = line.milli_merit_per_drop(),
                    .min_grams = line.min_grams(),
                    .max_grams = line.max_grams(),
                    .max_pieces = line.max_pieces(),
                    .daily_cap_milli_points = line.daily_cap_milli_points(),
                    .daily_cap_merit_drops = line.daily_cap_merit_drops(),
                    .windows = {},
                    .campaigns = {}};
  for (const v1::TimeWindow& window : line.windows()) {
    compiled.windows.push_back(
        {.from_minute = window.from_minute(), .to_minute = window.to_minute()});
  }
  for (const v1::Campaign& campaign : tariff.campaigns()) {
    if (campaign.class_code() != line.class_code()) continue;
    compiled.campaigns.push_back(
        {.from_day = CheckedDay(campaign.from_day()),
         .to_day = CheckedDay(campaign.to_day()),
         .factors = {.points_permille = campaign.points_permille(),
                     .merit_permille = campaign.merit_permille(),
                     .active = true}});
  }
  return compiled;
}

}  // namespace

void CodeTable::Put(uint32_t code, size_t place) {
  if (places_.size() <= code) places_.resize(code + 1);
  places_[code] = static_cast<uint16_t>(place + 1);
}

CompiledScheme::CompiledScheme(const v1::Scheme& scheme) {
  for (const v1::WasteClass& entry : scheme.classes()) {
    by_code_.Put(entry.code(), classes_.size());
    classes_.push_back({.code = entry.code(),
                        .parent_code = entry.parent_code(),
                        .measure = entry.measure() == v1::MEASURE_UNSPECIFIED
                                       ? v1::MEASURE_WEIGHT
                                       : entry.measure()});
  }
}

const WasteClass* CompiledScheme::Find(uint32_t code) const {
  const int place = by_code_.Get(code);
  return place < 0 ? nullptr : &classes_[static_cast<size_t>(place)];
}

bool CompiledScheme::Fits(uint32_t drop_class, uint32_t bin_class) const {
  const WasteClass* found = Find(drop_class);
  if (found == nullptr) return false;
  return drop_class == bin_class ||
         (found->parent_code != 0 && found->parent_code == bin_class);
}

bool RateLine::InWindow(uint32_t minute) const {
  if (windows.empty()) return true;
  return std::any_of(windows.begin(), windows.end(), [minute](const Window& w) {
    return w.from_minute <= minute && minute < w.to_minute;
  });
}

CampaignFactors RateLine::FactorsOn(int32_t day) const {
  for (const Campaign& campaign : campaigns) {
    if (campaign.from_day <= day && day <= campaign.to_day) {
      return campaign.factors;
    }
  }
  return {};
}

CompiledTariff::CompiledTariff(const v1::Tariff& tariff,
                               const v1::Scheme& scheme, uint64_t index)
    : version_(tariff.version()),
      index_(index),
      effective_day_(CheckedDay(tariff.effective_from())),
      scheme_(scheme),
      merge_window_minutes_(tariff.merge_window_minutes()),
      late_after_hours_(tariff.late_after_hours()),
      late_rule_(tariff.late_rule()),
      poor_quality_permille_(tariff.poor_quality_permille()),
      expiry_(tariff.expiry()) {
  CodeTable own;
  for (const v1::TariffLine& line : tariff.lines()) {
    own.Put(line.class_code(), lines_.size());
    lines_.push_back(CompileLine(line, tariff));
  }
  for (const WasteClass& entry : scheme_.classes()) {
    int line = own.Get(entry.code);
    if (line < 0 && entry.parent_code != 0) line = own.Get(entry.parent_code);
    if (line >= 0) line_by_code_.Put(entry.code, static_cast<size_t>(line));
  }
}

const RateLine* CompiledTariff::LineFor(uint32_t class_code) const {
  const int line = line_by_code_.Get(class_code);
  return line < 0 ? nullptr : &lines_[static_cast<size_t>(line)];
}

Limits CompiledTariff::LimitsFor(uint32_t class_code) const {
  const RateLine* line = LineFor(class_code);
  if (line == nullptr) return {};
  return {.max_grams = line->max_grams, .max_pieces = line->max_pieces};
}

}  // namespace greenledger::rules
