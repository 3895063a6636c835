// What one synced write will hold: entries of some books and the tasks that
// wait for them.
#ifndef GREENLEDGER_SERVICES_LEDGER_GROUP_H_
#define GREENLEDGER_SERVICES_LEDGER_GROUP_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/books.h"
#include "services/ledger/rules/state.h"
#include "storage/proof/sha256.h"
#include "storage/store.h"

namespace greenledger::ledger {

class Task;

// Used by one thread at a time.
class Group {
 public:
  // Server time of the group.
  int64_t now_us() const { return now_us_; }
  void set_now_us(int64_t now_us) { now_us_ = now_us; }

  // Time for the next entry of a book: the group's, but later than the book's
  // last entry.
  int64_t NextTime(const rules::BookState& state) const;

  // Serialises a decided entry, folds it into the book and adds it to the
  // write. A decided entry that does not apply is a
  // broken invariant: the process aborts before anything of it is stored.
  // An entry over 65,535 bytes aborts likewise: limits on commands and records
  // keep entries far below.
  void Append(LiveBook* book, const v1::Entry& entry,
              const rules::ApplyHints& hints)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book->mu);

  // Ends adding: hashes the leaves, adds them to the trees and makes the
  // chunks. Called before the next group begins.
  void Close();
  // Leaf hash of an entry that was appended. Valid after Close.
  const proof::Hash& LeafOf(const LiveBook& book, uint64_t index) const;
  // Valid after Close and as long as the group.
  const std::vector<storage::Chunk>& chunks() const { return chunks_; }

  size_t entries() const { return entries_; }

  // In which records are decided one after the other, so that its memory is
  // used again. Only DecideRecord writes to it.
  v1::Entry record_entry;
  std::vector<std::unique_ptr<Task>> tasks;
  // Rows to write behind the entries, and the books they are of.
  std::vector<std::pair<LiveBook*, storage::RowBatch>> rows;

 private:
  struct Part {
    LiveBook* book;
    uint64_t first_index;
    std::string bytes;
    std::vector<uint32_t> ends;  // of each entry in `bytes`
    std::vector<proof::Hash> leaves;
  };

  Part& PartOf(LiveBook* book, uint64_t first_index);

  int64_t now_us_ = 0;
  size_t entries_ = 0;
  std::vector<Part> parts_;
  std::vector<storage::Chunk> chunks_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_GROUP_H_
