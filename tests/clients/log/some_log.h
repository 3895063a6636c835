// A log in memory, to be exported.
#ifndef GREENLEDGER_TESTS_CLIENTS_LOG_SOME_LOG_H_
#define GREENLEDGER_TESTS_CLIENTS_LOG_SOME_LOG_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "clients/log/export.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note.h"
#include "storage/checkpoint/note_key.h"
#include "storage/checkpoint/policy.h"
#include "storage/proof/consistency.h"
#include "storage/proof/frontier.h"

namespace greenledger::log {

// Entry `index` of the log that began with `history`.
inline std::string EntryOf(const std::string& history, uint64_t index) {
  return history + " " + std::to_string(index) +
         std::string(index % 7, static_cast<char>(index));
}

class SomeLog {
 public:
  explicit SomeLog(std::string history = "entry",
                   std::string origin = "ledger.example/000000000007")
      : history_(std::move(history)), origin_(std::move(origin)) {}
  // A log of these entries.
  SomeLog(std::vector<std::string> entries, std::string origin)
      : origin_(std::move(origin)), entries_(std::move(entries)) {}

  // What a server with `size` entries offers.
  ExportSource Source(uint64_t size) {
    ExportSource source;
    source.checkpoint = CheckpointOf(size);
    source.prove_growth = [this](uint64_t old_size, uint64_t new_size) {
      return proof::ProveConsistency(old_size, new_size, Reader());
    };
    source.read_entries = [this](uint64_t from, uint64_t end,
                                 const auto& take) {
      for (uint64_t i = from; i < end; ++i) {
        ++entries_read;
        if (absl::Status s = take(At(i)); !s.ok()) return s;
      }
      return absl::OkStatus();
    };
    return source;
  }

  // The signed checkpoint at a size.
  std::string CheckpointOf(uint64_t size) {
    Grow(size);
    const proof::Hash root =
        size == 0 ? proof::EmptyRoot() : *proof::RangeRoot(0, size, Reader());
    const checkpoint::Checkpoint head{origin_, {size, root}, {}};
    const std::string text = checkpoint::FormatCheckpoint(head);
    return checkpoint::FormatNote({text, {Signer().Sign(text)}});
  }

  checkpoint::Policy Policy() const {
    return *checkpoint::Policy::Make({Signer().verifier()}, {}, 0);
  }

  // How many entries exports asked for.
  uint64_t entries_read = 0;

 private:
  checkpoint::NoteSigner Signer() const {
    return *checkpoint::NoteSigner::FromSeed(
        origin_, checkpoint::KeyType::kEd25519, std::string(32, 's'));
  }

  std::string At(uint64_t index) const {
    return entries_.empty() ? EntryOf(history_, index) : entries_[index];
  }

  void Grow(uint64_t size) {
    while (frontier_.size() < size) {
      const proof::Hash leaf = proof::LeafHash(At(frontier_.size()));
      Put(0, leaf);
      frontier_.Append(leaf, [&](proof::NodeId id, const proof::Hash& hash) {
        Put(id.level, hash);
      });
    }
  }

  void Put(uint32_t level, const proof::Hash& hash) {
    if (levels_.size() == level) levels_.emplace_back();
    levels_[level].push_back(hash);
  }

  proof::NodeReader Reader() const {
    return [this](proof::NodeId id) { return levels_[id.level][id.index]; };
  }

  std::string history_;
  std::string origin_;
  std::vector<std::string> entries_;
  proof::Frontier frontier_;
  std::vector<std::vector<proof::Hash>> levels_;
};

inline const OnProgress kQuiet = [](uint64_t, uint64_t) {};

}  // namespace greenledger::log

#endif  // GREENLEDGER_TESTS_CLIENTS_LOG_SOME_LOG_H_
