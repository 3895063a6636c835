#include "services/ledger/rules/compiled_tariff.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

int32_t CheckedDay(const std::string& text) {
  const std::optional<int32_t> day = ParseDay(text);
  if (!day.has_value()) std::abort();
  return *day;
}

}  // namespace

bool NeedsGrams(const v1::WasteClass& entry) {
  return entry.measure() != v1::MEASURE_PIECES;
}

bool NeedsPieces(const v1::WasteClass& entry) {
  return entry.measure() == v1::MEASURE_PIECES ||
         entry.measure() == v1::MEASURE_WEIGHT_AND_PIECES;
}

void CodeTable::Put(uint32_t code, int place) {
  if (places_.size() <= code) places_.resize(code + 1);
  places_[code] = static_cast<uint16_t>(place + 1);
}

CompiledScheme::CompiledScheme(v1::Scheme scheme, uint64_t index)
    : scheme_(std::move(scheme)), index_(index) {
  for (int i = 0; i < scheme_.classes_size(); ++i) {
    by_code_.Put(scheme_.classes(i).code(), i);
  }
}

const v1::WasteClass* CompiledScheme::Find(uint32_t code) const {
  const int place = by_code_.Get(code);
  return place < 0 ? nullptr : &scheme_.classes(place);
}

bool CompiledScheme::Fits(uint32_t drop_class, uint32_t bin_class) const {
  const v1::WasteClass* found = Find(drop_class);
  if (found == nullptr) return false;
  return drop_class == bin_class ||
         (found->parent_code() != 0 && found->parent_code() == bin_class);
}

CompiledTariff::CompiledTariff(v1::Tariff tariff,
                               std::shared_ptr<const CompiledScheme> scheme,
                               uint64_t index)
    : tariff_(std::move(tariff)),
      scheme_(std::move(scheme)),
      index_(index),
      effective_day_(CheckedDay(tariff_.effective_from())) {
  CodeTable own;
  for (int i = 0; i < tariff_.lines_size(); ++i) {
    own.Put(tariff_.lines(i).class_code(), i);
  }
  for (const v1::WasteClass& entry : scheme_->scheme().classes()) {
    int line = own.Get(entry.code());
    if (line < 0 && entry.parent_code() != 0)
      line = own.Get(entry.parent_code());
    if (line >= 0) line_by_code_.Put(entry.code(), line);
  }
  for (const v1::Campaign& campaign : tariff_.campaigns()) {
    campaigns_.push_back(
        {.class_code = campaign.class_code(),
         .from_day = CheckedDay(campaign.from_day()),
         .to_day = CheckedDay(campaign.to_day()),
         .factors = {.points_permille = campaign.points_permille(),
                     .merit_permille = campaign.merit_permille(),
                     .active = true}});
  }
}

const v1::TariffLine* CompiledTariff::LineFor(uint32_t class_code) const {
  const int line = line_by_code_.Get(class_code);
  return line < 0 ? nullptr : &tariff_.lines(line);
}

CampaignFactors CompiledTariff::FactorsOn(const v1::TariffLine& line,
                                          int32_t day) const {
  for (const CampaignDays& campaign : campaigns_) {
    if (campaign.class_code == line.class_code() && campaign.from_day <= day &&
        day <= campaign.to_day) {
      return campaign.factors;
    }
  }
  return {};
}

Limits CompiledTariff::LimitsFor(uint32_t class_code) const {
  const v1::TariffLine* line = LineFor(class_code);
  if (line == nullptr) return {};
  return {.max_grams = line->max_grams(), .max_pieces = line->max_pieces()};
}

bool InWindow(const v1::TariffLine& line, uint32_t minute) {
  if (line.windows().empty()) return true;
  for (const v1::TimeWindow& window : line.windows()) {
    if (window.from_minute() <= minute && minute < window.to_minute()) {
      return true;
    }
  }
  return false;
}

}  // namespace greenledger::rules
