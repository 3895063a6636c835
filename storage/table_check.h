// Whether a table file still is what was written.
#ifndef GREENLEDGER_STORAGE_TABLE_CHECK_H_
#define GREENLEDGER_STORAGE_TABLE_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "rocksdb/env.h"
#include "rocksdb/metadata.h"

namespace greenledger::storage {

// Reads the whole file from the disk and compares it with the checksum in the
// manifest; a file that was written before there was one, block by block.
// `on_read` gets the bytes read since its last call and ends the check by
// returning false. DATA_LOSS says what is wrong, CANCELLED that it was ended;
// others as the file system gives them.
absl::Status CheckTable(rocksdb::Env* env,
                        const rocksdb::LiveFileMetaData& table,
                        const std::function<bool(uint64_t bytes)>& on_read);

// Only what a table file says about itself: its blocks against the checksums
// in them. For folders whose manifest cannot be read.
absl::Status CheckTableBlocks(rocksdb::Env* env, const std::string& path);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_TABLE_CHECK_H_
