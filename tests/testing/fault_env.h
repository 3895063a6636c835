// A file system in memory that fails when told to, and that can lose power.
//
// What a power cut leaves is what a journaling file system may leave: of each
// file its synced bytes and, behind them, nothing, a part of what was written,
// garbage or zeros; of the files made and renamed since their folder was
// synced, a beginning.
#ifndef GREENLEDGER_TESTS_TESTING_FAULT_ENV_H_
#define GREENLEDGER_TESTS_TESTING_FAULT_ENV_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace greenledger::testing {

// How an operation fails.
enum class Fault {
  kIoError,
  kNoSpace,
  // Of a write, half of its bytes arrive; other operations do not fail.
  kShortWrite,
  // Only syncs of folders fail.
  kFolderSync,
};

// Thread-safe.
class FaultFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultFileSystem(const std::shared_ptr<rocksdb::FileSystem>& base);
  const char* Name() const override { return "FaultFileSystem"; }

  enum class Kind { kWrite, kSync, kFolderSync, kName };

  // Fails the k-th changing operation from now on (1 is the next): writes,
  // syncs, and whatever makes, renames or removes a file, of those that `fault`
  // is about. With `for_ever`, all that follow too.
  void FailAt(uint64_t k, bool for_ever, Fault fault = Fault::kIoError);
  void Heal();
  // Such operations since FailAt or Heal.
  uint64_t operations() const;

  // Everything fails from now on, until LosePower has been called.
  void Freeze();
  // Changes the base to what a power cut at the time of Freeze leaves, and
  // heals. REQUIRES: no file is open.
  void LosePower(std::mt19937_64& random);

  // Calls `hook` once, before the k-th changing operation from now on, on the
  // thread that is about to do it.
  void Before(uint64_t k, std::function<void()> hook);
  // Makes `to`, which is new, a copy of this with the files of `folder`:
  // between two operations. Not to be called during one; a hook is before it.
  void CopyTo(const std::string& folder, FaultFileSystem* to) const;

  // Held during a changing operation, which must fail unless the status is OK.
  struct Pass {
    std::shared_lock<std::shared_mutex> gate;
    rocksdb::IOStatus status;
  };
  Pass Enter(Kind kind);
  // What the files below report.
  void Synced(const std::string& path, uint64_t size);
  void Overwritten(const std::string& path, uint64_t offset,
                   std::string old_bytes);
  void FolderSynced(const std::string& folder);
  // Whether the names in a folder were ever synced.
  bool WasSynced(const std::string& folder) const {
    const std::lock_guard lock(mutex_);
    return synced_folders_.contains(folder);
  }

  rocksdb::IOStatus NewWritableFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSRandomRWFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path,
                                 const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* folder,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

 private:
  struct Overwrite {
    uint64_t offset = 0;
    std::string old_bytes;
  };
  struct Naming {
    std::optional<std::string> from;  // nullopt for a new file
    std::string to;
    std::optional<std::string> replaced;  // bytes of the file that was there
  };

  // Counts an operation; an error if it must fail.
  rocksdb::IOStatus Count(Kind kind);
  void LoseNames(std::mt19937_64& random);
  void Undo(const Naming& naming);
  void LoseFile(const std::string& path, std::mt19937_64& random);

  // Shared by the operations that are under way.
  mutable std::shared_mutex gate_;
  mutable std::mutex mutex_;
  uint64_t hook_at_ = 0;  // 0: never
  std::function<void()> hook_;
  uint64_t operations_ = 0;
  uint64_t fail_at_ = 0;  // 0: never
  bool for_ever_ = false;
  Fault fault_ = Fault::kIoError;
  // Durable size of each file that was made here.
  std::map<std::string, uint64_t> synced_;
  std::map<std::string, std::vector<Overwrite>> overwrites_;
  std::vector<Naming> namings_;  // not durable, in their order
  std::set<std::string> synced_folders_;
};

// The file system as an environment, with a memory of its own.
class FaultEnv {
 public:
  FaultEnv();
  rocksdb::Env* env() const { return env_.get(); }
  FaultFileSystem& files() const { return *files_; }

  // What is on the disk now, and what of it is durable.
  std::unique_ptr<FaultEnv> Copy(const std::string& folder) const;

 private:
  std::unique_ptr<rocksdb::Env> memory_;
  std::shared_ptr<FaultFileSystem> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_FAULT_ENV_H_
