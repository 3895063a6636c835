// greenledger backup restore
#include <fmt/format.h>

#include <memory>

#include "clients/cli/backup_verbs.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/restored_books.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/backup/restore.h"

namespace greenledger::cli {
namespace {

using backup::BackupFolder;

struct RestoreOptions {
  std::string folder;
  std::string name = "latest";
  std::string key;
  std::string to;
};

void PrintJson(Session& session, const backup::Contents& contents,
               const RestoredBooks& restored) {
  std::string books;
  for (const BookReport& report : restored.books) {
    std::string kiosks;
    for (const KioskMark& mark : report.kiosks) {
      kiosks +=
          fmt::format("{}{{\"kiosk\":{},\"incarnation\":{},\"sequence\":{}}}",
                      kiosks.empty() ? "" : ",", mark.kiosk, mark.incarnation,
                      mark.watermark);
    }
    books += fmt::format(
        "{}{{\"book\":{},\"entries\":{},\"root\":\"{}\",\"kiosks\":[{}]}}",
        books.empty() ? "" : ",", report.book, report.counts.entries,
        ToHex(proof::AsBytes(report.root)), kiosks);
  }
  session.around.out << fmt::format(
      "{{\"name\":{},\"created_us\":{},\"commit\":{},\"books\":[{}]}}\n",
      JsonString(contents.name), contents.created_us, contents.commit, books);
}

void PrintBooks(Session& session, const RestoredBooks& restored) {
  for (const BookReport& report : restored.books) {
    session.around.out << fmt::format(
        fmt::runtime(session.Say("\n账本 {} {}：{} 个条目\n根 {}\n",
                                 "\nbook {} {}: {} entries\nroot {}\n")),
        report.book, Printable(report.community), report.counts.entries,
        ToHex(proof::AsBytes(report.root)));
    Table table(
        {{session.Say("智能箱", "kiosk"), Table::Align::kRight},
         {session.Say("日志", "journal"), Table::Align::kRight},
         {session.Say("已有记录到", "records through"), Table::Align::kRight}});
    for (const KioskMark& mark : report.kiosks) {
      table.AddRow({std::to_string(mark.kiosk),
                    std::to_string(mark.incarnation),
                    std::to_string(mark.watermark)});
    }
    table.Print(session.around.out);
  }
}

void PrintWhatToExpect(Session& session) {
  session.around.out << session.Say(
      "\n接下来：\n"
      "- 用这个目录启动服务器。智能箱会补发此后的记录（各自保留期内），"
      "日志中的 ledger_behind_kiosk 说明哪些在补发。\n"
      "- 此后在命令行所做的登记、发布等操作需要重做。\n"
      "- 此后签署过检查点的账本会报 CHECKPOINT_CONFLICT，不再签署：处理办法见 "
      "OPERATING.md；绝不可清空或恢复 log.key.signed。\n",
      "\nWhat comes next:\n"
      "- Start the server on this folder. Kiosks will give back what came "
      "later, as far as they keep it; ledger_behind_kiosk in the log names "
      "those that do.\n"
      "- What was registered or published by command since then has to be done "
      "again.\n"
      "- A book that had a checkpoint signed since then answers "
      "CHECKPOINT_CONFLICT and has none signed: OPERATING.md says what to do. "
      "Never empty or put back log.key.signed.\n");
}

ExitCode VerifyAndPlace(Session& session, const RestoreOptions& options,
                        const backup::Contents& contents) {
  const std::string draft = backup::DraftOf(options.to);
  RestoredBooks restored;
  {
    Progress progress(session, draft);
    restored = VerifyRestored(
        draft, contents,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); });
  }
  for (const std::string& fault : restored.faults) {
    session.PrintError(Printable(fault));
  }
  if (!restored.faults.empty()) {
    session.PrintError(session.Say("恢复的账本有误，留在 ",
                                   "what was restored is wrong and stays at ") +
                       draft);
    return ExitCode::kVerificationFailed;
  }
  const absl::Status placed = backup::PutInPlace(options.to);
  if (!placed.ok()) return ReportBackupFault(session, placed);
  if (session.json) {
    PrintJson(session, contents, restored);
    return ExitCode::kOk;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "已将备份 {}（{}，到提交 {}）恢复到 {}，每一条都已验证\n",
          "backup {} ({}, through commit {}) restored to {}, every entry "
          "verified\n")),
      contents.name, UtcTime(contents.created_us), contents.commit, options.to);
  PrintBooks(session, restored);
  PrintWhatToExpect(session);
  return ExitCode::kOk;
}

ExitCode Restore(Session& session, const RestoreOptions& options) {
  const auto secret = backup::ReadSecretKey(options.key);
  if (!secret.ok()) return ReportBackupFault(session, secret.status());
  const auto folder = BackupFolder::Open(options.folder);
  if (!folder.ok()) return ReportBackupFault(session, folder.status());
  const auto manifest = folder->Read(options.name);
  if (!manifest.ok()) return ReportBackupFault(session, manifest.status());
  absl::StatusOr<backup::Contents> contents;
  {
    Progress progress(session, manifest->name);
    contents = backup::RestoreDraft(*folder, *manifest, *secret, options.to,
                                    [&](uint64_t done, uint64_t total) {
                                      progress.Show(done, total);
                                      return absl::OkStatus();
                                    });
  }
  if (!contents.ok()) return ReportBackupFault(session, contents.status());
  return VerifyAndPlace(session, options, *contents);
}

}  // namespace

void AddBackupRestore(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "restore",
      {"将备份恢复到新目录：逐条验证之后才以该名称出现",
       "Restore a backup into a new folder, which gets its name only after "
       "every entry was verified"},
      "greenledger backup restore --from backups --key backup.key --to "
      "restored\n"
      "greenledger backup restore 20260501T083000Z --from backups --key "
      "backup.key --to restored");
  auto options = std::make_shared<RestoreOptions>();
  verb->add_option("name", options->name,
                   session.Say("备份名称或 latest", "name of a backup"))
      ->capture_default_str();
  AddBackupFolder(*verb, session, "--from", &options->folder);
  verb->add_option("--key", options->key,
                   session.Say("备份私钥文件", "secret key file"))
      ->required();
  verb->add_option("--to", options->to,
                   session.Say("新的数据目录，不可已存在",
                               "the new data folder; must not be there yet"))
      ->required();
  Do(*verb, session,
     [&session, options] { return Restore(session, *options); });
}

}  // namespace greenledger::cli
