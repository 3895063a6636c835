#include <algorithm>
#include <cctype>
#include <string_view>

#include "services/ledger/rules/document_check.h"

namespace greenledger::rules {
namespace {

constexpr int kClassesMax = 200;

bool IsColour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         std::all_of(text.begin() + 1, text.end(),
                     [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// The class with that code among the first `end`, nullptr if there is none.
const v1::WasteClass* FindBefore(const v1::Scheme& scheme, int end,
                                 uint32_t code) {
  for (int i = 0; i < end; ++i) {
    if (scheme.classes(i).code() == code) return &scheme.classes(i);
  }
  return nullptr;
}

void CheckPlace(const v1::Scheme& scheme, int index, const FieldPath& at,
                FaultList& faults) {
  const v1::WasteClass& entry = scheme.classes(index);
  if (FindBefore(scheme, index, entry.code()) != nullptr) {
    faults.Add(at, "code", std::to_string(entry.code()),
               "a code that no class before it has");
  }
  if (entry.parent_code() == 0) return;
  const v1::WasteClass* parent = FindBefore(scheme, index, entry.parent_code());
  if (parent == nullptr || parent->parent_code() != 0) {
    faults.Add(at, "parent_code", std::to_string(entry.parent_code()),
               "0, or the code of a class (not a subtype) before it");
  }
}

void CheckClass(const v1::WasteClass& entry, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "code", entry.code(), 1, 9999);
  faults.CheckText(at, "name_zh", entry.name_zh(), 1, 60);
  faults.CheckText(at, "name_en", entry.name_en(), 1, 60);
  if (entry.parent_code() == 0 && !IsColour(entry.colour())) {
    faults.Add(at, "colour", entry.colour(), "#rrggbb");
  }
  if (entry.parent_code() != 0 && !entry.colour().empty()) {
    faults.Add(at, "colour", entry.colour(), "empty: a subtype has no colour");
  }
  faults.CheckOneOf(at, "measure", entry.measure(),
                    {v1::MEASURE_UNSPECIFIED, v1::MEASURE_WEIGHT,
                     v1::MEASURE_PIECES, v1::MEASURE_WEIGHT_AND_PIECES});
}

}  // namespace

void CheckScheme(const v1::Scheme& scheme, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckVersion(at, "version", scheme.version());
  faults.CheckText(at, "title", scheme.title(), 0, 120);
  faults.CheckDay(at, "effective_from", scheme.effective_from());
  faults.CheckCount(at, "classes", scheme.classes_size(), 1, kClassesMax);
  const int end = std::min(scheme.classes_size(), kClassesMax);
  for (int i = 0; i < end; ++i) {
    const FieldPath path(at, "classes", i);
    CheckClass(scheme.classes(i), path, faults);
    CheckPlace(scheme, i, path, faults);
  }
}

common::Faults CheckScheme(const v1::Scheme& scheme) {
  FaultList faults;
  CheckScheme(scheme, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
