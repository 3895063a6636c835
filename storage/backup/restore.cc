#include "storage/backup/restore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <utility>

#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

namespace fs = std::filesystem;
using checkpoint::FileError;
using checkpoint::PosixFile;

// In a folder that is being restored, so that nothing else is ever removed.
constexpr std::string_view kUnfinishedMarker = "/RESTORING";

std::string ParentOf(const std::string& path) {
  const std::string above = fs::path(path).parent_path();
  return above.empty() ? "." : above;
}

uint64_t TotalOf(const Manifest& manifest) {
  uint64_t total = manifest.contents.bytes;
  for (const Object& object : manifest.objects) total += object.bytes;
  return total;
}

// The backup is for the key that opens it, so a file of it that is for another
// one is damaged.
absl::Status AsDamage(const absl::Status& status) {
  if (!absl::IsPermissionDenied(status)) return status;
  return absl::DataLossError(std::string(status.message()));
}

// The contents of a backup, opened and compared with its manifest.
absl::StatusOr<Contents> OpenContents(const BackupFolder& folder,
                                      const Manifest& manifest,
                                      const SecretKey& secret) {
  if (manifest.key_id != KeyId(secret.pub)) {
    return absl::PermissionDeniedError(
        "backup " + manifest.name + " is sealed for key " + manifest.key_id +
        ", this is the secret of " + KeyId(secret.pub));
  }
  const std::string path = folder.ObjectPath(manifest.contents.id);
  std::string text;
  absl::Status opened =
      OpenSealed(secret, path, manifest.contents, [&](std::string_view piece) {
        text.append(piece);
        if (text.size() <= kManifestBytesMax) return absl::OkStatus();
        return absl::OutOfRangeError(path + " is too large");
      });
  if (!opened.ok()) return AsDamage(opened);
  auto contents = ParseContents(text);
  if (!contents.ok()) {
    return absl::DataLossError(path + ": " +
                               std::string(contents.status().message()));
  }
  std::set<Object> listed(manifest.objects.begin(), manifest.objects.end());
  bool same = contents->name == manifest.name &&
              contents->created_us == manifest.created_us &&
              contents->commit == manifest.commit;
  for (const BackedUpFile& file : contents->files) {
    same = same && listed.contains(file.object);
  }
  if (same) return contents;
  return absl::DataLossError(folder.ManifestPath(manifest.name) +
                             " is not the manifest that was made with " + path);
}

absl::Status RestoreFile(const BackupFolder& folder, const SecretKey& secret,
                         const BackedUpFile& file, const std::string& to,
                         const OnRead& on_read) {
  PosixFile out(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!out.ok()) return FileError(to, "making the file");
  absl::Status done =
      OpenSealed(secret, folder.ObjectPath(file.object.id), file.object,
                 [&](std::string_view piece) {
                   absl::Status written = out.Write(piece, to);
                   return written.ok() ? on_read(piece.size()) : written;
                 });
  if (!done.ok()) return done;
  if (fsync(out.fd()) != 0) return FileError(to, "syncing");
  return absl::OkStatus();
}

absl::Status MakeDraft(const std::string& to) {
  const std::string draft = DraftOf(to);
  if (fs::exists(to)) {
    return absl::AlreadyExistsError(
        to + " is there: a backup is restored into a new folder only");
  }
  if (absl::Status s = RemoveDraft(to); !s.ok()) return s;
  if (mkdir(draft.c_str(), 0700) != 0) {
    return FileError(draft, "making the folder");
  }
  const PosixFile marker(draft + std::string(kUnfinishedMarker),
                         O_WRONLY | O_CREAT, 0600);
  if (!marker.ok()) return FileError(draft, "making a file in it");
  const std::string database = draft + "/db";
  if (mkdir(database.c_str(), 0700) != 0) {
    return FileError(database, "making the folder");
  }
  return absl::OkStatus();
}

