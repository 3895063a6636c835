// Kiosks that live through a workload folder: each with an agent, a journal and
// a clock of its own, while networks fail and power goes.
//
// Time is that of the records: a kiosk's clock stands at the time of the record
// that it makes next, so that a month takes as long as the disk and the server
// do. Outages and kills come from the seed alone.
#ifndef GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATE_H_
#define GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace greenledger::kiosk {

struct SimulateOptions {
  // Written by `greenledger workload generate` and `greenledger pki init`.
  std::string workload_folder;
  std::string pki_folder;
  // host:port of the kiosk listener.
  std::string server;
  // Made; state folders are made below it, `<book>-<kiosk>`.
  std::string state_folder;
  // At most so many kiosks, in the order of books and numbers; 0 is all.
  uint64_t kiosks_max = 0;
  // Kiosks that live at the same time, 1 to 64.
  size_t workers = 8;
  uint64_t seed = 1;
  // Of 10,000 records, how many are followed by an outage of the network, by
  // the power going.
  uint64_t outages_permyriad = 20;
  uint64_t kills_permyriad = 10;
  // An outage lasts up to so long, on the kiosk's clock.
  std::chrono::hours outage_max{72};
  // Each kiosk's clock is wrong by up to so much, either way.
  std::chrono::seconds skew_max{0};
  // How long a kiosk tries, in the end, to get rid of its records.
  std::chrono::seconds drain_max{300};
  // Waits that long. Required; called from many threads.
  std::function<void(std::chrono::microseconds)> sleep;
};

// What kiosks did; of one or summed up.
struct SimulateCounts {
  uint64_t kiosks = 0;
  // Made from the workload; all others are starts and daily closes.
  uint64_t drops = 0;
  uint64_t clearances = 0;
  uint64_t scale_tests = 0;
  // Records of the workload that no agent makes: unreadable, or its own kind.
  uint64_t left_out = 0;
  // Of the journals.
  uint64_t records = 0;
  uint64_t acknowledged = 0;
  uint64_t outages = 0;
  uint64_t kills = 0;
  void Add(const SimulateCounts& other);
};

struct SimulateResult {
  SimulateCounts total;
  // Kiosks that did not get through, and why: at most ten.
  std::vector<std::string> errors;
};

// NOT_FOUND, INVALID_ARGUMENT or DATA_LOSS if the folders cannot be read;
// ALREADY_EXISTS if the state folder is there: its kiosks made these records
// before. A kiosk that fails does not stop the others.
absl::StatusOr<SimulateResult> RunSimulate(const SimulateOptions& options);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATE_H_
