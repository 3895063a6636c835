// Whether the log is whole: no chunk missing between the first and the last.
#ifndef GREENLEDGER_STORAGE_LOG_CHECK_H_
#define GREENLEDGER_STORAGE_LOG_CHECK_H_

#include <cstdint>
#include <map>

#include "absl/status/status.h"
#include "storage/commit_state.h"
#include "storage/engine.h"
#include "storage/store.h"

namespace greenledger::storage {

// DATA_LOSS, naming the commits and entries, unless the log holds as
// many chunks as `state` says. RocksDB skips a log page that reads as zeros and
// puts no numbers on its records, so a hole in the middle opens without an
// error. Counts by the tables' own counters; only a wrong count costs reading
// the log.
absl::Status CheckLogIsWhole(const Engine& engine, const CommitState& state,
                             const std::map<uint64_t, BookHead>& heads);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_LOG_CHECK_H_
