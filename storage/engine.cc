#include "storage/engine.h"

#include <cstdarg>
#include <cstdio>
#include <utility>
#include <vector>

#include "rocksdb/cache.h"
#include "rocksdb/file_checksum.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/slice_transform.h"
#include "rocksdb/table.h"
#include "rocksdb/version.h"
#include "storage/manifest.h"

namespace greenledger::storage {
namespace {

constexpr size_t kMiB = size_t{1} << 20;
// Book and table, in front of every row's key.
constexpr size_t kRowPrefixSize = 9;

// RocksDB would write a file LOG on the data disk, and Debian's build aborts
// when that fails on a full disk.
class LineLogger final : public rocksdb::Logger {
 public:
  explicit LineLogger(std::function<void(std::string_view)> log)
      : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), log_(std::move(log)) {}

  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    if (!log_) return;
    char line[1024];
    if (std::vsnprintf(line, sizeof(line), format, arguments) < 0) return;
    log_(line);
  }

 private:
  std::function<void(std::string_view)> log_;
};

rocksdb::DBOptions DatabaseOptions(const EngineOptions& from) {
  rocksdb::DBOptions options;
  options.env = from.env;
  options.info_log = std::make_shared<LineLogger>(from.log);
  options.create_if_missing = from.create;
  options.create_missing_column_families = from.create;
  // The default mode drops what is behind a damaged record without a word.
  options.wal_recovery_mode =
      from.salvage ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                   : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Notices a closed log file that is gone or shorter; the live one is the
  // anchor's business. Also for salvage: Debian's build aborts when a database
  // that was written with it is opened without it for reading only.
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = true;
  // Lets a scrub tell a table file that is not what was written; those that
  // were written without it have only the checksums of their blocks.
  options.file_checksum_gen_factory =
      rocksdb::GetFileChecksumGenCrc32cFactory();
  options.recycle_log_file_num = 0;
  options.wal_compression = rocksdb::kNoCompression;
  // Bounds the time to start after a crash; also makes the rows, which are
  // not in the write-ahead log, durable now and then.
  options.max_total_wal_size = 256 * kMiB;
  options.max_background_jobs = 2;
  options.bytes_per_sync = kMiB;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  return options;
}

rocksdb::ColumnFamilyOptions BaseOptions(
    const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Grows up to this while a book is read through; a page of entries or one
  // tile of a proof reads no more than it needs.
  table.max_auto_readahead_size = 2 * kMiB;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = rocksdb::kNoCompression;
  options.paranoid_file_checks = true;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Families() {
  const auto cache = rocksdb::NewLRUCache(32 * kMiB);
  rocksdb::ColumnFamilyOptions rows = BaseOptions(cache);
  rows.write_buffer_size = 16 * kMiB;
  // Batches come in the order of their keys: each insertion begins where the
  // last one of its table ended.
  rows.memtable_insert_with_hint_prefix_extractor.reset(
      rocksdb::NewFixedPrefixTransform(kRowPrefixSize));
  rocksdb::ColumnFamilyOptions log = BaseOptions(cache);
  // Small buffers and the more files before a compaction: as many bytes are
  // written twice as with large ones, in a quarter of the memory.
  log.write_buffer_size = 16 * kMiB;
  log.max_write_buffer_number = 4;
  log.level0_file_num_compaction_trigger = 16;
  log.level0_slowdown_writes_trigger = 40;
  log.level0_stop_writes_trigger = 64;
  rocksdb::ColumnFamilyOptions meta = BaseOptions(cache);
  meta.write_buffer_size = 4 * kMiB;
  return {
      {rocksdb::kDefaultColumnFamilyName, rows}, {"log", log}, {"meta", meta}};
}

}  // namespace

Engine::~Engine() {
  for (rocksdb::ColumnFamilyHandle* handle : {rows, log, meta}) {
    if (handle != nullptr) db->DestroyColumnFamilyHandle(handle);
  }
}

std::string EffectiveOptions(const Engine& engine) {
  const rocksdb::DBOptions db = engine.db->GetDBOptions();
  const rocksdb::Options log = engine.db->GetOptions(engine.log);
  std::string line = "RocksDB=" + rocksdb::GetRocksVersionAsString();
  const auto add = [&line](std::string_view name, uint64_t value) {
    line.append(" ").append(name).append("=").append(std::to_string(value));
  };
  add("wal_recovery_mode", static_cast<uint64_t>(db.wal_recovery_mode));
  add("verify_wals", db.track_and_verify_wals_in_manifest);
  add("paranoid", db.paranoid_checks);
  add("file_checksums", db.file_checksum_gen_factory != nullptr);
  add("paranoid_files", log.paranoid_file_checks);
  add("recycle_logs", db.recycle_log_file_num);
  add("manual_wal_flush", db.manual_wal_flush);
  add("unordered_write", db.unordered_write);
  add("wal_compression", db.wal_compression);
  add("compression", log.compression);
  add("wal_bytes_max", db.max_total_wal_size);
  add("log_buffer_bytes", log.write_buffer_size);
  add("background_jobs", static_cast<uint64_t>(db.max_background_jobs));
  return line;
}

rocksdb::Status OpenEngine(const EngineOptions& options,
                           std::unique_ptr<Engine>* engine) {
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DBOptions database = DatabaseOptions(options);
  std::unique_ptr<rocksdb::Env> view;
  if (options.salvage && options.read_only) {
    if (const auto cut = FindManifestDamage(options.env, options.path)) {
      view = ViewWithCut(options.env, *cut);
      database.env = view.get();
    }
  }
  const rocksdb::Status s =
      options.read_only ? rocksdb::DB::OpenForReadOnly(
                              database, options.path, Families(), &handles, &db)
                        : rocksdb::DB::Open(database, options.path, Families(),
                                            &handles, &db);
  if (!s.ok()) return s;
  *engine = std::make_unique<Engine>();
  (*engine)->view = std::move(view);
  (*engine)->db.reset(db);
  (*engine)->rows = handles[0];
  (*engine)->log = handles[1];
  (*engine)->meta = handles[2];
  return s;
}

}  // namespace greenledger::storage
