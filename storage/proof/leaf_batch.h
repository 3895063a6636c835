// Entries on their way into a tree, hashed many at a time.
#ifndef GREENLEDGER_STORAGE_PROOF_LEAF_BATCH_H_
#define GREENLEDGER_STORAGE_PROOF_LEAF_BATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "storage/proof/sha256.h"
#include "storage/proof/sha256_lanes.h"

namespace greenledger::proof {

// Not thread-safe.
class LeafBatch {
 public:
  // Copies the entry's bytes.
  void Add(std::string_view entry) {
    bytes_.append(entry);
    ends_.push_back(bytes_.size());
  }

  // Whether it is time to take them: more would not be faster.
  bool full() const { return ends_.size() >= 256; }

  // Their leaf hashes, in order; the batch is empty then.
  std::vector<Hash> Take() {
    std::vector<std::string_view> entries;
    size_t begin = 0;
    for (size_t end : ends_) {
      entries.push_back(std::string_view(bytes_).substr(begin, end - begin));
      begin = end;
    }
    std::vector<Hash> leaves(entries.size());
    LeafHashes(entries, leaves);
    bytes_.clear();
    ends_.clear();
    return leaves;
  }

 private:
  std::string bytes_;
  std::vector<size_t> ends_;
};

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_LEAF_BATCH_H_
