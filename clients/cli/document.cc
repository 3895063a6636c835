// greenledger document, and what its verbs share
#include <fmt/format.h>

#include <filesystem>

#include "clients/cli/document_verbs.h"
#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/server_error.h"
#include "clients/cli/sheet.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_fields.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

constexpr size_t kNamesBytesMax = 64 << 20;
constexpr size_t kPrintedNameBytesMax = 120;

// The book's head without a signature.
std::optional<ExitCode> TakeUnsigned(Session& session, DocumentWorld* world) {
  v1::GetTotalsRequest request;
  request.set_book(session.book);
  const grpc::Status status = session.client().Call(&Client::Ledger::GetTotals,
                                                    request, &world->totals);
  if (!status.ok()) return ReportError(session, status);
  const v1::Book& book = world->totals.book();
  world->source.language = session.language;
  world->source.book = book.book();
  world->source.community = book.community_name();
  world->source.street = book.street_name();
  world->source.district = book.district_name();
  world->source.size = book.size();
  world->source.root = world->totals.root_hash();
  world->source.day =
      rules::ToLocalTime(session.around.now_micros(), book.utc_offset_minutes())
          .day;
  return std::nullopt;
}

// The newest signed checkpoint, if the server signs any.
std::optional<ExitCode> TakeSigned(Session& session, const PinnedKeys& pinned,
                                   documents::Source* source) {
  std::optional<checkpoint::Policy> policy;
  if (pinned.given()) {
    policy = LoadPolicy(session, pinned);
    if (!policy.has_value()) return ExitCode::kUsage;
  }
  v1::GetCheckpointRequest request;
  request.set_book(session.book);
  request.set_fresh(true);
  v1::GetCheckpointResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Proofs::GetCheckpoint, request, &response);
  if (!status.ok()) {
    const bool signs_none =
        !policy.has_value() &&
        DecodeError(status, session.language).reason == "NO_LOG_KEY";
    return signs_none ? std::nullopt
                      : std::optional(ReportError(session, status));
  }
  const auto read = ReadCheckpoint(response.checkpoint(), policy);
  if (!read.ok()) return ReportUnproven(session, read.status());
  const checkpoint::Checkpoint& says = read->checkpoint;
  const auto book = checkpoint::BookOfOrigin(says.origin);
  if (!book.ok() || *book != session.book) {
    return ReportUnproven(
        session, absl::InvalidArgumentError("it is of " + says.origin));
  }
  source->origin = says.origin;
  source->size = says.head.size;
  source->root = std::string(proof::AsBytes(says.head.root));
  return std::nullopt;
}

grpc::Status ReadPlaces(Session& session, documents::Directory* directory) {
  v1::ListPlacesRequest places;
  places.set_book(session.book);
  const grpc::Status status =
      ForEachPage(session, &Client::Registry::ListPlaces, places,
                  [&](const v1::ListPlacesResponse& page) {
                    for (const v1::Place& place : page.places()) {
                      directory->AddPlace(place);
                    }
                  });
  if (!status.ok()) return status;
  return ForEachPage(session, &Client::Ledger::ListBooks,
                     v1::ListBooksRequest(),
                     [&](const v1::ListBooksResponse& page) {
                       for (const v1::Book& book : page.books()) {
                         directory->AddBook(book);
                       }
                     });
}

// Keeps no full name: the directory masks them.
std::optional<ExitCode> ReadNames(Session& session, const std::string& path,
                                  documents::Directory* directory) {
  if (path.empty()) return std::nullopt;
  std::string bytes;
  if (!ReadNamedFile(session, path, kNamesBytesMax, &bytes)) {
    return ExitCode::kUsage;
  }
  const std::vector<std::string> columns = {"household", "name"};
  Sheet sheet = ReadSheet(bytes, columns, session.language);
  SeenAt seen;
  for (const SheetRow& row : sheet.rows) {
    CellReader cells(row, columns, session.language, &sheet.faults);
    const uint64_t household = cells.Number(0, 1, rules::kHouseholdMax);
    cells.Once(0, row.cells[0], &seen);
    directory->AddName(household, cells.Name(1, kPrintedNameBytesMax));
  }
  if (sheet.faults.empty()) return std::nullopt;
  PrintFaults(session, path, sheet.faults,
              {"没有写出任何文件", "nothing was written"});
  return ExitCode::kRefused;
}

