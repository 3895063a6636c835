#include "clients/cli/checkpoint_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenledger::cli {

CheckpointCheck::CheckpointCheck(uint64_t book, const SignedHeads& heads)
    : book_(book) {
  const auto found = heads.find(book);
  if (found != heads.end()) heads_ = found->second;
  std::sort(heads_.begin(), heads_.end(),
            [](const proof::TreeHead& a, const proof::TreeHead& b) {
              return a.size < b.size;
            });
}

absl::Status CheckpointCheck::Compare(const proof::Frontier& tree) {
  while (next_ < heads_.size() && heads_[next_].size <= tree.size()) {
    // That of an empty book has but one root.
    if (heads_[next_].size == tree.size() &&
        heads_[next_].root != tree.Root()) {
      return absl::DataLossError(fmt::format(
          "book {}: its first {} entries are not those of the signed "
          "checkpoint: another Merkle root",
          book_, tree.size()));
    }
    ++next_;
  }
  return absl::OkStatus();
}

absl::Status CheckpointCheck::Finish(const proof::Frontier& tree) const {
  if (next_ == heads_.size()) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("book {}: the signed checkpoint has {} entries, the book "
                  "only {}",
                  book_, heads_.back().size, tree.size()));
}

}  // namespace greenledger::cli
