#include "storage/salvage/damaged_table.h"

#include <utility>

#include "rocksdb/options.h"
#include "rocksdb/table_properties.h"
#include "storage/big_endian.h"
#include "storage/chunk_codec.h"

namespace greenledger::storage {
namespace {

rocksdb::Options ReaderOptions(rocksdb::Env* env) {
  rocksdb::Options options;
  options.env = env;
  return options;
}

rocksdb::ReadOptions Once() {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  return options;
}

}  // namespace

DamagedTable::DamagedTable(rocksdb::Env* env, std::string path)
    : path_(std::move(path)), reader_(ReaderOptions(env)) {}

absl::StatusOr<std::unique_ptr<DamagedTable>> DamagedTable::Open(
    rocksdb::Env* env, const std::string& path) {
  std::unique_ptr<DamagedTable> table(new DamagedTable(env, path));
  const rocksdb::Status s = table->reader_.Open(path);
  if (!s.ok()) return absl::DataLossError(path + ": " + s.ToString());
  table->family_ = table->reader_.GetTableProperties()->column_family_name;
  table->at_.reset(table->reader_.NewIterator(Once()));
  return table;
}

void DamagedTable::NoteDamage(const std::string& what) {
  if (damage_.ok()) damage_ = absl::DataLossError(path_ + ": " + what);
}

bool DamagedTable::CanSeek(uint64_t book, uint64_t from) {
  at_->Seek(ChunkKey(book, from));
  if (!at_->status().ok()) NoteDamage(at_->status().ToString());
  return at_->status().ok();
}

void DamagedTable::SeekPastDamage(uint64_t book, uint64_t from) {
  constexpr uint64_t kStepMax = uint64_t{1} << 40;
  // The block at `bad` cannot be read, that at `good` can.
  uint64_t bad = from;
  uint64_t step = 1;
  while (step <= kStepMax && !CanSeek(book, from + step)) {
    bad = from + step;
    step *= 2;
  }
  if (step > kStepMax) return;
  uint64_t good = from + step;
  while (good - bad > 1) {
    const uint64_t middle = bad + (good - bad) / 2;
    (CanSeek(book, middle) ? good : bad) = middle;
  }
  CanSeek(book, good);
}

void DamagedTable::Seek(uint64_t book, uint64_t from) {
  const std::string place = ChunkKey(book, from);
  const bool near = !sought_.empty() && sought_ <= place && at_->Valid();
  sought_ = place;
  // Where it is, or one step on, it mostly is already.
  if (near && key() < place) at_->Next();
  if (near && at_->Valid() && key() >= place) return;
  if (!CanSeek(book, from)) SeekPastDamage(book, from);
}

bool DamagedTable::SeekChunk(uint64_t book, uint64_t from) {
  for (Seek(book, from); at_->Valid(); Seek(book, from)) {
    if (BookOfChunkKey(key()) != book) return false;
    if (ChunkReader::Parse(key(), value())) return true;
    NoteDamage("the value at entry " + std::to_string(first_index()) +
               " of book " + std::to_string(book) + " is not a chunk");
    from = first_index() + 1;
  }
  return false;
}

std::optional<uint64_t> DamagedTable::SeekBook(uint64_t book) {
  Seek(book, 0);
  if (!at_->Valid()) return std::nullopt;
  return BookOfChunkKey(key());
}

uint64_t DamagedTable::first_index() const {
  return BigEndian(key().substr(8));
}

void DamagedTable::ForEach(
    const std::function<void(std::string_view key, std::string_view value)>&
        visit) {
  for (at_->SeekToFirst(); at_->Valid(); at_->Next()) visit(key(), value());
  if (!at_->status().ok()) NoteDamage(at_->status().ToString());
}

}  // namespace greenledger::storage
