// greenledger backup: what its verbs share
#include "clients/cli/backup_verbs.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/local_time.h"
#include "clients/cli/nouns.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {

void AddBackupFolder(CLI::App& verb, const Session& session,
                     const std::string& name, std::string* folder) {
  verb.add_option(name, *folder,
                  session.Say("备份目录，最好在另一块磁盘上",
                              "the folder of backups, best on another disk"))
      ->required();
}

ExitCode ReportBackupFault(Session& session, const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return ReportLocal(session, status);
  session.PrintError(session.Say("备份有误：", "the backup is damaged: ") +
                     Printable(std::string(status.message())));
  return ExitCode::kVerificationFailed;
}

std::string UtcTime(int64_t time_us) { return LocalTime(time_us, 0) + " UTC"; }

uint64_t ContentBytes(const backup::Manifest& manifest) {
  uint64_t bytes = 0;
  for (const backup::Object& object : manifest.objects) bytes += object.bytes;
  return bytes;
}

void AddBackup(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "backup",
              {"加密的增量备份：创建、列出、验证、恢复、删除",
               "Encrypted, incremental backups: create, list, verify, restore, "
               "delete"});
  AddBackupCreate(*noun, session);
  AddBackupList(*noun, session);
  AddBackupVerify(*noun, session);
  AddBackupRestore(*noun, session);
  AddBackupDelete(*noun, session);
}

}  // namespace greenledger::cli
