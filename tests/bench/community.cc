#include "tests/bench/community.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "greenledger/v1/registry_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "services/ledger/records_task.h"
#include "tests/bench/must.h"
#include "tests/bench/report.h"

namespace greenledger::bench {
namespace {

using Registry = v1::RegistryService::Stub;
constexpr uint64_t kBuilding = 101;
constexpr uint64_t kHouseholdsARequest = 500;
constexpr uint64_t kKiosksARequest = 200;

// Commands to one book, each of which must be accepted.
class Commands {
 public:
  Commands(Registry* registry, uint64_t book)
      : registry_(registry), book_(book) {}

  template <typename Request, typename Response>
  void Run(grpc::Status (Registry::*rpc)(grpc::ClientContext*, const Request&,
                                         Response*),
           Request request) {
    request.mutable_header()->set_request_id(
        fmt::format("00000000-0000-4000-8000-{:012x}", ++next_id_));
    request.mutable_header()->set_book(book_);
    grpc::ClientContext context;
    Response response;
    Must((registry_->*rpc)(&context, request, &response));
    Must(response.result().code() == v1::COMMAND_RESULT_CODE_ACCEPTED,
         "a command was refused");
  }

 private:
  Registry* registry_;
  uint64_t book_;
  uint64_t next_id_ = 0;
};

void OpenBook(Commands* commands) {
  v1::OpenBookRequest open;
  v1::BookOpened* book = open.mutable_book_opened();
  book->set_community_name("大同社区");
  book->set_street_name("大同街道");
  book->set_district_name("同安区");
  book->set_utc_offset_minutes(480);
  commands->Run(&Registry::OpenBook, open);

  v1::PublishSchemeRequest publish;
  v1::Scheme* scheme = publish.mutable_scheme();
  scheme->set_version("s1");
  scheme->set_title("bench");
  scheme->set_effective_from("2020-01-01");
  for (const uint32_t code : {3U, 31U}) {
    v1::WasteClass* waste = scheme->add_classes();
    waste->set_code(code);
    waste->set_parent_code(code == 3 ? 0 : 3);
    waste->set_name_zh("厨余垃圾");
    waste->set_name_en("food");
    if (code == 3) waste->set_colour("#00aa00");
    waste->set_measure(v1::MEASURE_WEIGHT);
  }
  commands->Run(&Registry::PublishScheme, publish);
}

void PublishTariff(Commands* commands) {
  v1::PublishTariffRequest publish;
  v1::Tariff* tariff = publish.mutable_tariff();
  tariff->set_version("t1");
  tariff->set_title("bench");
  tariff->set_effective_from("2020-01-01");
  tariff->set_scheme("s1");
  tariff->set_merge_window_minutes(5);
  tariff->set_late_after_hours(168);
  tariff->set_late_rule(v1::LATE_RULE_COUNT_WHEN_RECEIVED);
  tariff->set_poor_quality_permille(500);
  v1::TariffLine* food = tariff->add_lines();
  food->set_class_code(3);
  food->set_milli_points_per_kg(200);
  food->set_milli_merit_per_drop(1000);
  food->set_min_grams(100);
  food->set_max_grams(30000);
  // High enough that drops go on earning: a capped drop is less work.
  food->set_daily_cap_milli_points(1'000'000);
  commands->Run(&Registry::PublishTariff, publish);

  v1::OpenPlacesRequest places;
  for (const bool is_grid : {true, false}) {
    v1::Place* place = places.add_places();
    place->set_number(is_grid ? 1 : kBuilding);
    place->set_kind(is_grid ? v1::PLACE_KIND_GRID : v1::PLACE_KIND_BUILDING);
    if (!is_grid) place->set_parent_number(1);
    place->set_name(is_grid ? "网格" : "楼栋");
  }
  commands->Run(&Registry::OpenPlaces, places);
}

void RegisterHouseholds(Commands* commands, uint64_t book, uint64_t count) {
  v1::RegisterHouseholdsRequest request;
  for (uint64_t number = 1; number <= count; ++number) {
    v1::Household* household = request.add_households();
    household->set_number(number);
    household->set_building_number(kBuilding);
    household->set_tenure(v1::TENURE_OWNER);
    household->set_residents(3);
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    household->add_card_hashes(CardOf(book, number));
    if (number % kHouseholdsARequest == 0 || number == count) {
      commands->Run(&Registry::RegisterHouseholds, request);
      request.clear_households();
    }
  }
}

void RegisterKiosks(Commands* commands, const std::vector<Kiosk>& kiosks,
                    uint64_t book) {
  v1::RegisterKiosksRequest request;
  for (const Kiosk& kiosk : kiosks) {
    if (kiosk.id.book != book) continue;
    v1::Kiosk* registered = request.add_kiosks();
    registered->set_number(kiosk.id.kiosk);
    registered->set_place_number(kBuilding);
    registered->set_public_key(kiosk.key.public_key());
    registered->set_incarnation(kiosk.id.incarnation);
    registered->add_bins()->set_number(1);
    registered->mutable_bins(0)->set_class_code(3);
  }
  Must(static_cast<uint64_t>(request.kiosks_size()) <= kKiosksARequest,
       "too many kiosks in a book");
  commands->Run(&Registry::RegisterKiosks, request);
}

bool AllAccepted(const v1::SubmitRecordsResponse& response) {
  return std::all_of(response.results().begin(), response.results().end(),
                     [](const v1::RecordResult& result) {
                       return result.code() == v1::RECORD_RESULT_CODE_ACCEPTED;
                     });
}

}  // namespace

std::unique_ptr<OpenLedger> OpenLedgerAt(const std::string& path, bool rebuild,
                                         common::Clock* clock) {
  auto open = std::make_unique<OpenLedger>();
  ledger::Ledger::Options options;
  options.store.path = path;
  options.rebuild = rebuild;
  if (clock == nullptr) {
    clock = &open->system_clock;
  } else {
    // It jumps, and nobody needs to be warned of that.
    options.committer.on_group = [](const ledger::GroupStats&) {};
  }
  open->ledger =
      Must(ledger::Ledger::Open(std::move(options), clock, &open->metrics));
  return open;
}

void Populate(const Site& site, const std::string& local_address) {
  const auto registry = v1::RegistryService::NewStub(
      grpc::CreateChannel(local_address, grpc::InsecureChannelCredentials()));
  for (uint64_t i = 0; i < site.options().books; ++i) {
    const uint64_t book = site.kiosks()[i].id.book;
    Commands commands(registry.get(), book);
    OpenBook(&commands);
    PublishTariff(&commands);
    RegisterHouseholds(&commands, book, site.options().households_per_book);
    RegisterKiosks(&commands, site.kiosks(), book);
  }
}

double CommitInProcess(ledger::Ledger* ledger, const Site& site,
                       const Site::Uploads& uploads) {
  size_t total = 0;
  for (const auto& of_kiosk : uploads) total += of_kiosk.size();
  std::vector<v1::SubmitRecordsResponse> responses(total);
  std::atomic<size_t> waiting = total;
  std::promise<void> all_answered;
  std::vector<std::unique_ptr<ledger::ParsedUpload>> parsed;
  std::vector<std::pair<std::unique_ptr<ledger::Task>, size_t>> tasks;
  // Turn by turn, as uploads of many kiosks come in.
  for (size_t turn = 0; turn < uploads[0].size(); ++turn) {
    for (size_t kiosk = 0; kiosk < uploads.size(); ++kiosk) {
      const v1::SubmitRecordsRequest& request = uploads[kiosk][turn];
      const journal::JournalId& id = site.kiosks()[kiosk].id;
      v1::SubmitRecordsResponse* response = &responses[tasks.size()];
      const auto& upload =
          parsed.emplace_back(std::make_unique<ledger::ParsedUpload>());
      upload->Read(request, id);
      tasks.emplace_back(
          std::make_unique<ledger::RecordsTask>(
              ledger->books().Find(id.book), &ledger->store(), upload.get(),
              response,
              [&, response](const ledger::UploadOutcome& outcome) {
                Must(!outcome.refused && AllAccepted(*response),
                     "an upload was refused");
                if (--waiting == 0) all_answered.set_value();
              }),
          request.ByteSizeLong());
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  for (auto& [task, bytes] : tasks) {
    Must(ledger->committer().Submit(task, bytes), "the queue is full");
  }
  all_answered.get_future().wait();
  return SecondsSince(begin);
}

}  // namespace greenledger::bench
