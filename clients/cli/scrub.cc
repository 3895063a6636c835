// greenledger scrub
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "clients/cli/backup_verbs.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/server_error.h"
#include "clients/cli/stored_folder.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

constexpr std::chrono::milliseconds kAskEvery{500};

struct ScrubOptions {
  // Of a stopped server; empty asks the server.
  std::string data;
  bool status_only = false;
};

void PrintText(Session& session, const v1::GetScrubResponse& scrub) {
  std::ostream& out = session.around.out;
  switch (scrub.state()) {
    case v1::SCRUB_STATE_RUNNING:
      out << fmt::format(
          fmt::runtime(session.Say("正在检查：{} / {} 字节\n",
                                   "under way: {} of {} bytes read\n")),
          scrub.done_bytes(), scrub.total_bytes());
      break;
    case v1::SCRUB_STATE_ENDED:
      out << fmt::format(
          fmt::runtime(session.Say("检查了 {} 个文件、{} 个条目：{} 处损坏\n",
                                   "{} files and {} entries read: {} "
                                   "damaged places\n")),
          scrub.files(), scrub.entries(), scrub.damage_size());
      break;
    case v1::SCRUB_STATE_FAILED:
      break;  // told as an error
    default:
      out << session.Say("服务器启动以来尚未检查\n",
                         "none since the server was started\n");
  }
  if (scrub.last_ended_us() > 0) {
    out << session.Say("上次完成于 ", "last one ended ")
        << UtcTime(scrub.last_ended_us()) << "\n";
  }
}

ExitCode Report(Session& session, const v1::GetScrubResponse& scrub) {
  if (session.json) {
    session.around.out << ToJson(scrub) << "\n";
  } else {
    PrintText(session, scrub);
  }
  for (const v1::StoredDamage& damage : scrub.damage()) {
    session.PrintError(
        Printable(damage.where()) + ": " + Printable(damage.what()) +
        (damage.rows_only()
             ? session.Say("（仅派生数据，--rebuild 可重建）",
                           " (rows only: --rebuild makes them again)")
             : ""));
  }
  if (scrub.writes_stopped()) {
    session.PrintError(
        session.Say("服务器已停止入账，查询照常：见 OPERATING.md",
                    "the server books nothing new, reading goes "
                    "on: see OPERATING.md"));
  }
  if (scrub.state() == v1::SCRUB_STATE_FAILED) {
    session.PrintError(session.Say("检查中断：", "it ended early: ") +
                       Printable(scrub.failure()));
    return ExitCode::kServerError;
  }
  const bool sound = scrub.damage().empty() && !scrub.writes_stopped();
  return sound ? ExitCode::kOk : ExitCode::kVerificationFailed;
}

ExitCode ScrubServer(Session& session, bool status_only) {
  if (!status_only) {
    v1::StartScrubResponse started;
    const grpc::Status status = session.client().Call(
        &Client::Operations::StartScrub, v1::StartScrubRequest(), &started);
    if (!status.ok()) return ReportError(session, status);
  }
  v1::GetScrubResponse scrub;
  Progress progress(session, session.Say("检查", "scrub"));
  while (true) {
    const grpc::Status status = session.client().Call(
        &Client::Operations::GetScrub, v1::GetScrubRequest(), &scrub);
    if (!status.ok()) return ReportError(session, status);
    if (status_only || scrub.state() != v1::SCRUB_STATE_RUNNING) break;
    progress.Show(scrub.done_bytes(),
                  std::max(scrub.done_bytes(), scrub.total_bytes()));
    session.around.sleep(kAskEvery);
  }
  return Report(session, scrub);
}

ExitCode ScrubFolder(Session& session, const std::string& folder) {
  absl::StatusOr<v1::GetScrubResponse> scrub;
  {
    Progress progress(session, folder);
    scrub = ScrubStored(folder, [&](uint64_t done, uint64_t total) {
      progress.Show(done, std::max(done, total));
    });
  }
  if (!scrub.ok()) return ReportLocal(session, scrub.status());
  return Report(session, *scrub);
}

ExitCode Scrub(Session& session, const ScrubOptions& options) {
  return options.data.empty() ? ScrubServer(session, options.status_only)
                              : ScrubFolder(session, options.data);
}

}  // namespace

void AddScrub(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "scrub",
      {"读遍服务器存储的一切，查找损坏的文件和条目",
       "Read everything a server has stored, in search of damaged files and "
       "entries"},
      "greenledger scrub\n"
      "greenledger scrub --status\n"
      "greenledger scrub --data greenledger-data");
  auto options = std::make_shared<ScrubOptions>();
  verb->add_flag("--status", options->status_only,
                 session.Say("只显示正在进行的或上一次的结果",
                             "only show the one under way, or what the last "
                             "one found"));
  verb->add_option("--data", options->data,
                   session.Say("已停机服务器的数据目录",
                               "data folder of a server that is not running"));
  Do(*verb, session, [&session, options] { return Scrub(session, *options); });
}

}  // namespace greenledger::cli
