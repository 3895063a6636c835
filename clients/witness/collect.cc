#include "clients/witness/collect.h"

#include <charconv>
#include <optional>
#include <utility>

#include "storage/checkpoint/add_checkpoint.h"

namespace greenledger::witness {
namespace {

// The size in the body of a 409.
std::optional<uint64_t> SizeIn(std::string_view body) {
  if (body.ends_with('\n')) body.remove_suffix(1);
  uint64_t size = 0;
  const char* end = body.data() + body.size();
  const auto parsed = std::from_chars(body.data(), end, size);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return size;
}

absl::Status Refused(const HttpAnswer& answer) {
  return absl::PermissionDeniedError(
      "the witness answers " + std::to_string(answer.status) + ": " +
      answer.body.substr(0, answer.body.find('\n')).substr(0, 200));
}

}  // namespace

absl::StatusOr<std::vector<checkpoint::NoteSignature>> CollectCosignatures(
    const std::string& checkpoint, uint64_t size, const SendToWitness& send,
    const ProveFrom& prove) {
  checkpoint::AddCheckpoint request{0, {}, checkpoint};
  auto answer = send(checkpoint::FormatAddCheckpoint(request));
  if (!answer.ok()) return answer.status();
  if (answer->status == 409) {
    const std::optional<uint64_t> seen = SizeIn(answer->body);
    if (!seen || *seen == 0) return Refused(*answer);
    if (*seen > size) {
      return absl::FailedPreconditionError(
          "the witness has seen this log with " + std::to_string(*seen) +
          " entries, the checkpoint has " + std::to_string(size));
    }
    auto hashes = prove(*seen);
    if (!hashes.ok()) return hashes.status();
    request.old_size = *seen;
    request.hashes = *std::move(hashes);
    answer = send(checkpoint::FormatAddCheckpoint(request));
    if (!answer.ok()) return answer.status();
  }
  if (answer->status != 200) return Refused(*answer);
  return checkpoint::ParseSignatureLines(answer->body);
}

}  // namespace greenledger::witness
