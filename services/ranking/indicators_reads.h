// The reads of RankingService that are about indicators. They read a book from
// its first entry on, on a thread of their own.
#ifndef GREENLEDGER_SERVICES_RANKING_INDICATORS_READS_H_
#define GREENLEDGER_SERVICES_RANKING_INDICATORS_READS_H_

#include "greenledger/v1/ranking_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/common/clock.h"
#include "services/common/desk.h"
#include "services/ledger/ledger.h"
#include "services/ranking/indicator_answers.h"

namespace greenledger::ranking {

// Thread-safe. Each call answers as its RPC does.
class IndicatorReads {
 public:
  // Both must outlive this.
  IndicatorReads(ledger::Ledger* ledger, const common::Clock* clock);

  grpc::ServerUnaryReactor* GetIndicators(
      grpc::CallbackServerContext* context,
      const v1::GetIndicatorsRequest* request,
      v1::GetIndicatorsResponse* response);

  grpc::ServerUnaryReactor* ListIndicatorEntries(
      grpc::CallbackServerContext* context,
      const v1::ListIndicatorEntriesRequest* request,
      v1::ListIndicatorEntriesResponse* response);

 private:
  grpc::Status StartFigures(grpc::CallbackServerContext* context,
                            const v1::GetIndicatorsRequest& request,
                            v1::GetIndicatorsResponse* response,
                            grpc::ServerUnaryReactor* reactor);
  grpc::Status StartEntries(grpc::CallbackServerContext* context,
                            const v1::ListIndicatorEntriesRequest& request,
                            v1::ListIndicatorEntriesResponse* response,
                            grpc::ServerUnaryReactor* reactor);
  void TakeOrAnswerBusy(grpc::ServerUnaryReactor* reactor,
                        common::Desk::Job job);

  ledger::Books* const books_;
  const storage::Store* const store_;
  const common::Clock* const clock_;
  IndicatorAnswers answers_;
  // The last member, so that what it does ends first.
  common::Desk desk_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_INDICATORS_READS_H_
