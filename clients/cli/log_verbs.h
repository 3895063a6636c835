// The verbs of `greenledger log`, and what they share.
#ifndef GREENLEDGER_CLIENTS_CLI_LOG_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_LOG_VERBS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/session.h"
#include "storage/checkpoint/policy.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {

void AddLogExport(CLI::App& noun, Session& session);
void AddLogCheck(CLI::App& noun, Session& session);
void AddLogRecompute(CLI::App& noun, Session& session);
void AddLogWitness(CLI::App& noun, Session& session);

// DIR, the folder of an exported log.
void AddLogFolder(CLI::App& verb, const Session& session, std::string* folder);

// The policy of --key and --policy, if one of them is given; false after saying
// what is wrong with it.
bool LoadPolicyIfGiven(Session& session, const PinnedKeys& pinned,
                       std::optional<checkpoint::Policy>* policy);

// Gets the newest checkpoint of the command line's book from the server, of
// which `policy`, if there is one, must be satisfied. An exit code after saying
// why not.
std::optional<ExitCode> GetCheckpoint(
    Session& session, bool fresh,
    const std::optional<checkpoint::Policy>& policy, std::string* bytes);

// Gets the server's consistency proof between two sizes of the command line's
// book. UNAVAILABLE if the call failed: `*failed` says more.
absl::StatusOr<std::vector<proof::Hash>> GetGrowth(Session& session,
                                                   uint64_t old_size,
                                                   uint64_t new_size,
                                                   grpc::Status* failed);

// Says what is wrong with an exported log (DATA_LOSS; kVerificationFailed) or
// why it could not be read or written (kUsage).
ExitCode ReportLogFault(Session& session, const absl::Status& status);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LOG_VERBS_H_
