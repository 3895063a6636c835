// A chunk as one key and value of the column family "log"; a commit splits the
// entries of a book into chunks, so that to read one entry is to read little
// more:
//   key   = book u64, first index u64
//   value = version u8 (1), commit u64, first index u64, count u32,
//           count × length (varint), count × bytes
// Numbers are big-endian except varints. There is no checksum: RocksDB has one
// on every record and block, and the book's root covers the entries.
#ifndef GREENLEDGER_STORAGE_CHUNK_CODEC_H_
#define GREENLEDGER_STORAGE_CHUNK_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace greenledger::storage {

inline constexpr size_t kMaxEntrySize = 65'535;
inline constexpr size_t kChunkEntriesMax = 64;

// Chunks that so many entries are split into.
inline uint64_t ChunkCount(size_t entries) {
  return (entries + kChunkEntriesMax - 1) / kChunkEntriesMax;
}

std::string ChunkKey(uint64_t book, uint64_t first_index);

// The book of a key; nullopt if it is none.
std::optional<uint64_t> BookOfChunkKey(std::string_view key);

// The value up to the bytes of the first entry; the entries follow as they are.
std::string EncodeChunkFront(const Chunk& chunk, uint64_t commit);

// Walks through the entries of a value, which must outlive it.
class ChunkReader {
 public:
  // nullopt unless `value` is a chunk, whole and nothing more, whose first
  // index is that of `key`.
  static std::optional<ChunkReader> Parse(std::string_view key,
                                          std::string_view value);

  uint64_t commit() const { return commit_; }
  uint64_t first_index() const { return first_index_; }
  // One past the last.
  uint64_t end_index() const { return first_index_ + count_; }

  // The next entry, from the first on. REQUIRES: called at most count times.
  std::string_view Next();

 private:
  uint64_t commit_ = 0;
  uint64_t first_index_ = 0;
  uint64_t count_ = 0;
  std::string_view lengths_;
  std::string_view bytes_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_CHUNK_CODEC_H_
