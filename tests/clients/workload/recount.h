// Counts a workload folder once more from its files alone, knowing nothing of
// the generator.
#ifndef GREENLEDGER_TESTS_CLIENTS_WORKLOAD_RECOUNT_H_
#define GREENLEDGER_TESTS_CLIENTS_WORKLOAD_RECOUNT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/workload/summary.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::workload {

struct KioskRecords {
  uint64_t kiosk = 0;
  std::vector<std::string> records;
};

// All records of a book, kiosk by kiosk.
std::vector<KioskRecords> AllRecords(const std::string& folder, uint64_t book);

// What the ledger's rules make of the files of one book.
Counts Recount(const std::string& folder, uint64_t book);

// SHA-256 over the names and bytes of all files in the folder, in hex.
std::string FolderDigest(const std::string& folder);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_TESTS_CLIENTS_WORKLOAD_RECOUNT_H_
