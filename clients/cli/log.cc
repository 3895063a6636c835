// greenledger log check, and what the other verbs of log share
#include <fmt/format.h>

#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/log_verbs.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/server_error.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "clients/log/check.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::cli {
namespace {

struct LogCheckOptions {
  std::string folder;
  PinnedKeys pinned;
};

void PrintReport(Session& session, const log::CheckReport& report) {
  const checkpoint::Checkpoint& says = report.verified.checkpoint;
  const std::string root = ToHex(proof::AsBytes(says.head.root));
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"origin\":{},\"size\":{},\"root\":\"{}\",\"files\":{},"
        "\"not_covered\":{},\"log_signatures\":{},\"cosignatures\":{}}}\n",
        JsonString(says.origin), says.head.size, root, report.files,
        report.not_covered, report.verified.log_signatures.size(),
        report.verified.cosignatures.size());
    return;
  }
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("完好：{}，{} 个条目，{} 个文件\n根 {}\n{}\n",
                      "sound: {}, {} entries, {} files\nroot {}\n{}\n")),
      Printable(says.origin), says.head.size, report.files, root,
      SignersText(session, report.verified));
  if (report.not_covered == 0) return;
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "另有 {} 个文件不属于此检查点，未核对\n",
          "{} other files do not belong to this checkpoint and were not "
          "checked\n")),
      report.not_covered);
}

ExitCode CheckLog(Session& session, const LogCheckOptions& options) {
  std::optional<checkpoint::Policy> policy;
  if (!LoadPolicyIfGiven(session, options.pinned, &policy)) {
    return ExitCode::kUsage;
  }
  absl::StatusOr<log::CheckReport> report;
  {
    Progress progress(session, options.folder);
    report = log::Check(
        options.folder, policy ? &*policy : nullptr,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); }, {});
  }
  if (!report.ok()) return ReportLogFault(session, report.status());
  PrintReport(session, *report);
  return ExitCode::kOk;
}

}  // namespace

void AddLogFolder(CLI::App& verb, const Session& session, std::string* folder) {
  verb.add_option("dir", *folder,
                  session.Say("导出的目录", "folder of the exported log"))
      ->required();
}

bool LoadPolicyIfGiven(Session& session, const PinnedKeys& pinned,
                       std::optional<checkpoint::Policy>* policy) {
  if (!pinned.given()) return true;
  *policy = LoadPolicy(session, pinned);
  return policy->has_value();
}

std::optional<ExitCode> GetCheckpoint(
    Session& session, bool fresh,
    const std::optional<checkpoint::Policy>& policy, std::string* bytes) {
  v1::GetCheckpointRequest request;
  request.set_book(session.book);
  request.set_fresh(fresh);
  v1::GetCheckpointResponse response;
  grpc::Status status =
      session.client().Call(&Client::Proofs::GetCheckpoint, request, &response);
  if (!status.ok()) return ReportError(session, status);
  const auto read = ReadCheckpoint(response.checkpoint(), policy);
  if (!read.ok()) return ReportUnproven(session, read.status());
  const auto book = checkpoint::BookOfOrigin(read->checkpoint.origin);
  if (!book.ok() || *book != session.book) {
    return ReportUnproven(
        session, absl::InvalidArgumentError(
                     "it is of " + read->checkpoint.origin + ", not of book " +
                     std::to_string(session.book)));
  }
  *bytes = response.checkpoint();
  return std::nullopt;
}

absl::StatusOr<std::vector<proof::Hash>> GetGrowth(Session& session,
                                                   uint64_t old_size,
                                                   uint64_t new_size,
                                                   grpc::Status* failed) {
  v1::GetConsistencyProofRequest request;
  request.set_book(session.book);
  request.set_old_size(old_size);
  request.set_new_size(new_size);
  v1::GetConsistencyProofResponse response;
  *failed = session.client().Call(&Client::Proofs::GetConsistencyProof, request,
                                  &response);
  if (!failed->ok()) return absl::UnavailableError(failed->error_message());
  std::vector<proof::Hash> hashes;
  for (const std::string& hash : response.hashes()) {
    if (hash.size() != sizeof(proof::Hash)) {
      return absl::DataLossError("a hash of the server's proof has " +
                                 std::to_string(hash.size()) +
                                 " bytes: must have 32");
    }
    hashes.push_back(proof::FromBytes(hash));
  }
  return hashes;
}

ExitCode ReportLogFault(Session& session, const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return ReportLocal(session, status);
  session.PrintError(session.Say("日志有误：", "the log is not sound: ") +
                     Printable(std::string(status.message())));
  return ExitCode::kVerificationFailed;
}

void AddLogCheck(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "check",
              {"完整核对导出的日志，不需要服务器",
               "Check an exported log completely, without a server"},
              "greenledger log check out/310101001001 --policy policy.txt\n"
              "greenledger log check out/310101001001 --key "
              "ledger.example/310101001001+cb1ab551+AQOh...");
  auto options = std::make_shared<LogCheckOptions>();
  AddLogFolder(*verb, session, &options->folder);
  AddPinnedKeys(*verb, session, &options->pinned);
  Do(*verb, session,
     [&session, options] { return CheckLog(session, *options); });
}

void AddLog(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "log",
              {"账本日志的静态文件：导出、核对、重算",
               "A book's log as static files: export, check, recompute"});
  AddLogExport(*noun, session);
  AddLogCheck(*noun, session);
  AddLogRecompute(*noun, session);
  AddLogWitness(*noun, session);
}

}  // namespace greenledger::cli
