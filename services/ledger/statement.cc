#include "services/ledger/statement.h"

#include <string>

namespace greenledger::ledger {

absl::Status ReadStatement(const storage::Store& store,
                           const StatementPage& page,
                           v1::ListStatementResponse* response) {
  uint64_t index = page.from_index;
  v1::Entry entry;
  for (uint64_t number = page.from_number;; --number) {
    absl::StatusOr<std::string> bytes = store.ReadEntry(page.book, index);
    if (!bytes.ok()) return bytes.status();
    if (!entry.ParseFromString(*bytes) || entry.household() != page.household ||
        entry.household_entry() != number) {
      return absl::DataLossError(
          "book " + std::to_string(page.book) + ", entry " +
          std::to_string(index) + ": not entry " + std::to_string(number) +
          " of household " + std::to_string(page.household));
    }
    if (number < page.to_number + page.entries_max) {
      v1::StoredEntry* out = response->add_entries();
      out->set_index(index);
      out->set_entry(*std::move(bytes));
    }
    if (number == page.to_number) return absl::OkStatus();
    index = entry.household_previous();
  }
}

absl::Status FindStatementStart(LiveBook* book,
                                const rules::HouseholdState& household,
                                uint64_t number, StatementPage* page) {
  const uint64_t mark = (number + kHouseholdMarkEvery - 1) /
                        kHouseholdMarkEvery * kHouseholdMarkEvery;
  page->from_index = household.last_index;
  page->from_number = household.entries;
  if (mark >= household.entries) return absl::OkStatus();
  auto index = book->index.FindHouseholdEntry(household.number, mark);
  if (!index.ok()) return index.status();
  if (!index->has_value()) {
    return absl::DataLossError(
        "book " + std::to_string(book->code) + ": household " +
        std::to_string(household.number) + " has no mark for its entry " +
        std::to_string(mark));
  }
  page->from_index = **index;
  page->from_number = mark;
  return absl::OkStatus();
}

}  // namespace greenledger::ledger
