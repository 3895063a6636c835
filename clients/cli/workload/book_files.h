// Writes the files of one book (see files.h for the list).
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_BOOK_FILES_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_BOOK_FILES_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/workload/classes.h"
#include "clients/cli/workload/plan.h"
#include "clients/cli/workload/population.h"

namespace greenledger::workload {

// communities.csv of these books.
absl::Status WriteCommunities(std::string_view folder,
                              std::span<const CommunityName> names);

// Register and plan of a book; every kiosk has `bins`. The folder of the book
// must not exist.
absl::Status WriteBook(std::string_view folder, const Community& community,
                       std::span<const BinOfKiosk> bins,
                       std::span<const PlannedUpload> plan);

// Records of one kiosk. REQUIRES: WriteBook of that book.
absl::Status WriteRecords(std::string_view folder, uint64_t book,
                          uint64_t kiosk,
                          const std::vector<std::string>& records);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_BOOK_FILES_H_
