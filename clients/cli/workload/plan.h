// How the records of a kiosk reach the ledger: in which uploads, which of them
// are sent again, and which wait until the kiosk is back on line.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_PLAN_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_PLAN_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/kiosk/random.h"
#include "clients/kiosk/uploader.h"

namespace greenledger::workload {

// One upload.
struct PlannedUpload {
  // Round n follows the n-th day; all uploads of a round are made before those
  // of the next. 1 or more.
  uint32_t round = 0;
  uint64_t kiosk = 0;
  kiosk::Range range;
  // The range was sent before: the kiosk lost its connection and repeats it.
  bool again = false;
  friend bool operator==(const PlannedUpload&, const PlannedUpload&) = default;
};

// Plans the uploads of one kiosk that made `records_per_day[d]` records on day
// d. On each day 14.5 % of kiosks lose the network for the rest of the day and
// up to two days more; 15 % of uploads are repeated. Every record is sent in
// the round after the last day or before.
std::vector<PlannedUpload> PlanUploads(
    uint64_t kiosk, std::span<const uint64_t> records_per_day,
    kiosk::Random& random);

// The text of a plan.csv, and back (see csv.h for errors).
std::string PlanCsv(std::span<const PlannedUpload> uploads);
absl::StatusOr<std::vector<PlannedUpload>> ReadPlan(const std::string& path);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_PLAN_H_
