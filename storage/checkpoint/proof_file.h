// Proof files (c2sp.org/tlog-proof): what a resident keeps to show, offline,
// that an entry is in the book.
//
//   c2sp.org/tlog-proof@v1 LF
//   extra BASE64 LF            optional; not authenticated; ours have none
//   index INDEX LF
//   base64(hash 32) LF         the leaf's sibling first, at most 63
//   LF
//   the signed checkpoint
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_PROOF_FILE_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_PROOF_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/checkpoint/policy.h"
#include "storage/proof/sha256.h"

namespace greenledger::checkpoint {

inline constexpr size_t kProofHashesMax = 63;
inline constexpr size_t kProofExtraMax = size_t{16} * 1024;
// No proof file is longer.
inline constexpr size_t kProofFileMax =
    kNoteMax + kProofHashesMax * 45 + 2 * kProofExtraMax;

struct ProofFile {
  uint64_t index = 0;
  std::vector<proof::Hash> hashes;
  // The signed note, byte for byte.
  std::string checkpoint;
  // Opaque; nobody signed it.
  std::string extra;
  friend bool operator==(const ProofFile&, const ProofFile&) = default;
};

// Reads a proof file without verifying it; the checkpoint is read too.
// INVALID_ARGUMENT names the line. Any bytes are safe.
absl::StatusOr<ProofFile> ParseProofFile(std::string_view bytes);

// REQUIRES: ParseProofFile could have made it.
std::string FormatProofFile(const ProofFile& file);

// Verifies that the entry with this leaf hash (proof::LeafHash of its bytes) is
// entry `file.index` of the book whose checkpoint the file holds. Errors as
// Policy::Verify; OUT_OF_RANGE if the index is not below the checkpoint's size;
// DATA_LOSS if the hashes do not lead to the root.
absl::StatusOr<VerifiedCheckpoint> VerifyProofFile(const ProofFile& file,
                                                   const proof::Hash& leaf,
                                                   const Policy& policy);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_PROOF_FILE_H_
