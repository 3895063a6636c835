// A folder in memory that can be copied, as it is, at any moment: what a
// process that was killed leaves.
#ifndef GREENLEDGER_TESTS_TESTING_MEMORY_FOLDER_H_
#define GREENLEDGER_TESTS_TESTING_MEMORY_FOLDER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rocksdb/env.h"

namespace greenledger::testing {

// Bytes by name relative to the folder.
using FolderImage = std::map<std::string, std::string>;

// All files of `folder` and the folders in it, except locks.
inline FolderImage ImageOf(rocksdb::Env* env, const std::string& folder) {
  FolderImage image;
  std::vector<std::string> names;
  // A file has no children; the memory environment cannot tell it otherwise.
  if (!env->GetChildren(folder, &names).ok()) return image;
  for (const std::string& name : names) {
    if (name == "." || name == ".." || name == "LOCK") continue;
    const std::string path = folder + "/" + name;
    const FolderImage inner = ImageOf(env, path);
    for (const auto& [file, file_bytes] : inner) {
      image.emplace(name + "/" + file, file_bytes);
    }
    std::string bytes;
    if (inner.empty() && rocksdb::ReadFileToString(env, path, &bytes).ok()) {
      image.emplace(name, bytes);
    }
  }
  return image;
}

// An environment of its own with one folder, "/data".
class MemoryFolder {
 public:
  MemoryFolder() : env_(rocksdb::NewMemEnv(rocksdb::Env::Default())) {}

  explicit MemoryFolder(const FolderImage& image) : MemoryFolder() {
    env_->CreateDirIfMissing(path()).PermitUncheckedError();
    env_->CreateDirIfMissing(path() + "/db").PermitUncheckedError();
    for (const auto& [name, bytes] : image) Write(name, bytes);
  }

  rocksdb::Env* env() const { return env_.get(); }
  std::string path() const { return "/data"; }
  FolderImage Image() const { return ImageOf(env_.get(), path()); }

  void Write(const std::string& name, const std::string& bytes) {
    rocksdb::WriteStringToFile(env_.get(), bytes, path() + "/" + name)
        .PermitUncheckedError();
  }

 private:
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_MEMORY_FOLDER_H_
