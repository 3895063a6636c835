// Any bytes as the manifest or the contents of a backup, or as one of its keys:
// refused with a reason, or writing what was read gives the same bytes. The
// check at a manifest's end is made right first, so that more of it is read.
#include <cstdlib>
#include <string>

#include "storage/backup/backup_key.h"
#include "storage/backup/manifest.h"

namespace greenledger::backup {
namespace {

void Must(bool condition) {
  if (!condition) std::abort();
}

template <typename Parsed, typename Format>
void TryText(std::string_view bytes, const absl::StatusOr<Parsed>& parsed,
             Format format) {
  if (!parsed.ok()) return Must(!parsed.status().message().empty());
  Must(format(*parsed) == bytes);
}

std::string WithRightCheck(std::string_view bytes) {
  const size_t check = bytes.rfind("sha256 ");
  if (check == std::string_view::npos) return std::string(bytes);
  const std::string_view lines = bytes.substr(0, check);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string made = std::string(lines) + "sha256 ";
  for (const uint8_t byte : proof::Sha256({lines})) {
    made.push_back(kDigits[byte >> 4]);
    made.push_back(kDigits[byte & 15]);
  }
  return made + "\n";
}

}  // namespace

void TryAll(std::string_view bytes) {
  TryText(bytes, ParseManifest(bytes), FormatManifest);
  const std::string checked = WithRightCheck(bytes);
  TryText(checked, ParseManifest(checked), FormatManifest);
  TryText(bytes, ParseContents(bytes), FormatContents);
  TryText(bytes, ParseSecretKey(bytes), FormatSecretKey);
  TryText(bytes, ParsePublicKey(bytes), FormatPublicKey);
}

}  // namespace greenledger::backup

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  greenledger::backup::TryAll({reinterpret_cast<const char*>(data), size});
  return 0;
}
