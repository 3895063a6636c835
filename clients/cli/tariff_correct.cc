#include "clients/cli/tariff_correct.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/correction_preview.h"
#include "clients/cli/document_file.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"

namespace greenledger::cli {
namespace {

constexpr std::chrono::milliseconds kPollEvery{500};

struct CorrectOptions {
  std::string file;
  v1::CorrectTariffRequest request;
  bool csv = false;
};

grpc::Status GetCorrection(Session& session, uint64_t index,
                           v1::GetCorrectionResponse* response) {
  v1::GetCorrectionRequest request;
  request.set_book(session.book);
  request.set_correction_index(index);
  return session.client().Call(&Client::Points::GetCorrection, request,
                               response);
}

void PrintCorrection(Session& session, uint64_t index,
                     const v1::GetCorrectionResponse& correction) {
  if (session.json) {
    session.around.out << ToJson(correction) << "\n";
    return;
  }
  const v1::CorrectionBegun& begun = correction.begun();
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "更正 {}（{}，{} 至 {}）：{}，改了 {} 次投放，积分 {}，荣誉 {}，"
          "已花而不追回 {} 分\n",
          "correction {} ({}, {} to {}): {}, {} drops changed, points {}, "
          "merit {}, {} points spent already and kept\n")),
      index, begun.tariff().version(), begun.tariff().effective_from(),
      begun.to_day(),
      correction.complete()
          ? session.Say("已完成", "complete")
          : fmt::format(fmt::runtime(session.Say("进行中，至住户 {}",
                                                 "at household {}")),
                        correction.household()),
      correction.drops_changed(), SignedThousandths(correction.milli_points()),
      SignedThousandths(correction.milli_merit()),
      Thousandths(correction.written_off_milli_points()));
}

ExitCode ShowCorrection(Session& session, uint64_t index) {
  v1::GetCorrectionResponse correction;
  const grpc::Status status = GetCorrection(session, index, &correction);
  if (!status.ok()) return ReportError(session, status);
  PrintCorrection(session, index, correction);
  return ExitCode::kOk;
}

// The server works on by itself, whether anybody watches or not.
ExitCode Watch(Session& session, uint64_t index) {
  v1::GetTotalsRequest request;
  request.set_book(session.book);
  v1::GetTotalsResponse totals;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, request, &totals);
  v1::GetCorrectionResponse correction;
  {
    Progress progress(session, session.Say("更正", "correction"));
    while (status.ok()) {
      status = GetCorrection(session, index, &correction);
      if (!status.ok() || correction.complete()) break;
      progress.Show(std::min(correction.household(), totals.households()),
                    totals.households());
      session.around.sleep(kPollEvery);
    }
  }
  if (!status.ok()) return ReportError(session, status);
  PrintCorrection(session, index, correction);
  return ExitCode::kOk;
}

ExitCode Begin(Session& session, v1::CorrectTariffRequest request) {
  *request.mutable_header() = MakeHeader(session);
  v1::CorrectTariffResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Points::CorrectTariff, request, &response);
  if (!status.ok()) return ReportError(session, status);
  const v1::CommandResult& result = response.result();
  const ExitCode code = ReportResult(
      session, result,
      session.Say("更正已开始；可随时按 Ctrl-C，服务器会继续",
                  "correction begun; Ctrl-C does no harm, the server goes on"));
  if (code != ExitCode::kOk) return code;
  session.around.out << std::flush;
  return Watch(session, result.first_index());
}

ExitCode Correct(Session& session, const CorrectOptions& options) {
  v1::CorrectTariffRequest request = options.request;
  const ExitCode code = ReadDocument(
      session, options.file,
      [](std::string_view text) { return rules::ParseTariffText(text); },
      request.mutable_correction()->mutable_tariff());
  if (code != ExitCode::kOk) return code;
  return session.dry_run
             ? PreviewCorrection(session, request.correction(), options.csv)
             : Begin(session, std::move(request));
}

void AddCorrect(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "correct",
      {"按应有的价目重算一段日子的投放；先用 --dry-run 看每户差额",
       "Rate the drops of a stretch of days again; --dry-run first shows what "
       "changes for each household"},
      "greenledger tariff correct 2026-1b.txtpb --to-day 2026-05-31 "
      "--dry-run \\\n  --csv --book 310101001001 > differences.csv\n"
      "greenledger tariff correct 2026-1b.txtpb --to-day 2026-05-31 \\\n"
      "  --why 'kitchen waste 2, not 20' --by C-01 --book 310101001001");
  auto options = std::make_shared<CorrectOptions>();
  v1::CorrectionBegun* correction = options->request.mutable_correction();
  verb->add_option("file", options->file,
                   session.Say("价目表文件；effective_from 为第一天",
                               "a tariff file; its effective_from is the "
                               "first of the days"))
      ->required();
  Fields(*verb, session, correction)
      .Need("--to-day", {"最后一天 YYYY-MM-DD", "last day, YYYY-MM-DD"},
            correction->mutable_to_day())
      .May("--why", {"原因；除 --dry-run 外必填", "why; not for --dry-run"},
           correction->mutable_why())
      .May("--by",
           {"决定人的工号或职务；除 --dry-run 外必填",
            "who decided it: a staff number or function; not for --dry-run"},
           correction->mutable_by());
  verb->add_flag("--csv", options->csv,
                 session.Say("--dry-run 输出 CSV",
                             "of --dry-run: comma-separated values"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Correct(session, *options); });
}

}  // namespace

void AddTariffCorrect(CLI::App& noun, Session& session) {
  AddCorrect(noun, session);
  CLI::App* verb =
      AddVerb(noun, session, "correction",
              {"显示一次更正进行到哪里", "Show how far a correction is"},
              "greenledger tariff correction 4711 --book 310101001001");
  auto index = std::make_shared<uint64_t>(0);
  verb->add_option(
          "index", *index,
          session.Say("更正开始的条目序号", "index of the entry that began it"))
      ->required();
  DoInBook(*verb, session,
           [&session, index] { return ShowCorrection(session, *index); });
}

}  // namespace greenledger::cli
