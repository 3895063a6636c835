// Where a book's entries are, by the ids under which people and kiosks know
// them: a kiosk's sequence, a command's request id, a household's own number.
// What was observed since rows were last taken is in memory, the rest in rows.
#ifndef GREENLEDGER_SERVICES_LEDGER_ENTRY_INDEX_H_
#define GREENLEDGER_SERVICES_LEDGER_ENTRY_INDEX_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"
#include "storage/store.h"

namespace greenledger::ledger {

// A command's entries.
struct RequestEntries {
  uint64_t first_index = 0;
  uint32_t entries = 0;
  std::string digest;
};

// Every this many entries of a household, one is marked.
inline constexpr uint64_t kHouseholdMarkEvery = 64;

// Not thread-safe.
class EntryIndex {
 public:
  // `store` must outlive this.
  EntryIndex(const storage::Store& store, uint64_t book)
      : store_(&store), book_(book) {}

  // Notes an entry that was applied. Entries come in the order of indexes.
  void Observe(const v1::Entry& entry);

  // Index of the entry that booked a record; nullopt if none did.
  absl::StatusOr<std::optional<uint64_t>> FindRecord(uint64_t kiosk,
                                                     uint64_t incarnation,
                                                     uint64_t sequence) const;

  // Entries of a command; nullopt if the id is new.
  absl::StatusOr<std::optional<RequestEntries>> FindRequest(
      std::string_view request_id) const;

  // Index of the household's entry with this number of its own, which must be
  // a multiple of kHouseholdMarkEvery; nullopt if it has not so many.
  absl::StatusOr<std::optional<uint64_t>> FindHouseholdEntry(
      uint64_t household, uint64_t number) const;

  // Adds what was observed since the last call to `rows`. It stays in memory
  // until RowsWritten says that the rows can be read.
  void TakeRows(storage::RowBatch* rows);
  void RowsWritten() { writing_ = Observed(); }

 private:
  struct Range {
    uint64_t first_sequence = 0;
    uint64_t count = 0;
    uint64_t first_index = 0;
  };
  using Journal = std::pair<uint64_t, uint64_t>;  // kiosk, incarnation
  struct Observed {
    absl::flat_hash_map<Journal, std::vector<Range>> records;
    std::map<std::string, RequestEntries, std::less<>> requests;
    // (household, its entry's number) -> index
    std::map<std::pair<uint64_t, uint64_t>, uint64_t> household_marks;

    std::optional<uint64_t> FindRecord(const Journal& journal,
                                       uint64_t sequence) const;
  };

  void ObserveRecord(uint64_t kiosk, const v1::KioskRecord& source,
                     uint64_t index);

  const storage::Store* store_;
  uint64_t book_;
  Observed current_;
  Observed writing_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_ENTRY_INDEX_H_
