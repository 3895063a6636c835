// greenledger backup list|delete
#include <fmt/format.h>

#include <memory>

#include "clients/cli/backup_verbs.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/backup/prune.h"

namespace greenledger::cli {
namespace {

using backup::BackupFolder;
using backup::Found;

struct DeleteOptions {
  std::string folder;
  std::vector<std::string> names;
  size_t keep = 0;
};

void PrintJson(Session& session, const Found& backup) {
  session.around.out << fmt::format(
      "{{\"name\":{},\"readable\":{},\"created_us\":{},\"commit\":{},"
      "\"files\":{},\"bytes\":{},\"key\":{}}}\n",
      JsonString(backup.name), backup.status.ok(), backup.manifest.created_us,
      backup.manifest.commit, backup.manifest.objects.size(),
      ContentBytes(backup.manifest), JsonString(backup.manifest.key_id));
}

void PrintTable(Session& session, const std::vector<Found>& found) {
  Table table({{session.Say("备份", "backup")},
               {session.Say("时间", "made")},
               {session.Say("提交", "commit"), Table::Align::kRight},
               {session.Say("文件", "files"), Table::Align::kRight},
               {session.Say("字节", "bytes"), Table::Align::kRight},
               {session.Say("密钥", "key")}});
  for (const Found& backup : found) {
    if (!backup.status.ok()) continue;
    const backup::Manifest& manifest = backup.manifest;
    table.AddRow({backup.name, UtcTime(manifest.created_us),
                  std::to_string(manifest.commit),
                  std::to_string(manifest.objects.size()),
                  std::to_string(ContentBytes(manifest)), manifest.key_id});
  }
  table.Print(session.around.out);
}

ExitCode List(Session& session, const std::string& path) {
  const auto folder = BackupFolder::Open(path);
  if (!folder.ok()) return ReportBackupFault(session, folder.status());
  const auto found = folder->List();
  if (!found.ok()) return ReportBackupFault(session, found.status());
  if (!session.json) PrintTable(session, *found);
  ExitCode code = ExitCode::kOk;
  for (const Found& backup : *found) {
    if (session.json) PrintJson(session, backup);
    if (!backup.status.ok()) code = ReportBackupFault(session, backup.status);
  }
  return code;
}

ExitCode Delete(Session& session, const DeleteOptions& options) {
  if (options.names.empty() == (options.keep == 0)) {
    return session.UsageError(
        session.Say("请给出备份名称或 --keep 之一",
                    "give names of backups or --keep, one of both"));
  }
  const auto folder = BackupFolder::OpenForWriting(options.folder);
  if (!folder.ok()) return ReportBackupFault(session, folder.status());
  std::vector<std::string> names = options.names;
  if (names.empty()) {
    auto older = backup::OlderThanNewest(*folder, options.keep);
    if (!older.ok()) return ReportBackupFault(session, older.status());
    names = *std::move(older);
  }
  const absl::Status deleted = backup::DeleteBackups(*folder, names);
  if (!deleted.ok()) return ReportBackupFault(session, deleted);
  const auto removed = backup::RemoveUnlisted(*folder);
  if (!removed.ok()) return ReportBackupFault(session, removed.status());
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"backups\":{},\"files\":{},\"bytes\":{}}}\n", names.size(),
        removed->objects, removed->bytes);
  } else {
    session.around.out << fmt::format(
        fmt::runtime(session.Say("删除了 {} 个备份，释放 {} 个文件 {} 字节\n",
                                 "{} backups deleted, {} files of {} bytes "
                                 "removed with them\n")),
        names.size(), removed->objects, removed->bytes);
  }
  return ExitCode::kOk;
}

}  // namespace

void AddBackupList(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(noun, session, "list",
                           {"列出备份，最旧的在前；不需要密钥",
                            "List the backups, the oldest first; needs no key"},
                           "greenledger backup list --from backups\n"
                           "greenledger backup list --from backups --json");
  auto folder = std::make_shared<std::string>();
  AddBackupFolder(*verb, session, "--from", folder.get());
  Do(*verb, session, [&session, folder] { return List(session, *folder); });
}

void AddBackupDelete(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "delete",
              {"删除备份，以及其他备份都不需要的文件",
               "Delete backups, and the files that no other backup needs"},
              "greenledger backup delete 20260501T083000Z --from backups\n"
              "greenledger backup delete --keep 30 --from backups");
  auto options = std::make_shared<DeleteOptions>();
  AddBackupFolder(*verb, session, "--from", &options->folder);
  verb->add_option("names", options->names,
                   session.Say("备份名称", "names of backups"));
  verb->add_option("--keep", options->keep,
                   session.Say("只保留最新的几个备份",
                               "keep only the newest ones, so many"))
      ->check(CLI::Range(size_t{1}, size_t{100'000}));
  Do(*verb, session, [&session, options] { return Delete(session, *options); });
}

}  // namespace greenledger::cli
