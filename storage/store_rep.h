// What a Store is made of; shared by the files that implement it.
#ifndef GREENLEDGER_STORAGE_STORE_REP_H_
#define GREENLEDGER_STORAGE_STORE_REP_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "rocksdb/write_batch.h"
#include "storage/anchor.h"
#include "storage/commit_state.h"
#include "storage/engine.h"
#include "storage/store.h"

namespace greenledger::storage {

// Releases a file lock of `env`.
struct FolderLock {
  rocksdb::Env* env = nullptr;
  rocksdb::FileLock* lock = nullptr;
  FolderLock() = default;
  ~FolderLock() {
    if (lock != nullptr) env->UnlockFile(lock).PermitUncheckedError();
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
};

struct Store::Rep {
  // First here, so released last.
  FolderLock lock;
  // The folder.
  std::string path;
  std::unique_ptr<Engine> engine;
  // Null in a store that is open for reading only.
  std::unique_ptr<AnchorFile> anchor;
  // Held by a commit from its beginning to its end.
  std::mutex commit_mutex;
  // The error of the first commit that failed: nothing is written after it.
  // Guarded by commit_mutex.
  absl::Status failure;
  // Of one commit after the other, so that its memory is used again.
  rocksdb::WriteBatch batch;

  // Guards what follows. The committing thread alone changes it.
  mutable std::mutex mutex;
  CommitState state;
  std::map<uint64_t, BookHead> heads;
};

struct RowBatch::Rep {
  rocksdb::WriteBatch batch;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_STORE_REP_H_
