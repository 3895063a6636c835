// greenledger log recompute
#include <fmt/format.h>

#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/log_entries.h"
#include "clients/cli/log_verbs.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/served_book.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "clients/log/check.h"
#include "services/ledger/verify/book_verifier.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::cli {
namespace {

struct LogRecomputeOptions {
  std::string folder;
  PinnedKeys pinned;
};

struct Figure {
  Text name;
  const char* key;
  uint64_t value;
  bool thousandths = false;
};

std::vector<Figure> FiguresOf(const verify::BookVerifier& verifier) {
  const rules::BookState& state = verifier.state();
  const rules::Balances* issuance =
      state.FindBalances(v1::ACCOUNT_OWNER_ISSUANCE, 0);
  const uint64_t merit_issued =
      issuance == nullptr ? 0 : issuance->Of(v1::ASSET_MERIT).debits;
  return {
      {{"条目", "entries"}, "entries", verifier.counts().entries},
      {{"分录", "postings"}, "postings", verifier.counts().postings},
      {{"设备记录", "kiosk records"}, "records", verifier.counts().records},
      {{"签名", "signatures"}, "signatures", verifier.counts().signatures},
      {{"住户", "households"}, "households", state.households().size()},
      {{"投放", "drops"}, "drops", state.totals().drops},
      {{"隔离记录", "quarantined records"},
       "quarantined",
       state.totals().quarantined},
      {{"清运", "clearances"}, "clearances", state.totals().clearances},
      {{"发行积分（分）", "points issued"},
       "milli_points_issued",
       state.totals().milli_points_issued,
       true},
      {{"发行荣誉", "merit issued"}, "milli_merit_issued", merit_issued, true},
  };
}

void PrintFigures(Session& session, const verify::BookVerifier& verifier) {
  if (session.json) {
    std::string json = fmt::format("{{\"book\":{}", verifier.state().book());
    for (const Figure& figure : FiguresOf(verifier)) {
      json += fmt::format(",\"{}\":{}", figure.key, figure.value);
    }
    session.around.out << json << "}\n";
    return;
  }
  Table table({{session.Say("重算所得", "recomputed")},
               {session.Say("数值", "value"), Table::Align::kRight}});
  for (const Figure& figure : FiguresOf(verifier)) {
    table.AddRow({In(session.language, figure.name),
                  figure.thousandths ? Thousandths(figure.value)
                                     : std::to_string(figure.value)});
  }
  table.Print(session.around.out);
}

ExitCode Compare(Session& session, verify::BookVerifier& verifier) {
  grpc::Status failed;
  BookReport report;
  {
    Progress progress(session, std::to_string(verifier.state().book()));
    report = CompareWithServer(
        session, verifier,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
        &failed);
  }
  if (!failed.ok()) return ReportError(session, failed);
  if (!report.status.ok()) return ReportLogFault(session, report.status);
  if (!session.json) {
    session.around.out << fmt::format(
        fmt::runtime(session.Say(
            "与服务器一致：总数与 {} 个账户的余额\n",
            "the server says the same: totals and the balances of {} "
            "accounts\n")),
        report.compared);
  }
  return ExitCode::kOk;
}

// Entries of the folder's log, which has `size`; those behind them come from
// the server.
rules::EntryAt LogThenServer(Session& session, const std::string& folder,
                             uint64_t book, uint64_t size) {
  return [logged = EntriesInLog(folder, size), size,
          served = EntriesOf(session, book)](uint64_t index, v1::Entry* entry) {
    return index < size ? logged(index, entry) : served(index, entry);
  };
}

// Feeds the verifier with every entry of the folder, which is checked on the
// way.
absl::Status Fold(Session& session, const LogRecomputeOptions& options,
                  const std::optional<checkpoint::Policy>& policy,
                  verify::BookVerifier* verifier) {
  Progress progress(session, options.folder);
  const auto report = log::Check(
      options.folder, policy ? &*policy : nullptr,
      [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
      [&](uint64_t, std::string_view entry) { return verifier->Add(entry); });
  return report.ok() ? verifier->Finish() : report.status();
}

ExitCode Recompute(Session& session, const LogRecomputeOptions& options,
                   bool with_server) {
  std::optional<checkpoint::Policy> policy;
  if (!LoadPolicyIfGiven(session, options.pinned, &policy)) {
    return ExitCode::kUsage;
  }
  const auto says = log::CheckpointIn(options.folder);
  if (!says.ok()) return ReportLogFault(session, says.status());
  const auto book = checkpoint::BookOfOrigin(says->origin);
  if (!book.ok()) return ReportLocal(session, book.status());
  verify::BookVerifier verifier(
      *book, LogThenServer(session, options.folder, *book, says->head.size));
  absl::Status folded = Fold(session, options, policy, &verifier);
  if (!folded.ok()) return ReportLogFault(session, folded);
  PrintFigures(session, verifier);
  return with_server ? Compare(session, verifier) : ExitCode::kOk;
}

}  // namespace

void AddLogRecompute(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "recompute",
      {"由导出的日志重算每一笔金额；给出 --server 则与服务器核对",
       "Compute every amount again from an exported log; with --server, "
       "compare with what the server says"},
      "greenledger log recompute out/310101001001\n"
      "greenledger log recompute out/310101001001 --server "
      "unix:greenledger-data/greenledgerd.sock");
  auto options = std::make_shared<LogRecomputeOptions>();
  AddLogFolder(*verb, session, &options->folder);
  AddPinnedKeys(*verb, session, &options->pinned);
  const CLI::Option* server = noun.get_parent()->get_option("--server");
  Do(*verb, session, [&session, options, server] {
    return Recompute(session, *options, server->count() > 0);
  });
}

}  // namespace greenledger::cli
