#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "greenledger/v1/points_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "services/ledger/command_sender.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/service_command.h"
#include "services/points/keeper.h"
#include "services/points/points_service.h"
#include "storage/proof/sha256.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/kiosk_fleet.h"
#include "tests/bench/load.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

constexpr size_t kPointsBooks = 4;
constexpr size_t kPointsKiosks = 256;
constexpr size_t kPointsOthers = 20;
constexpr size_t kCommandEntries = 500;
constexpr size_t kResidents = 1000;
constexpr size_t kPointsInFlight = 256;
constexpr uint32_t kSoap = 12;
// Earned in one go by everybody.
constexpr uint64_t kMilliPoints = 50'000;

// Communities whose households all have points that ended last week.
class Town {
 public:
  Town(const std::string& folder, uint64_t households)
      : site_({.folder = folder,
               .books = kPointsBooks,
               .kiosks_per_book = kPointsKiosks / kPointsBooks,
               .households_per_book = households / kPointsBooks},
              common::SystemClock().NowMicros()),
        ledger_(OpenLedgerAt(site_.Path("ledger"))),
        points_(ledger_->ledger.get(), &ledger_->system_clock),
        at_(site_.Listen("town", {ledger_->ledger->kiosk_service()},
                         {ledger_->ledger->registry_service(), &points_})),
        sender_(&ledger_->ledger->store(), &ledger_->ledger->admission()) {
    Populate(site_, at_.local_address);
    for (ledger::LiveBook* book : ledger_->ledger->books().All()) GiveAll(book);
  }
  ~Town() {
    at_.server->Drain(std::chrono::seconds(5));
    ledger_->ledger->Stop();
  }

  // Seconds from the keeper's start until `done`; meanwhile others post single
  // records, whose latencies are added to `others_us`.
  template <typename Done>
  double KeepUntil(Done done, std::vector<uint32_t>* others_us);
  // The same latencies while nothing else is done.
  std::vector<uint32_t> OthersAlone();

  bool AllExpired();
  // Drops that a correction will change, uploaded at once.
  void Drop(uint64_t records);
  void CorrectAll();
  bool AllCorrected();

  // Calls a second: residents who all ask for one reward at the same moment, of
  // which there are a tenth as many; and single records, as many in flight.
  double OrderAtOnce();
  double SinglesAtOnce();

 private:
  void GiveAll(ledger::LiveBook* book);
  void Send(ledger::LiveBook* book, std::vector<v1::Entry> entries);
  Site::Uploads Singles();
  int32_t Today() const {
    return rules::ToLocalTime(ledger_->system_clock.NowMicros(), 480).day;
  }

  Site site_;
  std::unique_ptr<OpenLedger> ledger_;
  points::PointsServiceImpl points_;
  Site::Listening at_;
  ledger::CommandSender sender_;
  uint64_t next_ = 0;
};

void Town::Send(ledger::LiveBook* book, std::vector<v1::Entry> entries) {
  ledger::Command command = ledger::MakeCommand(
      ledger::RequestIdOf({"bench", std::to_string(++next_)}), "bench",
      std::move(entries));
  while (!sender_.Send(book, command, [](const v1::CommandResult& result) {
    if (result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED) return;
    Fail("refused: " + result.ShortDebugString());
  })) {
    sender_.Wait();
  }
}

void Town::GiveAll(ledger::LiveBook* book) {
  std::vector<v1::Entry> entries;
  const uint64_t households = site_.options().households_per_book;
  for (uint64_t number = 1; number <= households; ++number) {
    v1::HouseholdMovedIn* in =
        entries.emplace_back().mutable_household_moved_in();
    in->set_household_number(number);
    in->set_from_book(book->code + 500);
    in->set_from_household(number);
    in->set_out_index(number);
    v1::PointsLot* lot = in->add_lots();
    lot->set_last_day(Today() - 7);
    lot->set_milli_points(kMilliPoints);
    if (entries.size() == kCommandEntries || number == households) {
      Send(book, std::exchange(entries, {}));
    }
  }
  sender_.Wait();
}

