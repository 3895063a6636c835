// greenledger backup verify
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "clients/cli/backup_verbs.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/restored_books.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/backup/restore.h"

namespace greenledger::cli {
namespace {

using backup::BackupFolder;
using backup::Manifest;

struct BackupVerifyOptions {
  std::string folder;
  // Empty: all.
  std::string name;
  std::string key;
  bool deep = false;
  std::string scratch;
};

// Restores to the scratch folder and verifies what is there.
absl::StatusOr<std::vector<std::string>> VerifyDeep(
    const BackupFolder& folder, const Manifest& manifest,
    const backup::SecretKey& secret, const BackupVerifyOptions& options,
    Progress* progress) {
  const std::string to =
      (std::filesystem::path(options.scratch) /
       ("greenledger-verify-" + std::to_string(getpid()) + "-" + manifest.name))
          .string();
  const auto show = [&](uint64_t done, uint64_t total) {
    progress->Show(done, total);
  };
  const auto contents = backup::RestoreDraft(
      folder, manifest, secret, to, [&](uint64_t done, uint64_t total) {
        show(done, total);
        return absl::OkStatus();
      });
  if (!contents.ok()) {
    backup::RemoveDraft(to).IgnoreError();
    return contents.status();
  }
  auto faults = VerifyRestored(backup::DraftOf(to), *contents, show).faults;
  if (absl::Status s = backup::RemoveDraft(to); !s.ok()) return s;
  return faults;
}

absl::StatusOr<std::vector<std::string>> VerifyOne(
    Session& session, const BackupFolder& folder, const Manifest& manifest,
    const backup::SecretKey* secret, const BackupVerifyOptions& options) {
  Progress progress(session, manifest.name);
  auto faults = backup::VerifyBackup(folder, manifest, secret,
                                     [&](uint64_t done, uint64_t total) {
                                       progress.Show(done, total);
                                       return absl::OkStatus();
                                     });
  if (!options.deep || !faults.ok() || !faults->empty()) return faults;
  return VerifyDeep(folder, manifest, *secret, options, &progress);
}

// Says what is wrong with one backup.
ExitCode Report(Session& session, const Manifest& manifest,
                const std::vector<std::string>& faults) {
  if (session.json) {
    std::string texts;
    for (const std::string& fault : faults) {
      texts += (texts.empty() ? "" : ",") + JsonString(Printable(fault));
    }
    session.around.out << fmt::format(
        "{{\"name\":{},\"right\":{},\"faults\":[{}]}}\n",
        JsonString(manifest.name), faults.empty(), texts);
  } else {
    session.around.out << manifest.name << ": "
                       << (faults.empty() ? session.Say("完好", "sound")
                                          : session.Say("有误", "DAMAGED"))
                       << "\n";
  }
  for (const std::string& fault : faults) {
    session.PrintError(Printable(fault));
  }
  return faults.empty() ? ExitCode::kOk : ExitCode::kVerificationFailed;
}

// The backups that were named; those whose manifest is damaged are told.
ExitCode FindBackups(Session& session, const BackupFolder& folder,
                     const std::string& name, std::vector<Manifest>* found) {
  if (!name.empty()) {
    const auto manifest = folder.Read(name);
    if (!manifest.ok()) return ReportBackupFault(session, manifest.status());
    found->push_back(*manifest);
    return ExitCode::kOk;
  }
  const auto all = folder.List();
  if (!all.ok()) return ReportBackupFault(session, all.status());
  ExitCode code = ExitCode::kOk;
  for (const backup::Found& backup : *all) {
    if (backup.status.ok()) {
      found->push_back(backup.manifest);
    } else {
      code = ReportBackupFault(session, backup.status);
    }
  }
  return code;
}

ExitCode VerifyBackup(Session& session, const BackupVerifyOptions& options) {
  backup::SecretKey secret;
  if (!options.key.empty()) {
    auto read = backup::ReadSecretKey(options.key);
    if (!read.ok()) return ReportBackupFault(session, read.status());
    secret = *std::move(read);
  } else if (options.deep) {
    return session.UsageError(
        session.Say("--deep 需要 --key", "--deep needs --key"));
  }
  const auto folder = BackupFolder::Open(options.folder);
  if (!folder.ok()) return ReportBackupFault(session, folder.status());
  std::vector<Manifest> backups;
  ExitCode code = FindBackups(session, *folder, options.name, &backups);
  for (const Manifest& manifest : backups) {
    const auto faults =
        VerifyOne(session, *folder, manifest,
                  options.key.empty() ? nullptr : &secret, options);
    const ExitCode one = faults.ok()
                             ? Report(session, manifest, *faults)
                             : ReportBackupFault(session, faults.status());
    if (one != ExitCode::kOk) code = one;
  }
  return code;
}

}  // namespace

void AddBackupVerify(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "verify",
      {"验证备份：没有密钥时核对每个文件的哈希；有密钥时解开全部内容；"
       "--deep 另恢复到临时目录并逐条验证账本",
       "Verify backups: without the secret every file's hash; with it all "
       "contents are opened; with --deep they are restored to a scratch folder "
       "and every entry is verified"},
      "greenledger backup verify --from backups\n"
      "greenledger backup verify latest --from backups --key backup.key\n"
      "greenledger backup verify latest --from backups --key backup.key "
      "--deep");
  auto options = std::make_shared<BackupVerifyOptions>();
  options->scratch = std::filesystem::temp_directory_path();
  verb->add_option("name", options->name,
                   session.Say("备份名称或 latest；默认全部",
                               "name of a backup, or latest; all if not "
                               "given"));
  AddBackupFolder(*verb, session, "--from", &options->folder);
  verb->add_option("--key", options->key,
                   session.Say("备份私钥文件", "secret key file"));
  verb->add_flag("--deep", options->deep,
                 session.Say("恢复到临时目录并验证账本",
                             "restore to a scratch folder and verify the "
                             "books"));
  verb->add_option("--scratch", options->scratch,
                   session.Say("--deep 的临时目录所在；内容未加密",
                               "where --deep makes its scratch folder; what "
                               "is in it is not encrypted"))
      ->capture_default_str();
  Do(*verb, session,
     [&session, options] { return VerifyBackup(session, *options); });
}

}  // namespace greenledger::cli
