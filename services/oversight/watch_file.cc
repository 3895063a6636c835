#include "services/oversight/watch_file.h"

#include <string_view>

#include "services/common/logging.h"
#include "storage/checkpoint/posix_file.h"
#include "storage/proof/sha256.h"

namespace greenledger::oversight {
namespace {

constexpr size_t kFileBytesMax = 64 << 20;

}  // namespace

memory::Books ReadWatchFile(const std::string& path) {
  memory::Books books;
  if (path.empty()) return books;
  const auto bytes = checkpoint::ReadFile(path, kFileBytesMax);
  if (absl::IsNotFound(bytes.status())) return books;
  memory::WatchFile file;
  const bool readable = bytes.ok() && file.ParseFromString(*bytes) &&
                        proof::AsBytes(proof::Sha256({file.books()})) ==
                            std::string_view(file.sha256()) &&
                        books.ParseFromString(file.books());
  if (readable) return books;
  common::LogWarning("oversight_memory_unreadable", {{"file", path}});
  return memory::Books();
}

void WriteWatchFile(const std::string& path, const memory::Books& books) {
  if (path.empty()) return;
  memory::WatchFile file;
  file.set_books(books.SerializeAsString());
  file.set_sha256(std::string(proof::AsBytes(proof::Sha256({file.books()}))));
  const absl::Status written =
      checkpoint::ReplaceFile(path, file.SerializeAsString(), 0600);
  if (written.ok()) return;
  common::LogError("oversight_memory_not_kept",
                   {{"status", std::string(written.message())}});
}

}  // namespace greenledger::oversight
