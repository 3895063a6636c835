#include "clients/cli/workload/weighbridge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "clients/cli/workload/csv.h"
#include "fmt/format.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::workload {
namespace {

constexpr std::string_view kHeader =
    "area,ticket_date,waste_type,net_weight_kg";
constexpr std::string_view kClassesHeader = "waste_type,class_code,means";
// 500 t: the most a clearance may say.
constexpr uint64_t kKilogramsMax = 500'000;

struct TypeClass {
  uint32_t class_code = 0;
  std::string means;
};

absl::StatusOr<std::map<std::string, TypeClass>> ReadClasses(
    std::string_view csv) {
  absl::StatusOr<Table> table = ParseTable(csv, kClassesHeader, "classes");
  if (!table.ok()) return table.status();
  std::map<std::string, TypeClass> classes;
  for (const Row& row : *table) {
    absl::StatusOr<uint64_t> code = row.Number(1);
    if (!code.ok()) return code.status();
    if (*code > 9999) {
      return absl::InvalidArgumentError(
          fmt::format("classes, line {}: class_code {}, must be 0 to 9999",
                      row.line, *code));
    }
    classes[row.cells[0]] = {static_cast<uint32_t>(*code), row.cells[2]};
  }
  return classes;
}

// Grams of a decimal number of kilograms with at most three decimals.
std::optional<uint64_t> ParseKilograms(std::string_view text) {
  const size_t point = std::min(text.find('.'), text.size());
  std::string_view decimals = text.substr(point);
  if (point == 0 || point > 8 || decimals.size() == 1 || decimals.size() > 4) {
    return std::nullopt;
  }
  std::string digits(text.substr(0, point));
  if (!decimals.empty()) digits += decimals.substr(1);
  digits.resize(point + 3, '0');
  uint64_t grams = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    grams = grams * 10 + static_cast<uint64_t>(c - '0');
  }
  if (grams > kKilogramsMax * 1000) return std::nullopt;
  return grams;
}

// Goes through the rows and sorts them into weighings and notes.
class Import {
 public:
  Import(std::map<std::string, TypeClass> classes,
         const WeighbridgeRules& rules)
      : classes_(std::move(classes)), rules_(rules) {}

  void Read(const Row& row);
  WeighbridgeDays Finish();

 private:
  void Note(uint64_t line, RowFault fault, std::string detail);
  std::optional<int32_t> ReadDay(const Row& row);
  const TypeClass* ReadType(const Row& row);
  std::optional<uint64_t> ReadGrams(const Row& row);
  void FindOutliers();

  const std::map<std::string, TypeClass> classes_;
  const WeighbridgeRules& rules_;
  std::set<std::tuple<std::string, int32_t, std::string>> seen_;
  WeighbridgeDays days_;
};

void Import::Read(const Row& row) {
  const std::optional<int32_t> day = ReadDay(row);
  if (!day.has_value()) return;
  const std::optional<uint64_t> grams = ReadGrams(row);
  if (!grams.has_value()) return;
  const TypeClass* type = ReadType(row);
  if (type == nullptr) return;
  const std::string& name = type->means.empty() ? row.cells[2] : type->means;
  if (!seen_.insert({row.cells[0], *day, name}).second) {
    return Note(row.line, RowFault::kDuplicate,
                fmt::format("{} of {} stands in the file already", name,
                            rules::FormatDay(*day)));
  }
  days_.weighings.push_back({row.line, *day, type->class_code, name, *grams});
}

void Import::Note(uint64_t line, RowFault fault, std::string detail) {
  ++days_.fault_counts[static_cast<size_t>(fault)];
  days_.notes.push_back({line, fault, std::move(detail)});
}

