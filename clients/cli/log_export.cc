// greenledger log export
#include <fmt/format.h>

#include <memory>

#include "clients/cli/log_verbs.h"
#include "clients/cli/progress.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "clients/log/export.h"

namespace greenledger::cli {
namespace {

struct ExportOptions {
  std::string folder;
  bool fresh = false;
  PinnedKeys pinned;
};

// Reads a served book as an export wants it; remembers the call that failed.
class ServedLog {
 public:
  explicit ServedLog(Session& session) : session_(session) {}

  absl::StatusOr<std::vector<proof::Hash>> ProveGrowth(uint64_t old_size,
                                                       uint64_t new_size) {
    return GetGrowth(session_, old_size, new_size, &failed_);
  }

  absl::Status ReadEntries(
      uint64_t from, uint64_t end,
      const std::function<absl::Status(std::string_view)>& take) {
    v1::FollowEntriesRequest request;
    request.set_book(session_.book);
    request.set_from_index(from);
    request.set_stop_at_end(true);
    absl::Status taken;
    uint64_t next = from;
    failed_ = session_.client().Follow(
        request, [&](const v1::FollowEntriesResponse& page) {
          for (const std::string& entry : page.entries()) {
            if (next == end || !taken.ok()) break;
            taken = take(entry);
            ++next;
          }
          return next < end && taken.ok();
        });
    // ReportError says more.
    return failed_.ok() ? taken
                        : absl::UnavailableError(failed_.error_message());
  }

  // Of the last call.
  const grpc::Status& failed() const { return failed_; }

 private:
  Session& session_;
  grpc::Status failed_;
};

void PrintReport(Session& session, const ExportOptions& options,
                 const log::ExportReport& report) {
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"book\":{},\"old_size\":{},\"size\":{},\"reused\":{}}}\n",
        session.book, report.old_size, report.new_size, report.reused);
    return;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：{} 个条目，其中新增 {} 个\n",
                               "{}: {} entries, {} of them new\n")),
      options.folder, report.new_size, report.new_size - report.old_size);
}

ExitCode Export(Session& session, const ExportOptions& options) {
  std::optional<checkpoint::Policy> policy;
  if (!LoadPolicyIfGiven(session, options.pinned, &policy)) {
    return ExitCode::kUsage;
  }
  log::ExportSource source;
  const auto refused =
      GetCheckpoint(session, options.fresh, policy, &source.checkpoint);
  if (refused) return *refused;
  ServedLog served(session);
  source.prove_growth = [&](uint64_t old_size, uint64_t new_size) {
    return served.ProveGrowth(old_size, new_size);
  };
  source.read_entries = [&](uint64_t from, uint64_t end, const auto& take) {
    return served.ReadEntries(from, end, take);
  };
  absl::StatusOr<log::ExportReport> report;
  {
    Progress progress(session, options.folder);
    report = log::Export(
        options.folder, source,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); });
  }
  if (!served.failed().ok()) return ReportError(session, served.failed());
  if (!report.ok()) return ReportLogFault(session, report.status());
  PrintReport(session, options, *report);
  return ExitCode::kOk;
}

}  // namespace

void AddLogExport(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "export",
      {"将账本日志写成静态文件；再次运行只写新增部分",
       "Write a book's log as static files; run again, it writes what is new"},
      "greenledger log export --book 310101001001 --to out/310101001001\n"
      "greenledger log export --book 310101001001 --to out/310101001001 "
      "--fresh --policy policy.txt");
  auto options = std::make_shared<ExportOptions>();
  verb->add_option(
          "--to", options->folder,
          session.Say("目标目录，一本账一个", "the folder, one for each book"))
      ->required();
  verb->add_flag("--fresh", options->fresh,
                 session.Say("账本若已增长，先签署新的检查点",
                             "have a new checkpoint made if the book has "
                             "grown"));
  AddPinnedKeys(*verb, session, &options->pinned);
  DoInBook(*verb, session,
           [&session, options] { return Export(session, *options); });
}

}  // namespace greenledger::cli
