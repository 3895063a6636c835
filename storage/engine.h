// RocksDB as the store uses it: which column families and options. Why each
// option is what it is stands beside it in engine.cc.
#ifndef GREENLEDGER_STORAGE_ENGINE_H_
#define GREENLEDGER_STORAGE_ENGINE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "rocksdb/db.h"

namespace greenledger::storage {

// An open database; closes it when destroyed.
struct Engine {
  Engine() = default;
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // What `db` reads through, if that is not the caller's environment.
  std::unique_ptr<rocksdb::Env> view;
  std::unique_ptr<rocksdb::DB> db;
  // The default column family: a RowBatch is made without a store, and batches
  // without a handle go there.
  rocksdb::ColumnFamilyHandle* rows = nullptr;
  rocksdb::ColumnFamilyHandle* log = nullptr;
  rocksdb::ColumnFamilyHandle* meta = nullptr;
};

struct EngineOptions {
  rocksdb::Env* env = nullptr;
  std::string path;
  bool read_only = false;
  // Makes the database if there is none.
  bool create = false;
  // Takes a damaged write-ahead log up to the damage, and if it is for reading
  // only a damaged MANIFEST too. What is behind is lost, so the caller compares
  // with the anchor.
  bool salvage = false;
  // Gets warnings and errors; may be empty.
  std::function<void(std::string_view line)> log = nullptr;
};

// The options that what is promised rests on, as they are in force: one line of
// name=value.
std::string EffectiveOptions(const Engine& engine);

rocksdb::Status OpenEngine(const EngineOptions& options,
                           std::unique_ptr<Engine>* engine);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_ENGINE_H_