Site::Uploads Town::Singles() {
  Site::Uploads singles(kPointsOthers);
  for (size_t i = 0; i < kPointsOthers; ++i) {
    for (int k = 0; k < 25; ++k) {
      singles[i].push_back(
          site_.NextUpload(kPointsKiosks - kPointsOthers + i, 1));
    }
  }
  return singles;
}

std::vector<uint32_t> Town::OthersAlone() {
  KioskFleet others(site_, at_.kiosk_address, kPointsOthers, true,
                    kPointsKiosks - kPointsOthers);
  others.Connect();
  return others.Run(Singles(), 4).latencies_us;
}

// Looks between two rounds of the others' records, some tenths of a second.
template <typename Done>
double Town::KeepUntil(Done done, std::vector<uint32_t>* others_us) {
  KioskFleet others(site_, at_.kiosk_address, kPointsOthers, true,
                    kPointsKiosks - kPointsOthers);
  others.Connect();
  const auto begin = std::chrono::steady_clock::now();
  points::Keeper keeper(ledger_->ledger.get(), &ledger_->system_clock);
  keeper.Start();
  while (!done()) {
    const LoadResult result = others.Run(Singles(), 4);
    others_us->insert(others_us->end(), result.latencies_us.begin(),
                      result.latencies_us.end());
  }
  const double seconds = SecondsSince(begin);
  keeper.Stop();
  return seconds;
}

bool Town::AllExpired() {
  for (ledger::LiveBook* book : ledger_->ledger->books().All()) {
    common::MutexLock lock(book->mu);
    points::Cursor all;
    if (!points::LotsToExpire(book->state, Today(),
                              book->state.households().size(), 1, &all)
             .empty()) {
      return false;
    }
  }
  return true;
}

void Town::Drop(uint64_t records) {
  constexpr size_t kDroppers = kPointsKiosks - kPointsOthers;
  constexpr size_t kBatch = 100;
  uint64_t left = records / (kDroppers * kBatch) + 1;
  while (left > 0) {
    // As much as the committer's queue takes at once.
    const uint64_t now = std::min<uint64_t>(left, 2);
    CommitInProcess(ledger_->ledger.get(), site_,
                    site_.NextUploads(kDroppers, now, kBatch));
    left -= now;
  }
}

void Town::CorrectAll() {
  for (ledger::LiveBook* book : ledger_->ledger->books().All()) {
    std::vector<v1::Entry> entries(1);
    v1::CorrectionBegun* begun = entries[0].mutable_correction_begun();
    {
      common::MutexLock lock(book->mu);
      *begun->mutable_tariff() = book->state.tariffs().back()->tariff;
    }
    begun->mutable_tariff()->set_version("corrected");
    begun->mutable_tariff()->set_effective_from(rules::FormatDay(Today() - 30));
    begun->mutable_tariff()->mutable_lines(0)->set_milli_points_per_kg(300);
    begun->set_to_day(rules::FormatDay(Today()));
    begun->set_why("bench");
    begun->set_by("bench");
    Send(book, std::move(entries));
  }
  sender_.Wait();
}

bool Town::AllCorrected() {
  for (ledger::LiveBook* book : ledger_->ledger->books().All()) {
    common::MutexLock lock(book->mu);
    for (const auto& [index, one] : book->state.corrections().all) {
      if (!one.complete) return false;
    }
  }
  return true;
}

