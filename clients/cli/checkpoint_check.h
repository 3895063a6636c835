// Holds a book that is read entry by entry against signed checkpoints of it.
#ifndef GREENLEDGER_CLIENTS_CLI_CHECKPOINT_CHECK_H_
#define GREENLEDGER_CLIENTS_CLI_CHECKPOINT_CHECK_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/status.h"
#include "storage/proof/consistency.h"
#include "storage/proof/frontier.h"

namespace greenledger::cli {

// Heads of checkpoints, by book.
using SignedHeads = std::map<uint64_t, std::vector<proof::TreeHead>>;

// Not thread-safe.
class CheckpointCheck {
 public:
  // For the book with this code; takes its heads in any order.
  CheckpointCheck(uint64_t book, const SignedHeads& heads);

  // Whether a tree of this size must be observed; others may be.
  bool Wants(uint64_t size) const {
    return next_ < heads_.size() && heads_[next_].size <= size;
  }

  // Called after each entry, or where it is wanted. DATA_LOSS if a checkpoint
  // of the tree's size has another root.
  absl::Status Observe(const proof::Frontier& tree) {
    return Wants(tree.size()) ? Compare(tree) : absl::OkStatus();
  }

  // Called after the last entry. DATA_LOSS if a checkpoint has more entries.
  absl::Status Finish(const proof::Frontier& tree) const;

  // Checkpoints that the book agreed with so far.
  uint64_t compared() const { return next_; }

 private:
  absl::Status Compare(const proof::Frontier& tree);

  uint64_t book_;
  std::vector<proof::TreeHead> heads_;  // by size
  size_t next_ = 0;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CHECKPOINT_CHECK_H_
