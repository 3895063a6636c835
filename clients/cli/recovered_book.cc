#include "clients/cli/recovered_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "services/ledger/rules/source.h"
#include "services/ledger/verify/book_verifier.h"
#include "storage/chunk_codec.h"
#include "storage/proof/frontier.h"
#include "storage/proof/leaf_batch.h"

namespace greenledger::cli {
namespace {

using storage::FoundChunk;

// One commit of a copy holds at least so many entries, if there are.
constexpr size_t kCopyEntries = 4096;

// The beginning of a book up to the end of a commit.
struct Mark {
  uint64_t size = 0;
  proof::Hash root = proof::Frontier().Root();
  uint64_t chunks = 0;
  uint64_t commit = 0;
};

class Examiner {
 public:
  Examiner(storage::DamagedFolder& folder, uint64_t book, uint64_t last_commit)
      : folder_(folder), last_commit_(last_commit), verifier_(book) {
    found_.book = book;
  }

  RecoveredBook Run(const OnProgress& on_progress);

 private:
  // Whether the chunk continues the book and is right.
  bool Add(const FoundChunk& chunk);
  bool CheckRoot();
  // Whether the chunk is the last of its commit; if that is not known, it is
  // not.
  bool EndsCommit(const FoundChunk& chunk,
                  const std::optional<FoundChunk>& next) const;
  void ListMissing();
  void AddMissing(const FoundChunk& chunk);
  void ListKiosks();
  MissingRecords& RecordsOf(uint64_t kiosk, uint64_t incarnation);

