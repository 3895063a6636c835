// What a store of standings holds.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_STORED_ROWS_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_STORED_ROWS_H_

#include <map>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "storage/fold_store.h"

namespace greenledger::ranking {

// Every row; the test fails if one cannot be read.
inline std::map<std::string, std::string> RowsOf(
    const storage::FoldStore& store) {
  std::map<std::string, std::string> rows;
  const auto add = [&](std::string_view key, std::string_view value) {
    rows[std::string(key)] = value;
    return true;
  };
  EXPECT_TRUE(store.Scan("", add).ok());
  return rows;
}

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_STORED_ROWS_H_
