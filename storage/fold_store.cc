#include "storage/fold_store.h"

#include <algorithm>
#include <cstdarg>

#include "rocksdb/cache.h"
#include "rocksdb/db.h"
#include "rocksdb/table.h"
#include "storage/rocks_status.h"

namespace greenledger::storage {
namespace {

// RocksDB would write a file LOG on the data disk, and Debian's build aborts
// when that fails on a full disk.
class NoLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::Env* EnvOf(const FoldStore::Options& options) {
  return options.env != nullptr ? options.env : rocksdb::Env::Default();
}

// Small: several may be open beside the books' own store.
rocksdb::Options RocksOptions(const FoldStore::Options& from) {
  rocksdb::Options options;
  options.env = EnvOf(from);
  options.info_log = std::make_shared<NoLogger>();
  options.create_if_missing = true;
  // A power cut leaves the end of the log torn. Batches up to there are a whole
  // beginning, and what is behind it is folded again.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = true;
  options.recycle_log_file_num = 0;
  options.max_total_wal_size = size_t{16} << 20;
  options.write_buffer_size = size_t{4} << 20;
  options.max_background_jobs = 2;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  options.compression = rocksdb::kNoCompression;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(size_t{4} << 20);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// Whether rows are there that nothing leads to any more: RocksDB would begin a
// new database over them.
bool LostItsBeginning(const FoldStore::Options& options) {
  rocksdb::Env* env = EnvOf(options);
  if (env->FileExists(options.folder + "/CURRENT").ok()) return false;
  std::vector<rocksdb::Env::FileAttributes> files;
  if (!env->GetChildrenFileAttributes(options.folder, &files).ok()) {
    return false;
  }
  return std::any_of(files.begin(), files.end(), [](const auto& file) {
    return file.name.ends_with(".sst") ||
           (file.name.ends_with(".log") && file.size_bytes > 0);
  });
}

absl::Status OpenFailure(const rocksdb::Status& status,
                         const std::string& what) {
  // A file that is named and not there.
  if (status.IsPathNotFound()) {
    return absl::DataLossError(what + ": " + status.ToString());
  }
  return FromRocks(status, what);
}

}  // namespace

FoldStore::FoldStore(std::unique_ptr<rocksdb::DB> db) : db_(std::move(db)) {}
FoldStore::~FoldStore() = default;

absl::StatusOr<std::unique_ptr<FoldStore>> FoldStore::Open(Options options) {
  const std::string what = "opening " + options.folder;
  if (LostItsBeginning(options)) {
    return absl::DataLossError(what + ": the file CURRENT is missing");
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status s =
      rocksdb::DB::Open(RocksOptions(options), options.folder, &db);
  if (!s.ok()) return OpenFailure(s, what);
  return std::unique_ptr<FoldStore>(
      new FoldStore(std::unique_ptr<rocksdb::DB>(db)));
}

absl::Status FoldStore::Destroy(const Options& options) {
  // RocksDB would fail to lock a folder that was never made.
  if (EnvOf(options)->FileExists(options.folder).IsNotFound()) {
    return absl::OkStatus();
  }
  return FromRocks(rocksdb::DestroyDB(options.folder, RocksOptions(options)),
                   "removing " + options.folder);
}

absl::Status FoldStore::Write(const std::vector<Change>& changes, bool sync) {
  rocksdb::WriteBatch batch;
  for (const Change& change : changes) {
    const rocksdb::Status s = change.erase
                                  ? batch.Delete(change.key)
                                  : batch.Put(change.key, change.value);
    if (!s.ok()) return FromRocks(s, "making a batch of rows");
  }
  rocksdb::WriteOptions how;
  how.sync = sync;
  return FromRocks(db_->Write(how, &batch), "writing rows");
}

absl::StatusOr<std::string> FoldStore::Get(std::string_view key) const {
  std::string value;
  const rocksdb::Status s = db_->Get(rocksdb::ReadOptions(), key, &value);
  if (!s.ok()) return FromRocks(s, "reading a row");
  return value;
}

absl::Status FoldStore::Scan(
    std::string_view prefix,
    const std::function<bool(std::string_view key, std::string_view value)>&
        visit) const {
  const std::unique_ptr<rocksdb::Iterator> it(
      db_->NewIterator(rocksdb::ReadOptions()));
  for (it->Seek(prefix); it->Valid(); it->Next()) {
    const std::string_view key = it->key().ToStringView();
    if (!key.starts_with(prefix)) break;
    if (!visit(key, it->value().ToStringView())) break;
  }
  return FromRocks(it->status(), "scanning rows");
}

absl::Status FoldStore::Sync() {
  // Of nothing: not every environment has SyncWAL.
  return Write({}, /*sync=*/true);
}

absl::Status FoldStore::Purge() {
  // What was erased stands in the write-ahead log too, which goes with it.
  rocksdb::Status s = db_->Flush(rocksdb::FlushOptions());
  if (!s.ok()) return FromRocks(s, "flushing rows");
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction =
      rocksdb::BottommostLevelCompaction::kForceOptimized;
  s = db_->CompactRange(all, nullptr, nullptr);
  return FromRocks(s, "writing rows anew");
}

}  // namespace greenledger::storage
