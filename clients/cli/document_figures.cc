// greenledger document comparison|titles|self-report
#include <memory>
#include <vector>

#include "clients/cli/document_reads.h"
#include "clients/cli/document_verbs.h"
#include "clients/cli/points_figures.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "clients/documents/figures.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

struct FigureOptions {
  DocumentOptions document;
  DayOptions days;
  std::string month;
  std::string day;
};

// Buildings and grids, by purity and by regularity.
ExitCode MakeComparison(Session& session, const FigureOptions& options) {
  const auto from = rules::ParseDay(options.month + "-01");
  if (!from.has_value()) {
    return session.UsageError(session.Say("--month 应为 YYYY-MM，得到 ",
                                          "--month must be YYYY-MM, found ") +
                              options.month);
  }
  const int32_t to = rules::AddMonths(*from, 1) - 1;
  DocumentWorld world;
  if (auto failed = ReadWorld(session, options.document, &world)) {
    return *failed;
  }
  v1::GetIndicatorsResponse indicators;
  grpc::Status status = ReadIndicators(session, *from, to, &indicators);
  std::vector<documents::BoardPair> boards;
  for (const auto contestants :
       {v1::CONTESTANT_KIND_GRID, v1::CONTESTANT_KIND_BUILDING}) {
    for (const auto measure :
         {v1::STANDING_MEASURE_PURITY, v1::STANDING_MEASURE_ACTIVE_DAYS}) {
      if (!status.ok()) return ReportError(session, status);
      status = ReadBoards(session, contestants, measure, *from, *from - 1,
                          &boards.emplace_back());
    }
  }
  if (!status.ok()) return ReportError(session, status);
  return WriteDocuments(session, options.document.out,
                        {{"comparison-" + options.month + ".html",
                          documents::Comparison(world.source, indicators,
                                                boards, world.directory)}});
}

ExitCode MakeTitles(Session& session, const FigureOptions& options) {
  DocumentWorld world;
  if (auto failed = ReadWorld(session, options.document, &world)) {
    return *failed;
  }
  int32_t day = world.source.day;
  if (!options.day.empty()) {
    const auto given = rules::ParseDay(options.day);
    if (!given.has_value()) {
      return session.UsageError(
          session.Say("--day 应为 YYYY-MM-DD，得到 ",
                      "--day must be YYYY-MM-DD, found ") +
          options.day);
    }
    day = *given;
  }
  std::vector<documents::NamedTitle> titles;
  uint64_t households = 0;
  grpc::Status status = ReadTitles(session, &titles);
  if (status.ok()) status = ReadActiveHouseholds(session, day, &households);
  if (!status.ok()) return ReportError(session, status);
  return WriteDocuments(
      session, options.document.out,
      {{"titles.html",
        documents::TitleTable(world.source, titles, day, households)}});
}

ExitCode MakeSelfReport(Session& session, const FigureOptions& options) {
  int32_t from = 0;
  int32_t to = 0;
  if (auto wrong = ReadDays(session, options.days, &from, &to)) return *wrong;
  DocumentWorld world;
  if (auto failed = ReadWorld(session, options.document, &world)) {
    return *failed;
  }
  v1::GetIndicatorsResponse indicators;
  std::vector<v1::CampaignStanding> campaigns;
  grpc::Status status = ReadIndicators(session, from, to, &indicators);
  if (status.ok()) status = ReadCampaigns(session, &campaigns);
  if (!status.ok()) return ReportError(session, status);
  v1::GetPointsFiguresResponse points;
  const ExitCode code = GetPointsFigures(session, &points);
  if (code != ExitCode::kOk) return code;
  return WriteDocuments(
      session, options.document.out,
      {{"self-report.html",
        documents::SelfReport({world.source, world.totals, indicators, points,
                               campaigns, world.directory})}});
}

void AddComparison(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "comparison",
      {"月度对比：各项指标和楼栋、网格排名，与上月对照",
       "Month on month: indicators, standings of buildings and grids"},
      "greenledger document comparison --month 2026-05 --out comparison "
      "--book 310101001001");
  auto options = std::make_shared<FigureOptions>();
  verb->add_option("--month", options->month,
                   session.Say("月份 YYYY-MM", "the month, YYYY-MM"))
      ->required();
  AddDocumentOptions(*verb, session, &options->document);
  DoInBook(*verb, session,
           [&session, options] { return MakeComparison(session, *options); });
}

void AddTitles(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "titles",
      {"年度统计表：各级称号的户数和比例",
       "The yearly table: households and share per title and level"},
      "greenledger document titles --day 2026-12-31 --out titles --book "
      "310101001001");
  auto options = std::make_shared<FigureOptions>();
  verb->add_option("--day", options->day,
                   session.Say("截至此日 YYYY-MM-DD；不给则为今天",
                               "as of that day, YYYY-MM-DD; today if not "
                               "given"));
  AddDocumentOptions(*verb, session, &options->document);
  DoInBook(*verb, session,
           [&session, options] { return MakeTitles(session, *options); });
}

void AddSelfReport(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "self-report",
              {"自评报告，数据全部取自账本",
               "The self-assessment report, every figure from the book"},
              "greenledger document self-report --from 2026-01-01 --to "
              "2026-12-31 \\\n  --out self-report --book 310101001001");
  auto options = std::make_shared<FigureOptions>();
  AddDayOptions(*verb, session, &options->days);
  AddDocumentOptions(*verb, session, &options->document);
  DoInBook(*verb, session,
           [&session, options] { return MakeSelfReport(session, *options); });
}

}  // namespace

void AddDocumentFigures(CLI::App& noun, Session& session) {
  AddComparison(noun, session);
  AddTitles(noun, session);
  AddSelfReport(noun, session);
}

}  // namespace greenledger::cli
