// Inclusion proofs (RFC 9162 section 2.1.3): that a leaf is in a tree.
#ifndef GREENLEDGER_STORAGE_PROOF_INCLUSION_H_
#define GREENLEDGER_STORAGE_PROOF_INCLUSION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/node_reader.h"
#include "storage/proof/sha256.h"

namespace greenledger::proof {

// The hashes from leaf `index` to the root of the tree of `size` leaves, the
// leaf's sibling first. OUT_OF_RANGE unless index < size.
absl::StatusOr<std::vector<Hash>> ProveInclusion(uint64_t index, uint64_t size,
                                                 const NodeReader& read);

// Whether `proof` shows that `leaf` is leaf `index` of the tree of `size`
// leaves with this root. Any input is safe.
bool VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                     std::span<const Hash> proof, const Hash& root);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_INCLUSION_H_
