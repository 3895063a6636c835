#include "storage/store.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include "storage/chunk_codec.h"
#include "storage/failpoint.h"
#include "storage/recovery.h"
#include "storage/remove_tree.h"
#include "storage/rocks_status.h"
#include "storage/set_aside.h"
#include "storage/store_rep.h"

namespace greenledger::storage {
namespace {

absl::Status LockFolder(rocksdb::Env* env, const std::string& path,
                        FolderLock* lock) {
  rocksdb::Status s = env->CreateDirIfMissing(path);
  if (s.ok()) s = env->CreateDirIfMissing(DatabasePath(path));
  if (!s.ok()) return FromRocks(s, "making the data folder");
  lock->env = env;
  s = env->LockFile(path + "/LOCK", &lock->lock);
  if (s.ok()) return absl::OkStatus();
  return absl::AbortedError(
      "data folder " + path +
      " cannot be locked, another process has it open: " + s.ToString());
}

// What is in a folder is only as durable as the name of the folder.
absl::Status SyncFolderAbove(rocksdb::Env* env, std::filesystem::path path) {
  if (!path.has_filename()) path = path.parent_path();
  const std::string above = path.has_parent_path() ? path.parent_path() : ".";
  std::unique_ptr<rocksdb::Directory> folder;
  rocksdb::Status s = env->NewDirectory(above, &folder);
  if (s.ok()) s = folder->Fsync();
  return FromRocks(s, "syncing " + above);
}

absl::Status CheckChunk(const Chunk& chunk, uint64_t size) {
  const std::string book = "book " + std::to_string(chunk.book);
  if (chunk.first_index != size) {
    return absl::InvalidArgumentError(
        "chunk of " + book + " begins at " + std::to_string(chunk.first_index) +
        ": must begin at the book's size " + std::to_string(size));
  }
  if (chunk.entries.empty()) {
    return absl::InvalidArgumentError("chunk of " + book +
                                      " is empty: must have an entry");
  }
  for (const std::string_view entry : chunk.entries) {
    if (entry.size() > kMaxEntrySize) {
      return absl::InvalidArgumentError("an entry of " + book + " has " +
                                        std::to_string(entry.size()) +
                                        " bytes: must have at most 65535");
    }
  }
  return absl::OkStatus();
}

BookHead HeadAfter(const Chunk& chunk) {
  return {.book = chunk.book,
          .size = chunk.first_index + chunk.entries.size(),
          .root = chunk.root_after};
}

// The entries go from where they are into the batch, without a copy between.
rocksdb::Status AddValue(const Engine& engine, const Chunk& chunk,
                         uint64_t commit, rocksdb::WriteBatch* batch) {
  const std::string key = ChunkKey(chunk.book, chunk.first_index);
  const std::string front = EncodeChunkFront(chunk, commit);
  std::vector<rocksdb::Slice> parts;
  parts.reserve(1 + chunk.entries.size());
  parts.emplace_back(front);
  for (const std::string_view entry : chunk.entries) parts.emplace_back(entry);
  const rocksdb::Slice key_part = key;
  return batch->Put(
      engine.log, rocksdb::SliceParts(&key_part, 1),
      rocksdb::SliceParts(parts.data(), static_cast<int>(parts.size())));
}

rocksdb::Status AddChunk(const Engine& engine, const Chunk& chunk,
                         uint64_t commit, rocksdb::WriteBatch* batch) {
  for (size_t begin = 0; begin < chunk.entries.size();
       begin += kChunkEntriesMax) {
    const size_t count =
        std::min(kChunkEntriesMax, chunk.entries.size() - begin);
    const auto first =
        chunk.entries.begin() + static_cast<std::ptrdiff_t>(begin);
    const Chunk part{
        .book = chunk.book,
        .first_index = chunk.first_index + begin,
        .entries = {first, first + static_cast<std::ptrdiff_t>(count)}};
    const rocksdb::Status s = AddValue(engine, part, commit, batch);
    if (!s.ok()) return s;
  }
  return batch->Put(engine.meta, HeadKey(chunk.book),
                    EncodeHead(HeadAfter(chunk)));
}

}  // namespace

Store::Store(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
Store::~Store() = default;

absl::StatusOr<std::unique_ptr<Store>> Store::Open(Options options) {
  if (options.env == nullptr) options.env = rocksdb::Env::Default();
  auto rep = std::make_unique<Rep>();
  rep->path = options.path;
  if (!options.read_only) {
    absl::Status s = LockFolder(options.env, options.path, &rep->lock);
    // What nobody can be reading any more keeps table files from being removed.
    if (s.ok()) s = RemoveTree(options.env, SnapshotsPath(options.path));
    if (!s.ok()) return s;
  }
  const auto anchor = ReadAnchor(options.env, AnchorPath(options.path));
  if (!anchor.ok()) return anchor.status();
  // Before the database: of a newer schema not even that may be touched.
  if (*anchor) {
    if (absl::Status s = CheckSchema((*anchor)->schema); !s.ok()) return s;
  }
  GREENLEDGER_FAILPOINT("open_before_database");
  absl::StatusOr<Recovered> found = OpenAndCheck(options, *anchor);
  if (!found.ok()) return found.status();
  rep->engine = std::move(found->engine);
  rep->state = found->state;
  rep->heads = std::move(found->heads);
  if (!options.read_only) {
    GREENLEDGER_FAILPOINT("open_before_anchor");
    const AnchorRecord now = AnchorOf(rep->state);
    // A new folder, or one whose making was cut short.
    if (!*anchor) {
      absl::Status s = SyncFolderAbove(options.env, options.path);
      if (!s.ok()) return s;
    }
    auto file = AnchorFile::OpenOrCreate(options.env, options.path, now);
    if (!file.ok()) return file.status();
    rep->anchor = std::move(*file);
    if (*anchor != now) {
      if (absl::Status s = rep->anchor->Write(now); !s.ok()) return s;
    }
  }
  return std::unique_ptr<Store>(new Store(std::move(rep)));
}

absl::Status Store::Commit(std::span<const Chunk> chunks) {
  const std::lock_guard commit_lock(rep_->commit_mutex);
  if (!rep_->failure.ok()) return rep_->failure;
  if (rep_->anchor == nullptr) {
    return absl::FailedPreconditionError("the store is open for reading only");
  }
  rocksdb::WriteBatch& batch = rep_->batch;
  batch.Clear();
  const CommitState next = NextState(rep_->state, chunks);
  std::set<uint64_t> books;
  rocksdb::Status s;
  for (const Chunk& chunk : chunks) {
    const std::optional<BookHead> head = Head(chunk.book);
    if (absl::Status bad = CheckChunk(chunk, head ? head->size : 0);
        !bad.ok()) {
      return bad;
    }
    if (!books.insert(chunk.book).second) {
      return absl::InvalidArgumentError("book " + std::to_string(chunk.book) +
                                        " has two chunks: must have one");
    }
    s = AddChunk(*rep_->engine, chunk, next.commit, &batch);
    if (!s.ok()) return FromRocks(s, "encoding a chunk");
  }
  s = batch.Put(rep_->engine->meta, std::string(StateKey()), EncodeState(next));
  rocksdb::WriteOptions durable;
  durable.sync = true;
  GREENLEDGER_FAILPOINT("commit_before_log");
  if (s.ok()) s = rep_->engine->db->Write(durable, &batch);
  GREENLEDGER_FAILPOINT("commit_before_anchor");
  rep_->failure = FromRocks(s, "writing commit " + std::to_string(next.commit));
  if (rep_->failure.ok()) rep_->failure = rep_->anchor->Write(AnchorOf(next));
  if (!rep_->failure.ok()) return rep_->failure;
  GREENLEDGER_FAILPOINT("commit_after_anchor");
  const std::lock_guard lock(rep_->mutex);
  rep_->state = next;
  for (const Chunk& chunk : chunks) {
    rep_->heads.insert_or_assign(chunk.book, HeadAfter(chunk));
  }
  return absl::OkStatus();
}

std::vector<BookHead> Store::Heads() const {
  const std::lock_guard lock(rep_->mutex);
  std::vector<BookHead> heads;
  heads.reserve(rep_->heads.size());
  for (const auto& [book, head] : rep_->heads) heads.push_back(head);
  return heads;
}

std::optional<BookHead> Store::Head(uint64_t book) const {
  const std::lock_guard lock(rep_->mutex);
  const auto found = rep_->heads.find(book);
  if (found == rep_->heads.end()) return std::nullopt;
  return found->second;
}

std::string Store::engine_options() const {
  return EffectiveOptions(*rep_->engine);
}

uint64_t Store::commit_number() const {
  const std::lock_guard lock(rep_->mutex);
  return rep_->state.commit;
}

}  // namespace greenledger::storage
