#include "clients/witness/witness.h"

#include <utility>

#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::witness {
namespace {

using checkpoint::Policy;

HttpAnswer Refusal(unsigned status, const absl::Status& why) {
  return {.status = status, .body = std::string(why.message()) + "\n"};
}

// Witnesses of others do not matter here.
Policy LogsOf(const Policy& policy) {
  return *Policy::Make(policy.log_keys().keys(), {}, 0);
}

}  // namespace

Witness::Witness(checkpoint::NoteSigner signer, const Policy& policy,
                 StateFolder state)
    : signer_(std::move(signer)),
      policy_(LogsOf(policy)),
      state_(std::move(state)) {}

HttpAnswer Witness::AddCheckpoint(std::string_view body,
                                  uint64_t time_seconds) {
  const auto request = checkpoint::ParseAddCheckpoint(body);
  if (!request.ok()) return Refusal(400, request.status());
  const auto note = checkpoint::ParseNote(request->checkpoint);
  if (!note.ok()) return Refusal(400, note.status());
  const auto parsed = checkpoint::ParseCheckpoint(note->text);
  if (!parsed.ok()) return Refusal(400, parsed.status());
  const auto verified = policy_.Verify(request->checkpoint);
  if (absl::IsNotFound(verified.status())) {
    return Refusal(404, verified.status());
  }
  // The note itself was read above: what is left is its signatures.
  if (!verified.ok()) return Refusal(403, verified.status());
  return Decide(*verified, request->old_size, request->hashes, time_seconds);
}

HttpAnswer Witness::Decide(const checkpoint::VerifiedCheckpoint& verified,
                           uint64_t old_size,
                           const std::vector<proof::Hash>& hashes,
                           uint64_t time_seconds) {
  const checkpoint::Checkpoint& offered = verified.checkpoint;
  if (old_size > offered.head.size) {
    return Refusal(
        400, absl::InvalidArgumentError("old size " + std::to_string(old_size) +
                                        ": must be at most the checkpoint's, " +
                                        std::to_string(offered.head.size)));
  }
  const common::MutexLock lock(mutex_);
  const auto kept = state_.Load(offered.origin);
  if (!kept.ok()) return Refusal(500, kept.status());
  if (old_size != kept->size ||
      (offered.head.size == kept->size && offered.head != *kept)) {
    return {409, "text/x.tlog.size", std::to_string(kept->size) + "\n"};
  }
  if (!proof::VerifyConsistency(*kept, offered.head, hashes)) {
    return Refusal(
        422, absl::InvalidArgumentError(
                 "the proof does not lead from the checkpoint of "
                 "size " +
                 std::to_string(kept->size) + " that is kept to that of size " +
                 std::to_string(offered.head.size)));
  }
  const checkpoint::NoteSignature cosignature =
      signer_.Cosign(verified.note.text, time_seconds);
  checkpoint::Note cosigned{verified.note.text,
                            {verified.log_signatures.front().signature}};
  cosigned.signatures.push_back(cosignature);
  absl::Status stored =
      state_.Store(offered.origin, checkpoint::FormatNote(cosigned));
  if (!stored.ok()) return Refusal(500, stored);
  return {.body = checkpoint::FormatSignatureLine(cosignature)};
}

}  // namespace greenledger::witness
