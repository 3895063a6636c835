// RankingService: standings from what is folded, indicators from the books.
#ifndef GREENLEDGER_SERVICES_RANKING_RANKING_SERVICE_H_
#define GREENLEDGER_SERVICES_RANKING_RANKING_SERVICE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "greenledger/v1/ranking_service.grpc.pb.h"
#include "prometheus/registry.h"
#include "services/common/clock.h"
#include "services/ledger/ledger.h"
#include "services/ranking/indicators_reads.h"
#include "services/ranking/ranked_books.h"

namespace rocksdb {
class Env;
}

namespace greenledger::ranking {

class RankingServiceImpl final : public v1::RankingService::CallbackService {
 public:
  struct Options {
    // Of the store with what was folded.
    std::string folder = {};
    // nullptr is the machine's own; must outlive the service.
    rocksdb::Env* env = nullptr;
    // Throws the store away and folds everything again.
    bool rebuild = false;
    BoardShelf::Limits boards = {};
  };

  // All must outlive it. UNAVAILABLE if another process has the folder open; a
  // damaged store is thrown away.
  static absl::StatusOr<std::unique_ptr<RankingServiceImpl>> Open(
      Options options, ledger::Ledger* ledger, common::Clock* clock,
      prometheus::Registry* registry);

  // Begins to follow the books. Call once.
  void Start() { books_->Start(); }
  // Ends that and makes what was folded durable. Call when no service is being
  // called any more and before the ledger is stopped.
  void Stop() { books_->Stop(); }
  // Folds all that is durable now.
  void FoldNow() { books_->FoldNow(); }

  grpc::ServerUnaryReactor* GetStanding(
      grpc::CallbackServerContext* context,
      const v1::GetStandingRequest* request,
      v1::GetStandingResponse* response) override;
  grpc::ServerUnaryReactor* ListTop(grpc::CallbackServerContext* context,
                                    const v1::ListTopRequest* request,
                                    v1::ListTopResponse* response) override;
  grpc::ServerUnaryReactor* GetDistribution(
      grpc::CallbackServerContext* context,
      const v1::GetDistributionRequest* request,
      v1::GetDistributionResponse* response) override;
  grpc::ServerUnaryReactor* GetStandingHistory(
      grpc::CallbackServerContext* context,
      const v1::GetStandingHistoryRequest* request,
      v1::GetStandingHistoryResponse* response) override;
  grpc::ServerUnaryReactor* GetIndicators(
      grpc::CallbackServerContext* context,
      const v1::GetIndicatorsRequest* request,
      v1::GetIndicatorsResponse* response) override;
  grpc::ServerUnaryReactor* ListIndicatorEntries(
      grpc::CallbackServerContext* context,
      const v1::ListIndicatorEntriesRequest* request,
      v1::ListIndicatorEntriesResponse* response) override;

 private:
  RankingServiceImpl(std::unique_ptr<RankedBooks> books, ledger::Ledger* ledger,
                     common::Clock* clock);

  grpc::Status FillStanding(const v1::GetStandingRequest& request,
                            v1::GetStandingResponse* response);
  grpc::Status FillTop(const v1::ListTopRequest& request,
                       v1::ListTopResponse* response);
  grpc::Status FillDistribution(const v1::GetDistributionRequest& request,
                                v1::GetDistributionResponse* response);
  grpc::Status FillHistory(const v1::GetStandingHistoryRequest& request,
                           v1::GetStandingHistoryResponse* response);

  const std::unique_ptr<RankedBooks> books_;
  common::Clock* const clock_;
  IndicatorReads indicators_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_RANKING_SERVICE_H_