double Town::OrderAtOnce() {
  ledger::LiveBook* book = ledger_->ledger->books().All()[0];
  v1::Entry published;
  v1::Reward* reward = published.mutable_reward_published();
  reward->set_number(kSoap);
  reward->set_kind(v1::REWARD_KIND_REWARD);
  reward->set_name_zh("肥皂");
  reward->set_name_en("Soap");
  reward->set_milli_points(1);
  reward->set_pick_up_hours(48);
  reward->add_places()->set_hours("9:00");
  Send(book, {published});
  sender_.Wait();
  v1::Entry received;
  v1::StockChanged* stock = received.mutable_stock_changed();
  stock->set_reward_number(kSoap);
  stock->set_cause(v1::STOCK_CAUSE_RECEIVED);
  stock->set_pieces(kResidents / 10);
  stock->set_by("bench");
  Send(book, {received});
  sender_.Wait();

  const auto stub = v1::PointsService::NewStub(grpc::CreateChannel(
      at_.local_address, grpc::InsecureChannelCredentials()));
  std::vector<std::vector<v1::PlaceHoldRequest>> requests(kResidents);
  std::vector<Line<v1::PlaceHoldRequest, v1::PlaceHoldResponse>> lines;
  uint64_t accepted = 0;
  for (size_t i = 0; i < kResidents; ++i) {
    v1::PlaceHoldRequest& request = requests[i].emplace_back();
    request.mutable_header()->set_book(book->code);
    request.mutable_header()->set_request_id(
        ledger::RequestIdOf({"bench order", std::to_string(++next_)}));
    v1::HoldPlaced* hold = request.mutable_hold();
    hold->set_household_number(1 + i % site_.options().households_per_book);
    hold->set_milli_points(1);
    hold->set_purpose("soap");
    hold->set_by("bench");
    hold->mutable_order()->set_reward_number(kSoap);
    hold->mutable_order()->set_pieces(1);
    hold->mutable_order()->set_code_hash(std::string(
        proof::AsBytes(proof::Sha256({request.header().request_id()}))));
    auto& line = lines.emplace_back();
    line.call = [&stub](grpc::ClientContext* context,
                        const v1::PlaceHoldRequest& asked,
                        grpc::CompletionQueue* queue) {
      return stub->AsyncPlaceHold(context, asked, queue);
    };
    line.requests = &requests[i];
    line.is_right = [&accepted](const auto&, const auto& response) {
      accepted += response.result().code() == v1::COMMAND_RESULT_CODE_ACCEPTED;
      return true;
    };
  }
  const double rate =
      Load<v1::PlaceHoldRequest, v1::PlaceHoldResponse>(lines, kResidents)
          .Run()
          .CallsPerSecond();
  Must(accepted == kResidents / 10, "not exactly the stock was given out");
  return rate;
}

double Town::SinglesAtOnce() {
  KioskFleet fleet(site_, at_.kiosk_address, kPointsInFlight, true);
  fleet.Connect();
  return fleet.Run(site_.NextUploads(kPointsInFlight, 12, 1), kPointsInFlight)
      .CallsPerSecond();
}

void AddOthers(const char* name, const std::vector<uint32_t>& alone,
               const std::vector<uint32_t>& meanwhile, Report* report) {
  Series others{name, "ms", {PercentileUs(meanwhile, 0.99) / 1000}};
  Series quiet{
      "the same on a quiet server", "ms", {PercentileUs(alone, 0.99) / 1000}};
  report->Add({"F10", others, quiet, 3, false});
}

}  // namespace

void MeasurePoints(const Scale& scale, const std::string& folder,
                   Report* report) {
  Town town(folder, scale.points_households);
  Series orders{"one reward, 1,000 residents at once", "orders/s", {}};
  Series singles{"single records, 256 in flight", "records/s", {}};
  for (int round = 0; round < scale.rounds; ++round) {
    singles.values.push_back(town.SinglesAtOnce());
    orders.values.push_back(town.OrderAtOnce());
  }
  report->Add({"F11", orders, singles, 0.7, true});

  std::vector<uint32_t> meanwhile;
  const std::vector<uint32_t> alone = town.OthersAlone();
  const double expiry =
      town.KeepUntil([&] { return town.AllExpired(); }, &meanwhile);
  report->Add(
      {"F10",
       {fmt::format("{} lots end", scale.points_households), "s", {expiry}},
       {},
       30,
       false});
  AddOthers("single records meanwhile, p99", alone, meanwhile, report);

  town.Drop(scale.corrected_drops);
  town.CorrectAll();
  meanwhile.clear();
  const double correction =
      town.KeepUntil([&] { return town.AllCorrected(); }, &meanwhile);
  report->Add({"F10",
               {fmt::format("{} drops are rated again", scale.corrected_drops),
                "s",
                {correction}},
               {},
               30,
               false});
  AddOthers("single records meanwhile, p99", alone, meanwhile, report);
}

}  // namespace greenledger::bench
