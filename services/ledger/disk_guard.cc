#include "services/ledger/disk_guard.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "services/common/logging.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::ledger {
namespace {

constexpr std::chrono::seconds kBetweenLooks{1};

std::string MiB(uint64_t bytes) { return std::to_string(bytes >> 20); }

// 0, or what errno would be.
int Allocate(const std::string& path, uint64_t bytes) {
  const checkpoint::PosixFile file(path, O_WRONLY | O_CREAT, 0600);
  if (!file.ok() || ftruncate(file.fd(), 0) != 0) return errno;
  return posix_fallocate(file.fd(), 0, static_cast<off_t>(bytes));
}

}  // namespace

std::optional<uint64_t> FreeBytes(const std::string& folder) {
  struct statvfs fs {};
  if (statvfs(folder.c_str(), &fs) != 0) return std::nullopt;
  return uint64_t{fs.f_bavail} * fs.f_frsize;
}

DiskGuard::DiskGuard(Options options)
    : options_(std::move(options)),
      ballast_path_(options_.folder + "/ballast") {}

DiskGuard::~DiskGuard() {
  {
    common::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

void DiskGuard::MakeRoom() {
  if (options_.free_bytes_min == 0) return;
  const std::optional<uint64_t> free = options_.free_bytes(options_.folder);
  if (!free || *free >= options_.free_bytes_min) return;
  if (unlink(ballast_path_.c_str()) == 0) {
    common::LogWarning("ballast_given_up", {{"path", ballast_path_}});
  }
}

void DiskGuard::Start() {
  if (options_.free_bytes_min == 0) return;
  Look();
  thread_ = std::thread([this] { Run(); });
}

void DiskGuard::Run() {
  while (true) {
    {
      common::MutexLock lock(mutex_);
      if (!stopping_) changed_.WaitFor(mutex_, kBetweenLooks);
      if (stopping_) return;
    }
    Look();
  }
}

void DiskGuard::Look() {
  const std::optional<uint64_t> free = options_.free_bytes(options_.folder);
  // If the file system does not answer, the write will, and stop the process.
  if (!free) return;
  const bool has_ballast = HasBallast();
  const uint64_t wanted = has_ballast ? 0 : options_.ballast_bytes;
  const bool full = *free - std::min(*free, wanted) < options_.free_bytes_min;
  // Before the ballast goes, so that nobody fills the room it leaves.
  const bool was_full = full_.exchange(full);
  if (full) unlink(ballast_path_.c_str());
  if (!full && !has_ballast) MakeBallast();
  if (full != was_full) Report(full, *free, has_ballast ? "given_up" : "none");
}

bool DiskGuard::HasBallast() const {
  struct stat info {};
  return stat(ballast_path_.c_str(), &info) == 0 &&
         static_cast<uint64_t>(info.st_size) == options_.ballast_bytes;
}

void DiskGuard::MakeBallast() {
  std::string trouble;
  if (options_.ballast_bytes > 0) {
    const int error = Allocate(ballast_path_, options_.ballast_bytes);
    if (error != 0) trouble = std::strerror(error);
  }
  if (options_.ballast_bytes == 0 || !trouble.empty()) {
    unlink(ballast_path_.c_str());
  }
  if (trouble != trouble_ && !trouble.empty()) {
    common::LogWarning("no_ballast", {{"path", ballast_path_},
                                      {"mib", MiB(options_.ballast_bytes)},
                                      {"reason", trouble}});
  }
  trouble_ = trouble;
}

void DiskGuard::Report(bool full, uint64_t free,
                       const std::string& ballast) const {
  if (!full) {
    common::LogInfo("disk_has_room", {{"free_mib", MiB(free)}});
    return;
  }
  common::LogWarning("disk_full",
                     {{"free_mib", MiB(free)},
                      {"free_mib_min", MiB(options_.free_bytes_min)},
                      {"ballast_mib", MiB(options_.ballast_bytes)},
                      {"ballast", ballast}});
}

}  // namespace greenledger::ledger
