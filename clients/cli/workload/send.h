// Plays the kiosks of a workload folder against a ledger.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_SEND_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_SEND_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/workload/world.h"
#include "clients/kiosk/uploader.h"

namespace greenledger::workload {

// How far RunSend is.
struct SendProgress {
  // The round that runs and the last one.
  uint32_t round = 0;
  uint32_t rounds = 0;
  // Records answered, and records that the plan sends (repeats included).
  uint64_t records = 0;
  uint64_t records_planned = 0;
  // Kiosks whose upload stopped early.
  uint64_t failures = 0;
};

struct SendOptions {
  // Written by RunGenerate or RunClearances.
  std::string folder;
  // Written by RunPkiInit.
  std::string pki_folder;
  // The ledger's kiosk listener, host:port.
  std::string address;
  // Only these rounds, as `3` or `1-31`: what they would send goes in one round.
  // Empty for all, one after another.
  std::string rounds;
  // Kiosks that upload at the same time, 1 to 64.
  size_t workers = 8;
  // Send everything once more at the end: nothing may count twice.
  bool again = false;
  kiosk::RetryPolicy retry;
  // Deadline of each call.
  std::chrono::microseconds call_timeout = std::chrono::seconds(20);
  // Waits that long. Required; called from many threads.
  std::function<void(std::chrono::microseconds)> sleep;
  // Called after each kiosk, by one thread at a time; may be empty.
  std::function<void(const SendProgress&)> progress;
};

// What became of the records of one community.
struct CommunitySent {
  CommunityName name;
  // Status is the first failure's.
  kiosk::UploadResult counts;
  // Uploads that stopped early, and why: at most ten texts that name the kiosk.
  uint64_t failures = 0;
  std::vector<std::string> errors;
};

struct SendResult {
  // In the order of communities.csv.
  std::vector<CommunitySent> communities;
  CommunitySent total;
};

// Sends round by round. An upload that fails does not stop the others and is
// counted in the result; what a kiosk could not send in one round the ledger
// asks for in the next. NOT_FOUND, INVALID_ARGUMENT or DATA_LOSS if an option is
// none or the folders cannot be read; nothing was sent then.
absl::StatusOr<SendResult> RunSend(const SendOptions& options);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_SEND_H_
