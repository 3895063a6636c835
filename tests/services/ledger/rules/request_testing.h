// Well-formed requests, and a table of what each fault is called.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_REQUEST_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_REQUEST_TESTING_H_

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/ledger/rules/request_check.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules::testing {

inline constexpr char kHeader[] = R"(
  header { request_id: "6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a10"
           book: 350212003001 } )";

// One way to spoil a request, and the fields that must then be named.
struct RequestCase {
  std::string name;
  std::function<std::vector<std::string>()> fields;
  std::vector<std::string> expected;
};

inline void PrintTo(const RequestCase& row, std::ostream* out) {
  *out << row.name;
}

// The row for a request given as text, after `change`.
template <typename Request>
RequestCase Row(std::string name, const std::string& text,
                std::function<void(Request&)> change,
                std::vector<std::string> expected) {
  return {.name = std::move(name),
          .fields =
              [text, change = std::move(change)] {
                Request request = FromText<Request>(text);
                change(request);
                return FieldsOf(Check(request));
              },
          .expected = std::move(expected)};
}

// The row for a request whose text is all there is to it.
template <typename Request>
RequestCase TextRow(std::string name, const std::string& text,
                    std::vector<std::string> expected) {
  return Row<Request>(
      std::move(name), text, [](Request&) {}, std::move(expected));
}

// The row for a command with that body.
template <typename Request>
RequestCase Command(std::string name, const std::string& body,
                    std::vector<std::string> expected) {
  return TextRow<Request>(std::move(name), kHeader + body, std::move(expected));
}

}  // namespace greenledger::rules::testing

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_REQUEST_TESTING_H_
