#include "storage/set_aside.h"

#include <string_view>
#include <vector>

#include "storage/failpoint.h"
#include "storage/rocks_status.h"

namespace greenledger::storage {
namespace {

constexpr std::string_view kTableSuffix = ".sst";
// RocksDB keeps this one locked and empty.
constexpr std::string_view kLock = "LOCK";

rocksdb::Status KeepFile(rocksdb::Env* env, const std::string& from,
                         const std::string& to) {
  if (std::string_view(from).ends_with(kTableSuffix) &&
      env->LinkFile(from, to).ok()) {
    return rocksdb::Status::OK();
  }
  std::string bytes;
  const rocksdb::Status s = rocksdb::ReadFileToString(env, from, &bytes);
  if (!s.ok()) return s;
  return rocksdb::WriteStringToFile(env, bytes, to, /*should_sync=*/true);
}

std::string FreePath(rocksdb::Env* env, const std::string& folder) {
  for (int n = 1;; ++n) {
    std::string path = folder + "/damaged-" + std::to_string(n);
    if (env->FileExists(path).IsNotFound()) return path;
  }
}

}  // namespace

std::string DatabasePath(const std::string& folder) { return folder + "/db"; }

std::string SnapshotsPath(const std::string& folder) {
  return folder + "/snapshots";
}

absl::StatusOr<std::string> SetAside(rocksdb::Env* env,
                                     const std::string& folder) {
  const std::string from = DatabasePath(folder);
  const std::string to = FreePath(env, folder);
  std::vector<std::string> names;
  rocksdb::Status s = env->GetChildren(from, &names);
  if (s.ok()) s = env->CreateDir(to);
  for (const std::string& name : names) {
    if (!s.ok()) break;
    if (name == kLock || name == "." || name == "..") continue;
    s = KeepFile(env, from + "/" + name, to + "/" + name);
    GREENLEDGER_FAILPOINT("salvage_in_copy");
  }
  std::unique_ptr<rocksdb::Directory> directory;
  if (s.ok()) s = env->NewDirectory(to, &directory);
  if (s.ok()) s = directory->Fsync();
  if (!s.ok()) return FromRocks(s, "copying the damaged database aside");
  return to;
}

}  // namespace greenledger::storage
