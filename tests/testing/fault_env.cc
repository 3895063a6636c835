#include "tests/testing/fault_env.h"

#include <algorithm>
#include <utility>

namespace greenledger::testing {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

using Kind = FaultFileSystem::Kind;

constexpr uint64_t kSectorSize = 512;
constexpr uint64_t kPageSize = 4096;
constexpr std::string_view kShort = "injected short write";

std::string FolderOf(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// Bytes of a write that reach the file.
size_t Arriving(const IOStatus& fault, size_t size) {
  if (fault.ok()) return size;
  return fault.ToString().find(kShort) == std::string::npos ? 0 : size / 2;
}

class FaultWritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultWritableFile(FaultFileSystem* files, std::string path,
                    std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)),
        files_(files),
        path_(std::move(path)) {}

  IOStatus Append(const Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    const FaultFileSystem::Pass pass = files_->Enter(Kind::kWrite);
    const IOStatus& fault = pass.status;
    const Slice arriving(data.data(), Arriving(fault, data.size()));
    size_ += arriving.size();
    IOStatus s = FSWritableFileOwnerWrapper::Append(arriving, options, debug);
    return fault.ok() ? s : fault;
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    const FaultFileSystem::Pass pass = files_->Enter(Kind::kSync);
    if (!pass.status.ok()) return pass.status;
    IOStatus s = FSWritableFileOwnerWrapper::Sync(options, debug);
    if (s.ok()) files_->Synced(path_, size_);
    return s;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  FaultFileSystem* files_;
  std::string path_;
  uint64_t size_ = 0;
};

class FaultRandomRWFile final : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FaultRandomRWFile(FaultFileSystem* files, std::string path,
                    std::unique_ptr<rocksdb::FSRandomRWFile> file)
      : FSRandomRWFileOwnerWrapper(std::move(file)),
        files_(files),
        path_(std::move(path)) {}

  IOStatus Write(uint64_t offset, const Slice& all, const IOOptions& options,
                 IODebugContext* debug) override {
    const FaultFileSystem::Pass pass = files_->Enter(Kind::kWrite);
    const IOStatus& fault = pass.status;
    const Slice data(all.data(), Arriving(fault, all.size()));
    std::string old(data.size(), '\0');
    Slice found;
    IOStatus s = Read(offset, old.size(), options, &found, old.data(), debug);
    if (!s.ok()) return s;
    files_->Overwritten(path_, offset, found.ToString());
    s = FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    return fault.ok() ? s : fault;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    const FaultFileSystem::Pass pass = files_->Enter(Kind::kSync);
    if (!pass.status.ok()) return pass.status;
    IOStatus s = FSRandomRWFileOwnerWrapper::Sync(options, debug);
    if (s.ok()) files_->Synced(path_, UINT64_MAX);
    return s;
  }

 private:
  FaultFileSystem* files_;
  std::string path_;
};

class FaultDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  FaultDirectory(FaultFileSystem* files, std::string path,
                 std::unique_ptr<rocksdb::FSDirectory> folder)
      : FSDirectoryWrapper(std::move(folder)),
        files_(files),
        path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    const FaultFileSystem::Pass pass = files_->Enter(Kind::kFolderSync);
    if (!pass.status.ok()) return pass.status;
    files_->FolderSynced(path_);
    return IOStatus::OK();
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, debug);
  }

 private:
  FaultFileSystem* files_;
  std::string path_;
};

// RocksDB sleeps for a second after each error in the background; the clock of
// the memory environment only says it did.
class SleeplessEnv final : public rocksdb::EnvWrapper {
 public:
  SleeplessEnv(const std::shared_ptr<rocksdb::FileSystem>& files,
               const std::shared_ptr<rocksdb::SystemClock>& clock)
      : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
    file_system_ = files;
    system_clock_ = clock;
  }
};

// What is left of the bytes from `durable` on.
void LoseEnd(uint64_t durable, std::mt19937_64& random, std::string* bytes) {
  const uint64_t kept = durable + random() % (bytes->size() - durable + 1);
  switch (random() % 4) {
    case 0:
      bytes->resize(durable);
      break;
    case 1:
      bytes->resize(kept);
      break;
    case 2:
      bytes->resize(kept);
      for (uint64_t i = random() % kPageSize; i > 0; --i) {
        bytes->push_back(static_cast<char>(random()));
      }
      break;
    default:
      bytes->resize(durable);
      bytes->resize(kept, '\0');
  }
}

