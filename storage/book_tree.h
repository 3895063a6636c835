// The Merkle tree of one book as it grows: its right edge in memory, and the
// hashes from which any proof is made as rows.
//
// Stored are the complete subtrees of levels 8, 16, 24 … (256, 65,536 …
// leaves), which is one row of 32 bytes for 256 entries. What is between two
// stored levels, or below the first, is hashed again for a proof: at most 256
// hashes for each stored level that the proof touches.
#ifndef GREENLEDGER_STORAGE_BOOK_TREE_H_
#define GREENLEDGER_STORAGE_BOOK_TREE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/frontier.h"
#include "storage/proof/sha256.h"
#include "storage/store.h"

namespace greenledger::storage {

// Table of the tree's rows: key = level u8, index u64 big-endian; value = hash.
inline constexpr uint8_t kTreeTable = 1;

// Append, TakeRows and Root are called by one thread at a time; the proofs and
// RootAt are safe from any thread beside it.
class BookTree {
 public:
  // Of an empty book.
  explicit BookTree(uint64_t book);
  ~BookTree();
  BookTree(BookTree&&) noexcept;
  BookTree& operator=(BookTree&&) noexcept;

  // The tree of the first `applied_size` entries, from the rows and, for what
  // the rows do not cover, at most 255 entries of the log. OUT_OF_RANGE if the
  // book is smaller, DATA_LOSS if a row or entry is missing.
  static absl::StatusOr<BookTree> Load(const Store& store, uint64_t book,
                                       uint64_t applied_size);

  void Append(const proof::Hash& leaf);
  uint64_t size() const;
  proof::Hash Root() const;

  // Adds the hashes completed since the last call to `batch`. They are kept in
  // memory until the next call: by then the batch has been written.
  void TakeRows(RowBatch* batch);

  // Proofs for trees of any size up to the book's committed size that has been
  // appended here. OUT_OF_RANGE for others, DATA_LOSS if a row or entry is
  // missing.
  absl::StatusOr<std::vector<proof::Hash>> InclusionProof(const Store& store,
                                                          uint64_t index,
                                                          uint64_t size) const;
  absl::StatusOr<std::vector<proof::Hash>> ConsistencyProof(
      const Store& store, uint64_t old_size, uint64_t new_size) const;

  // Root of the tree of the first `size` entries; errors as for the proofs.
  absl::StatusOr<proof::Hash> RootAt(const Store& store, uint64_t size) const;

 private:
  struct Rep;
  explicit BookTree(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_BOOK_TREE_H_
