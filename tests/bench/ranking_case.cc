#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "grpcpp/create_channel.h"
#include "services/ranking/ranking_service.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/load.h"
#include "tests/bench/machine.h"
#include "tests/bench/must.h"
#include "tests/bench/postgres.h"

namespace greenledger::bench {
namespace {

constexpr size_t kRankingKiosks = 64;
constexpr size_t kRankingBatch = 100;
constexpr uint64_t kDropsEach = 2;
// Of all kiosks together: what the committer's queue takes at once.
constexpr size_t kTurn = 4;
constexpr size_t kRankingInFlight = 64;
constexpr size_t kChannels = 4;
constexpr uint32_t kAround = 5;
constexpr int32_t kTop = 100;
constexpr int kDatabaseClients = 4;
constexpr int kDatabaseCalls = 200;

// Answers at once.
class EchoRankingService final : public v1::RankingService::CallbackService {
 public:
  grpc::ServerUnaryReactor* GetStanding(grpc::CallbackServerContext* context,
                                        const v1::GetStandingRequest*,
                                        v1::GetStandingResponse*) override {
    return Done(context);
  }
  grpc::ServerUnaryReactor* ListTop(grpc::CallbackServerContext* context,
                                    const v1::ListTopRequest*,
                                    v1::ListTopResponse*) override {
    return Done(context);
  }

 private:
  static grpc::ServerUnaryReactor* Done(grpc::CallbackServerContext* context) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

// One large community whose households all dropped something.
class RankedTown {
 public:
  RankedTown(const std::string& folder, uint64_t households)
      : site_({.folder = folder,
               .books = 1,
               .kiosks_per_book = kRankingKiosks,
               .households_per_book = households},
              common::SystemClock().NowMicros()),
        ledger_(OpenLedgerAt(site_.Path("ledger"))) {
    {
      Site::Listening at =
          site_.Listen("town", {ledger_->ledger->kiosk_service()},
                       {ledger_->ledger->registry_service()});
      Populate(site_, at.local_address);
      at.server->Drain(std::chrono::seconds(5));
    }
    uint64_t left =
        households * kDropsEach / (kRankingKiosks * kRankingBatch) + 1;
    while (left > 0) {
      const uint64_t now = std::min<uint64_t>(left, kTurn);
      CommitInProcess(ledger_->ledger.get(), site_,
                      site_.NextUploads(kRankingKiosks, now, kRankingBatch));
      left -= now;
    }
  }
  ~RankedTown() {
    at_.server->Drain(std::chrono::seconds(5));
    at_echo_.server->Drain(std::chrono::seconds(5));
    ranking_->Stop();
    ledger_->ledger->Stop();
  }

  // Folds the whole book and reports how fast, and what it takes to keep.
  void Fold(Report* report);

  // Calls a second.
  double Standings(bool echo, uint32_t neighbours, size_t calls) const {
    return Run<v1::GetStandingRequest, v1::GetStandingResponse>(
        echo, calls, &v1::RankingService::Stub::AsyncGetStanding,
        [&](size_t i, v1::GetStandingRequest* request) {
          v1::Contestant* who = request->mutable_contestant();
          who->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
          who->set_number(1 + i * 7919 % site_.options().households_per_book);
          request->set_neighbours(neighbours);
        });
  }
  double Tops(bool echo, size_t calls) const {
    return Run<v1::ListTopRequest, v1::ListTopResponse>(
        echo, calls, &v1::RankingService::Stub::AsyncListTop,
        [](size_t, v1::ListTopRequest* request) {
          request->set_page_size(kTop);
        });
  }
  uint64_t ranked() const { return ranked_; }

 private:
  template <typename Request, typename Response, typename Fill>
  double Run(bool echo, size_t calls,
             std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (
                 v1::RankingService::Stub::*rpc)(grpc::ClientContext*,
                                                 const Request&,
                                                 grpc::CompletionQueue*),
             Fill fill) const;
  v1::Board Board() const {
    v1::Board board;
    board.set_book(site_.kiosks()[0].id.book);
    board.set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
    board.set_scope(v1::BOARD_SCOPE_COMMUNITY);
    board.set_period(v1::PERIOD_KIND_YEAR);
    board.set_measure(v1::STANDING_MEASURE_POINTS);
    return board;
  }