void PrintWritten(Session& session, const std::string& path,
                  const documents::File& file) {
  const proof::Hash hash = proof::Sha256({file.bytes});
  const std::string digest = ToHex(proof::AsBytes(hash));
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"file\":{},\"bytes\":{},\"sha256\":\"{}\"}}\n", JsonString(path),
        file.bytes.size(), digest);
  } else {
    session.around.out << digest << "  " << path << "\n";
  }
}

}  // namespace

void AddDocumentOptions(CLI::App& verb, const Session& session,
                        DocumentOptions* options) {
  verb.add_option("--out", options->out,
                  session.Say("写入此目录；已有的文件绝不覆盖",
                              "folder to write to; never overwrites a file"))
      ->required();
  verb.add_option("--names", options->names,
                  session.Say("本机的 CSV 文件，列 household,name；"
                              "只印出隐去后的姓名，如 王＊＊",
                              "local CSV file with the columns household and "
                              "name; only masked names are printed"));
  AddPinnedKeys(verb, session, &options->pinned);
}

std::optional<ExitCode> ReadWorld(Session& session,
                                  const DocumentOptions& options,
                                  DocumentWorld* world) {
  if (auto failed = TakeUnsigned(session, world)) return failed;
  if (auto failed = TakeSigned(session, options.pinned, &world->source)) {
    return failed;
  }
  world->directory = documents::Directory(session.book, session.language);
  const grpc::Status status = ReadPlaces(session, &world->directory);
  if (!status.ok()) return ReportError(session, status);
  return ReadNames(session, options.names, &world->directory);
}

ExitCode WriteDocuments(Session& session, const std::string& folder,
                        const std::vector<documents::File>& files) {
  for (const documents::File& file : files) {
    if (std::filesystem::exists(std::filesystem::path(folder) / file.name)) {
      return session.UsageError(
          folder + "/" + file.name +
          session.Say("：已有此文件，没有写出任何文件",
                      ": is there already; nothing was written"));
    }
  }
  const absl::Status made = pki::MakePrivateFolder(folder);
  if (!made.ok()) return ReportLocal(session, made);
  for (const documents::File& file : files) {
    const std::string path = folder + "/" + file.name;
    const absl::Status written = pki::WriteNewFile(path, file.bytes, 0644);
    if (!written.ok()) return ReportLocal(session, written);
    PrintWritten(session, path, file);
  }
  return ExitCode::kOk;
}

void AddDayOptions(CLI::App& verb, const Session& session, DayOptions* days) {
  verb.add_option("--from", days->from,
                  session.Say("第一天 YYYY-MM-DD", "first day, YYYY-MM-DD"))
      ->required();
  verb.add_option("--to", days->to,
                  session.Say("最后一天 YYYY-MM-DD", "last day, YYYY-MM-DD"))
      ->required();
}

std::optional<ExitCode> ReadDays(Session& session, const DayOptions& days,
                                 int32_t* from, int32_t* to) {
  const auto first = rules::ParseDay(days.from);
  const auto last = rules::ParseDay(days.to);
  if (!first.has_value() || !last.has_value() || *last < *first) {
    return session.UsageError(fmt::format(
        fmt::runtime(session.Say(
            "--from 和 --to 应为 YYYY-MM-DD，先后有序，得到 {} 和 {}",
            "--from and --to must be days, YYYY-MM-DD, in their order, found "
            "{} and {}")),
        days.from, days.to));
  }
  *from = *first;
  *to = *last;
  return std::nullopt;
}

void AddDocument(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "document",
                           {"印发的文件：公示、名单、证书、报告、档案",
                            "What a committee prints: notice, lists, "
                            "certificates, reports, archive"});
  AddDocumentLists(*noun, session);
  AddDocumentFigures(*noun, session);
  AddDocumentRecord(*noun, session);
}

}  // namespace greenledger::cli
