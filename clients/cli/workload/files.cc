#include "clients/cli/workload/files.h"

#include <filesystem>
#include <system_error>

#include "clients/cli/pki/files.h"
#include "fmt/format.h"

namespace greenledger::workload {
namespace {

constexpr size_t kFileBytesMax = size_t{256} << 20;
constexpr size_t kLengthBytes = 4;

}  // namespace

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return absl::NotFoundError(path + ": " + error.message());
  if (size > kFileBytesMax) {
    return absl::OutOfRangeError(
        fmt::format("{}: {} bytes, at most {}", path, size, kFileBytesMax));
  }
  return pki::ReadSmallFile(path, size);
}

absl::Status WriteFile(const std::string& path, std::string_view content,
                       mode_t mode) {
  return pki::WriteNewFile(path, content, mode);
}

absl::Status MakeNewFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return absl::UnavailableError(path + ": " + error.message());
  const bool empty = std::filesystem::is_empty(path, error);
  if (error) return absl::UnavailableError(path + ": " + error.message());
  return empty ? absl::OkStatus()
               : absl::AlreadyExistsError(path + ": must be an empty folder");
}

std::string BookFolder(std::string_view folder, uint64_t book) {
  return fmt::format("{}/{}", folder, book);
}

std::string RecordsPath(std::string_view folder, uint64_t book,
                        uint64_t kiosk) {
  return fmt::format("{}/{}/records/{}-{}.records", folder, book, book, kiosk);
}

std::string JoinRecords(const std::vector<std::string>& records) {
  std::string content;
  for (const std::string& record : records) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      content.push_back(static_cast<char>(record.size() >> shift & 0xff));
    }
    content += record;
  }
  return content;
}

absl::StatusOr<std::vector<std::string>> SplitRecords(
    std::string_view content) {
  std::vector<std::string> records;
  while (!content.empty()) {
    size_t length = 0;
    for (size_t i = 0; i < kLengthBytes && i < content.size(); ++i) {
      length = length << 8 | static_cast<unsigned char>(content[i]);
    }
    if (content.size() < kLengthBytes ||
        content.size() - kLengthBytes < length) {
      return absl::DataLossError(fmt::format(
          "record {}: the file ends within it", records.size() + 1));
    }
    records.emplace_back(content.substr(kLengthBytes, length));
    content.remove_prefix(kLengthBytes + length);
  }
  return records;
}

absl::StatusOr<std::vector<std::string>> ReadRecords(std::string_view folder,
                                                     uint64_t book,
                                                     uint64_t kiosk) {
  const std::string path = RecordsPath(folder, book, kiosk);
  absl::StatusOr<std::string> content = ReadWholeFile(path);
  if (!content.ok()) return content.status();
  auto records = SplitRecords(*content);
  if (!records.ok()) {
    return absl::DataLossError(path + ": " +
                               std::string(records.status().message()));
  }
  return records;
}

}  // namespace greenledger::workload
