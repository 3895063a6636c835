// A book's state as rows, and back.
#ifndef GREENLEDGER_SERVICES_LEDGER_STATE_ROWS_H_
#define GREENLEDGER_SERVICES_LEDGER_STATE_ROWS_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ledger/rules/state.h"
#include "storage/store.h"

namespace greenledger::rules {

// Friend of BookState: the one place that knows its parts besides Apply.
class StateRows {
 public:
  // Gets table, key and value of a row.
  using Put = std::function<void(uint8_t table, std::string_view key,
                                 std::string_view value)>;

  // Gives all rows that changed since the last call and the book's own row,
  // and forgets that they changed.
  static void TakeChanged(BookState* state, const Put& put);

  // Gives every row of the state, in no particular order.
  static void ForEach(const BookState& state, const Put& put);

  // The state as of the stored rows; an empty one (size 0) if there are none.
  // FAILED_PRECONDITION if they are of another version, DATA_LOSS if a row does
  // not parse: in both cases rows can be dropped and built again.
  static absl::StatusOr<BookState> Load(const storage::Store& store,
                                        uint64_t book);

 private:
  static void PutBook(const BookState& state, const Put& put);
  static void PutHousehold(const HouseholdState& household, const Put& put);
  static void PutSmall(const BookState& state, const Put& put);
  // All anomalies and reversed entries, and those that changed.
  static void PutIndexes(const OversightState& oversight, const Put& put);
  static void PutChangedOversight(OversightState* oversight, const Put& put);
  static void PutOversight(const OversightState& oversight, const Put& put);
  static absl::Status LoadOversight(const storage::Store& store,
                                    BookState* state);
  // Proposals, budgets, pools, moves, months, catalogue, corrections.
  static void PutPoints(const BookState& state, const Put& put);
  // All holds, decisions and uses, and those that changed.
  static void PutHolds(const BookState& state, const Put& put);
  static void PutChangedPoints(BookState* state, const Put& put);
  static absl::Status LoadPoints(const storage::Store& store, BookState* state);
  static absl::Status LoadHolds(const storage::Store& store, BookState* state);
  // Calendars, rules, samples, inspections, violations: all, and those that
  // changed.
  static void PutEvidence(const BookState& state, const Put& put);
  static void PutInspections(const BookState& state, const Put& put);
  static void PutChangedEvidence(BookState* state, const Put& put);
  static absl::Status LoadEvidence(const storage::Store& store,
                                   BookState* state);
  // The same for campaigns, objections and titles.
  static void PutSelection(const BookState& state, const Put& put);
  static void PutChangedSelection(BookState* state, const Put& put);
  static absl::Status LoadSelection(const storage::Store& store,
                                    BookState* state);
  static absl::Status LoadBook(const storage::Store& store, BookState* state);
  static absl::Status LoadHouseholds(const storage::Store& store,
                                     BookState* state);
  static absl::Status LoadKiosks(const storage::Store& store, BookState* state);
  static absl::Status LoadAccounts(const storage::Store& store,
                                   BookState* state);
  static absl::Status LoadCards(const storage::Store& store, BookState* state);
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_STATE_ROWS_H_
