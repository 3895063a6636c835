// greenledger document praise|archive
#include <memory>
#include <vector>

#include "clients/cli/document_reads.h"
#include "clients/cli/document_verbs.h"
#include "clients/cli/paging.h"
#include "clients/cli/points_figures.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "clients/documents/archive.h"
#include "clients/documents/record.h"

namespace greenledger::cli {
namespace {

struct RecordOptions {
  DocumentOptions document;
  DayOptions days;
  std::string keeper;
};

// Reads the entries up to the document's checkpoint.
ExitCode ReadRecord(Session& session, const DocumentWorld& world,
                    documents::Record* record) {
  return ForEachEntryBefore(
      session, world.source.size,
      [&](const v1::Entry& entry) { record->Add(entry); });
}

ExitCode MakePraise(Session& session, const RecordOptions& options) {
  int32_t from = 0;
  int32_t to = 0;
  if (auto wrong = ReadDays(session, options.days, &from, &to)) return *wrong;
  DocumentWorld world;
  if (auto failed = ReadWorld(session, options.document, &world)) {
    return *failed;
  }
  documents::Record record(from, to, &world.directory);
  const ExitCode code = ReadRecord(session, world, &record);
  if (code != ExitCode::kOk) return code;
  return WriteDocuments(
      session, options.document.out,
      {{"praise.html",
        documents::PraiseList(world.source, record, world.directory)}});
}

// What the archive needs besides the record.
struct ArchiveReads {
  v1::GetIndicatorsResponse indicators;
  v1::GetPointsFiguresResponse points;
  std::vector<v1::CampaignStanding> campaigns;
  std::vector<documents::NamedTitle> titles;
  uint64_t active_households = 0;
  std::vector<v1::ObjectionStanding> objections;
  v1::GetCalendarResponse calendar;
  v1::GetTariffResponse tariff;
};

grpc::Status ReadOpinions(Session& session, ArchiveReads* reads) {
  v1::ListObjectionsRequest request;
  request.set_book(session.book);
  return ForEachPage(session, &Client::Selection::ListObjections, request,
                     [&](const v1::ListObjectionsResponse& page) {
                       reads->objections.insert(reads->objections.end(),
                                                page.objections().begin(),
                                                page.objections().end());
                     });
}

grpc::Status ReadPublished(Session& session, ArchiveReads* reads) {
  v1::GetCalendarRequest calendar;
  calendar.set_book(session.book);
  const grpc::Status status = session.client().Call(
      &Client::Evidence::GetCalendar, calendar, &reads->calendar);
  if (!status.ok()) return status;
  v1::GetTariffRequest tariff;
  tariff.set_book(session.book);
  const grpc::Status got = session.client().Call(&Client::Registry::GetTariff,
                                                 tariff, &reads->tariff);
  const bool none = got.error_code() == grpc::StatusCode::NOT_FOUND;
  return none ? grpc::Status::OK : got;
}

ExitCode ReadArchive(Session& session, int32_t from, int32_t to,
                     ArchiveReads* reads) {
  grpc::Status status = ReadIndicators(session, from, to, &reads->indicators);
  if (status.ok()) status = ReadCampaigns(session, &reads->campaigns);
  if (status.ok()) status = ReadTitles(session, &reads->titles);
  if (status.ok()) {
    status = ReadActiveHouseholds(session, to, &reads->active_households);
  }
  if (status.ok()) status = ReadOpinions(session, reads);
  if (status.ok()) status = ReadPublished(session, reads);
  if (!status.ok()) return ReportError(session, status);
  return GetPointsFigures(session, &reads->points);
}

ExitCode MakeArchive(Session& session, const RecordOptions& options) {
  int32_t from = 0;
  int32_t to = 0;
  if (auto wrong = ReadDays(session, options.days, &from, &to)) return *wrong;
  DocumentWorld world;
  if (auto failed = ReadWorld(session, options.document, &world)) {
    return *failed;
  }
  documents::Record record(from, to, &world.directory);
  ExitCode code = ReadRecord(session, world, &record);
  if (code != ExitCode::kOk) return code;
  ArchiveReads reads;
  code = ReadArchive(session, from, to, &reads);
  if (code != ExitCode::kOk) return code;
  const documents::SelfReportInput summary{world.source,     world.totals,
                                           reads.indicators, reads.points,
                                           reads.campaigns,  world.directory};
  return WriteDocuments(
      session, options.document.out,
      documents::Archive({summary, record, reads.titles,
                          reads.active_households, reads.objections,
                          reads.calendar, reads.tariff, options.keeper}));
}

void AddPraise(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "praise",
              {"红黑榜：一段时期的表扬和批评",
               "Praise and criticism of a period, to be circulated"},
              "greenledger document praise --from 2026-01-01 --to 2026-03-31 "
              "\\\n  --out praise --names names.csv --book 310101001001");
  auto options = std::make_shared<RecordOptions>();
  AddDayOptions(*verb, session, &options->days);
  AddDocumentOptions(*verb, session, &options->document);
  DoInBook(*verb, session,
           [&session, options] { return MakePraise(session, *options); });
}

void AddArchive(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "archive",
      {"档案七部分：概况、计划、文件、活动记录、总结、奖惩、意见",
       "The archive in seven parts: profile, plan, documents, activities, "
       "summary, rewards and penalties, opinions"},
      "greenledger document archive --from 2026-01-01 --to 2026-12-31 "
      "--keeper C-05 \\\n  --out archive-2026 --book 310101001001");
  auto options = std::make_shared<RecordOptions>();
  AddDayOptions(*verb, session, &options->days);
  verb->add_option("--keeper", options->keeper,
                   session.Say("保管人的工号或职务，不写姓名",
                               "who keeps it: a staff number or function, no "
                               "name"))
      ->required();
  AddDocumentOptions(*verb, session, &options->document);
  DoInBook(*verb, session,
           [&session, options] { return MakeArchive(session, *options); });
}

}  // namespace

void AddDocumentRecord(CLI::App& noun, Session& session) {
  AddPraise(noun, session);
  AddArchive(noun, session);
}

}  // namespace greenledger::cli
