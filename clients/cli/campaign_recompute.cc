// greenledger campaign recompute
#include <fstream>
#include <memory>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/log_entries.h"
#include "clients/cli/log_verbs.h"
#include "clients/cli/progress.h"
#include "clients/cli/recomputed_lists.h"
#include "clients/cli/recomputed_text.h"
#include "clients/cli/verb.h"
#include "clients/log/check.h"
#include "services/ledger/verify/book_verifier.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::cli {
namespace {

struct CampaignRecomputeOptions {
  std::string folder;
  PinnedKeys pinned;
  uint32_t campaign = 0;  // 0: all
  std::string out;
};

// Checks the folder and decides every entry again.
absl::Status Verify(Session& session, const CampaignRecomputeOptions& options,
                    const std::optional<checkpoint::Policy>& policy,
                    verify::BookVerifier* verifier, BookedLists* lists) {
  Progress progress(session, options.folder);
  const auto report = log::Check(
      options.folder, policy ? &*policy : nullptr,
      [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
      [&](uint64_t, std::string_view bytes) {
        if (absl::Status s = verifier->Add(bytes); !s.ok()) return s;
        TakeDownLists(verifier->entry(), verifier->state(), options.campaign,
                      lists);
        return absl::OkStatus();
      });
  return report.ok() ? verifier->Finish() : report.status();
}

bool WriteText(Session& session, const std::string& path,
               const RecomputedLists& again) {
  if (path.empty()) return true;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  for (const auto& [number, list] : again) file << list.text;
  if (file.flush().good()) return true;
  ReportLocal(session, absl::UnavailableError(path + " cannot be written"));
  return false;
}

ExitCode ReportAll(Session& session, const CampaignRecomputeOptions& options,
                   const BookedLists& lists, const RecomputedLists& again) {
  if (!WriteText(session, options.out, again)) return ExitCode::kUsage;
  ExitCode code = ExitCode::kOk;
  for (const auto& [number, booked] : lists) {
    const RecomputedList& list = again.at(number);
    PrintList(session, booked, list);
    if (const auto difference = FindDifference(booked, list)) {
      code = ReportDifference(session, booked, list, *difference);
    } else if (!session.json) {
      session.around.out << session.Say("与账本一致\n",
                                        "the book says the same\n");
    }
  }
  return code;
}

ExitCode Recompute(Session& session, const CampaignRecomputeOptions& options) {
  std::optional<checkpoint::Policy> policy;
  if (!LoadPolicyIfGiven(session, options.pinned, &policy)) {
    return ExitCode::kUsage;
  }
  const auto says = log::CheckpointIn(options.folder);
  if (!says.ok()) return ReportLogFault(session, says.status());
  const auto book = checkpoint::BookOfOrigin(says->origin);
  if (!book.ok()) return ReportLocal(session, book.status());
  const uint64_t size = says->head.size;
  verify::BookVerifier verifier(*book, EntriesInLog(options.folder, size));
  BookedLists lists;
  const absl::Status verified =
      Verify(session, options, policy, &verifier, &lists);
  if (!verified.ok()) return ReportLogFault(session, verified);
  if (lists.empty()) {
    return session.UsageError(session.Say("日志中没有已测算的评选",
                                          "no such campaign was evaluated "
                                          "in this log"));
  }
  Progress progress(session, options.folder);
  const auto again = RecomputeLists(
      options.folder, *book, size, lists,
      [&](uint64_t done, uint64_t total) { progress.Show(done, total); });
  if (!again.ok()) return ReportLogFault(session, again.status());
  return ReportAll(session, options, lists, *again);
}

}  // namespace

void AddCampaignRecompute(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "recompute",
      {"由导出的日志重新测算评选名单，并与账本中的名单核对；不需要服务器",
       "Evaluate a campaign again from an exported log and compare with the "
       "list in the book, without a server"},
      "greenledger campaign recompute out/310101001001\n"
      "greenledger campaign recompute out/310101001001 --campaign 1 --out "
      "list.csv");
  auto options = std::make_shared<CampaignRecomputeOptions>();
  AddLogFolder(*verb, session, &options->folder);
  AddPinnedKeys(*verb, session, &options->pinned);
  CLI::Option* campaign =
      verb->add_option("--campaign", options->campaign,
                       session.Say("评选编号；不写则为所有已测算的评选",
                                   "the campaign's number; all that were "
                                   "evaluated if none is given"))
          ->check(CLI::Range(1, 9999));
  verb->add_option("--out", options->out,
                   session.Say("把名单文本（摘要所依据的字节）写入文件",
                               "write the list's text, the very bytes of its "
                               "digest, to a file"))
      ->needs(campaign);
  Do(*verb, session,
     [&session, options] { return Recompute(session, *options); });
}

}  // namespace greenledger::cli
