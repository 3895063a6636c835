// greenledger import places|households|kiosks|blocked-cards
#include <algorithm>
#include <memory>
#include <utility>

#include "clients/cli/files.h"
#include "clients/cli/import_batches.h"
#include "clients/cli/import_rows.h"
#include "clients/cli/nouns.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

constexpr size_t kImportBytesMax = 64 << 20;

struct PlaceKindOfImport {
  using Rows = PlaceRows;
  using Request = v1::OpenPlacesRequest;
  using Response = v1::OpenPlacesResponse;
  static constexpr auto kMethod = &Client::Registry::OpenPlaces;
  static constexpr size_t kBatch = 500;
  static constexpr const char* kName = "places";
  static constexpr Text kWhat = {"地点", "places"};
  static auto* Add(Request& request) { return request.add_places(); }
};

struct HouseholdKindOfImport {
  using Rows = HouseholdRows;
  using Request = v1::RegisterHouseholdsRequest;
  using Response = v1::RegisterHouseholdsResponse;
  static constexpr auto kMethod = &Client::Registry::RegisterHouseholds;
  static constexpr size_t kBatch = 500;
  static constexpr const char* kName = "households";
  static constexpr Text kWhat = {"住户", "households"};
  static auto* Add(Request& request) { return request.add_households(); }
};

struct KioskKindOfImport {
  using Rows = KioskRows;
  using Request = v1::RegisterKiosksRequest;
  using Response = v1::RegisterKiosksResponse;
  static constexpr auto kMethod = &Client::Registry::RegisterKiosks;
  static constexpr size_t kBatch = 200;
  static constexpr const char* kName = "kiosks";
  static constexpr Text kWhat = {"设备", "kiosks"};
  static auto* Add(Request& request) { return request.add_kiosks(); }
};

// The server blocks one card at a time.
struct BlockedCardKindOfImport {
  using Rows = BlockedCardRows;
  using Request = v1::BlockCardRequest;
  using Response = v1::BlockCardResponse;
  static constexpr auto kMethod = &Client::Registry::BlockCard;
  static constexpr size_t kBatch = 1;
  static constexpr const char* kName = "blocked-cards";
  static constexpr Text kWhat = {"停用的卡", "blocked cards"};
  static auto* Add(Request& request) { return request.mutable_card(); }
};

// The request of one batch, filled from its rows.
template <typename Kind>
typename Kind::Request ReadBatch(const std::vector<SheetRow>& rows,
                                 typename Kind::Rows& reader, Session& session,
                                 std::vector<LineFault>* faults) {
  typename Kind::Request request;
  for (const SheetRow& row : rows) {
    CellReader cells(row, Kind::Rows::Columns(), session.language, faults);
    *Kind::Add(request) = reader.Read(cells);
  }
  return request;
}

template <typename Kind>
ImportBatch MakeBatch(Session& session, const std::vector<SheetRow>& rows,
                      typename Kind::Request request) {
  ImportBatch batch;
  batch.request_id = BatchRequestId(session.book, Kind::kName, rows);
  for (const SheetRow& row : rows) batch.lines.push_back(row.line);
  batch.send = [&session, request = std::move(request)](
                   const v1::CommandHeader& header, v1::CommandResult* result) {
    typename Kind::Request sent = request;
    *sent.mutable_header() = header;
    typename Kind::Response response;
    grpc::Status status = session.client().Call(Kind::kMethod, sent, &response);
    *result = response.result();
    return status;
  };
  return batch;
}

void NotePlaces(const v1::OpenPlacesRequest& request, ImportPlan& plan) {
  for (const v1::Place& place : request.places()) {
    plan.place_batches[std::to_string(place.number())] = plan.batches.size();
  }
}

template <typename Kind>
ExitCode ImportFile(Session& session, const std::string& path) {
  std::string bytes;
  if (!ReadNamedFile(session, path, kImportBytesMax, &bytes)) {
    return ExitCode::kUsage;
  }
  Sheet sheet = ReadSheet(bytes, Kind::Rows::Columns(), session.language);
  ImportPlan plan{.what = In(session.language, Kind::kWhat),
                  .file = path,
                  .batches = {},
                  .place_batches = {}};
  typename Kind::Rows reader;
  for (size_t at = 0; at < sheet.rows.size(); at += Kind::kBatch) {
    size_t end = std::min(at + Kind::kBatch, sheet.rows.size());
    std::vector<SheetRow> rows(sheet.rows.begin() + static_cast<long>(at),
                               sheet.rows.begin() + static_cast<long>(end));
    auto request = ReadBatch<Kind>(rows, reader, session, &sheet.faults);
    if constexpr (std::is_same_v<Kind, PlaceKindOfImport>) {
      NotePlaces(request, plan);
    }
    plan.batches.push_back(MakeBatch<Kind>(session, rows, std::move(request)));
  }
  if (sheet.faults.empty()) return RunImport(session, plan);
  PrintFaults(session, path, sheet.faults,
              {"没有发送任何内容", "nothing was sent"});
  return ExitCode::kRefused;
}

template <typename Kind>
void AddVerbFor(CLI::App& noun, Session& session, const Text& description) {
  std::string name = Kind::kName;
  CLI::App* verb = AddVerb(noun, session, name, description,
                           "greenledger import " + name + " " + name +
                               ".csv --book 310101001001 --dry-run\n"
                               "greenledger import " +
                               name + " " + name + ".csv --book 310101001001");
  auto path = std::make_shared<std::string>();
  verb->add_option("file", *path, session.Say("CSV 文件", "CSV file"))
      ->required();
  AddDryRun(*verb, session);
  DoInBook(*verb, session,
           [&session, path] { return ImportFile<Kind>(session, *path); });
}

}  // namespace

void AddImport(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "import",
              {"从 CSV 导入；中断后可用同一文件再次运行",
               "Import from CSV; an interrupted import can be run again"});
  AddVerbFor<PlaceKindOfImport>(
      *noun, session,
      {"导入网格和楼栋：number,kind(grid|building),parent,name",
       "Import grids and buildings: number,kind(grid|building),parent,name"});
  AddVerbFor<HouseholdKindOfImport>(
      *noun, session,
      {"导入住户：number,building,tenure(owner|tenant),residents,adults,"
       "minors,state(active|registered),cards",
       "Import households: number,building,tenure(owner|tenant),residents,"
       "adults,minors,state(active|registered),cards"});
  AddVerbFor<KioskKindOfImport>(
      *noun, session,
      {"导入设备：number,place,public_key,incarnation,bins（如 1:3 2:4）",
       "Import kiosks: number,place,public_key,incarnation,bins (as 1:3 "
       "2:4)"});
  AddVerbFor<BlockedCardKindOfImport>(
      *noun, session,
      {"停用一批卡：card（卡的摘要）", "Block many cards: card (its hash)"});
}

}  // namespace greenledger::cli
