#include "storage/checkpoint/add_checkpoint.h"

#include <optional>
#include <utility>

#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kOld = "old ";

}  // namespace

absl::StatusOr<AddCheckpoint> ParseAddCheckpoint(std::string_view bytes) {
  if (bytes.size() > kAddCheckpointMax) {
    return absl::InvalidArgumentError(
        "request: " + std::to_string(bytes.size()) +
        " bytes: must have at most " + std::to_string(kAddCheckpointMax));
  }
  LineReader lines(bytes, "request");
  AddCheckpoint request;
  const auto line = lines.Next("old SIZE");
  if (!line.ok()) return line.status();
  std::optional<uint64_t> size;
  if (line->starts_with(kOld)) size = ParseDecimal(line->substr(kOld.size()));
  if (!size) {
    return lines.Wrong(*line, "old and a size without leading zeros");
  }
  request.old_size = *size;
  auto hashes = ReadHashes(&lines, kProofHashesMax);
  if (!hashes.ok()) return hashes.status();
  request.hashes = *std::move(hashes);
  request.checkpoint = lines.rest();
  return request;
}

std::string FormatAddCheckpoint(const AddCheckpoint& request) {
  return std::string(kOld) + std::to_string(request.old_size) + "\n" +
         FormatHashes(request.hashes) + "\n" + request.checkpoint;
}

}  // namespace greenledger::checkpoint
