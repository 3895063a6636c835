// Whom the person at the command line trusts: --key and --policy.
#ifndef GREENLEDGER_CLIENTS_CLI_PINNED_KEYS_H_
#define GREENLEDGER_CLIENTS_CLI_PINNED_KEYS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::cli {

struct PinnedKeys {
  // Verifier keys of logs and of witnesses.
  std::vector<std::string> keys;
  // A policy file; not together with keys.
  std::string policy_file;
  bool given() const { return !keys.empty() || !policy_file.empty(); }
};

// --key and --policy. `pinned` must outlive the command line.
void AddPinnedKeys(CLI::App& verb, const Session& session, PinnedKeys* pinned);

// The policy they make; nullopt after saying what is wrong with them, also if
// none is given.
std::optional<checkpoint::Policy> LoadPolicy(Session& session,
                                             const PinnedKeys& pinned);

// Reads a signed checkpoint: as Policy::Verify, or without a policy only what
// it says, with no signature verified.
absl::StatusOr<checkpoint::VerifiedCheckpoint> ReadCheckpoint(
    std::string_view bytes, const std::optional<checkpoint::Policy>& policy);

// Says why a checkpoint or proof was not accepted, in words and with the
// details of `status`; returns kVerificationFailed.
ExitCode ReportUnproven(Session& session, const absl::Status& status);

// Who signed it, or that signatures were not checked if none was verified.
std::string SignersText(const Session& session,
                        const checkpoint::VerifiedCheckpoint& verified);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_PINNED_KEYS_H_
