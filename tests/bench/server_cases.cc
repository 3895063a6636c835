#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "greenledger/v1/record.pb.h"
#include "grpcpp/create_channel.h"
#include "rocksdb/write_batch.h"
#include "storage/big_endian.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/kiosk_fleet.h"
#include "tests/bench/load.h"
#include "tests/bench/peers.h"
#include "tests/bench/postgres.h"

namespace greenledger::bench {
namespace {

constexpr size_t kServerBooks = 4;
constexpr size_t kServerKiosks = 256;
constexpr size_t kBatchKiosks = 128;
constexpr size_t kServerBatch = 100;
constexpr size_t kBatchesInFlight = 32;
constexpr size_t kReadsInFlight = 64;
constexpr size_t kReadChannels = 4;
constexpr int kPutsABatch = 1000;
constexpr int kPostgresClients = 4;

// The ledger and its peers, all listening.
class Bench {
 public:
  Bench(const Scale& scale, const std::string& folder, Report* report)
      : scale_(scale),
        report_(report),
        site_({.folder = folder,
               .books = kServerBooks,
               .kiosks_per_book = kServerKiosks / kServerBooks,
               .households_per_book = scale.households},
              common::SystemClock().NowMicros()),
        bare_(site_.Path("bare.log")),
        rocks_(site_.Path("rocks4")),
        puts_(OpenPeerDatabase(site_.Path("puts"))),
        ledger_(OpenLedgerAt(site_.Path("ledger"))) {
    ledger::Ledger& ledger = *ledger_->ledger;
    at_ledger_ =
        site_.Listen("ledger", {ledger.kiosk_service()},
                     {ledger.ledger_service(), ledger.registry_service()});
    at_echo_ = site_.Listen("echo", {&echo_}, {&echo_reads_});
    at_bare_ = site_.Listen("bare", {&bare_}, {});
    at_rocks_ = site_.Listen("rocks4", {&rocks_}, {});
    Populate(site_, at_ledger_.local_address);
    to_ledger_ = Fleet(at_ledger_, kServerKiosks, true);
    to_echo_ = Fleet(at_echo_, kServerKiosks, false);
    to_bare_ = Fleet(at_bare_, kServerKiosks, false);
    to_rocks_ = Fleet(at_rocks_, kBatchKiosks, false);
  }

  ~Bench() {
    for (Site::Listening* at :
         {&at_ledger_, &at_echo_, &at_bare_, &at_rocks_}) {
      at->server->Drain(std::chrono::seconds(5));
    }
    ledger_->ledger->Stop();
  }

  void MeasureBatches();
  void MeasureSingles();
  void MeasureInTurn();
  void MeasureCommitter();
  void MeasureBalances();

 private:
  std::unique_ptr<KioskFleet> Fleet(const Site::Listening& at, size_t kiosks,
                                    bool tells_results) const {
    auto fleet = std::make_unique<KioskFleet>(site_, at.kiosk_address, kiosks,
                                              tells_results);
    fleet->Connect();
    return fleet;
  }
  double PutOneByOne(const Site::Uploads& uploads);
  double ReadBalances(const std::string& address) const;

