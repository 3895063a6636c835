#include "services/ledger/rules/fault_list.h"

#include <fmt/core.h>

#include <algorithm>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/plain_text.h"

namespace greenledger::rules {
namespace {

constexpr size_t kValueBytesMax = 80;

std::string Between(uint64_t min, uint64_t max, std::string_view unit) {
  if (min == 0) return fmt::format("at most {}{}", max, unit);
  return fmt::format("{} to {}{}", min, max, unit);
}

bool IsVersionCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-';
}

}  // namespace

std::string FieldPath::ToString() const {
  if (parent_ == nullptr) return "";
  std::string path = parent_->ToString(name_);
  if (index_ >= 0) path += fmt::format("[{}]", index_);
  return path;
}

std::string FieldPath::ToString(std::string_view name) const {
  std::string path = ToString();
  if (!path.empty() && !name.empty()) path += '.';
  return path.append(name);
}

void FaultList::Add(const FieldPath& at, std::string_view name,
                    std::string_view value, std::string_view expected) {
  if (faults_.size() == kFaultsMax) return;
  faults_.push_back({.field = at.ToString(name),
                     .value = ToPlainText(value, kValueBytesMax),
                     .expected = std::string(expected)});
}

void FaultList::CheckRange(const FieldPath& at, std::string_view name,
                           uint64_t value, uint64_t min, uint64_t max) {
  if (min <= value && value <= max) return;
  Add(at, name, std::to_string(value), fmt::format("{} to {}", min, max));
}

void FaultList::CheckCount(const FieldPath& at, std::string_view name,
                           int count, int min, int max) {
  if (min <= count && count <= max) return;
  Add(at, name, std::to_string(count),
      Between(static_cast<uint64_t>(min), static_cast<uint64_t>(max),
              " items"));
}

void FaultList::CheckText(const FieldPath& at, std::string_view name,
                          std::string_view text, size_t min_bytes,
                          size_t max_bytes) {
  if (text.size() < min_bytes || text.size() > max_bytes) {
    Add(at, name, text, Between(min_bytes, max_bytes, " bytes"));
  } else if (!IsPlainText(text)) {
    Add(at, name, text, "UTF-8 without control characters");
  }
}

void FaultList::CheckVersion(const FieldPath& at, std::string_view name,
                             std::string_view text) {
  if (!text.empty() && text.size() <= 32 &&
      std::all_of(text.begin(), text.end(), IsVersionCharacter)) {
    return;
  }
  Add(at, name, text, "1 to 32 of a-z, 0-9, `.` and `-`");
}

void FaultList::CheckDay(const FieldPath& at, std::string_view name,
                         std::string_view text) {
  if (ParseDay(text).has_value()) return;
  Add(at, name, text, "a day as YYYY-MM-DD, 2000-01-01 to 2199-12-31");
}

void FaultList::CheckSize(const FieldPath& at, std::string_view name,
                          std::string_view bytes, size_t size) {
  if (bytes.size() == size) return;
  Add(at, name, fmt::format("{} bytes", bytes.size()),
      fmt::format("{} bytes", size));
}

bool FaultList::CheckPresent(const FieldPath& at, std::string_view name,
                             bool present) {
  if (!present) Add(at, name, "", "present");
  return present;
}

}  // namespace greenledger::rules
