// Reading a table of rows as messages.
#ifndef GREENLEDGER_SERVICES_LEDGER_ROW_SCAN_H_
#define GREENLEDGER_SERVICES_LEDGER_ROW_SCAN_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/ledger/rules/state.h"
#include "storage/store.h"

namespace greenledger::rules {

inline absl::Status BadRow(const BookState& state, std::string_view table) {
  return absl::DataLossError("book " + std::to_string(state.book()) +
                             ": a row of table " + std::string(table) +
                             " cannot be read; rebuild the rows");
}

// Scans a table, parsing each value as `Row`; DATA_LOSS if one is none.
template <typename Row, typename Visit>
absl::Status ScanTable(const storage::Store& store, const BookState& state,
                       uint8_t table, std::string_view name, Visit visit) {
  bool bad = false;
  Row row;
  absl::Status scanned = store.ScanRows(
      state.book(), table, [&](std::string_view key, std::string_view value) {
        bad = !row.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!bad) visit(key, row);
        return !bad;
      });
  if (!scanned.ok()) return scanned;
  return bad ? BadRow(state, name) : absl::OkStatus();
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_ROW_SCAN_H_