std::optional<int32_t> Import::ReadDay(const Row& row) {
  const std::string text = row.cells[1].substr(0, 80);
  const std::optional<int32_t> day = rules::ParseDay(text);
  if (!day.has_value()) {
    Note(row.line, RowFault::kBadDate,
         fmt::format("`{}`, must be a day as YYYY-MM-DD", text));
    return std::nullopt;
  }
  if (!rules_.swap_day_and_month || text.substr(8) > "12" ||
      text.substr(5, 2) == text.substr(8) ||
      std::ranges::find(rules_.years_not_swapped,
                        std::stoi(text.substr(0, 4))) !=
          rules_.years_not_swapped.end()) {
    return day;
  }
  const std::string swapped =
      text.substr(0, 5) + text.substr(8) + "-" + text.substr(5, 2);
  Note(row.line, RowFault::kDaySwapped,
       fmt::format("{} taken as {}", text, swapped));
  return rules::ParseDay(swapped);
}

std::optional<uint64_t> Import::ReadGrams(const Row& row) {
  const std::optional<uint64_t> grams = ParseKilograms(row.cells[3]);
  if (!grams.has_value()) {
    Note(row.line, RowFault::kBadWeight,
         fmt::format("`{}`, must be kilograms, 0 to {}",
                     row.cells[3].substr(0, 80), kKilogramsMax));
    return std::nullopt;
  }
  if (*grams == 0) {
    Note(row.line, RowFault::kZeroWeight, "0 kg, must be above 0");
    return std::nullopt;
  }
  return grams;
}

const TypeClass* Import::ReadType(const Row& row) {
  const std::string& name = row.cells[2];
  const auto found = classes_.find(name);
  if (found == classes_.end()) {
    Note(row.line, RowFault::kUnknownType,
         fmt::format("`{}`, must be in the classes file", name.substr(0, 80)));
    return nullptr;
  }
  if (found->second.class_code == 0) {
    Note(row.line, RowFault::kTypeLeftOut, name);
    return nullptr;
  }
  if (!found->second.means.empty()) {
    Note(row.line, RowFault::kMisspeltType,
         fmt::format("`{}` taken as `{}`", name, found->second.means));
  }
  return &found->second;
}

void Import::FindOutliers() {
  if (rules_.outlier_medians == 0) return;
  std::map<std::string, std::vector<uint64_t>> by_type;
  for (const Weighing& weighing : days_.weighings) {
    by_type[weighing.type].push_back(weighing.grams);
  }
  std::map<std::string, uint64_t> medians;
  for (auto& [type, grams] : by_type) {
    const auto middle = grams.begin() + static_cast<long>(grams.size() / 2);
    std::nth_element(grams.begin(), middle, grams.end());
    medians[type] = *middle;
  }
  std::erase_if(days_.weighings, [&](const Weighing& weighing) {
    const uint64_t median = medians[weighing.type];
    if (weighing.grams <= median * rules_.outlier_medians) return false;
    Note(weighing.line, RowFault::kOutlier,
         fmt::format("{} kg of {}, the median is {} kg", weighing.grams / 1000,
                     weighing.type, median / 1000));
    return rules_.leave_out_outliers;
  });
}

WeighbridgeDays Import::Finish() {
  FindOutliers();
  std::ranges::stable_sort(days_.notes, {}, &RowNote::line);
  std::ranges::stable_sort(days_.weighings, {}, &Weighing::day);
  return std::move(days_);
}

}  // namespace

std::string_view RowFaultName(RowFault fault) {
  constexpr std::array<std::string_view, kRowFaults> kNames = {
      "BAD_DATE",  "BAD_WEIGHT", "ZERO_WEIGHT", "UNKNOWN_TYPE", "LEFT_OUT",
      "DUPLICATE", "MISSPELT",   "DAY_SWAPPED", "OUTLIER"};
  return kNames[static_cast<size_t>(fault)];
}

absl::StatusOr<WeighbridgeDays> ReadWeighbridge(std::string_view csv,
                                                std::string_view classes_csv,
                                                const WeighbridgeRules& rules) {
  auto classes = ReadClasses(classes_csv);
  if (!classes.ok()) return classes.status();
  absl::StatusOr<Table> table = ParseTable(csv, kHeader, "weighbridge");
  if (!table.ok()) return table.status();
  Import import(*std::move(classes), rules);
  for (const Row& row : *table) import.Read(row);
  return import.Finish();
}

}  // namespace greenledger::workload
