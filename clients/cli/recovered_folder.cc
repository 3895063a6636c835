#include "clients/cli/recovered_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "clients/cli/stored_book.h"
#include "storage/checkpoint/posix_file.h"
#include "storage/store.h"

namespace greenledger::cli {
namespace {

namespace fs = std::filesystem;

bool ReachesTheEnd(const storage::DamagedFolder& folder) {
  const auto& anchor = folder.anchor();
  const auto& newest = folder.newest();
  if (!anchor) return false;
  if (!newest) return anchor->commit == 0;
  if (newest->commit == anchor->commit) return newest->chain == anchor->chain;
  // Synced, but its anchor was not.
  return newest->commit == anchor->commit + 1 &&
         newest->previous_chain == anchor->chain;
}

absl::Status Copy(storage::DamagedFolder& folder,
                  const RecoveredFolder& recovered, const std::string& to) {
  auto store = storage::Store::Open({.path = to});
  if (!store.ok()) return store.status();
  for (const RecoveredBook& book : recovered.books) {
    if (absl::Status s = CopyBook(folder, book, **store); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status CheckCopy(const RecoveredFolder& recovered,
                       const std::string& path) {
  absl::Status wrong;
  uint64_t entries = 0;
  const absl::Status opened = VerifyStoredBooks(
      path, 0, {}, [](uint64_t, uint64_t) {},
      [&](const BookReport& report) {
        entries += report.counts.entries;
        if (wrong.ok()) wrong = report.status;
      });
  if (!opened.ok()) return opened;
  if (wrong.ok() && entries != recovered.kept()) {
    return absl::DataLossError(fmt::format("{} has {} entries, must have {}",
                                           path, entries, recovered.kept()));
  }
  return wrong;
}

absl::Status RemoveFolder(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError("cannot remove " + path + ": " +
                                error.message());
}

}  // namespace

uint64_t RecoveredFolder::kept() const {
  uint64_t sum = 0;
  for (const RecoveredBook& book : books) sum += book.kept;
  return sum;
}

RecoveredFolder ExamineFolder(storage::DamagedFolder& folder,
                              const OnProgress& on_progress) {
  RecoveredFolder found;
  found.reaches_the_end = ReachesTheEnd(folder);
  if (folder.anchor()) found.acknowledged = folder.anchor()->commit;
  if (folder.newest()) {
    found.newest = folder.newest()->commit;
    found.chunks_expected = folder.newest()->chunks;
  }
  const uint64_t last_commit =
      std::max(found.acknowledged.value_or(0), found.newest.value_or(0));
  for (const uint64_t book : folder.Books()) {
    found.books.push_back(ExamineBook(folder, book, last_commit, on_progress));
    found.chunks_kept += found.books.back().chunks;
  }
  found.damage = folder.Damage();
  return found;
}

absl::Status WriteFolder(storage::DamagedFolder& folder,
                         const RecoveredFolder& recovered,
                         const std::string& to) {
  const std::string partial = to + ".partial";
  absl::Status s = RemoveFolder(partial);
  std::error_code error;
  if (s.ok() && !fs::create_directory(partial, error)) {
    return absl::UnavailableError("cannot make " + partial + ": " +
                                  error.message());
  }
  fs::permissions(partial, fs::perms::owner_all, error);
  if (s.ok()) s = Copy(folder, recovered, partial);
  if (s.ok()) s = CheckCopy(recovered, partial);
  if (!s.ok()) return s;
  fs::rename(partial, to, error);
  if (error) {
    return absl::UnavailableError("cannot rename " + partial + " to " + to +
                                  ": " + error.message());
  }
  const std::string above = fs::path(to).parent_path();
  return checkpoint::SyncFolder(above.empty() ? "." : above);
}

bool IsOpenElsewhere(const std::string& path) {
  const int file = open((path + "/LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool asked = fcntl(file, F_GETLK, &lock) == 0;
  close(file);
  return asked && lock.l_type != F_UNLCK;
}

}  // namespace greenledger::cli
