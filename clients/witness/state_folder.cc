#include "clients/witness/state_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note.h"
#include "storage/checkpoint/posix_file.h"
#include "storage/proof/sha256.h"

namespace greenledger::witness {
namespace {

absl::Status Damaged(const std::string& path, std::string_view why) {
  return absl::DataLossError(path + ": is damaged: " + std::string(why));
}

}  // namespace

StateFolder::StateFolder(std::string path, std::shared_ptr<void> lock)
    : path_(std::move(path)), lock_(std::move(lock)) {}

absl::StatusOr<StateFolder> StateFolder::Open(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return absl::ErrnoToStatus(error.value(), path + ": making the folder");
  }
  auto lock =
      std::make_shared<checkpoint::PosixFile>(path, O_RDONLY | O_DIRECTORY);
  if (!lock->ok()) return checkpoint::FileError(path, "opening the folder");
  if (flock(lock->fd(), LOCK_EX | LOCK_NB) != 0) {
    return absl::UnavailableError(path + ": another witness is at work there");
  }
  return StateFolder(path, std::move(lock));
}

std::string StateFolder::FileOf(std::string_view origin) const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string path = path_ + "/";
  for (const uint8_t byte : proof::Sha256({origin})) {
    path.push_back(kDigits[byte >> 4]);
    path.push_back(kDigits[byte & 15]);
  }
  return path;
}

absl::StatusOr<proof::TreeHead> StateFolder::Load(
    std::string_view origin) const {
  const std::string path = FileOf(origin);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    if (error) return absl::ErrnoToStatus(error.value(), path);
    return proof::TreeHead{0, proof::EmptyRoot()};
  }
  std::string bytes(checkpoint::kNoteMax + 1, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || file.gcount() == 0) {
    return Damaged(path, "it cannot be read");
  }
  bytes.resize(static_cast<size_t>(file.gcount()));
  const auto note = checkpoint::ParseNote(bytes);
  if (!note.ok()) return Damaged(path, std::string(note.status().message()));
  const auto kept = checkpoint::ParseCheckpoint(note->text);
  if (!kept.ok()) return Damaged(path, std::string(kept.status().message()));
  if (kept->origin != origin) return Damaged(path, "it is of another origin");
  return kept->head;
}

absl::Status StateFolder::Store(std::string_view origin,
                                std::string_view note_bytes) {
  return checkpoint::ReplaceFile(FileOf(origin), note_bytes, 0600);
}

}  // namespace greenledger::witness
