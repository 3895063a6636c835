#include "services/ledger/books.h"

#include <utility>

#include "services/ledger/state_rows.h"
#include "storage/failpoint.h"
#include "storage/proof/leaf_batch.h"

namespace greenledger::ledger {

LiveBook::LiveBook(const storage::Store& store, uint64_t book)
    : code(book), state(book), tree(book), index(store, book) {}

absl::Status LiveBook::Load(const storage::Store& store) {
  common::MutexLock lock(mu);
  absl::StatusOr<rules::BookState> rows = rules::StateRows::Load(store, code);
  if (!rows.ok()) return rows.status();
  state = *std::move(rows);
  rows_size = state.size();
  auto loaded_tree = storage::BookTree::Load(store, code, state.size());
  if (!loaded_tree.ok()) return loaded_tree.status();
  tree = *std::move(loaded_tree);
  if (absl::Status s = Replay(store); !s.ok()) return s;
  durable_size = state.size();
  return absl::OkStatus();
}

absl::Status LiveBook::Replay(const storage::Store& store) {
  absl::Status applied;
  v1::Entry entry;
  proof::LeafBatch leaves;
  absl::Status read = store.ReadEntries(
      code, state.size(), [&](uint64_t, std::string_view bytes) {
        if (!entry.ParseFromArray(bytes.data(),
                                  static_cast<int>(bytes.size()))) {
          applied = absl::DataLossError(
              "book " + std::to_string(code) + ", entry " +
              std::to_string(state.size()) + ": not an Entry message");
          return false;
        }
        applied = state.Apply(entry);
        if (!applied.ok()) return false;
        index.Observe(entry);
        leaves.Add(bytes);
        if (leaves.full()) tree.AppendMany(leaves.Take());
        return true;
      });
  tree.AppendMany(leaves.Take());
  GREENLEDGER_FAILPOINT("load_after_replay");
  if (!applied.ok()) return applied;
  if (!read.ok()) return read;
  const std::optional<storage::BookHead> head = store.Head(code);
  if (head.has_value() &&
      (head->size != state.size() || head->root != tree.Root())) {
    return absl::DataLossError(
        "book " + std::to_string(code) +
        ": the entries' Merkle root is not the one that was committed");
  }
  return absl::OkStatus();
}

void LiveBook::WhenDurable(uint64_t size, std::function<void()> ready) {
  {
    common::MutexLock lock(mu);
    if (durable_size < size) {
      waiting_.emplace(size, std::move(ready));
      return;
    }
  }
  ready();
}

void LiveBook::PublishDurable(uint64_t size) {
  std::vector<std::function<void()>> ready;
  {
    common::MutexLock lock(mu);
    durable_size = size;
    auto end = waiting_.upper_bound(size);
    for (auto at = waiting_.begin(); at != end; ++at) {
      ready.push_back(std::move(at->second));
    }
    waiting_.erase(waiting_.begin(), end);
  }
  for (const std::function<void()>& run : ready) run();
}

absl::Status Books::Load() {
  common::MutexLock lock(mu_);
  for (const storage::BookHead& head : store_->Heads()) {
    auto book = std::make_unique<LiveBook>(*store_, head.book);
    absl::Status loaded = book->Load(*store_);
    if (absl::IsFailedPrecondition(loaded)) {
      // Rows of another version: they are only a fold of the entries.
      if (absl::Status s = store_->DropRows(); !s.ok()) return s;
      book = std::make_unique<LiveBook>(*store_, head.book);
      loaded = book->Load(*store_);
    }
    if (!loaded.ok()) return loaded;
    books_[head.book] = std::move(book);
  }
  return absl::OkStatus();
}

LiveBook* Books::Find(uint64_t code) const {
  common::MutexLock lock(mu_);
  auto at = books_.find(code);
  return at == books_.end() ? nullptr : at->second.get();
}

LiveBook* Books::FindOrAdd(uint64_t code) {
  common::MutexLock lock(mu_);
  std::unique_ptr<LiveBook>& book = books_[code];
  if (book == nullptr) book = std::make_unique<LiveBook>(*store_, code);
  return book.get();
}

std::vector<LiveBook*> Books::All() const {
  common::MutexLock lock(mu_);
  std::vector<LiveBook*> all;
  for (const auto& [code, book] : books_) all.push_back(book.get());
  return all;
}

}  // namespace greenledger::ledger