// Copies a file, or a folder with all that is in it except locks.
void CopyFiles(rocksdb::FileSystem* from, const std::string& path,
               rocksdb::FileSystem* to) {
  const IOOptions options;
  std::vector<std::string> names;
  // A file has no children; the memory environment cannot tell it otherwise.
  from->GetChildren(path, options, &names, nullptr).PermitUncheckedError();
  if (names.empty()) {
    std::string bytes;
    if (!rocksdb::ReadFileToString(from, path, &bytes).ok()) return;
    rocksdb::WriteStringToFile(to, bytes, path).PermitUncheckedError();
    return;
  }
  to->CreateDirIfMissing(path, options, nullptr).PermitUncheckedError();
  for (const std::string& name : names) {
    if (name == "." || name == ".." || name == "LOCK") continue;
    CopyFiles(from, path + "/" + name, to);
  }
}

}  // namespace

FaultFileSystem::FaultFileSystem(
    const std::shared_ptr<rocksdb::FileSystem>& base)
    : FileSystemWrapper(base) {}

void FaultFileSystem::FailAt(uint64_t k, bool for_ever, Fault fault) {
  const std::lock_guard lock(mutex_);
  operations_ = 0;
  fail_at_ = k;
  for_ever_ = for_ever;
  fault_ = fault;
}

void FaultFileSystem::Heal() { FailAt(0, false); }
void FaultFileSystem::Freeze() { FailAt(1, true); }

uint64_t FaultFileSystem::operations() const {
  const std::lock_guard lock(mutex_);
  return operations_;
}

FaultFileSystem::Pass FaultFileSystem::Enter(Kind kind) {
  std::function<void()> hook;
  IOStatus status;
  {
    const std::lock_guard lock(mutex_);
    if (hook_at_ != 0 && --hook_at_ == 0) hook = std::move(hook_);
    status = Count(kind);
  }
  if (hook) hook();
  return {std::shared_lock(gate_), status};
}

IOStatus FaultFileSystem::Count(Kind kind) {
  if (fault_ == Fault::kShortWrite && kind != Kind::kWrite) {
    return IOStatus::OK();
  }
  if (fault_ == Fault::kFolderSync && kind != Kind::kFolderSync) {
    return IOStatus::OK();
  }
  ++operations_;
  const bool fails = fail_at_ != 0 && (for_ever_ ? operations_ >= fail_at_
                                                 : operations_ == fail_at_);
  if (!fails) return IOStatus::OK();
  if (fault_ == Fault::kNoSpace) return IOStatus::NoSpace("injected");
  return IOStatus::IOError(fault_ == Fault::kShortWrite ? std::string(kShort)
                                                        : "injected");
}

void FaultFileSystem::Before(uint64_t k, std::function<void()> hook) {
  const std::lock_guard lock(mutex_);
  hook_at_ = k;
  hook_ = std::move(hook);
}

void FaultFileSystem::CopyTo(const std::string& folder,
                             FaultFileSystem* to) const {
  const std::unique_lock no_operation(gate_);
  const std::lock_guard lock(mutex_);
  CopyFiles(target(), folder, to->target());
  to->synced_ = synced_;
  to->overwrites_ = overwrites_;
  to->namings_ = namings_;
}

void FaultFileSystem::Synced(const std::string& path, uint64_t size) {
  const std::lock_guard lock(mutex_);
  synced_[path] = size;
  overwrites_.erase(path);
}

void FaultFileSystem::Overwritten(const std::string& path, uint64_t offset,
                                  std::string old_bytes) {
  const std::lock_guard lock(mutex_);
  overwrites_[path].push_back({offset, std::move(old_bytes)});
}

void FaultFileSystem::FolderSynced(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  synced_folders_.insert(folder);
  std::erase_if(namings_, [&](const Naming& naming) {
    return FolderOf(naming.to) == folder;
  });
}

IOStatus FaultFileSystem::NewWritableFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) {
  const FaultFileSystem::Pass pass = Enter(Kind::kName);
  if (!pass.status.ok()) return pass.status;
  std::unique_ptr<rocksdb::FSWritableFile> inner;
  IOStatus s = FileSystemWrapper::NewWritableFile(path, options, &inner, debug);
  if (!s.ok()) return s;
  *file = std::make_unique<FaultWritableFile>(this, path, std::move(inner));
  const std::lock_guard lock(mutex_);
  synced_[path] = 0;
  namings_.push_back({std::nullopt, path, std::nullopt});
  return s;
}

IOStatus FaultFileSystem::NewRandomRWFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSRandomRWFile>* file, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSRandomRWFile> inner;
  IOStatus s = FileSystemWrapper::NewRandomRWFile(path, options, &inner, debug);
  if (!s.ok()) return s;
  *file = std::make_unique<FaultRandomRWFile>(this, path, std::move(inner));
  return s;
}

