// One data folder: the logs of all books, the rows folded from them, and the
// anchor that notices a log that lost its end. FORMAT.md describes every byte.
//
// Log first, rows behind: a commit holds one value (a chunk of entries) per
// book and is synced; rows are derived from entries, written without a sync,
// and carry how far they were applied. After a crash the difference is
// replayed.
#ifndef GREENLEDGER_STORAGE_STORE_H_
#define GREENLEDGER_STORAGE_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace rocksdb {
class Env;
}

namespace greenledger::storage {

// Consecutive entries of one book, to be appended together.
struct Chunk {
  uint64_t book = 0;
  uint64_t first_index = 0;
  // At least one entry, each at most 65,535 bytes.
  std::vector<std::string_view> entries = {};
  // Root of the book's Merkle tree after the last of them.
  proof::Hash root_after{};
};

// Where a book's log ends.
struct BookHead {
  uint64_t book = 0;
  uint64_t size = 0;
  proof::Hash root{};
};

// A copy of a data folder as it was between two commits: a data folder itself.
struct Snapshot {
  std::string path;
  // The last commit in it.
  uint64_t commit = 0;
  // Where each book ends in it, in the order of their codes.
  std::vector<BookHead> heads;
};

// Rows to write together. Keys are chosen by the caller: `table` is a small
// number, `key` at most 64 bytes; order is by book, table, key bytes.
class RowBatch {
 public:
  RowBatch();
  ~RowBatch();
  RowBatch(RowBatch&&) noexcept;
  RowBatch& operator=(RowBatch&&) noexcept;
  void Put(uint64_t book, uint8_t table, std::string_view key,
           std::string_view value);
  void Delete(uint64_t book, uint8_t table, std::string_view key);
  // Bytes that writing it would take, for bounding.
  size_t size_bytes() const;

 private:
  friend class Store;
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// Thread-safe, except that Commit and WriteRows are called by one thread at a
// time, and TakeSnapshot and DropSnapshot of one name likewise.
class Store {
 public:
  struct Options {
    // Folder; made if it is not there. Locked against a second process.
    std::string path = {};
    // Opens for reading only: nothing in the folder changes.
    bool read_only = false;
    // For tests: an in-memory or failing environment; must outlive the store.
    // The anchor is kept in it too.
    rocksdb::Env* env = nullptr;
    // Gets RocksDB's warnings and errors and what recovery did, a line each.
    std::function<void(std::string_view line)> log = nullptr;
  };

  // Opens or creates. Errors:
  //  DATA_LOSS: acknowledged entries are missing or damaged; the message names
  //    the commits (the caller exits with 3);
  //  FAILED_PRECONDITION: the folder has a newer schema than this program
  //    (exit 4);
  //  ABORTED: another process has the folder open (exit 5);
  //  others as the file system gives them.
  static absl::StatusOr<std::unique_ptr<Store>> Open(Options options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // Appends chunks of different books, all or none, and returns when they and
  // the anchor are synced. Each chunk must begin at its book's size. After an
  // error the state of the file is unknown and the caller must end the
  // process without trying again.
  absl::Status Commit(std::span<const Chunk> chunks);

  // Heads of all books, in the order of their codes, as of the last commit.
  std::vector<BookHead> Heads() const;
  std::optional<BookHead> Head(uint64_t book) const;

  // The options of RocksDB that the promises rest on, as they are in force: one
  // line.
  std::string engine_options() const;

  // Number of the last commit, 0 before the first.
  uint64_t commit_number() const;

  // Calls `visit(index, entry bytes)` for entries from `from` on, in order,
  // until it returns false or the book ends. Only committed entries are seen.
  // DATA_LOSS names the book and index of a damaged or missing chunk.
  absl::Status ReadEntries(
      uint64_t book, uint64_t from,
      const std::function<bool(uint64_t index, std::string_view entry)>& visit)
      const;

  // One entry; OUT_OF_RANGE if index is not below the book's size.
  absl::StatusOr<std::string> ReadEntry(uint64_t book, uint64_t index) const;

  // Writes rows together, without a sync: after a crash either the whole batch
  // is there or none of it, and an earlier batch is there if a later one is.
  absl::Status WriteRows(RowBatch batch);

  // Makes all rows written so far durable (clean shutdown).
  absl::Status FlushRows();

  // Removes every row of every book, for a rebuild.
  absl::Status DropRows();

  // Makes the snapshot `snapshots/<name>` in the folder, in place of one that
  // was there, with everything that was committed before the call. Table files
  // are linked, what else there is is copied; a commit may wait for that, but
  // not for what is written to table files before. The next Open for writing
  // removes what is left of it. FAILED_PRECONDITION in a store for reading
  // only; DATA_LOSS if the anchor on the disk is not what was written.
  absl::StatusOr<Snapshot> TakeSnapshot(std::string_view name);

  // Removes a snapshot, if it is there.
  absl::Status DropSnapshot(std::string_view name);

  // NOT_FOUND if there is no such row.
  absl::StatusOr<std::string> GetRow(uint64_t book, uint8_t table,
                                     std::string_view key) const;

  // The row with the greatest key of this book and table that is not greater
  // than `key`, as (key, value); nullopt if there is none.
  absl::StatusOr<std::optional<std::pair<std::string, std::string>>>
  FindRowAtOrBefore(uint64_t book, uint8_t table, std::string_view key) const;

  // All rows of a book and table in the order of their keys, until `visit`
  // returns false.
  absl::Status ScanRows(
      uint64_t book, uint8_t table,
      const std::function<bool(std::string_view key, std::string_view value)>&
          visit) const;

  // The same, from the first key that is not less than `first_key`.
  absl::Status ScanRowsFrom(
      uint64_t book, uint8_t table, std::string_view first_key,
      const std::function<bool(std::string_view key, std::string_view value)>&
          visit) const;

 private:
  struct Rep;
  explicit Store(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_STORE_H_
