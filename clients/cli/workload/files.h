// Files of a workload folder.
//
//   communities.csv                 the books
//   summary.json                    what the ledger must come to
//   <book>/places.csv               grids and buildings
//   <book>/households.csv           with hashes of their cards
//   <book>/blocked-cards.csv        of these, the ones to block before sending
//   <book>/kiosks.csv
//   <book>/kiosk-seeds.csv          seeds of the record-signing keys, mode 0600
//   <book>/clocks.csv               how wrong each kiosk's clock is
//   <book>/plan.csv                 which records are sent when
//   <book>/records/<book>-<kiosk>.records
//
// A records file is records in the order of their sequences from 1 on:
//   file = { length (4 bytes, big-endian) record (length bytes) }
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_FILES_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_FILES_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace greenledger::workload {

// At most 256 MiB. NOT_FOUND if it cannot be read.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

// Writes a new file. ALREADY_EXISTS if there is one.
absl::Status WriteFile(const std::string& path, std::string_view content,
                       mode_t mode = 0644);

// Makes a folder and those above it. ALREADY_EXISTS if it exists and is not
// empty.
absl::Status MakeNewFolder(const std::string& path);

// `<folder>/<book>`.
std::string BookFolder(std::string_view folder, uint64_t book);

// Where the records of a kiosk are.
std::string RecordsPath(std::string_view folder, uint64_t book, uint64_t kiosk);

// The content of a records file, and back. DATA_LOSS if the content ends within
// a record.
std::string JoinRecords(const std::vector<std::string>& records);
absl::StatusOr<std::vector<std::string>> SplitRecords(std::string_view content);

// The records of a kiosk.
absl::StatusOr<std::vector<std::string>> ReadRecords(std::string_view folder,
                                                     uint64_t book,
                                                     uint64_t kiosk);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_FILES_H_