IOStatus FaultFileSystem::NewDirectory(
    const std::string& path, const IOOptions& options,
    std::unique_ptr<rocksdb::FSDirectory>* folder, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSDirectory> inner;
  IOStatus s = FileSystemWrapper::NewDirectory(path, options, &inner, debug);
  if (!s.ok()) return s;
  *folder = std::make_unique<FaultDirectory>(this, path, std::move(inner));
  return s;
}

IOStatus FaultFileSystem::RenameFile(const std::string& from,
                                     const std::string& to,
                                     const IOOptions& options,
                                     IODebugContext* debug) {
  const FaultFileSystem::Pass pass = Enter(Kind::kName);
  if (!pass.status.ok()) return pass.status;
  Naming rename{.from = from, .to = to, .replaced = std::nullopt};
  std::string bytes;
  if (rocksdb::ReadFileToString(target(), to, &bytes).ok()) {
    rename.replaced = bytes;
  }
  IOStatus s = FileSystemWrapper::RenameFile(from, to, options, debug);
  if (!s.ok()) return s;
  const std::lock_guard lock(mutex_);
  if (auto node = synced_.extract(from); !node.empty()) {
    synced_[to] = node.mapped();
  }
  namings_.push_back(std::move(rename));
  return s;
}

IOStatus FaultFileSystem::DeleteFile(const std::string& path,
                                     const IOOptions& options,
                                     IODebugContext* debug) {
  const FaultFileSystem::Pass pass = Enter(Kind::kName);
  if (!pass.status.ok()) return pass.status;
  {
    const std::lock_guard lock(mutex_);
    synced_.erase(path);
    overwrites_.erase(path);
  }
  return FileSystemWrapper::DeleteFile(path, options, debug);
}

void FaultFileSystem::LosePower(std::mt19937_64& random) {
  const std::lock_guard lock(mutex_);
  LoseNames(random);
  for (const auto& [path, size] : synced_) LoseFile(path, random);
  synced_.clear();
  overwrites_.clear();
  fail_at_ = 0;
}

void FaultFileSystem::LoseNames(std::mt19937_64& random) {
  const uint64_t kept = random() % (namings_.size() + 1);
  for (; namings_.size() > kept; namings_.pop_back()) Undo(namings_.back());
  namings_.clear();
}

void FaultFileSystem::Undo(const Naming& naming) {
  std::string bytes;
  if (!rocksdb::ReadFileToString(target(), naming.to, &bytes).ok()) return;
  if (naming.from) {
    rocksdb::WriteStringToFile(target(), bytes, *naming.from)
        .PermitUncheckedError();
    synced_[*naming.from] = synced_[naming.to];
  }
  synced_.erase(naming.to);
  if (naming.replaced) {
    rocksdb::WriteStringToFile(target(), *naming.replaced, naming.to)
        .PermitUncheckedError();
  } else {
    target()
        ->DeleteFile(naming.to, IOOptions(), nullptr)
        .PermitUncheckedError();
  }
}

void FaultFileSystem::LoseFile(const std::string& path,
                               std::mt19937_64& random) {
  std::string bytes;
  if (!rocksdb::ReadFileToString(target(), path, &bytes).ok()) return;
  std::vector<Overwrite>& pending = overwrites_[path];
  for (auto it = pending.rbegin(); it != pending.rend(); ++it) {
    // What was written has a beginning of whole sectors on the disk.
    const uint64_t sectors = it->old_bytes.size() / kSectorSize;
    const uint64_t kept = random() % (sectors + 1) * kSectorSize;
    bytes.replace(it->offset + kept, it->old_bytes.size() - kept, it->old_bytes,
                  kept);
  }
  const uint64_t durable = std::min<uint64_t>(synced_[path], bytes.size());
  if (durable < bytes.size()) LoseEnd(durable, random, &bytes);
  rocksdb::WriteStringToFile(target(), bytes, path).PermitUncheckedError();
}

std::unique_ptr<FaultEnv> FaultEnv::Copy(const std::string& folder) const {
  auto copy = std::make_unique<FaultEnv>();
  files_->CopyTo(folder, copy->files_.get());
  return copy;
}

FaultEnv::FaultEnv()
    : memory_(rocksdb::NewMemEnv(rocksdb::Env::Default())),
      files_(std::make_shared<FaultFileSystem>(memory_->GetFileSystem())),
      env_(std::make_unique<SleeplessEnv>(files_, memory_->GetSystemClock())) {}

}  // namespace greenledger::testing
