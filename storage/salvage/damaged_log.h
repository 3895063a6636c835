// The commits in a damaged write-ahead log, behind its damage too.
#ifndef GREENLEDGER_STORAGE_SALVAGE_DAMAGED_LOG_H_
#define GREENLEDGER_STORAGE_SALVAGE_DAMAGED_LOG_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"

namespace greenledger::storage {

// Calls `visit` with every key and value that was put by a commit that can be
// read whole. DATA_LOSS says from which byte on the file is damaged.
absl::Status ReadDamagedLog(
    std::string_view file,
    const std::function<void(std::string_view key, std::string_view value)>&
        visit);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_SALVAGE_DAMAGED_LOG_H_
