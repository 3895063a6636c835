#include "storage/log_check.h"

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/table_properties.h"
#include "storage/chunk_codec.h"
#include "storage/rocks_status.h"

namespace greenledger::storage {
namespace {

// Exact, since no chunk is ever overwritten or deleted.
absl::StatusOr<uint64_t> CountChunks(const Engine& engine) {
  rocksdb::TablePropertiesCollection tables;
  const rocksdb::Status s =
      engine.db->GetPropertiesOfAllTables(engine.log, &tables);
  if (!s.ok()) return FromRocks(s, "counting the chunks of the log");
  uint64_t count = 0;
  for (const auto& [name, properties] : tables) {
    count += properties->num_entries;
  }
  for (const std::string& property :
       {rocksdb::DB::Properties::kNumEntriesActiveMemTable,
        rocksdb::DB::Properties::kNumEntriesImmMemTables}) {
    uint64_t entries = 0;
    if (!engine.db->GetIntProperty(engine.log, property, &entries)) {
      return absl::InternalError("RocksDB has no property " + property);
    }
    count += entries;
  }
  return count;
}

std::string Range(uint64_t from, uint64_t end) {
  if (end - from == 1) return std::to_string(from);
  return std::to_string(from) + " to " + std::to_string(end - 1);
}

std::string Hole(uint64_t book, uint64_t from, uint64_t end,
                 uint64_t commit_before, uint64_t commit_after) {
  return "book " + std::to_string(book) + " misses entry " + Range(from, end) +
         ", of commit " + Range(commit_before + 1, commit_after);
}

// The first hole, in the order of the keys.
std::string FindHole(const Engine& engine, uint64_t last_commit,
                     const std::map<uint64_t, BookHead>& heads) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> it(
      engine.db->NewIterator(options, engine.log));
  for (const auto& [book, head] : heads) {
    uint64_t next = 0;
    uint64_t commit = 0;
    for (it->Seek(ChunkKey(book, 0)); it->Valid(); it->Next()) {
      const std::string_view key = it->key().ToStringView();
      if (BookOfChunkKey(key) != book) break;
      const auto chunk = ChunkReader::Parse(key, it->value().ToStringView());
      if (!chunk) return "book " + std::to_string(book) + " is damaged";
      if (chunk->first_index() != next) {
        return Hole(book, next, chunk->first_index(), commit, chunk->commit());
      }
      next = chunk->end_index();
      commit = chunk->commit();
    }
    if (next != head.size) {
      return Hole(book, next, head.size, commit, last_commit + 1);
    }
  }
  return "it is in no book that has a head";
}

}  // namespace

absl::Status CheckLogIsWhole(const Engine& engine, const CommitState& state,
                             const std::map<uint64_t, BookHead>& heads) {
  const absl::StatusOr<uint64_t> count = CountChunks(engine);
  if (!count.ok()) return count.status();
  if (*count == state.chunks) return absl::OkStatus();
  return absl::DataLossError("the log has " + std::to_string(*count) +
                             " chunks, must have " +
                             std::to_string(state.chunks) + " at commit " +
                             std::to_string(state.commit) + ": " +
                             FindHole(engine, state.commit, heads));
}

}  // namespace greenledger::storage
