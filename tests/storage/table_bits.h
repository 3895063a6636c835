// The bits of a table file that a test may flip: all but one.
#ifndef GREENLEDGER_TESTS_STORAGE_TABLE_BITS_H_
#define GREENLEDGER_TESTS_STORAGE_TABLE_BITS_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace greenledger::storage {

// The bit of `table`, counted from the lowest of its first byte, that says
// whether its properties, the block in front of the metaindex, have a hash
// index. RocksDB 7.8 looks for that index before it checks the block, and
// Debian's build aborts where there is none. The footer is the kind of
// checksum, where the metaindex is (a varint), padding, version and magic
// number, 53 bytes in all; a block ends with 5 bytes of its own.
inline uint64_t BitThatAbortsRocksDb(std::string_view table) {
  constexpr size_t kFooter = 53;
  constexpr size_t kTrailer = 5;
  uint64_t metaindex = 0;
  size_t at = table.size() - kFooter + 1;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<uint8_t>(table.at(at++));
    metaindex |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) break;
  }
  return 8 * (metaindex - kTrailer - 1) + 7;
}

// Any bit but that one.
inline uint64_t AnyBitOfTable(std::mt19937_64& random, std::string_view table) {
  const uint64_t never = BitThatAbortsRocksDb(table);
  uint64_t bit = never;
  while (bit == never) bit = random() % (8 * table.size());
  return bit;
}

}  // namespace greenledger::storage

#endif  // GREENLEDGER_TESTS_STORAGE_TABLE_BITS_H_
