// Schemes and tariffs in the form that the rating of drops reads: look-ups by
// class are one step and nothing is allocated. Immutable once built, so any
// number of threads may read.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/tariff.pb.h"

namespace greenledger::rules {

// What a drop of a class must report.
bool NeedsGrams(const v1::WasteClass& entry);
bool NeedsPieces(const v1::WasteClass& entry);

// Places of classes or lines in a list, by class code.
class CodeTable {
 public:
  // REQUIRES: code is at most 9999 and place at most 65,534.
  void Put(uint32_t code, int place);
  // -1 if nothing was put there.
  int Get(uint32_t code) const {
    return code < places_.size() ? int{places_[code]} - 1 : -1;
  }

 private:
  std::vector<uint16_t> places_;  // plus 1; 0 is none
};

// A published scheme.
class CompiledScheme {
 public:
  // `index` is that of the entry that published it.
  // REQUIRES: CheckScheme(scheme) finds no fault.
  CompiledScheme(v1::Scheme scheme, uint64_t index);

  const v1::Scheme& scheme() const { return scheme_; }
  uint64_t index() const { return index_; }

  // The class with that code, nullptr if there is none; valid as long as this.
  const v1::WasteClass* Find(uint32_t code) const;

  // Whether a bin for `bin_class` takes `drop_class`: the same class, or a
  // subtype of it. False for a class the scheme does not have.
  bool Fits(uint32_t drop_class, uint32_t bin_class) const;

 private:
  v1::Scheme scheme_;
  uint64_t index_;
  CodeTable by_code_;
};

// What campaigns do to a line on one day, in thousandths.
struct CampaignFactors {
  uint32_t points_permille = 1000;
  uint32_t merit_permille = 1000;
  // False if no campaign changes the line on that day.
  bool active = false;
};

// What a single weighing may be at most; more is quarantined.
struct Limits {
  uint32_t max_grams = 500'000;
  uint32_t max_pieces = 10'000;
};

// A published tariff with the scheme it names.
class CompiledTariff {
 public:
  // `index` is that of the entry that published it.
  // REQUIRES: CheckTariff(tariff) and CheckTariffAgainstScheme(tariff,
  // scheme->scheme()) find no fault; a date that does not parse stops the
  // process.
  CompiledTariff(v1::Tariff tariff,
                 std::shared_ptr<const CompiledScheme> scheme, uint64_t index);

  const v1::Tariff& tariff() const { return tariff_; }
  const CompiledScheme& scheme() const { return *scheme_; }
  uint64_t index() const { return index_; }
  // First local day on which it rates drops.
  int32_t effective_day() const { return effective_day_; }

  // The line that rates a class: its own, else its class's, else nullptr.
  // Valid as long as this.
  const v1::TariffLine* LineFor(uint32_t class_code) const;

  // What campaigns do to a line of this tariff on a local day.
  CampaignFactors FactorsOn(const v1::TariffLine& line, int32_t day) const;

  // Limits of the line that rates a class; the defaults where there is none.
  Limits LimitsFor(uint32_t class_code) const;

 private:
  struct CampaignDays {
    uint32_t class_code = 0;
    int32_t from_day = 0;
    int32_t to_day = 0;
    CampaignFactors factors;
  };

  v1::Tariff tariff_;
  std::shared_ptr<const CompiledScheme> scheme_;
  uint64_t index_;
  int32_t effective_day_;
  CodeTable line_by_code_;
  std::vector<CampaignDays> campaigns_;
};

// Whether drops of a line earn at that local minute of the day.
bool InWindow(const v1::TariffLine& line, uint32_t minute);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_COMPILED_TARIFF_H_
