// The handlers of RankingService; what standings answer is in ranking_reads.cc.
#include "services/ranking/ranking_service.h"

#include <utility>

#include "services/ledger/reads.h"

namespace greenledger::ranking {
namespace {

// Answers with what `fill` makes.
template <typename Request, typename Fill>
grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context,
                                 const Request& request, Fill fill) {
  return ledger::Serve(context, request,
                       [&](grpc::ServerUnaryReactor* reactor) {
                         grpc::Status filled = fill();
                         if (filled.ok()) reactor->Finish(filled);
                         return filled;
                       });
}

}  // namespace

absl::StatusOr<std::unique_ptr<RankingServiceImpl>> RankingServiceImpl::Open(
    Options options, ledger::Ledger* ledger, common::Clock* clock,
    prometheus::Registry* registry) {
  RankedBooks::Options books;
  books.store = {.folder = std::move(options.folder), .env = options.env};
  books.rebuild = options.rebuild;
  books.boards = options.boards;
  absl::StatusOr<std::unique_ptr<RankedBooks>> opened =
      RankedBooks::Open(std::move(books), ledger, clock, registry);
  if (!opened.ok()) return opened.status();
  return std::unique_ptr<RankingServiceImpl>(
      new RankingServiceImpl(*std::move(opened), ledger, clock));
}

RankingServiceImpl::RankingServiceImpl(std::unique_ptr<RankedBooks> books,
                                       ledger::Ledger* ledger,
                                       common::Clock* clock)
    : books_(std::move(books)), clock_(clock), indicators_(ledger, clock) {}

grpc::ServerUnaryReactor* RankingServiceImpl::GetStanding(
    grpc::CallbackServerContext* context, const v1::GetStandingRequest* request,
    v1::GetStandingResponse* response) {
  return Answer(context, *request,
                [&] { return FillStanding(*request, response); });
}

grpc::ServerUnaryReactor* RankingServiceImpl::ListTop(
    grpc::CallbackServerContext* context, const v1::ListTopRequest* request,
    v1::ListTopResponse* response) {
  return Answer(context, *request, [&] { return FillTop(*request, response); });
}

grpc::ServerUnaryReactor* RankingServiceImpl::GetDistribution(
    grpc::CallbackServerContext* context,
    const v1::GetDistributionRequest* request,
    v1::GetDistributionResponse* response) {
  return Answer(context, *request,
                [&] { return FillDistribution(*request, response); });
}

grpc::ServerUnaryReactor* RankingServiceImpl::GetStandingHistory(
    grpc::CallbackServerContext* context,
    const v1::GetStandingHistoryRequest* request,
    v1::GetStandingHistoryResponse* response) {
  return Answer(context, *request,
                [&] { return FillHistory(*request, response); });
}

grpc::ServerUnaryReactor* RankingServiceImpl::GetIndicators(
    grpc::CallbackServerContext* context,
    const v1::GetIndicatorsRequest* request,
    v1::GetIndicatorsResponse* response) {
  return indicators_.GetIndicators(context, request, response);
}

grpc::ServerUnaryReactor* RankingServiceImpl::ListIndicatorEntries(
    grpc::CallbackServerContext* context,
    const v1::ListIndicatorEntriesRequest* request,
    v1::ListIndicatorEntriesResponse* response) {
  return indicators_.ListIndicatorEntries(context, request, response);
}

}  // namespace greenledger::ranking
