#include "storage/remove_tree.h"

#include <vector>

#include "storage/rocks_status.h"

namespace greenledger::storage {

absl::Status RemoveTree(rocksdb::Env* env, const std::string& path) {
  if (env->FileExists(path).IsNotFound()) return absl::OkStatus();
  std::vector<std::string> names;
  // Not of a file; an environment in memory cannot say what is one.
  const bool is_folder = env->GetChildren(path, &names).ok();
  for (const std::string& name : names) {
    if (name == "." || name == "..") continue;
    const absl::Status removed = RemoveTree(env, path + "/" + name);
    if (!removed.ok()) return removed;
  }
  if (is_folder && env->DeleteDir(path).ok()) return absl::OkStatus();
  return FromRocks(env->DeleteFile(path), "removing " + path);
}

}  // namespace greenledger::storage
