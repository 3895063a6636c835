// One table file of a damaged database, read by itself: nothing else of the
// database is needed, and what is damaged in it is stepped over.
#ifndef GREENLEDGER_STORAGE_SALVAGE_DAMAGED_TABLE_H_
#define GREENLEDGER_STORAGE_SALVAGE_DAMAGED_TABLE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/env.h"
#include "rocksdb/iterator.h"
#include "rocksdb/sst_file_reader.h"

namespace greenledger::storage {

// Not thread-safe.
class DamagedTable {
 public:
  // DATA_LOSS if the file cannot be read at all. `env` must outlive it.
  static absl::StatusOr<std::unique_ptr<DamagedTable>> Open(
      rocksdb::Env* env, const std::string& path);

  // The column family it belongs to, such as "log".
  const std::string& family() const { return family_; }

  // Whether the file has a readable chunk of `book` from index `from` on; then
  // first_index, key and value are those of the first. Fast if called with
  // rising places.
  bool SeekChunk(uint64_t book, uint64_t from);
  // The first readable chunk of any book from `book` on: that book.
  std::optional<uint64_t> SeekBook(uint64_t book);
  uint64_t first_index() const;
  std::string_view key() const { return at_->key().ToStringView(); }
  std::string_view value() const { return at_->value().ToStringView(); }

  // Calls `visit` with every key and value up to the first damage.
  void ForEach(const std::function<void(std::string_view key,
                                        std::string_view value)>& visit);

  // The first damage met so far; OK if there was none.
  const absl::Status& damage() const { return damage_; }

 private:
  DamagedTable(rocksdb::Env* env, std::string path);

  // Puts the iterator on the first key from that place on that can be read.
  void Seek(uint64_t book, uint64_t from);
  // Whether that place can be read; the iterator is behind it then.
  bool CanSeek(uint64_t book, uint64_t from);
  // As Seek, where CanSeek gave false.
  void SeekPastDamage(uint64_t book, uint64_t from);
  void NoteDamage(const std::string& what);

  std::string path_;
  std::string family_;
  rocksdb::SstFileReader reader_;
  std::unique_ptr<rocksdb::Iterator> at_;
  // The place of the last Seek; the iterator is on the first key behind it.
  std::string sought_;
  absl::Status damage_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_SALVAGE_DAMAGED_TABLE_H_
