#include "storage/manifest.h"

#include <algorithm>
#include <utility>

#include "rocksdb/file_system.h"
#include "storage/log_file.h"

namespace greenledger::storage {
namespace {

// A file that seems to end early.
class ShortFile final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  ShortFile(std::unique_ptr<rocksdb::FSSequentialFile> file, uint64_t size)
      : FSSequentialFileOwnerWrapper(std::move(file)), left_(size) {}

  rocksdb::IOStatus Read(size_t n, const rocksdb::IOOptions& options,
                         rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus s = FSSequentialFileOwnerWrapper::Read(
        std::min<uint64_t>(n, left_), options, result, scratch, debug);
    if (s.ok()) left_ -= result->size();
    return s;
  }
  rocksdb::IOStatus Skip(uint64_t n) override {
    const uint64_t skipped = std::min(n, left_);
    left_ -= skipped;
    return FSSequentialFileOwnerWrapper::Skip(skipped);
  }

 private:
  uint64_t left_;
};

class CutFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  CutFileSystem(const std::shared_ptr<rocksdb::FileSystem>& base,
                ManifestCut cut)
      : FileSystemWrapper(base), cut_(std::move(cut)) {}
  const char* Name() const override { return "CutFileSystem"; }

  rocksdb::IOStatus NewSequentialFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSSequentialFile>* file,
      rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSSequentialFile> whole;
    rocksdb::IOStatus s =
        FileSystemWrapper::NewSequentialFile(path, options, &whole, debug);
    if (s.ok() && path == cut_.path) {
      *file = std::make_unique<ShortFile>(std::move(whole), cut_.intact_size);
    } else {
      *file = std::move(whole);
    }
    return s;
  }

 private:
  ManifestCut cut_;
};

}  // namespace

std::optional<ManifestCut> FindManifestDamage(rocksdb::Env* env,
                                              const std::string& database) {
  std::string name;
  if (!rocksdb::ReadFileToString(env, database + "/CURRENT", &name).ok()) {
    return std::nullopt;
  }
  if (name.empty() || name.back() != '\n') return std::nullopt;
  name.pop_back();
  ManifestCut cut{.path = database + "/" + name};
  std::string bytes;
  if (!rocksdb::ReadFileToString(env, cut.path, &bytes).ok()) {
    return std::nullopt;
  }
  cut.intact_size = ReadLogFile(bytes, [](std::string_view) {});
  if (cut.intact_size == bytes.size()) return std::nullopt;
  return cut;
}

std::unique_ptr<rocksdb::Env> ViewWithCut(rocksdb::Env* base,
                                          const ManifestCut& cut) {
  return rocksdb::NewCompositeEnv(
      std::make_shared<CutFileSystem>(base->GetFileSystem(), cut));
}

rocksdb::Status CutManifest(rocksdb::Env* env, const std::string& database,
                            const ManifestCut& cut) {
  std::string bytes;
  rocksdb::Status s = rocksdb::ReadFileToString(env, cut.path, &bytes);
  if (!s.ok()) return s;
  bytes.resize(std::min<uint64_t>(bytes.size(), cut.intact_size));
  const std::string draft = database + "/manifest.cut";
  s = rocksdb::WriteStringToFile(env, bytes, draft, /*should_sync=*/true);
  if (s.ok()) s = env->RenameFile(draft, cut.path);
  std::unique_ptr<rocksdb::Directory> directory;
  if (s.ok()) s = env->NewDirectory(database, &directory);
  if (s.ok()) s = directory->Fsync();
  return s;
}

}  // namespace greenledger::storage
