// Checks an exported log completely, without a server and without a database:
// that every tile and bundle is there and as long as it must be, that the
// lowest tiles hold the hashes of the entries and the others those of the tiles
// below, that the root is the checkpoint's and that those one trusts signed it.
// Reads every file once; memory does not grow with the log.
#ifndef GREENLEDGER_CLIENTS_LOG_CHECK_H_
#define GREENLEDGER_CLIENTS_LOG_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/log/export.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::log {

struct CheckReport {
  // Without a policy there are no verified signatures in it.
  checkpoint::VerifiedCheckpoint verified;
  // Files that the checkpoint covers.
  uint64_t files = 0;
  // Files that it does not cover, as an interrupted export leaves them; they
  // were not checked.
  uint64_t not_covered = 0;
};

// Gets every entry in order, once its bundle was found to be right. What fails
// ends the check with its status.
using OnEntry =
    std::function<absl::Status(uint64_t index, std::string_view entry)>;

// DATA_LOSS names the first bad place: the file and, if it is one, the entry.
// Signatures are only checked if there is a policy, and must satisfy it.
// NOT_FOUND if there is no checkpoint. Other codes: a file
// could not be read. `on_entry` may be empty.
absl::StatusOr<CheckReport> Check(const std::string& folder,
                                  const checkpoint::Policy* policy,
                                  const OnProgress& on_progress,
                                  const OnEntry& on_entry);

// What the folder's checkpoint says, with no signature verified. Errors as
// Check.
absl::StatusOr<checkpoint::Checkpoint> CheckpointIn(const std::string& folder);

}  // namespace greenledger::log

#endif  // GREENLEDGER_CLIENTS_LOG_CHECK_H_
