// greenledger backup create
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "clients/cli/backup_verbs.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/server_error.h"
#include "clients/cli/stored_folder.h"
#include "clients/cli/verb.h"
#include "storage/backup/create.h"
#include "storage/backup/prune.h"

namespace greenledger::cli {
namespace {

using backup::BackupFolder;

// Short, so that one that was killed is soon forgotten; extended meanwhile.
constexpr uint32_t kLeaseSeconds = 60;
// A snapshot waits for what is in memory to be written.
constexpr uint32_t kTimeoutSecondsMin = 120;

struct CreateOptions {
  std::string folder;
  std::string key;
  // Of a stopped server; empty asks the server.
  std::string data;
  bool quick = false;
  // Backups left afterwards; 0 is all.
  size_t keep = 0;
};

// A snapshot that a server keeps for as long as this lives.
class ServedSnapshot {
 public:
  explicit ServedSnapshot(Session& session) : session_(session) {}
  ~ServedSnapshot() {
    if (id_.empty()) return;
    v1::ReleaseSnapshotRequest request;
    request.set_snapshot_id(id_);
    v1::ReleaseSnapshotResponse response;
    // If this fails, its lease ends by itself.
    session_.client().Call(&Client::Operations::ReleaseSnapshot, request,
                           &response);
  }
  ServedSnapshot(const ServedSnapshot&) = delete;
  ServedSnapshot& operator=(const ServedSnapshot&) = delete;

  grpc::Status Take() {
    v1::PrepareSnapshotRequest request;
    request.set_lease_seconds(kLeaseSeconds);
    v1::PrepareSnapshotResponse response;
    extended_us_ = session_.around.now_micros();
    grpc::Status status = session_.client().Call(
        &Client::Operations::PrepareSnapshot, request, &response);
    if (!status.ok()) return status;
    id_ = response.snapshot_id();
    source_.path = response.path();
    source_.commit = response.commit();
    for (const v1::SnapshotBook& book : response.books()) {
      if (book.root().size() != sizeof(proof::Hash)) continue;
      source_.books.push_back(
          {book.book(), book.entries(), proof::FromBytes(book.root())});
    }
    return status;
  }

  // Called often; keeps the lease from ending. NOT_FOUND if it has.
  absl::Status Extend() {
    const int64_t now_us = session_.around.now_micros();
    if (now_us - extended_us_ < int64_t{kLeaseSeconds} * 1'000'000 / 4) {
      return absl::OkStatus();
    }
    extended_us_ = now_us;
    v1::ExtendSnapshotRequest request;
    request.set_snapshot_id(id_);
    request.set_lease_seconds(kLeaseSeconds);
    v1::ExtendSnapshotResponse response;
    const grpc::Status status = session_.client().Call(
        &Client::Operations::ExtendSnapshot, request, &response);
    if (status.ok()) return absl::OkStatus();
    return absl::UnavailableError("the server gave up the snapshot: " +
                                  status.error_message());
  }

  const backup::Source& source() const { return source_; }

 private:
  Session& session_;
  std::string id_;
  int64_t extended_us_ = 0;
  backup::Source source_;
};

std::string BooksJson(const backup::Source& source) {
  std::string books;
  for (const backup::BookEnd& book : source.books) {
    books += fmt::format("{}{{\"book\":{},\"entries\":{},\"root\":\"{}\"}}",
                         books.empty() ? "" : ",", book.book, book.entries,
                         ToHex(proof::AsBytes(book.root)));
  }
  return books;
}

void PrintReport(Session& session, const backup::Source& source,
                 const backup::CreateReport& report) {
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"name\":{},\"commit\":{},\"files\":{},\"bytes\":{},"
        "\"new_files\":{},\"new_bytes\":{},\"mended\":{},\"books\":[{}]}}\n",
        JsonString(report.name), source.commit, report.files, report.bytes,
        report.new_files, report.new_bytes, report.mended, BooksJson(source));
    return;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "备份 {}：到提交 {}，{} 个文件共 {} 字节，其中新写 {} 个文件 {} "
          "字节；已从磁盘读回核对\n",
          "backup {}: through commit {}, {} files of {} bytes, {} of them new "
          "with {} bytes; read back from the disk\n")),
      report.name, source.commit, report.files, report.bytes, report.new_files,
      report.new_bytes);
  if (report.mended > 0) {
    session.around.out << fmt::format(
        fmt::runtime(session.Say(
            "修复了 {} 个已损坏的备份文件：请检查备份磁盘\n",
            "{} files of earlier backups were damaged and were written again: "
            "look at the disk of the backups\n")),
        report.mended);
  }
}

