// What the folds of a stored book give.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_FOLD_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_FOLD_TESTING_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/ranking/fold/contribution.h"

namespace greenledger::ranking {

inline rules::EntryAt Lookup(const std::vector<v1::Entry>& entries) {
  return [&entries](uint64_t index, v1::Entry* entry) {
    if (index >= entries.size()) return absl::NotFoundError("no such entry");
    *entry = entries[index];
    return absl::OkStatus();
  };
}

inline std::vector<Contribution> ContributionsOf(
    const std::vector<v1::Entry>& entries) {
  std::vector<Contribution> all;
  int32_t offset = 0;
  for (const v1::Entry& entry : entries) {
    if (entry.has_book_opened()) {
      offset = entry.book_opened().utc_offset_minutes();
    }
    const absl::Status status =
        Contribute(entry, offset, Lookup(entries), &all);
    EXPECT_TRUE(status.ok()) << status;
  }
  return all;
}

inline std::vector<v1::Entry> Parsed(const std::vector<std::string>& stored) {
  std::vector<v1::Entry> entries;
  for (const std::string& bytes : stored) {
    EXPECT_TRUE(entries.emplace_back().ParseFromString(bytes));
  }
  return entries;
}

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_FOLD_TESTING_H_
