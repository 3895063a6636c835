// Removing a folder with all that is in it.
#ifndef GREENLEDGER_STORAGE_REMOVE_TREE_H_
#define GREENLEDGER_STORAGE_REMOVE_TREE_H_

#include <string>

#include "absl/status/status.h"
#include "rocksdb/env.h"

namespace greenledger::storage {

// OK if there is nothing at `path`. Errors name what could not be removed.
absl::Status RemoveTree(rocksdb::Env* env, const std::string& path);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_REMOVE_TREE_H_
