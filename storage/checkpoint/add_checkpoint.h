// What a log asks of a witness (c2sp.org/tlog-witness), the body of
// POST <prefix>/add-checkpoint:
//
//   old SIZE LF
//   base64(hash 32) LF         of the consistency proof, at most 63
//   LF
//   the signed checkpoint
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_ADD_CHECKPOINT_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_ADD_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/proof/sha256.h"

namespace greenledger::checkpoint {

// No request is longer.
inline constexpr size_t kAddCheckpointMax =
    kNoteMax + kProofHashesMax * 45 + 32;

struct AddCheckpoint {
  // Size of the checkpoint that the witness is thought to have; 0 for none.
  uint64_t old_size = 0;
  std::vector<proof::Hash> hashes;
  // The signed note, byte for byte.
  std::string checkpoint;
  friend bool operator==(const AddCheckpoint&, const AddCheckpoint&) = default;
};

// INVALID_ARGUMENT names the line. The checkpoint is not read.
absl::StatusOr<AddCheckpoint> ParseAddCheckpoint(std::string_view bytes);

// REQUIRES: at most kProofHashesMax hashes.
std::string FormatAddCheckpoint(const AddCheckpoint& request);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_ADD_CHECKPOINT_H_
