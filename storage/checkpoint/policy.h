// Whom one trusts: keys of logs, keys of witnesses, and how many witnesses must
// have cosigned. A text file:
//
//   # what the committee pinned on 1 March
//   log ledger.example/350212002001+cb1ab551+AQOh...
//   witness witness.example/w1+20324abe+BCms...
//   quorum 1
//
// Several log keys of one origin are one log whose key was changed. Several
// keys under one witness's name are one witness.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_POLICY_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_POLICY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note.h"
#include "storage/checkpoint/note_key.h"

namespace greenledger::checkpoint {

inline constexpr size_t kPolicyBytesMax = size_t{256} * 1024;

// A checkpoint whose signatures satisfied a policy.
struct VerifiedCheckpoint {
  Note note;
  Checkpoint checkpoint;
  // By keys of the log; at least one.
  std::vector<VerifiedSignature> log_signatures;
  // By witnesses, at least as many names as the policy wants.
  std::vector<VerifiedSignature> cosignatures;
};

// Copyable; const methods are safe from many threads.
class Policy {
 public:
  // Trusts nobody.
  Policy() = default;

  // INVALID_ARGUMENT if a log key is not of type kEd25519, a witness key not of
  // kCosignature, keys clash, or `quorum` is above the number of witnesses.
  static absl::StatusOr<Policy> Make(std::vector<VerifierKey> log_keys,
                                     std::vector<VerifierKey> witness_keys,
                                     size_t quorum);

  // From the text of a policy file; errors name the line. Wants at least one
  // key of a log. Without a quorum line no cosignature is wanted.
  static absl::StatusOr<Policy> Parse(std::string_view text);

  // Reads a signed checkpoint and verifies that a key of the log with its
  // origin signed it and that enough witnesses cosigned it. INVALID_ARGUMENT
  // for bytes that are no checkpoint or a bad signature; NOT_FOUND if no key is
  // pinned for its origin; PERMISSION_DENIED if none of those signed it, or too
  // few witnesses.
  absl::StatusOr<VerifiedCheckpoint> Verify(std::string_view note_bytes) const;

  const KeySet& log_keys() const { return log_keys_; }
  const KeySet& witness_keys() const { return witness_keys_; }
  size_t quorum() const { return quorum_; }

 private:
  KeySet log_keys_;
  KeySet witness_keys_;
  size_t quorum_ = 0;
};

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_POLICY_H_
