#include "storage/backup/index.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "storage/checkpoint/lines.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

using checkpoint::FileError;
using checkpoint::PosixFile;

constexpr size_t kIndexBytesMax = size_t{64} << 20;
constexpr size_t kDigits = 64;

bool IsId(std::string_view text) {
  return text.size() == kDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string Line(const std::string& file_key, const Object& object) {
  return file_key + " " + object.id + " " + std::to_string(object.bytes) + "\n";
}

}  // namespace

Index::Index(std::string path, PublicKey key)
    : path_(std::move(path)), key_(std::move(key)) {
  const auto text = checkpoint::ReadFile(path_, kIndexBytesMax);
  if (!text.ok()) return;
  std::string_view rest = *text;
  for (size_t end = rest.find('\n'); end != std::string_view::npos;
       end = rest.find('\n')) {
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.size() < 2 * kDigits + 3) continue;
    const std::string_view file_key = line.substr(0, kDigits);
    const std::string_view id = line.substr(kDigits + 1, kDigits);
    const auto bytes = checkpoint::ParseDecimal(line.substr(2 * kDigits + 2));
    if (!IsId(file_key) || !IsId(id) || !bytes) continue;
    objects_[std::string(file_key)] = {std::string(id), *bytes};
  }
}

absl::StatusOr<std::string> Index::KeyOf(const std::string& file) const {
  struct stat info {};
  if (stat(file.c_str(), &info) != 0) return FileError(file, "looking at it");
  const std::string name = std::filesystem::path(file).filename();
  const std::string text = name + " " + std::to_string(info.st_size) + " " +
                           std::to_string(info.st_ino) + " " +
                           std::to_string(info.st_mtim.tv_sec) + " " +
                           std::to_string(info.st_mtim.tv_nsec);
  return ObjectId(key_, proof::Sha256({"index\n", text}));
}

std::optional<Object> Index::Find(const std::string& file_key) const {
  const auto found = objects_.find(file_key);
  if (found == objects_.end()) return std::nullopt;
  used_.insert(*found);
  return found->second;
}

absl::Status Index::Add(const std::string& file_key, const Object& object) {
  objects_[file_key] = object;
  used_[file_key] = object;
  PosixFile file(path_, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (!file.ok()) return FileError(path_, "opening");
  return file.Write(Line(file_key, object), path_);
}

absl::Status Index::Trim() const {
  std::string text;
  for (const auto& [file_key, object] : used_) text += Line(file_key, object);
  return checkpoint::ReplaceFile(path_, text, 0600);
}

}  // namespace greenledger::backup
