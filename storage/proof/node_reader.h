// Where proofs get the hashes of a tree from.
#ifndef GREENLEDGER_STORAGE_PROOF_NODE_READER_H_
#define GREENLEDGER_STORAGE_PROOF_NODE_READER_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "storage/proof/frontier.h"
#include "storage/proof/sha256.h"

namespace greenledger::proof {

// Gives the hash of a complete subtree; level 0 are the leaf hashes. Its errors
// are handed on unchanged.
using NodeReader = std::function<absl::StatusOr<Hash>(NodeId)>;

// Root of the leaves [begin, end), which hang together in a tree: `begin` is a
// multiple of the smallest power of two that is not less than end - begin.
// REQUIRES: begin < end.
absl::StatusOr<Hash> RangeRoot(uint64_t begin, uint64_t end,
                               const NodeReader& read);

// Where a tree of `size` leaves splits: the largest power of two smaller than
// size. REQUIRES: size > 1.
uint64_t SplitPoint(uint64_t size);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_NODE_READER_H_
