// What a store that could not be written is still owed.
#ifndef GREENLEDGER_SERVICES_RANKING_NEWEST_CHANGES_H_
#define GREENLEDGER_SERVICES_RANKING_NEWEST_CHANGES_H_

#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "storage/fold_store.h"

namespace greenledger::ranking {

// Leaves the newest change of each key, so that what is owed is at most one
// change a row, however long the disk stays full. The newest stands last in
// `changes`; the order of those that are left is kept.
inline void KeepNewest(std::vector<storage::FoldStore::Change>* changes) {
  absl::flat_hash_map<std::string_view, size_t> newest;
  newest.reserve(changes->size());
  for (size_t i = 0; i < changes->size(); ++i) newest[(*changes)[i].key] = i;
  std::vector<bool> keep(changes->size());
  for (const auto& [key, at] : newest) keep[at] = true;
  size_t kept = 0;
  for (size_t i = 0; i < changes->size(); ++i) {
    if (!keep[i]) continue;
    if (kept != i) (*changes)[kept] = std::move((*changes)[i]);
    ++kept;
  }
  changes->erase(changes->begin() + static_cast<std::ptrdiff_t>(kept),
                 changes->end());
}

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_NEWEST_CHANGES_H_
