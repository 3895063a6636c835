// Schemes and tariffs in the form that the rating of drops reads: look-ups by
// class are one step and nothing is allocated. Immutable once built, so any
// number of threads may read.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/tariff.pb.h"
#include "services/ledger/rules/lots.h"

namespace greenledger::rules {

// One class or subtype of a scheme.
struct WasteClass {
  uint32_t code = 0;
  // The class it is a subtype of, 0 for a class.
  uint32_t parent_code = 0;
  // Never UNSPECIFIED, which is read as WEIGHT.
  v1::Measure measure = v1::MEASURE_WEIGHT;

  // What a drop must report.
  bool NeedsGrams() const { return measure != v1::MEASURE_PIECES; }
  bool NeedsPieces() const { return measure != v1::MEASURE_WEIGHT; }
};

// Places in a list, by class code.
class CodeTable {
 public:
  // REQUIRES: code is at most 9999 and place at most 65,534.
  void Put(uint32_t code, size_t place);
  // -1 if nothing was put there.
  int Get(uint32_t code) const {
    return code < places_.size() ? int{places_[code]} - 1 : -1;
  }

 private:
  std::vector<uint16_t> places_;  // plus 1; 0 is none
};

// The classes of a scheme by their codes.
class CompiledScheme {
 public:
  // REQUIRES: CheckScheme(scheme) finds no fault.
  explicit CompiledScheme(const v1::Scheme& scheme);

  // The class with that code, nullptr if there is none; valid as long as this.
  const WasteClass* Find(uint32_t code) const;

  // Whether a bin for `bin_class` takes `drop_class`: the same class, or a
  // subtype of it. False for a class the scheme does not have.
  bool Fits(uint32_t drop_class, uint32_t bin_class) const;

  // In the order of the scheme.
  const std::vector<WasteClass>& classes() const { return classes_; }

 private:
  std::vector<WasteClass> classes_;
  CodeTable by_code_;
};

// What campaigns do to a line on one day, in thousandths.
struct CampaignFactors {
  uint32_t points_permille = 1000;
  uint32_t merit_permille = 1000;
  // False if no campaign changes the line on that day.
  bool active = false;
};

// The rates of one class, with its windows and campaigns. Units as in
// v1::TariffLine.
struct RateLine {
  struct Window {
    uint32_t from_minute = 0;
    uint32_t to_minute = 0;
  };
  struct Campaign {
    int32_t from_day = 0;
    int32_t to_day = 0;
    CampaignFactors factors;
  };

  uint32_t class_code = 0;
  uint64_t milli_points_per_kg = 0;
  uint64_t milli_points_per_piece = 0;
  uint64_t milli_merit_per_drop = 0;
  uint32_t min_grams = 0;
  uint32_t max_grams = 0;
  uint32_t max_pieces = 0;
  uint64_t daily_cap_milli_points = 0;
  uint32_t daily_cap_merit_drops = 0;
  std::vector<Window> windows;
  std::vector<Campaign> campaigns;

  // Whether drops earn at that local minute of the day.
  bool InWindow(uint32_t minute) const;

  // What campaigns do on that local day.
  CampaignFactors FactorsOn(int32_t day) const;
};

// What a single weighing may be at most; more is quarantined.
struct Limits {
  uint32_t max_grams = 500'000;
  uint32_t max_pieces = 10'000;
};

// A published tariff with the scheme it names.
class CompiledTariff {
 public:
  // `index` is that of the entry that published the tariff.
  // REQUIRES: CheckScheme(scheme), CheckTariff(tariff) and
  // CheckTariffAgainstScheme(tariff, scheme) find no fault; a date that does
  // not parse stops the process.
  CompiledTariff(const v1::Tariff& tariff, const v1::Scheme& scheme,
                 uint64_t index);

  const std::string& version() const { return version_; }
  uint64_t index() const { return index_; }
  // First local day on which it rates drops.
  int32_t effective_day() const { return effective_day_; }
  const CompiledScheme& scheme() const { return scheme_; }
  uint32_t merge_window_minutes() const { return merge_window_minutes_; }
  uint32_t late_after_hours() const { return late_after_hours_; }
  v1::LateRule late_rule() const { return late_rule_; }
  uint32_t poor_quality_permille() const { return poor_quality_permille_; }
  // The last day of points that count for `day`, kNeverEnds if they do not end.
  int32_t LastDayOf(int32_t day) const { return LastDay(expiry_, day); }

  // The line that rates a class: its own, else its class's, else nullptr.
  // Valid as long as this.
  const RateLine* LineFor(uint32_t class_code) const;

  // Limits of the line that rates a class; the defaults where there is none.
  Limits LimitsFor(uint32_t class_code) const;

 private:
  std::string version_;
  uint64_t index_;
  int32_t effective_day_;
  CompiledScheme scheme_;
  uint32_t merge_window_minutes_;
  uint32_t late_after_hours_;
  v1::LateRule late_rule_;
  uint32_t poor_quality_permille_;
  v1::ExpiryPolicy expiry_;
  std::vector<RateLine> lines_;
  CodeTable line_by_code_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_
