#include "storage/checkpoint/proof_file.h"

#include <optional>
#include <utility>

#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"
#include "storage/proof/inclusion.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kProofFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

absl::StatusOr<std::string> ParseExtra(const LineReader& lines,
                                       std::string_view line) {
  std::optional<std::string> bytes = DecodeBase64(line.substr(kExtra.size()));
  if (!bytes || bytes->empty() || bytes->size() > kProofExtraMax) {
    return lines.Wrong(line, "extra and base64 of 1 to 16,384 bytes");
  }
  return *std::move(bytes);
}

}  // namespace

absl::StatusOr<ProofFile> ParseProofFile(std::string_view bytes) {
  if (bytes.size() > kProofFileMax) {
    return absl::InvalidArgumentError(
        "proof file: " + std::to_string(bytes.size()) +
        " bytes: must have at most " + std::to_string(kProofFileMax));
  }
  LineReader lines(bytes, "proof file");
  ProofFile file;
  auto line = lines.Next(kProofFirstLine);
  if (!line.ok()) return line.status();
  if (*line != kProofFirstLine) return lines.Wrong(*line, kProofFirstLine);
  line = lines.Next("index NUMBER");
  if (!line.ok()) return line.status();
  if (line->starts_with(kExtra)) {
    auto extra = ParseExtra(lines, *line);
    if (!extra.ok()) return extra.status();
    file.extra = *std::move(extra);
    line = lines.Next("index NUMBER");
    if (!line.ok()) return line.status();
  }
  std::optional<uint64_t> index;
  if (line->starts_with(kIndex)) {
    index = ParseDecimal(line->substr(kIndex.size()));
  }
  if (!index) {
    return lines.Wrong(*line, "index and a number without leading zeros");
  }
  file.index = *index;
  auto hashes = ReadHashes(&lines, kProofHashesMax);
  if (!hashes.ok()) return hashes.status();
  file.hashes = *std::move(hashes);
  file.checkpoint = lines.rest();
  const auto note = ParseNote(file.checkpoint);
  if (!note.ok()) return note.status();
  const auto checkpoint = ParseCheckpoint(note->text);
  if (!checkpoint.ok()) return checkpoint.status();
  return file;
}

std::string FormatProofFile(const ProofFile& file) {
  std::string text = std::string(kProofFirstLine) + "\n";
  if (!file.extra.empty()) {
    text += std::string(kExtra) + EncodeBase64(file.extra) + "\n";
  }
  text += std::string(kIndex) + std::to_string(file.index) + "\n" +
          FormatHashes(file.hashes) + "\n" + file.checkpoint;
  return text;
}

absl::StatusOr<VerifiedCheckpoint> VerifyProofFile(const ProofFile& file,
                                                   const proof::Hash& leaf,
                                                   const Policy& policy) {
  auto verified = policy.Verify(file.checkpoint);
  if (!verified.ok()) return verified;
  const proof::TreeHead& head = verified->checkpoint.head;
  if (file.index >= head.size) {
    return absl::OutOfRangeError("index " + std::to_string(file.index) +
                                 ": must be below the checkpoint's size " +
                                 std::to_string(head.size));
  }
  if (!proof::VerifyInclusion(leaf, file.index, head.size, file.hashes,
                              head.root)) {
    return absl::DataLossError(
        "the hashes do not lead from this entry, as entry " +
        std::to_string(file.index) +
        ", to the root of the checkpoint of size " + std::to_string(head.size));
  }
  return verified;
}

}  // namespace greenledger::checkpoint