  const Scale scale_;
  Report* const report_;
  Site site_;
  EchoKioskService echo_;
  EchoLedgerService echo_reads_;
  LogKioskService bare_;
  RocksKioskService rocks_;
  std::unique_ptr<rocksdb::DB> puts_;
  std::unique_ptr<OpenLedger> ledger_;
  Site::Listening at_ledger_, at_echo_, at_bare_, at_rocks_;
  std::unique_ptr<KioskFleet> to_ledger_, to_echo_, to_bare_, to_rocks_;
};

void Bench::MeasureBatches() {
  Series ours{"ingest, 100 records a request, 32 in flight", "records/s", {}};
  Series bare{"bare: gRPC and a synced log", "records/s", {}};
  Series rocks{"rocks4: gRPC and RocksDB, 4 puts a record", "records/s", {}};
  Series postgres{"PostgreSQL 15, 1,000 a batch, 4 clients", "records/s", {}};
  const std::unique_ptr<Postgres> database =
      scale_.postgres == 0 ? nullptr
                           : Postgres::Start(site_.Path("postgres"),
                                             kServerBooks * scale_.households);
  for (int round = 0; round < scale_.rounds; ++round) {
    const Site::Uploads uploads =
        site_.NextUploads(kBatchKiosks, scale_.batches, kServerBatch);
    const auto run = [&](const KioskFleet& fleet, Series* series) {
      series->values.push_back(
          kServerBatch * fleet.Run(uploads, kBatchesInFlight).CallsPerSecond());
    };
    run(*to_bare_, &bare);
    run(*to_ledger_, &ours);
    run(*to_rocks_, &rocks);
    if (database != nullptr) {
      postgres.values.push_back(
          database->RecordsPerSecond(kPostgresClients, scale_.postgres));
    }
  }
  report_->Add({"F1", ours, bare, 0.5, true});
  report_->Add({"F1", ours, rocks, 8, true});
  if (database != nullptr) report_->Add({"F1", ours, postgres, 7, true});
}

void Bench::MeasureSingles() {
  Series ours{"ingest, 1 record a request, 256 in flight", "records/s", {}};
  Series bare{"bare", "records/s", {}};
  Series echo{"echo: gRPC over mTLS, nothing done", "calls/s", {}};
  Series p99{"the same, p99", "ms", {}};
  Series p50{"the same, p50", "ms", {}};
  Series bare_p99{"bare, p99", "ms", {}};
  Series bare_p50{"bare, p50", "ms", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    const Site::Uploads uploads =
        site_.NextUploads(kServerKiosks, scale_.singles, 1);
    const auto run = [&](const KioskFleet& fleet, Series* rate, Series* half,
                         Series* most) {
      const LoadResult result = fleet.Run(uploads, kServerKiosks);
      rate->values.push_back(result.CallsPerSecond());
      half->values.push_back(PercentileUs(result.latencies_us, 0.5) / 1000);
      most->values.push_back(PercentileUs(result.latencies_us, 0.99) / 1000);
    };
    run(*to_bare_, &bare, &bare_p50, &bare_p99);
    run(*to_ledger_, &ours, &p50, &p99);
    echo.values.push_back(
        to_echo_->Run(uploads, kServerKiosks).CallsPerSecond());
  }
  report_->Add({"F2", ours, bare, 0.8, true});
  report_->Add({"F2", p99, bare_p99, 2, false});
  report_->Add({"F2", p50, bare_p50, 0, false});
  report_->Add({"", bare, echo, 0, true});
}

void Bench::MeasureInTurn() {
  Series ours{"one kiosk, one record at a time, p50", "ms", {}};
  Series least{"echo + one fdatasync, p50", "ms", {}};
  Series echo{"echo, one call at a time, p50", "ms", {}};
  Series sync{"append and fdatasync, p50", "ms", {}};
  SyncedFile file(site_.Path("synced.log"));
  for (int round = 0; round < scale_.rounds; ++round) {
    const Site::Uploads uploads = site_.NextUploads(1, scale_.in_turn, 1);
    const auto run = [&](const KioskFleet& fleet) {
      return PercentileUs(fleet.Run(uploads, 1).latencies_us, 0.5) / 1000;
    };
    echo.values.push_back(run(*to_echo_));
    std::vector<uint32_t> syncs_us;
    for (const v1::SubmitRecordsRequest& upload : uploads[0]) {
      const auto begin = std::chrono::steady_clock::now();
      file.Append(upload.records(0));
      syncs_us.push_back(static_cast<uint32_t>(1e6 * SecondsSince(begin)));
    }
    sync.values.push_back(PercentileUs(std::move(syncs_us), 0.5) / 1000);
    least.values.push_back(echo.values.back() + sync.values.back());
    ours.values.push_back(run(*to_ledger_));
  }
  report_->Add({"F3", ours, least, 1.5, false});
  report_->Add({"", sync, {}, 0, false});
  report_->Add({"", echo, {}, 0, false});
}

// Key and value of the row that a store with a row for each record would keep:
// found by the card, since it is people who ask.
std::pair<std::string, std::string> RowOf(size_t kiosk,
                                          const std::string& bytes) {
  v1::Record record;
  Must(record.ParseFromString(bytes), "not a record");
  std::string key = record.drop().card_hash();
  storage::AppendBigEndian64(&key, kiosk);
  storage::AppendBigEndian64(&key, record.sequence());
  return {key, bytes};
}

double Bench::PutOneByOne(const Site::Uploads& uploads) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (size_t turn = 0; turn < uploads[0].size(); ++turn) {
    for (size_t kiosk = 0; kiosk < uploads.size(); ++kiosk) {
      for (const std::string& record : uploads[kiosk][turn].records()) {
        rows.push_back(RowOf(kiosk, record));
      }
    }
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  rocksdb::WriteBatch batch;
  const auto begin = std::chrono::steady_clock::now();
  for (const auto& [key, value] : rows) {
    Must(batch.Put(key, value));
    if (batch.Count() < kPutsABatch) continue;
    Must(puts_->Write(synced, &batch));
    batch.Clear();
  }
  Must(puts_->Write(synced, &batch));
  return static_cast<double>(rows.size()) / SecondsSince(begin);
}

void Bench::MeasureCommitter() {
  Series ours{"committer in process, durable", "records/s", {}};
  Series puts{"RocksDB, one put a record, synced every 1,000", "records/s", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    const Site::Uploads uploads =
        site_.NextUploads(kBatchKiosks, scale_.batches, kServerBatch);
    puts.values.push_back(PutOneByOne(uploads));
    const size_t records = kBatchKiosks * scale_.batches * kServerBatch;
    ours.values.push_back(
        static_cast<double>(records) /
        CommitInProcess(ledger_->ledger.get(), site_, uploads));
  }
  report_->Add({"F4", ours, {}, 600'000, true});
  report_->Add({"F4", ours, puts, 2, true});
}

double Bench::ReadBalances(const std::string& address) const {
  using Request = v1::GetBalanceRequest;
  using Response = v1::GetBalanceResponse;
  std::vector<std::unique_ptr<v1::LedgerService::Stub>> stubs;
  for (size_t i = 0; i < kReadChannels; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stubs.push_back(v1::LedgerService::NewStub(grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments)));
  }
  std::vector<std::vector<Request>> requests(kReadsInFlight);
  for (size_t i = 0; i < scale_.reads; ++i) {
    Request& request = requests[i % kReadsInFlight].emplace_back();
    request.set_book(site_.kiosks()[i % kServerBooks].id.book);
    request.set_household(1 + i % scale_.households);
  }
  std::vector<Line<Request, Response>> lines(kReadsInFlight);
  for (size_t i = 0; i < kReadsInFlight; ++i) {
    lines[i].call = [stub = stubs[i % kReadChannels].get()](
                        grpc::ClientContext* context, const Request& request,
                        grpc::CompletionQueue* queue) {
      return stub->AsyncGetBalance(context, request, queue);
    };
    lines[i].requests = &requests[i];
    lines[i].is_right = [](const Request&, const Response&) { return true; };
  }
  return Load<Request, Response>(lines, kReadsInFlight).Run().CallsPerSecond();
}

void Bench::MeasureBalances() {
  Series ours{"balance of a household, 64 in flight", "calls/s", {}};
  Series echo{"echo on the same socket", "calls/s", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    echo.values.push_back(ReadBalances(at_echo_.local_address));
    ours.values.push_back(ReadBalances(at_ledger_.local_address));
  }
  report_->Add({"F5", ours, echo, 0.9, true});
}

}  // namespace

void MeasureServer(const Scale& scale, const std::string& folder,
                   Report* report) {
  if (!scale.WantsServer()) return;
  Bench bench(scale, folder, report);
  if (scale.Wants("F1")) bench.MeasureBatches();
  if (scale.Wants("F2")) bench.MeasureSingles();
  if (scale.Wants("F3")) bench.MeasureInTurn();
  if (scale.Wants("F4")) bench.MeasureCommitter();
  if (scale.Wants("F5")) bench.MeasureBalances();
}

}  // namespace greenledger::bench
