// RocksDB's MANIFEST, the list of a database's files. A power cut may leave
// garbage behind its last synced record, which RocksDB takes for damage; what
// is before is a list that was valid at an earlier moment.
#ifndef GREENLEDGER_STORAGE_MANIFEST_H_
#define GREENLEDGER_STORAGE_MANIFEST_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "rocksdb/env.h"

namespace greenledger::storage {

struct ManifestCut {
  std::string path;
  // Bytes before the damage.
  uint64_t intact_size = 0;
};

// Where the MANIFEST of the database in the folder `database` is damaged;
// nullopt if it is not, or cannot be read.
std::optional<ManifestCut> FindManifestDamage(rocksdb::Env* env,
                                              const std::string& database);

// `base` with the MANIFEST that short; for reading. `base` must outlive it.
std::unique_ptr<rocksdb::Env> ViewWithCut(rocksdb::Env* base,
                                          const ManifestCut& cut);

// Cuts the MANIFEST; durable when it returns.
rocksdb::Status CutManifest(rocksdb::Env* env, const std::string& database,
                            const ManifestCut& cut);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_MANIFEST_H_
