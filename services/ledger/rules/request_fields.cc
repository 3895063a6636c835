#include "services/ledger/rules/request_fields.h"

#include <algorithm>
#include <string>

namespace greenledger::rules {
namespace {

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F');
}

bool IsUuid(std::string_view text) {
  constexpr std::string_view kForm = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                    [](char c, char form) {
                      return form == 'h' ? IsHexDigit(c) : c == form;
                    });
}

}  // namespace

void CheckBook(const FieldPath& at, uint64_t book, FaultList& faults) {
  if (book >= 110'000'000'000 && book <= 659'999'999'999) return;
  faults.Add(at, "book", std::to_string(book),
             "a community's 12-digit code, 110000000000 to 659999999999");
}

void CheckHeader(const v1::CommandHeader& header, const FieldPath& at,
                 FaultList& faults) {
  if (!IsUuid(header.request_id())) {
    faults.Add(at, "request_id", header.request_id(),
               "a UUID such as 6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a10");
  }
  CheckBook(at, header.book(), faults);
}

void CheckPage(int32_t page_size, std::string_view page_token,
               FaultList& faults) {
  const FieldPath root;
  if (page_size < 0) {
    faults.Add(root, "page_size", std::to_string(page_size), "0 or more");
  }
  faults.CheckText(root, "page_token", page_token, 0, kPageTokenBytesMax);
}

}  // namespace greenledger::rules
