// Copies of the folder as it was between two commits.
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "rocksdb/utilities/checkpoint.h"
#include "storage/remove_tree.h"
#include "storage/rocks_status.h"
#include "storage/set_aside.h"
#include "storage/store.h"
#include "storage/store_rep.h"

namespace greenledger::storage {
namespace {

std::string SnapshotPath(const std::string& folder, std::string_view name) {
  return SnapshotsPath(folder) + "/" + std::string(name);
}

// What is only in memory and in the write-ahead log goes into table files,
// which a snapshot links. Commits go on meanwhile; the second time takes what
// came during the first, so that little is left to copy while commits wait.
rocksdb::Status Flush(const Engine& engine) {
  rocksdb::Status s;
  for (int time = 0; s.ok() && time < 2; ++time) {
    s = engine.db->Flush(rocksdb::FlushOptions(),
                         {engine.rows, engine.log, engine.meta});
  }
  return s;
}

// The tables are linked; the write-ahead log, short after a flush, is copied.
rocksdb::Status CopyDatabase(const Engine& engine, const std::string& to) {
  rocksdb::Checkpoint* made = nullptr;
  rocksdb::Status s = rocksdb::Checkpoint::Create(engine.db.get(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  constexpr uint64_t kDoNotFlush = std::numeric_limits<uint64_t>::max();
  if (s.ok()) s = checkpoint->CreateCheckpoint(to, kDoNotFlush);
  return s;
}

rocksdb::Status SyncFolder(rocksdb::Env* env, const std::string& path) {
  std::unique_ptr<rocksdb::Directory> folder;
  const rocksdb::Status s = env->NewDirectory(path, &folder);
  return s.ok() ? folder->Fsync() : s;
}

// That what the next start will read is what is in memory.
absl::Status CheckAnchor(rocksdb::Env* env, const std::string& folder,
                         const AnchorRecord& expected) {
  const auto found = ReadAnchor(env, AnchorPath(folder));
  if (!found.ok()) return found.status();
  if (*found == expected) return absl::OkStatus();
  return absl::DataLossError(
      "the file ANCHOR does not say that commit " +
      std::to_string(expected.commit) +
      " is the last one, as it must: it was changed from outside");
}

}  // namespace

absl::StatusOr<Snapshot> Store::TakeSnapshot(std::string_view name) {
  if (rep_->anchor == nullptr) {
    return absl::FailedPreconditionError("the store is open for reading only");
  }
  rocksdb::Env* const env = rep_->lock.env;
  const std::string path = SnapshotPath(rep_->path, name);
  absl::Status dropped = RemoveTree(env, path);
  if (!dropped.ok()) return dropped;
  rocksdb::Status s = Flush(*rep_->engine);
  if (s.ok()) s = env->CreateDirIfMissing(SnapshotsPath(rep_->path));
  if (s.ok()) s = env->CreateDir(path);
  if (!s.ok()) return FromRocks(s, "preparing a snapshot");

  const std::lock_guard between_commits(rep_->commit_mutex);
  if (!rep_->failure.ok()) return rep_->failure;
  s = CopyDatabase(*rep_->engine, DatabasePath(path));
  if (!s.ok()) return FromRocks(s, "copying the database");
  const AnchorRecord last = AnchorOf(rep_->state);
  absl::Status kept = CheckAnchor(env, rep_->path, last);
  if (!kept.ok()) return kept;
  auto anchor = AnchorFile::OpenOrCreate(env, path, last);
  if (!anchor.ok()) return anchor.status();
  s = SyncFolder(env, path);
  if (!s.ok()) return FromRocks(s, "syncing a snapshot");
  return Snapshot{.path = path, .commit = last.commit, .heads = Heads()};
}

absl::Status Store::DropSnapshot(std::string_view name) {
  if (rep_->anchor == nullptr) return absl::OkStatus();
  return RemoveTree(rep_->lock.env, SnapshotPath(rep_->path, name));
}

}  // namespace greenledger::storage
