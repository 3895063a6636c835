// The verbs of `backup`, and what they share.
#ifndef GREENLEDGER_CLIENTS_CLI_BACKUP_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_BACKUP_VERBS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "storage/backup/backup_folder.h"

namespace greenledger::cli {

void AddBackupCreate(CLI::App& noun, Session& session);
void AddBackupList(CLI::App& noun, Session& session);
void AddBackupVerify(CLI::App& noun, Session& session);
void AddBackupRestore(CLI::App& noun, Session& session);
void AddBackupDelete(CLI::App& noun, Session& session);

// The required option `--from` or `--to`: the folder of backups.
void AddBackupFolder(CLI::App& verb, const Session& session,
                     const std::string& name, std::string* folder);

// Says what is wrong with a backup (kVerificationFailed) or with what was named
// (kUsage).
ExitCode ReportBackupFault(Session& session, const absl::Status& status);

// `2026-05-01 08:30:00 UTC`.
std::string UtcTime(int64_t time_us);

// Bytes of all files of a backup.
uint64_t ContentBytes(const backup::Manifest& manifest);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_BACKUP_VERBS_H_
