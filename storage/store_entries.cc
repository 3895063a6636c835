// Reading the log of a book.
#include <memory>
#include <string>

#include "storage/chunk_codec.h"
#include "storage/store.h"
#include "storage/store_rep.h"

namespace greenledger::storage {
namespace {

absl::Status Lost(uint64_t book, uint64_t index,
                  const rocksdb::Status& status) {
  std::string message = "book " + std::to_string(book) +
                        ": the chunk with entry " + std::to_string(index) +
                        " is missing or damaged";
  if (!status.ok()) message += ": " + status.ToString();
  return absl::DataLossError(message);
}

}  // namespace

absl::Status Store::ReadEntries(
    uint64_t book, uint64_t from,
    const std::function<bool(uint64_t index, std::string_view entry)>& visit)
    const {
  const std::optional<BookHead> head = Head(book);
  if (!head || from >= head->size) return absl::OkStatus();
  const std::string begin_key = ChunkKey(book, 0);
  const std::string end_key = ChunkKey(book, head->size);
  const rocksdb::Slice lower = begin_key;
  const rocksdb::Slice upper = end_key;
  rocksdb::ReadOptions options;
  options.iterate_lower_bound = &lower;
  options.iterate_upper_bound = &upper;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> it(
      rep_->engine->db->NewIterator(options, rep_->engine->log));
  uint64_t next = from;
  for (it->SeekForPrev(ChunkKey(book, from)); next < head->size; it->Next()) {
    if (!it->Valid()) return Lost(book, next, it->status());
    auto chunk = ChunkReader::Parse(it->key().ToStringView(),
                                    it->value().ToStringView());
    // Only the first chunk may begin before the entry that is due.
    if (!chunk || chunk->first_index() > next || chunk->end_index() <= next ||
        (next != from && chunk->first_index() != next)) {
      return Lost(book, next, it->status());
    }
    for (uint64_t i = chunk->first_index(); i < chunk->end_index(); ++i) {
      const std::string_view entry = chunk->Next();
      if (i >= from && !visit(i, entry)) return absl::OkStatus();
    }
    next = chunk->end_index();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Store::ReadEntry(uint64_t book,
                                             uint64_t index) const {
  const std::optional<BookHead> head = Head(book);
  const uint64_t size = head ? head->size : 0;
  if (index >= size) {
    return absl::OutOfRangeError("book " + std::to_string(book) +
                                 " has no entry " + std::to_string(index) +
                                 ": must be below its size " +
                                 std::to_string(size));
  }
  const std::unique_ptr<rocksdb::Iterator> it(
      rep_->engine->db->NewIterator(rocksdb::ReadOptions(), rep_->engine->log));
  it->SeekForPrev(ChunkKey(book, index));
  if (!it->Valid() || BookOfChunkKey(it->key().ToStringView()) != book) {
    return Lost(book, index, it->status());
  }
  auto chunk =
      ChunkReader::Parse(it->key().ToStringView(), it->value().ToStringView());
  if (!chunk || chunk->end_index() <= index) {
    return Lost(book, index, it->status());
  }
  for (uint64_t i = chunk->first_index(); i < index; ++i) chunk->Next();
  return std::string(chunk->Next());
}

}  // namespace greenledger::storage
