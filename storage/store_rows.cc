// Rows: derived, so written without the write-ahead log. All of them are in one
// column family, whose memtables become table files one after the other, each
// batch whole in one of them: that is what keeps batches atomic and in order.
#include <memory>
#include <string>
#include <utility>

#include "storage/big_endian.h"
#include "storage/failpoint.h"
#include "storage/rocks_status.h"
#include "storage/store.h"
#include "storage/store_rep.h"

namespace greenledger::storage {
namespace {

constexpr size_t kPrefixSize = 9;
constexpr size_t kMaxKeySize = 64;

std::string RowPrefix(uint64_t book, uint8_t table) {
  std::string prefix;
  prefix.reserve(kPrefixSize + kMaxKeySize);
  AppendBigEndian64(&prefix, book);
  prefix.push_back(static_cast<char>(table));
  return prefix;
}

std::string RowKey(uint64_t book, uint8_t table, std::string_view key) {
  std::string row = RowPrefix(book, table);
  row.append(key);
  return row;
}

rocksdb::WriteOptions WithoutLog() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

std::string_view WithoutPrefix(std::string_view row_key) {
  return row_key.substr(kPrefixSize);
}

}  // namespace

RowBatch::RowBatch() : rep_(std::make_unique<Rep>()) {}
RowBatch::~RowBatch() = default;
RowBatch::RowBatch(RowBatch&&) noexcept = default;
RowBatch& RowBatch::operator=(RowBatch&&) noexcept = default;

void RowBatch::Put(uint64_t book, uint8_t table, std::string_view key,
                   std::string_view value) {
  rep_->batch.Put(RowKey(book, table, key), value).PermitUncheckedError();
}

void RowBatch::Delete(uint64_t book, uint8_t table, std::string_view key) {
  rep_->batch.Delete(RowKey(book, table, key)).PermitUncheckedError();
}

size_t RowBatch::size_bytes() const { return rep_->batch.GetDataSize(); }

absl::Status Store::WriteRows(RowBatch batch) {
  GREENLEDGER_FAILPOINT("rows_before_write");
  const rocksdb::Status s =
      rep_->engine->db->Write(WithoutLog(), &batch.rep_->batch);
  GREENLEDGER_FAILPOINT("rows_after_write");
  return FromRocks(s, "writing rows");
}

absl::Status Store::FlushRows() {
  GREENLEDGER_FAILPOINT("rows_before_flush");
  const rocksdb::Status s =
      rep_->engine->db->Flush(rocksdb::FlushOptions(), rep_->engine->rows);
  GREENLEDGER_FAILPOINT("rows_after_flush");
  return FromRocks(s, "flushing rows");
}

absl::Status Store::DropRows() {
  const std::string behind_all(kPrefixSize + kMaxKeySize + 1, '\xff');
  const rocksdb::Status s = rep_->engine->db->DeleteRange(
      WithoutLog(), rep_->engine->rows, "", behind_all);
  if (!s.ok()) return FromRocks(s, "dropping rows");
  GREENLEDGER_FAILPOINT("rows_after_drop");
  return FlushRows();
}

absl::StatusOr<std::string> Store::GetRow(uint64_t book, uint8_t table,
                                          std::string_view key) const {
  std::string value;
  const rocksdb::Status s =
      rep_->engine->db->Get(rocksdb::ReadOptions(), rep_->engine->rows,
                            RowKey(book, table, key), &value);
  if (!s.ok()) return FromRocks(s, "reading a row");
  return value;
}

absl::StatusOr<std::optional<std::pair<std::string, std::string>>>
Store::FindRowAtOrBefore(uint64_t book, uint8_t table,
                         std::string_view key) const {
  const std::unique_ptr<rocksdb::Iterator> it(rep_->engine->db->NewIterator(
      rocksdb::ReadOptions(), rep_->engine->rows));
  it->SeekForPrev(RowKey(book, table, key));
  if (!it->Valid()) {
    if (!it->status().ok()) return FromRocks(it->status(), "finding a row");
    return std::nullopt;
  }
  const std::string_view found = it->key().ToStringView();
  if (!found.starts_with(RowPrefix(book, table))) return std::nullopt;
  return std::make_pair(std::string(WithoutPrefix(found)),
                        it->value().ToString());
}

absl::Status Store::ScanRows(
    uint64_t book, uint8_t table,
    const std::function<bool(std::string_view key, std::string_view value)>&
        visit) const {
  return ScanRowsFrom(book, table, "", visit);
}

absl::Status Store::ScanRowsFrom(
    uint64_t book, uint8_t table, std::string_view first_key,
    const std::function<bool(std::string_view key, std::string_view value)>&
        visit) const {
  const std::string prefix = RowPrefix(book, table);
  const std::unique_ptr<rocksdb::Iterator> it(rep_->engine->db->NewIterator(
      rocksdb::ReadOptions(), rep_->engine->rows));
  for (it->Seek(RowKey(book, table, first_key)); it->Valid(); it->Next()) {
    const std::string_view key = it->key().ToStringView();
    if (!key.starts_with(prefix)) break;
    if (!visit(WithoutPrefix(key), it->value().ToStringView())) break;
  }
  return FromRocks(it->status(), "scanning rows");
}

}  // namespace greenledger::storage
