// One page of a statement: what is read once the ledger's state was looked at.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_PAGE_H_
#define GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "greenledger/v1/statement_service.pb.h"
#include "services/statements/month_walk.h"
#include "services/statements/sources.h"

namespace greenledger::statements {

// Where a page begins.
struct PageStart {
  // A local day of the statement's month, days since 1970-01-01.
  int32_t day = 0;
  // Size of the book when the first page was read, 0 on the first page.
  uint64_t as_of_size = 0;
  // Lines on the pages before.
  uint64_t lines_before = 0;
};

// The cursor that a page token carries, and back; nullopt if it is none.
std::string ToCursor(const PageStart& start);
std::optional<PageStart> ReadCursor(std::string_view cursor);

struct StatementPage {
  MonthWalk walk;
  // As in PageStart.
  int32_t day = 0;
  uint64_t lines_before = 0;
  size_t lines_max = 0;
  v1::Language language = v1::LANGUAGE_UNSPECIFIED;
};

// Fills sums, lines and, if lines are left, `next`. A page whose sentences
// reach two mebibytes ends there. Errors as Walk and WriteSentence.
absl::Status FillPage(const StatementPage& page, const Sources& sources,
                      v1::GetMonthStatementResponse* response,
                      std::optional<PageStart>* next);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_PAGE_H_
