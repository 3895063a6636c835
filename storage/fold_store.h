// Rows that a service folds from books, in a RocksDB of its own. The log stays
// the truth: a store that is lost or damaged is thrown away and folded again.
//
// Writes are not synced, since what is lost is folded again; a batch is written
// whole or not at all, so that rows and the number of entries they were folded
// from, written together, always agree. Sync() makes all of it durable. What a
// power cut or damage leaves of the write-ahead log is read up to where it can
// be: a beginning of the batches.
#ifndef GREENLEDGER_STORAGE_FOLD_STORE_H_
#define GREENLEDGER_STORAGE_FOLD_STORE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace greenledger::storage {

// Thread-safe.
class FoldStore {
 public:
  struct Options {
    std::string folder;
    // nullptr is the machine's own; must outlive the store.
    rocksdb::Env* env = nullptr;
  };

  // What one batch changes; an empty value with `erase` deletes.
  struct Change {
    std::string key;
    std::string value;
    bool erase = false;
  };

  // Opens or creates it. UNAVAILABLE if another process has it open; DATA_LOSS
  // if it is damaged: Destroy() and fold again.
  static absl::StatusOr<std::unique_ptr<FoldStore>> Open(Options options);
  // Deletes everything in the folder that is a store's, if there is one.
  static absl::Status Destroy(const Options& options);
  ~FoldStore();

  // Writes all or nothing; synced if `sync`.
  absl::Status Write(const std::vector<Change>& changes, bool sync = false);
  // NOT_FOUND if there is no such row.
  absl::StatusOr<std::string> Get(std::string_view key) const;
  // Calls `visit` with each row whose key has the prefix, in order, until it
  // returns false.
  absl::Status Scan(
      std::string_view prefix,
      const std::function<bool(std::string_view key, std::string_view value)>&
          visit) const;
  absl::Status Sync();
  // Writes all rows anew, so that no file holds any more what was erased.
  absl::Status Purge();

 private:
  explicit FoldStore(std::unique_ptr<rocksdb::DB> db);

  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_FOLD_STORE_H_
