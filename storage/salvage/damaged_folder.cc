#include "storage/salvage/damaged_folder.h"

#include <set>
#include <utility>

#include "storage/big_endian.h"
#include "storage/chunk_codec.h"
#include "storage/recovery.h"
#include "storage/rocks_status.h"
#include "storage/salvage/damaged_log.h"
#include "storage/set_aside.h"

namespace greenledger::storage {
namespace {

constexpr std::string_view kLogFamily = "log";
constexpr std::string_view kMetaFamily = "meta";

FoundChunk Decode(std::string_view key, std::string_view value) {
  ChunkReader reader = *ChunkReader::Parse(key, value);
  FoundChunk chunk{.commit = reader.commit(),
                   .first_index = reader.first_index()};
  const uint64_t count = reader.end_index() - reader.first_index();
  chunk.entries.reserve(count);
  for (uint64_t i = 0; i < count; ++i)
    chunk.entries.emplace_back(reader.Next());
  return chunk;
}

}  // namespace

DamagedFolder::DamagedFolder(rocksdb::Env* env) : env_(env) {}
DamagedFolder::~DamagedFolder() = default;

absl::StatusOr<std::unique_ptr<DamagedFolder>> DamagedFolder::Open(
    const std::string& path, rocksdb::Env* env) {
  if (env == nullptr) env = rocksdb::Env::Default();
  std::unique_ptr<DamagedFolder> folder(new DamagedFolder(env));
  const std::string database = DatabasePath(path);
  std::vector<std::string> names;
  const rocksdb::Status listed = env->GetChildren(database, &names);
  if (!listed.ok()) return FromRocks(listed, "no data in the folder " + path);
  const auto anchor = ReadAnchor(env, AnchorPath(path));
  if (anchor.ok() && *anchor) {
    absl::Status known = CheckSchema((*anchor)->schema);
    if (!known.ok()) return known;
    folder->anchor_ = **anchor;
  } else {
    folder->damage_.push_back(anchor.ok()
                                  ? "the file ANCHOR is missing"
                                  : std::string(anchor.status().message()));
  }
  for (const std::string& name : names) {
    const std::string file = database + "/" + name;
    if (name.ends_with(".sst")) folder->ReadTable(file);
    if (name.ends_with(".log")) folder->ReadLog(file);
  }
  if (!folder->unusable_.ok()) return folder->unusable_;
  return folder;
}

void DamagedFolder::ReadTable(const std::string& path) {
  auto table = DamagedTable::Open(env_, path);
  if (!table.ok()) {
    damage_.push_back(std::string(table.status().message()));
    return;
  }
  if ((*table)->family() == kMetaFamily) {
    (*table)->ForEach([this](auto key, auto value) { Take(key, value); });
    tables_.push_back(*std::move(table));
  } else if ((*table)->family() == kLogFamily) {
    tables_.push_back(*std::move(table));
  }
}

void DamagedFolder::ReadLog(const std::string& path) {
  std::string bytes;
  const rocksdb::Status read = rocksdb::ReadFileToString(env_, path, &bytes);
  if (!read.ok()) {
    damage_.push_back(path + ": " + read.ToString());
    return;
  }
  const absl::Status whole =
      ReadDamagedLog(bytes, [this](auto key, auto value) { Take(key, value); });
  if (!whole.ok())
    damage_.push_back(path + ": " + std::string(whole.message()));
}

void DamagedFolder::Take(std::string_view key, std::string_view value) {
  if (key == StateKey()) {
    const auto state = DecodeState(value);
    if (!state) return;
    if (absl::Status s = CheckSchema(state->schema); !s.ok()) unusable_ = s;
    if (!newest_ || newest_->commit < state->commit) newest_ = state;
  } else if (const auto head = DecodeHead(key, value)) {
    roots_[head->book].emplace(head->size, head->root);
  } else if (ChunkReader::Parse(key, value)) {
    logged_.emplace(key, value);
  }
}

std::vector<uint64_t> DamagedFolder::Books() {
  std::set<uint64_t> books;
  for (const auto& [book, roots] : roots_) books.insert(book);
  for (const auto& [key, value] : logged_) books.insert(*BookOfChunkKey(key));
  for (const auto& table : tables_) {
    if (table->family() != kLogFamily) continue;
    for (auto book = table->SeekBook(0); book; book = table->SeekBook(*book)) {
      books.insert(*book);
      if (++*book == 0) break;
    }
  }
  return {books.begin(), books.end()};
}

const std::map<uint64_t, proof::Hash>& DamagedFolder::Roots(uint64_t book) {
  return roots_[book];
}

std::optional<FoundChunk> DamagedFolder::ChunkFrom(uint64_t book,
                                                   uint64_t from) {
  std::string_view key;
  std::string_view value;
  const auto logged = logged_.lower_bound(ChunkKey(book, from));
  if (logged != logged_.end() && BookOfChunkKey(logged->first) == book) {
    key = logged->first;
    value = logged->second;
  }
  for (const auto& table : tables_) {
    if (table->family() != kLogFamily || !table->SeekChunk(book, from))
      continue;
    if (!key.empty() && key <= table->key()) continue;
    key = table->key();
    value = table->value();
  }
  if (key.empty()) return std::nullopt;
  return Decode(key, value);
}

std::vector<std::string> DamagedFolder::Damage() const {
  std::vector<std::string> damage = damage_;
  for (const auto& table : tables_) {
    if (!table->damage().ok()) {
      damage.push_back(std::string(table->damage().message()));
    }
  }
  return damage;
}

}  // namespace greenledger::storage
