#include "storage/book_tree.h"

#include <bit>
#include <mutex>
#include <string>
#include <utility>

#include "storage/proof/consistency.h"
#include "storage/proof/inclusion.h"
#include "storage/tree_tiles.h"

namespace greenledger::storage {

struct BookTree::Rep {
  explicit Rep(uint64_t code) : book(code) {}

  // Of both generations, those of `level` in [begin, end).
  StoredNodes Unwritten(uint32_t level, uint64_t begin, uint64_t end) const {
    const std::lock_guard lock(mutex);
    StoredNodes found;
    for (const StoredNodes* nodes : {&taken, &completed}) {
      found.insert(nodes->lower_bound({level, begin}),
                   nodes->lower_bound({level, end}));
    }
    return found;
  }

  TreeTiles Tiles(const Store& store, uint64_t size) const {
    return TreeTiles(store, book, size,
                     [this](uint32_t level, uint64_t begin, uint64_t end) {
                       return Unwritten(level, begin, end);
                     });
  }

  absl::Status CheckSize(const Store& store, uint64_t size) const {
    const std::optional<BookHead> head = store.Head(book);
    const uint64_t committed = head ? head->size : 0;
    if (size <= committed) return absl::OkStatus();
    return absl::OutOfRangeError(
        "book " + std::to_string(book) + " has no tree of size " +
        std::to_string(size) + ": must not be above its size " +
        std::to_string(committed));
  }

  uint64_t book;
  proof::Frontier frontier;
  // Guards what follows.
  mutable std::mutex mutex;
  StoredNodes completed;  // in no batch yet
  StoredNodes taken;      // in the last batch, perhaps not written yet
};

BookTree::BookTree(uint64_t book) : rep_(std::make_unique<Rep>(book)) {}
BookTree::BookTree(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
BookTree::~BookTree() = default;
BookTree::BookTree(BookTree&&) noexcept = default;
BookTree& BookTree::operator=(BookTree&&) noexcept = default;

absl::StatusOr<BookTree> BookTree::Load(const Store& store, uint64_t book,
                                        uint64_t applied_size) {
  const std::optional<BookHead> head = store.Head(book);
  const uint64_t size = head ? head->size : 0;
  if (applied_size > size) {
    return absl::OutOfRangeError(
        "the tree of book " + std::to_string(book) + " was applied up to " +
        std::to_string(applied_size) + ": must not be above the log's size " +
        std::to_string(size));
  }
  auto rep = std::make_unique<Rep>(book);
  TreeTiles tiles(store, book, applied_size,
                  [](uint32_t, uint64_t, uint64_t) { return StoredNodes(); });
  std::vector<proof::Hash> peaks;
  for (uint64_t at = 0; at < applied_size;) {
    const uint64_t width = std::bit_floor(applied_size - at);
    const auto level = static_cast<uint32_t>(std::countr_zero(width));
    const absl::StatusOr<proof::Hash> peak =
        tiles.Read({.level = level, .index = at >> level});
    if (!peak.ok()) return peak.status();
    peaks.push_back(*peak);
    at += width;
  }
  rep->frontier = proof::Frontier(applied_size, std::move(peaks));
  return BookTree(std::move(rep));
}

void BookTree::Append(const proof::Hash& leaf) {
  rep_->frontier.Append(
      leaf, [this](proof::NodeId id, const proof::Hash& hash) {
        if (id.level % kTileLevels != 0) return;
        const std::lock_guard lock(rep_->mutex);
        rep_->completed.emplace(std::make_pair(id.level, id.index), hash);
      });
}

uint64_t BookTree::size() const { return rep_->frontier.size(); }

proof::Hash BookTree::Root() const { return rep_->frontier.Root(); }

void BookTree::TakeRows(RowBatch* batch) {
  const std::lock_guard lock(rep_->mutex);
  rep_->taken = std::exchange(rep_->completed, {});
  for (const auto& [id, hash] : rep_->taken) {
    batch->Put(rep_->book, kTreeTable, TreeRowKey({id.first, id.second}),
               proof::AsBytes(hash));
  }
}

absl::StatusOr<std::vector<proof::Hash>> BookTree::InclusionProof(
    const Store& store, uint64_t index, uint64_t size) const {
  if (absl::Status s = rep_->CheckSize(store, size); !s.ok()) return s;
  TreeTiles tiles = rep_->Tiles(store, size);
  return proof::ProveInclusion(
      index, size, [&](proof::NodeId id) { return tiles.Read(id); });
}

absl::StatusOr<std::vector<proof::Hash>> BookTree::ConsistencyProof(
    const Store& store, uint64_t old_size, uint64_t new_size) const {
  if (absl::Status s = rep_->CheckSize(store, new_size); !s.ok()) return s;
  TreeTiles tiles = rep_->Tiles(store, new_size);
  return proof::ProveConsistency(
      old_size, new_size, [&](proof::NodeId id) { return tiles.Read(id); });
}

absl::StatusOr<proof::Hash> BookTree::RootAt(const Store& store,
                                             uint64_t size) const {
  if (absl::Status s = rep_->CheckSize(store, size); !s.ok()) return s;
  if (size == 0) return proof::EmptyRoot();
  TreeTiles tiles = rep_->Tiles(store, size);
  return proof::RangeRoot(0, size,
                          [&](proof::NodeId id) { return tiles.Read(id); });
}

}  // namespace greenledger::storage