  Site site_;
  std::unique_ptr<OpenLedger> ledger_;
  EchoRankingService echo_;
  prometheus::Registry metrics_;
  std::unique_ptr<ranking::RankingServiceImpl> ranking_;
  uint64_t ranked_ = 0;
  Site::Listening at_, at_echo_;
};

void RankedTown::Fold(Report* report) {
  const double before = ResidentBytes();
  ranking_ = Must(ranking::RankingServiceImpl::Open(
      {.folder = site_.Path("ranking"), .rebuild = true}, ledger_->ledger.get(),
      &ledger_->system_clock, &metrics_));
  const auto begin = std::chrono::steady_clock::now();
  ranking_->FoldNow();
  const double seconds = SecondsSince(begin);
  const auto entries =
      static_cast<double>(ledger_->ledger->store().Heads()[0].size);
  const auto households =
      static_cast<double>(site_.options().households_per_book);
  report->Add(
      {"",
       {"standings folded from the book", "entries/s", {entries / seconds}},
       {},
       0,
       true});
  report->Add({"",
               {fmt::format("memory of the standings, {} households",
                            site_.options().households_per_book),
                "B/household",
                {(ResidentBytes() - before) / households}},
               {},
               0,
               false});
  at_ = site_.Listen("ranking", {ledger_->ledger->kiosk_service()},
                     {ranking_.get()});
  at_echo_ = site_.Listen("echo", {ledger_->ledger->kiosk_service()}, {&echo_});
  // The first question builds the board.
  const auto stub = v1::RankingService::NewStub(grpc::CreateChannel(
      at_.local_address, grpc::InsecureChannelCredentials()));
  v1::ListTopRequest request;
  *request.mutable_board() = Board();
  v1::ListTopResponse response;
  grpc::ClientContext context;
  const auto asked = std::chrono::steady_clock::now();
  Must(stub->ListTop(&context, request, &response));
  ranked_ = response.time().ranked();
  Must(ranked_ > site_.options().households_per_book / 2, "few are ranked");
  report->Add({"",
               {fmt::format("first question about a board of {}", ranked_),
                "ms",
                {1000 * SecondsSince(asked)}},
               {},
               0,
               false});
}

template <typename Request, typename Response, typename Fill>
double RankedTown::Run(
    bool echo, size_t calls,
    std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (
        v1::RankingService::Stub::*rpc)(grpc::ClientContext*, const Request&,
                                        grpc::CompletionQueue*),
    Fill fill) const {
  std::vector<std::unique_ptr<v1::RankingService::Stub>> stubs;
  for (size_t i = 0; i < kChannels; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stubs.push_back(v1::RankingService::NewStub(grpc::CreateCustomChannel(
        echo ? at_echo_.local_address : at_.local_address,
        grpc::InsecureChannelCredentials(), arguments)));
  }
  std::vector<std::vector<Request>> requests(kRankingInFlight);
  for (size_t i = 0; i < calls; ++i) {
    Request& request = requests[i % kRankingInFlight].emplace_back();
    *request.mutable_board() = Board();
    fill(i, &request);
  }
  std::vector<Line<Request, Response>> lines(kRankingInFlight);
  for (size_t i = 0; i < kRankingInFlight; ++i) {
    lines[i].call = [stub = stubs[i % kChannels].get(), rpc](
                        grpc::ClientContext* context, const Request& request,
                        grpc::CompletionQueue* queue) {
      return (stub->*rpc)(context, request, queue);
    };
    lines[i].requests = &requests[i];
    lines[i].is_right = [echo, this](const Request&, const Response& response) {
      return echo || response.time().ranked() == ranked_;
    };
  }
  return Load<Request, Response>(lines, kRankingInFlight)
      .Run()
      .CallsPerSecond();
}

// The same question put to PostgreSQL, which keeps no ranks.
void AddPostgres(const std::string& folder, const Scale& scale,
                 const Series& ours, Report* report) {
  const std::unique_ptr<Postgres> database =
      scale.postgres == 0
          ? nullptr
          : Postgres::Start(folder + "/postgres", scale.ranked_households);
  if (database == nullptr) return;
  database->Score();
  Series theirs{
      "PostgreSQL 15, counting in an index, 4 clients", "calls/s", {}};
  for (int round = 0; round < scale.rounds; ++round) {
    theirs.values.push_back(
        database->RanksPerSecond(kDatabaseClients, kDatabaseCalls));
  }
  report->Add({"F5", ours, theirs, 100, true});
}

}  // namespace

void MeasureRanking(const Scale& scale, const std::string& folder,
                    Report* report) {
  RankedTown town(folder, scale.ranked_households);
  town.Fold(report);
  Series one{
      fmt::format("standing of one among {}, 64 in flight", town.ranked()),
      "calls/s",
      {}};
  Series around{"the same with five before and after", "calls/s", {}};
  Series top{fmt::format("top {}, 64 in flight", kTop), "calls/s", {}};
  Series echo_one{"echo on the same socket", "calls/s", {}};
  Series echo_top = echo_one;
  for (int round = 0; round < scale.rounds; ++round) {
    echo_one.values.push_back(town.Standings(true, 0, scale.reads));
    one.values.push_back(town.Standings(false, 0, scale.reads));
    around.values.push_back(town.Standings(false, kAround, scale.reads));
    echo_top.values.push_back(town.Tops(true, scale.reads));
    top.values.push_back(town.Tops(false, scale.reads));
  }
  report->Add({"F5", one, echo_one, 0.85, true});
  report->Add({"F5", top, echo_top, 0.5, true});
  report->Add({"", around, echo_one, 0, true});
  AddPostgres(folder, scale, one, report);
}

}  // namespace greenledger::bench
