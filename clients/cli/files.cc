#include "clients/cli/files.h"

#include <fmt/format.h>

#include <utility>

#include "clients/cli/pki/files.h"

namespace greenledger::cli {

bool ReadNamedFile(Session& session, const std::string& path, size_t bytes_max,
                   std::string* bytes) {
  absl::StatusOr<std::string> read = pki::ReadSmallFile(path, bytes_max);
  if (read.ok()) {
    *bytes = *std::move(read);
    return true;
  }
  bool too_long = absl::IsOutOfRange(read.status());
  session.PrintError(fmt::format(
      fmt::runtime(too_long ? session.Say("{} 超过 {} 字节",
                                          "{} is longer than {} bytes")
                            : session.Say("无法读取 {}", "cannot read {}")),
      path, bytes_max));
  return false;
}

}  // namespace greenledger::cli
