#include "clients/cli/pki/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

namespace greenledger::pki {
namespace {

absl::Status SystemError(int error, const std::string& path) {
  return absl::ErrnoToStatus(error, path);
}

}  // namespace

absl::Status MakePrivateFolder(const std::string& path) {
  std::filesystem::path folder;
  for (const std::filesystem::path& part : std::filesystem::path(path)) {
    folder /= part;
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      return SystemError(errno, folder.string());
    }
  }
  return absl::OkStatus();
}

absl::Status WriteNewFile(const std::string& path, std::string_view content,
                          mode_t mode) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return SystemError(errno, path);
  absl::Status result;
  while (!content.empty() && result.ok()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written > 0) {
      content.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      result = SystemError(errno, path);
    }
  }
  if (close(file) != 0 && result.ok()) result = SystemError(errno, path);
  return result;
}

absl::StatusOr<std::string> ReadSmallFile(const std::string& path,
                                          size_t bytes_max) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(path + ": cannot be read");
  std::string content(bytes_max + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<size_t>(file.gcount()));
  if (content.size() > bytes_max) {
    return absl::OutOfRangeError(path + ": more than " +
                                 std::to_string(bytes_max) + " bytes");
  }
  return content;
}

}  // namespace greenledger::pki