// What is wrong with one object.
absl::Status CheckObject(const BackupFolder& folder, const Object& object,
                         const SecretKey* secret, const OnRead& on_read) {
  const std::string path = folder.ObjectPath(object.id);
  if (secret == nullptr) return CheckSealed(path, object, on_read);
  return AsDamage(OpenSealed(
      *secret, path, object,
      [&](std::string_view piece) { return on_read(piece.size()); }));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> VerifyBackup(
    const BackupFolder& folder, const Manifest& manifest,
    const SecretKey* secret, const OnWork& on_work) {
  std::vector<std::string> faults;
  if (secret != nullptr) {
    const auto contents = OpenContents(folder, manifest, *secret);
    if (absl::IsDataLoss(contents.status())) {
      faults.push_back(std::string(contents.status().message()));
    } else if (!contents.ok()) {
      return contents.status();
    }
  }
  uint64_t done = 0;
  const uint64_t total = TotalOf(manifest);
  const OnRead on_read = [&](uint64_t bytes) {
    done += bytes;
    return on_work(done, std::max(done, total));
  };
  std::vector<Object> objects = manifest.objects;
  // With the secret the contents were opened above.
  if (secret == nullptr) objects.push_back(manifest.contents);
  for (const Object& object : objects) {
    const absl::Status checked = CheckObject(folder, object, secret, on_read);
    if (checked.ok()) continue;
    if (!absl::IsDataLoss(checked)) return checked;
    faults.push_back(std::string(checked.message()));
  }
  return faults;
}

std::string DraftOf(const std::string& to) {
  // `folder/` is that folder too.
  std::string draft = to;
  while (draft.size() > 1 && draft.back() == '/') draft.pop_back();
  return draft + ".restoring";
}

absl::StatusOr<Contents> RestoreDraft(const BackupFolder& folder,
                                      const Manifest& manifest,
                                      const SecretKey& secret,
                                      const std::string& to,
                                      const OnWork& on_work) {
  auto contents = OpenContents(folder, manifest, secret);
  if (!contents.ok()) return contents.status();
  if (absl::Status s = MakeDraft(to); !s.ok()) return s;
  const std::string draft = DraftOf(to);
  uint64_t done = 0;
  uint64_t total = 0;
  for (const BackedUpFile& file : contents->files) total += file.object.bytes;
  for (const BackedUpFile& file : contents->files) {
    absl::Status restored = RestoreFile(
        folder, secret, file, draft + "/" + file.path, [&](uint64_t bytes) {
          done += bytes;
          return on_work(done, std::max(done, total));
        });
    if (!restored.ok()) return restored;
  }
  absl::Status synced = checkpoint::SyncFolder(draft + "/db");
  if (synced.ok()) synced = checkpoint::SyncFolder(draft);
  if (!synced.ok()) return synced;
  return contents;
}

absl::Status PutInPlace(const std::string& to) {
  const std::string draft = DraftOf(to);
  const std::string marker = draft + std::string(kUnfinishedMarker);
  if (unlink(marker.c_str()) != 0) return FileError(marker, "removing");
  if (absl::Status s = checkpoint::SyncFolder(draft); !s.ok()) return s;
  if (std::rename(draft.c_str(), to.c_str()) != 0) {
    return FileError(to, "putting the folder in place");
  }
  return checkpoint::SyncFolder(ParentOf(draft));
}

absl::Status RemoveDraft(const std::string& to) {
  const std::string draft = DraftOf(to);
  std::error_code error;
  if (!fs::exists(draft, error)) return absl::OkStatus();
  if (!fs::exists(draft + std::string(kUnfinishedMarker), error)) {
    return absl::AlreadyExistsError(
        draft + " is there and is not what a restore left: remove it first");
  }
  // The marker last, so that this can be repeated.
  fs::remove_all(draft + "/db", error);
  if (!error) fs::remove(draft + "/ANCHOR", error);
  if (!error) fs::remove(draft + std::string(kUnfinishedMarker), error);
  if (!error) fs::remove(draft, error);
  if (!error) return absl::OkStatus();
  return absl::ErrnoToStatus(error.value(), draft + ": removing");
}

}  // namespace greenledger::backup
