// Consistency proofs (RFC 9162 section 2.1.4): that a tree only grew.
#ifndef GREENLEDGER_STORAGE_PROOF_CONSISTENCY_H_
#define GREENLEDGER_STORAGE_PROOF_CONSISTENCY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/node_reader.h"
#include "storage/proof/sha256.h"

namespace greenledger::proof {

// The size and root that a proof speaks about.
struct TreeHead {
  uint64_t size = 0;
  Hash root{};
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

// Proof that the tree of `new_size` leaves begins with that of `old_size`;
// empty if the old tree is empty or the sizes are equal. OUT_OF_RANGE unless
// old_size <= new_size.
absl::StatusOr<std::vector<Hash>> ProveConsistency(uint64_t old_size,
                                                   uint64_t new_size,
                                                   const NodeReader& read);

// Whether `proof` shows that the tree of `new_head` begins with that of
// `old_head`. Any input is safe.
bool VerifyConsistency(const TreeHead& old_head, const TreeHead& new_head,
                       std::span<const Hash> proof);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_CONSISTENCY_H_
