#include "storage/chunk_codec.h"

#include <cstdlib>

#include "storage/big_endian.h"

namespace greenledger::storage {
namespace {

constexpr uint8_t kVersion = 1;
constexpr size_t kKeySize = 16;
constexpr size_t kFixedSize = 1 + 8 + 8 + 4;

void AppendVarint(std::string* out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) {
    out->push_back(static_cast<char>((value & 0x7f) | 0x80));
  }
  out->push_back(static_cast<char>(value));
}

// Takes a length off the front of `in`; nullopt if there is none of at most
// three bytes, which is what kMaxEntrySize needs.
std::optional<uint32_t> TakeVarint(std::string_view* in) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < 3 && i < in->size(); ++i) {
    const auto byte = static_cast<uint8_t>((*in)[i]);
    value |= static_cast<uint32_t>(byte & 0x7f) << (7 * i);
    if ((byte & 0x80) == 0) {
      in->remove_prefix(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string ChunkKey(uint64_t book, uint64_t first_index) {
  std::string key;
  AppendBigEndian64(&key, book);
  AppendBigEndian64(&key, first_index);
  return key;
}

std::optional<uint64_t> BookOfChunkKey(std::string_view key) {
  if (key.size() != kKeySize) return std::nullopt;
  return BigEndian(key.substr(0, 8));
}

std::string EncodeChunkFront(const Chunk& chunk, uint64_t commit) {
  std::string front;
  front.reserve(kFixedSize + 2 * chunk.entries.size());
  front.push_back(static_cast<char>(kVersion));
  AppendBigEndian64(&front, commit);
  AppendBigEndian64(&front, chunk.first_index);
  AppendBigEndian32(&front, static_cast<uint32_t>(chunk.entries.size()));
  for (const std::string_view entry : chunk.entries) {
    AppendVarint(&front, entry.size());
  }
  return front;
}

std::optional<ChunkReader> ChunkReader::Parse(std::string_view key,
                                              std::string_view value) {
  if (key.size() != kKeySize || value.size() < kFixedSize ||
      static_cast<uint8_t>(value[0]) != kVersion ||
      value.substr(9, 8) != key.substr(8)) {
    return std::nullopt;
  }
  ChunkReader reader;
  reader.commit_ = BigEndian(value.substr(1, 8));
  reader.first_index_ = BigEndian(value.substr(9, 8));
  reader.count_ = BigEndian(value.substr(17, 4));
  std::string_view rest = value.substr(kFixedSize);
  reader.lengths_ = rest;
  uint64_t total = 0;
  for (uint64_t i = 0; i < reader.count_; ++i) {
    const std::optional<uint32_t> length = TakeVarint(&rest);
    if (!length) return std::nullopt;
    total += *length;
  }
  if (reader.count_ == 0 || total != rest.size()) return std::nullopt;
  reader.bytes_ = rest;
  return reader;
}

std::string_view ChunkReader::Next() {
  const std::optional<uint32_t> length = TakeVarint(&lengths_);
  if (!length || *length > bytes_.size()) std::abort();
  const std::string_view entry = bytes_.substr(0, *length);
  bytes_.remove_prefix(*length);
  return entry;
}

}  // namespace greenledger::storage
