// Getting a cosignature from a witness, as a log does.
#ifndef GREENLEDGER_CLIENTS_WITNESS_COLLECT_H_
#define GREENLEDGER_CLIENTS_WITNESS_COLLECT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/witness/witness.h"
#include "storage/checkpoint/note.h"
#include "storage/proof/sha256.h"

namespace greenledger::witness {

// No answer of a witness is longer.
inline constexpr size_t kWitnessAnswerMax = size_t{64} * 1024;

// Sends the body to the witness's add-checkpoint.
using SendToWitness =
    std::function<absl::StatusOr<HttpAnswer>(const std::string& body)>;
// The log's consistency proof from an older size to that of the checkpoint.
using ProveFrom =
    std::function<absl::StatusOr<std::vector<proof::Hash>>(uint64_t old_size)>;

// The signature lines with which the witness cosigns the checkpoint. Asks first
// as one who was never there; the witness says what size it has seen, and it
// gets the proof from there. FAILED_PRECONDITION if it has seen a larger log,
// PERMISSION_DENIED if it refuses for another reason, INVALID_ARGUMENT if its
// answer cannot be read. The signatures are not verified.
absl::StatusOr<std::vector<checkpoint::NoteSignature>> CollectCosignatures(
    const std::string& checkpoint, uint64_t size, const SendToWitness& send,
    const ProveFrom& prove);

}  // namespace greenledger::witness

#endif  // GREENLEDGER_CLIENTS_WITNESS_COLLECT_H_
