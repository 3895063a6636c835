// The search for damage in a data folder that nobody writes to: a snapshot, or
// the folder of a server that is not running.
#ifndef GREENLEDGER_STORAGE_FOLDER_CHECK_H_
#define GREENLEDGER_STORAGE_FOLDER_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace rocksdb {
class Env;
}

namespace greenledger::storage {

struct Damage {
  // A file of the folder, such as `db/000012.sst`, or a book.
  std::string where;
  std::string what;
  // Only rows are damaged, which can be folded from the entries again.
  bool rows_only = false;
};

inline constexpr size_t kDamageMax = 100;

struct FolderReport {
  // Table files read to their end, and their bytes.
  uint64_t files = 0;
  uint64_t bytes = 0;
  // Entries whose hashes were compared with the roots of their books.
  uint64_t entries = 0;
  // At most kDamageMax.
  std::vector<Damage> damage;
};

// How far a check is: bytes read since the last call, and all of those read and
// to be read, an estimate. False ends the check.
using OnChecked =
    std::function<bool(uint64_t more, uint64_t done, uint64_t total)>;

// Opens the folder as a start would, then reads every table file whole and
// compares every entry with the committed root of its book. Goes on after
// damage. Changes nothing. `env` null is the machine's own.
//
// CANCELLED if it was ended; NOT_FOUND if there are no data;
// FAILED_PRECONDITION as Store::Open; others as the file system gives them.
absl::StatusOr<FolderReport> CheckFolder(rocksdb::Env* env,
                                         const std::string& path,
                                         const OnChecked& on_checked);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_FOLDER_CHECK_H_
