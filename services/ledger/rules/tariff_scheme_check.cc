#include <algorithm>
#include <string>

#include "services/ledger/rules/compiled_tariff.h"
#include "services/ledger/rules/document_check.h"

namespace greenledger::rules {
namespace {

bool HasLine(const v1::Tariff& tariff, uint32_t class_code) {
  return std::any_of(tariff.lines().begin(), tariff.lines().end(),
                     [class_code](const v1::TariffLine& line) {
                       return line.class_code() == class_code;
                     });
}

// What the classes that a line rates report: its own class and the subtypes
// that have no line.
struct Rated {
  bool known = false;
  bool by_weight = false;
  bool by_pieces = false;
  // Some class need not be weighed.
  bool weight_optional = false;
};

Rated RatedBy(const v1::TariffLine& line, const v1::Tariff& tariff,
              const CompiledScheme& scheme) {
  Rated rated;
  for (const WasteClass& entry : scheme.classes()) {
    const bool own = entry.code == line.class_code();
    const bool subtype =
        entry.parent_code == line.class_code() && !HasLine(tariff, entry.code);
    if (!own && !subtype) continue;
    rated.known = rated.known || own;
    rated.by_weight = rated.by_weight || entry.NeedsGrams();
    rated.by_pieces = rated.by_pieces || entry.NeedsPieces();
    rated.weight_optional = rated.weight_optional || !entry.NeedsGrams();
  }
  return rated;
}

void CheckLine(const v1::TariffLine& line, const Rated& rated,
               const FieldPath& at, FaultList& faults) {
  if (!rated.known) {
    faults.Add(at, "class_code", std::to_string(line.class_code()),
               "a class of the scheme");
    return;
  }
  if (!rated.by_weight && line.milli_points_per_kg() != 0) {
    faults.Add(at, "milli_points_per_kg",
               std::to_string(line.milli_points_per_kg()),
               "0: the class is not weighed");
  }
  if (!rated.by_pieces && line.milli_points_per_piece() != 0) {
    faults.Add(at, "milli_points_per_piece",
               std::to_string(line.milli_points_per_piece()),
               "0: the class is not counted in pieces");
  }
  if (rated.weight_optional && line.min_grams() != 0) {
    faults.Add(at, "min_grams", std::to_string(line.min_grams()),
               "0: drops of the class may come without a weight");
  }
  if (rated.by_pieces && line.max_pieces() == 0) {
    faults.Add(at, "max_pieces", "0",
               "1 to 10000: the class is counted in pieces");
  }
}

}  // namespace

common::Faults CheckTariffAgainstScheme(const v1::Tariff& tariff,
                                        const v1::Scheme& scheme) {
  FaultList faults;
  const FieldPath root;
  const CompiledScheme compiled(scheme);
  // Days that are well-formed compare as their texts do.
  if (tariff.effective_from() < scheme.effective_from()) {
    faults.Add(root, "effective_from", tariff.effective_from(),
               "not before the scheme's, " + scheme.effective_from());
  }
  if (tariff.scheme() != scheme.version()) {
    faults.Add(root, "scheme", tariff.scheme(), scheme.version());
  }
  for (int i = 0; i < tariff.lines_size(); ++i) {
    const v1::TariffLine& line = tariff.lines(i);
    CheckLine(line, RatedBy(line, tariff, compiled),
              FieldPath(root, "lines", i), faults);
  }
  return faults.Take();
}

}  // namespace greenledger::rules
