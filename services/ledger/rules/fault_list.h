// Collects what is wrong with a request or document: all of it, each fault
// with the path of its field. Paths are spelled only for faults, so a check
// that finds nothing allocates nothing.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_FAULT_LIST_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_FAULT_LIST_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/fault.h"

namespace greenledger::rules {

inline constexpr size_t kFaultsMax = 200;

// Where a message lies: the root, or a field of a message. Refers to its parent
// and name, which must outlive it; made on the stack.
class FieldPath {
 public:
  // The message that is checked.
  FieldPath() = default;
  // A field of `parent`, an item of it if `index` is given.
  FieldPath(const FieldPath& parent, std::string_view name, int index = -1)
      : parent_(&parent), name_(name), index_(index) {}

  // Such as `lines[2].windows[0]`; empty for the root.
  std::string ToString() const;
  // The same followed by `name`.
  std::string ToString(std::string_view name) const;

 private:
  const FieldPath* parent_ = nullptr;
  std::string_view name_;
  int index_ = -1;
};

// The checks take a message's path, the field's name and its value.
class FaultList {
 public:
  // Adds a fault of the field `name` of `at` (of `at` itself if `name` is
  // empty). Faults beyond kFaultsMax are left out.
  void Add(const FieldPath& at, std::string_view name, std::string_view value,
           std::string_view expected);

  void CheckRange(const FieldPath& at, std::string_view name, uint64_t value,
                  uint64_t min, uint64_t max);
  // Number of items of a list.
  void CheckCount(const FieldPath& at, std::string_view name, int count,
                  int min, int max);
  // Plain text of so many bytes.
  void CheckText(const FieldPath& at, std::string_view name,
                 std::string_view text, size_t min_bytes, size_t max_bytes);
  // A version: 1 to 32 of a-z, 0-9, `.` and `-`.
  void CheckVersion(const FieldPath& at, std::string_view name,
                    std::string_view text);
  // A `YYYY-MM-DD`.
  void CheckDay(const FieldPath& at, std::string_view name,
                std::string_view text);
  // Bytes of exactly that size.
  void CheckSize(const FieldPath& at, std::string_view name,
                 std::string_view bytes, size_t size);
  // A message field; false if it is missing.
  bool CheckPresent(const FieldPath& at, std::string_view name, bool present);

  // One of the values of an enum that may stand there.
  template <typename Enum>
  void CheckOneOf(const FieldPath& at, std::string_view name, Enum value,
                  std::initializer_list<Enum> allowed) {
    for (const Enum one : allowed) {
      if (value == one) return;
    }
    std::string expected;
    for (const Enum one : allowed) {
      if (!expected.empty()) expected += " or ";
      expected += NameOf(one);
    }
    Add(at, name, NameOf(value), expected);
  }

  // Hands over what was found.
  common::Faults Take() { return std::move(faults_); }

 private:
  // The value's name, its number if it has none.
  template <typename Enum>
  static std::string NameOf(Enum value) {
    const auto* named =
        google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
    return named == nullptr ? std::to_string(int{value}) : named->name();
  }

  common::Faults faults_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_FAULT_LIST_H_
