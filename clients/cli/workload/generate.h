// Invents a world and what its kiosks record: the same bytes on every machine
// for the same options.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_GENERATE_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_GENERATE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/workload/summary.h"
#include "clients/cli/workload/world.h"

namespace greenledger::workload {

struct GenerateOptions {
  // Where the files go (see files.h); made if missing, must be empty.
  std::string folder;
  World world = World::kEstate;
  // Other seeds give other people, drops and faults.
  uint64_t seed = 1;
  // First local day, `YYYY-MM-DD`.
  std::string start_day;
  // 1 to 366.
  uint32_t days = 1;
  // Called after each community with how many are done and of how many; may
  // be empty.
  std::function<void(size_t done, size_t total)> progress;
};

struct GenerateResult {
  // In the order of the communities' codes.
  std::vector<BookSummary> books;
  Counts total;
};

// Writes the world. INVALID_ARGUMENT names an option; ALREADY_EXISTS if the
// folder is not empty. After another error the folder is incomplete.
absl::StatusOr<GenerateResult> RunGenerate(const GenerateOptions& options);

// The kiosks of a workload folder with the seeds of their record-signing keys,
// for RunPkiInit. NOT_FOUND or INVALID_ARGUMENT name the file.
absl::StatusOr<std::vector<pki::KioskIdentity>> ReadKioskIdentities(
    const std::string& folder);

// The communities of a workload folder.
absl::StatusOr<std::vector<CommunityName>> ReadCommunities(
    const std::string& folder);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_GENERATE_H_