// What no backup needs any more; that it stays is no failure of this one.
void Prune(Session& session, const BackupFolder& folder, size_t keep) {
  absl::Status pruned;
  if (keep > 0) {
    const auto older = backup::OlderThanNewest(folder, keep);
    pruned =
        older.ok() ? backup::DeleteBackups(folder, *older) : older.status();
  }
  if (pruned.ok()) pruned = backup::RemoveUnlisted(folder).status();
  if (pruned.ok()) return;
  session.around.err << session.Say("备份已完成，但旧文件未清理：",
                                    "the backup is made, but what is old was "
                                    "not removed: ")
                     << std::string(pruned.message()) << "\n";
}

ExitCode CreateFrom(Session& session, const CreateOptions& options,
                    const backup::PublicKey& key, BackupFolder& folder,
                    const backup::Source& source,
                    const std::function<absl::Status()>& extend) {
  absl::StatusOr<backup::CreateReport> report;
  {
    Progress progress(session, options.folder);
    report = backup::Create(folder, source,
                            {.key = key,
                             .created_us = session.around.now_micros(),
                             .quick = options.quick,
                             .on_work = [&](uint64_t done, uint64_t total) {
                               progress.Show(done, total);
                               return extend();
                             }});
  }
  if (!report.ok()) return ReportBackupFault(session, report.status());
  PrintReport(session, source, *report);
  Prune(session, folder, options.keep);
  return ExitCode::kOk;
}

ExitCode CreateOnline(Session& session, const CreateOptions& options,
                      const backup::PublicKey& key, BackupFolder& folder) {
  session.timeout_seconds =
      std::max(session.timeout_seconds, kTimeoutSecondsMin);
  ServedSnapshot snapshot(session);
  const grpc::Status taken = snapshot.Take();
  if (!taken.ok()) return ReportError(session, taken);
  if (access(snapshot.source().path.c_str(), R_OK | X_OK) != 0) {
    return session.UsageError(fmt::format(
        fmt::runtime(session.Say(
            "无法读取服务器的快照 {}：请在服务器所在机器上以其用户运行",
            "cannot read the server's snapshot {}: run this on the server's "
            "machine as the server's user")),
        snapshot.source().path));
  }
  return CreateFrom(session, options, key, folder, snapshot.source(),
                    [&] { return snapshot.Extend(); });
}

ExitCode Create(Session& session, const CreateOptions& options) {
  const auto key = backup::ReadPublicKey(options.key);
  if (!key.ok()) return ReportBackupFault(session, key.status());
  auto folder = BackupFolder::OpenForWriting(options.folder);
  if (!folder.ok()) return ReportBackupFault(session, folder.status());
  if (options.data.empty()) {
    return CreateOnline(session, options, *key, *folder);
  }
  const auto snapshot = StoredSnapshot::Take(options.data);
  if (!snapshot.ok()) {
    session.PrintError(std::string(snapshot.status().message()));
    return absl::IsDataLoss(snapshot.status()) ? ExitCode::kVerificationFailed
                                               : ExitCode::kUsage;
  }
  return CreateFrom(session, options, *key, *folder, (*snapshot)->source(),
                    [] { return absl::OkStatus(); });
}

}  // namespace

void AddBackupCreate(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "create",
      {"备份正在运行（或用 --data 已停机）的服务器；只写新内容，"
       "写完从磁盘读回核对",
       "Back up a running server, or with --data a stopped one; writes what is "
       "new and reads it back from the disk"},
      "greenledger backup create --to backups --key backup.key.pub\n"
      "greenledger backup create --to backups --key backup.key.pub --keep 30\n"
      "greenledger backup create --to backups --key backup.key.pub --data "
      "greenledger-data");
  auto options = std::make_shared<CreateOptions>();
  AddBackupFolder(*verb, session, "--to", &options->folder);
  verb->add_option("--key", options->key,
                   session.Say("备份公钥文件（greenledger key generate FILE "
                               "--backup 写出的 FILE.pub）",
                               "public key file: the FILE.pub of greenledger "
                               "key generate FILE --backup"))
      ->required();
  verb->add_option("--data", options->data,
                   session.Say("已停机服务器的数据目录",
                               "data folder of a server that is not running"));
  verb->add_option("--keep", options->keep,
                   session.Say("完成后只保留最新的几个备份；默认全部保留",
                               "backups to keep afterwards, the newest ones; "
                               "all if not given"))
      ->check(CLI::Range(size_t{1}, size_t{100'000}));
  verb->add_flag("--quick", options->quick,
                 session.Say("不再读回以前已写的文件",
                             "do not read again what earlier backups wrote"));
  Do(*verb, session, [&session, options] { return Create(session, *options); });
}

}  // namespace greenledger::cli
