// Comma-separated tables: UTF-8, a header row, quotes as in RFC 4180.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_CSV_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_CSV_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace greenledger::workload {

// One row below the header.
struct Row {
  // Line of the file it begins on, the header's is 1.
  uint64_t line = 0;
  std::vector<std::string> cells;

  // The cell as a number without sign; INVALID_ARGUMENT names line and value.
  absl::StatusOr<uint64_t> Number(size_t column) const;
};
using Table = std::vector<Row>;

// Headers of the files that a workload folder has.
inline constexpr std::string_view kCommunitiesHeader =
    "code,community,street,district";
inline constexpr std::string_view kPlacesHeader = "number,kind,parent,name";
inline constexpr std::string_view kHouseholdsHeader =
    "number,building,tenure,residents,adults,minors,state,cards";
inline constexpr std::string_view kKiosksHeader =
    "number,place,public_key,incarnation,bins";
inline constexpr std::string_view kSeedsHeader = "kiosk,seed";
inline constexpr std::string_view kBlockedHeader = "card";
inline constexpr std::string_view kClocksHeader = "kiosk,skew_us,synced";
inline constexpr std::string_view kPlanHeader =
    "round,kiosk,first_sequence,count,again";

// Reads a table whose first line must be `header`. Every row has as many cells
// as the header. `name` is what errors call the file; they name the line too.
absl::StatusOr<Table> ParseTable(std::string_view text, std::string_view header,
                                 std::string_view name);

// The same for a file of at most 256 MiB. NOT_FOUND if it cannot be read.
absl::StatusOr<Table> ReadTable(const std::string& path,
                                std::string_view header);

// One line with its end; cells are quoted where that is needed.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_CSV_H_