  storage::DamagedFolder& folder_;
  const uint64_t last_commit_;
  verify::BookVerifier verifier_;
  uint64_t chunks_ = 0;
  Mark kept_;
  // The newest that gives a committed root.
  Mark proved_;
  std::map<std::pair<uint64_t, uint64_t>, MissingRecords> records_;
  RecoveredBook found_;
};

bool Examiner::CheckRoot() {
  const auto& roots = folder_.Roots(found_.book);
  const auto root = roots.find(verifier_.counts().entries);
  if (root == roots.end()) return true;
  if (root->second == verifier_.tree().Root()) return true;
  found_.fault = fmt::format(
      "the first {} entries do not give the Merkle root that was committed",
      root->first);
  // One of those behind the last root that was right is wrong.
  kept_ = proved_;
  return false;
}

bool Examiner::Add(const FoundChunk& chunk) {
  if (chunk.first_index != verifier_.counts().entries) return false;
  for (const std::string& entry : chunk.entries) {
    const absl::Status right = verifier_.Add(entry);
    if (right.ok()) continue;
    found_.fault = std::string(right.message());
    return false;
  }
  ++chunks_;
  return CheckRoot();
}

bool Examiner::EndsCommit(const FoundChunk& chunk,
                          const std::optional<FoundChunk>& next) const {
  if (chunk.entries.size() < storage::kChunkEntriesMax) return true;
  if (folder_.Roots(found_.book).contains(chunk.end_index())) return true;
  return next && next->first_index == chunk.end_index() &&
         next->commit > chunk.commit;
}

MissingRecords& Examiner::RecordsOf(uint64_t kiosk, uint64_t incarnation) {
  MissingRecords& records = records_[{kiosk, incarnation}];
  records.kiosk = kiosk;
  records.incarnation = incarnation;
  return records;
}

void Examiner::AddMissing(const FoundChunk& chunk) {
  auto& missing = found_.missing;
  if (missing.empty() || !missing.back().readable) {
    missing.push_back({.first = chunk.first_index,
                       .first_commit = chunk.commit,
                       .readable = true});
  }
  missing.back().last = chunk.end_index() - 1;
  missing.back().last_commit = chunk.commit;
  v1::Entry entry;
  for (const std::string& bytes : chunk.entries) {
    if (!entry.ParseFromString(bytes)) continue;
    if (const v1::KioskRecord* source = rules::SourceOf(entry)) {
      uint64_t& last =
          RecordsOf(entry.actor().number(), source->incarnation()).last_seen;
      last = std::max(last, source->sequence());
    }
    const std::string& id = entry.request_id();
    if (id.empty()) continue;
    if (found_.requests.empty() || found_.requests.back() != id) {
      found_.requests.push_back(id);
    }
  }
}

void Examiner::ListMissing() {
  const auto& roots = folder_.Roots(found_.book);
  const uint64_t size = roots.empty() ? 0 : roots.rbegin()->first;
  uint64_t at = kept_.size;
  uint64_t commit = kept_.commit;
  while (true) {
    const auto chunk = folder_.ChunkFrom(found_.book, at);
    const uint64_t end = chunk ? chunk->first_index : size;
    if (end > at) {
      found_.missing.push_back(
          {.first = at,
           .last = end - 1,
           .first_commit = commit + 1,
           .last_commit =
               std::max(commit + 1, chunk ? chunk->commit : last_commit_)});
    }
    if (!chunk) break;
    AddMissing(*chunk);
    at = chunk->end_index();
    commit = chunk->commit;
  }
  if (!found_.missing.empty() && found_.fault.empty()) {
    found_.fault = fmt::format("entry {} is missing or damaged",
                               verifier_.counts().entries);
  }
}

void Examiner::ListKiosks() {
  // A book is folded again only if something had been read behind what is kept.
  std::optional<verify::BookVerifier> again;
  if (verifier_.counts().entries != kept_.size) {
    again.emplace(found_.book);
    auto chunk = folder_.ChunkFrom(found_.book, 0);
    for (; chunk && chunk->end_index() <= kept_.size;
         chunk = folder_.ChunkFrom(found_.book, chunk->end_index())) {
      for (const std::string& entry : chunk->entries) {
        if (!again->Add(entry).ok()) return;
      }
    }
  }
  const rules::BookState& state = again ? again->state() : verifier_.state();
  found_.community = state.info().community_name();
  for (const auto& [number, kiosk] : state.kiosks()) {
    if (kiosk.closed) continue;
    RecordsOf(number, kiosk.kiosk.incarnation()).first_sequence =
        kiosk.watermark + 1;
  }
  for (auto& [journal, records] : records_) {
    // One that was admitted by an entry that is not kept.
    if (records.first_sequence == 0) records.first_sequence = 1;
    found_.records.push_back(records);
  }
}

RecoveredBook Examiner::Run(const OnProgress& on_progress) {
  auto chunk = folder_.ChunkFrom(found_.book, 0);
  while (chunk && Add(*chunk)) {
    auto next = folder_.ChunkFrom(found_.book, chunk->end_index());
    if (EndsCommit(*chunk, next) && verifier_.Finish().ok()) {
      kept_ = {.size = chunk->end_index(),
               .root = verifier_.tree().Root(),
               .chunks = chunks_,
               .commit = chunk->commit};
      if (folder_.Roots(found_.book).contains(kept_.size)) proved_ = kept_;
    }
    on_progress(chunk->end_index(), std::max(chunk->end_index(), proved_.size));
    chunk = std::move(next);
  }
  found_.kept = kept_.size;
  found_.root = kept_.root;
  found_.chunks = kept_.chunks;
  found_.proved = proved_.size;
  ListMissing();
  ListKiosks();
  return std::move(found_);
}

}  // namespace

uint64_t RecoveredBook::missing_entries() const {
  uint64_t sum = 0;
  for (const MissingEntries& part : missing) sum += part.last - part.first + 1;
  return sum;
}

RecoveredBook ExamineBook(storage::DamagedFolder& folder, uint64_t book,
                          uint64_t last_commit, const OnProgress& on_progress) {
  return Examiner(folder, book, last_commit).Run(on_progress);
}

absl::Status CopyBook(storage::DamagedFolder& folder,
                      const RecoveredBook& recovered, storage::Store& to) {
  proof::Frontier tree;
  std::vector<std::string> entries;
  while (tree.size() < recovered.kept) {
    auto chunk = folder.ChunkFrom(recovered.book, tree.size() + entries.size());
    if (!chunk) break;
    std::move(chunk->entries.begin(), chunk->entries.end(),
              std::back_inserter(entries));
    const uint64_t end = tree.size() + entries.size();
    if (end < recovered.kept && entries.size() < kCopyEntries) continue;
    storage::Chunk copy{.book = recovered.book,
                        .first_index = tree.size(),
                        .entries = {entries.begin(), entries.end()}};
    proof::LeafBatch leaves;
    for (const std::string& entry : entries) {
      leaves.Add(entry);
      if (leaves.full()) tree.AppendMany(leaves.Take());
    }
    tree.AppendMany(leaves.Take());
    copy.root_after = tree.Root();
    if (end == recovered.kept && tree.Root() != recovered.root) break;
    if (absl::Status s = to.Commit({&copy, 1}); !s.ok()) return s;
    entries.clear();
  }
  if (tree.size() == recovered.kept && tree.Root() == recovered.root) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      fmt::format("book {}: its entries do not read as they did a moment ago",
                  recovered.book));
}

}  // namespace greenledger::cli
