// Turns the days of a weighbridge into the clearances of one kiosk, as a
// workload folder that RunSend sends.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLEARANCES_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLEARANCES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/workload/summary.h"
#include "clients/cli/workload/weighbridge.h"
#include "clients/cli/workload/world.h"

namespace greenledger::workload {

struct ClearancesOptions {
  // A weighbridge file and the classes of its types (see weighbridge.h).
  std::string weighbridge_file;
  std::string classes_file;
  WeighbridgeRules rules;
  // Days that are taken, `YYYY-MM-DD`, both included; empty means no bound.
  std::string from_day;
  std::string to_day;
  // Moves every day by so many days, so that history can be played as if it
  // were now. -36,500 to 36,500.
  int32_t shift_days = 0;
  // The book and the kiosk that stands for the weighbridge. Its bins are 1, 2 …
  // in the order of their class codes.
  CommunityName community;
  uint64_t kiosk = 1;
  // The record-signing key is made from this.
  uint64_t seed = 1;
  // Where the files go; made if missing, must be empty. If empty, nothing is
  // written: only the check is made.
  std::string folder;
};

struct ClearancesResult {
  // Weighings of the days taken; notes of the whole file.
  WeighbridgeDays days;
  // What the book must come to.
  Counts counts;
};

// INVALID_ARGUMENT names the option or file; ALREADY_EXISTS if the folder is
// not empty; OUT_OF_RANGE if no row is left.
absl::StatusOr<ClearancesResult> RunClearances(
    const ClearancesOptions& options);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLEARANCES_H_
