// PointsService: commands go through the committer, reads show what is durable.
#ifndef GREENLEDGER_SERVICES_POINTS_POINTS_SERVICE_H_
#define GREENLEDGER_SERVICES_POINTS_POINTS_SERVICE_H_

#include "greenledger/v1/points_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/ledger/command_call.h"
#include "services/ledger/ledger.h"

namespace greenledger::points {

class PointsServiceImpl final : public v1::PointsService::CallbackService {
 public:
  // Both must outlive this.
  PointsServiceImpl(ledger::Ledger* ledger, common::Clock* clock)
      : ports_{&ledger->books(), &ledger->store(), &ledger->admission()},
        clock_(clock) {}

  grpc::ServerUnaryReactor* PlaceHold(grpc::CallbackServerContext* context,
                                      const v1::PlaceHoldRequest* request,
                                      v1::PlaceHoldResponse* response) override;
  grpc::ServerUnaryReactor* CommitHold(
      grpc::CallbackServerContext* context,
      const v1::CommitHoldRequest* request,
      v1::CommitHoldResponse* response) override;
  grpc::ServerUnaryReactor* VoidHold(grpc::CallbackServerContext* context,
                                     const v1::VoidHoldRequest* request,
                                     v1::VoidHoldResponse* response) override;
  grpc::ServerUnaryReactor* ProposeAdjustment(
      grpc::CallbackServerContext* context,
      const v1::ProposeAdjustmentRequest* request,
      v1::ProposeAdjustmentResponse* response) override;
  grpc::ServerUnaryReactor* DecideAdjustment(
      grpc::CallbackServerContext* context,
      const v1::DecideAdjustmentRequest* request,
      v1::DecideAdjustmentResponse* response) override;
  grpc::ServerUnaryReactor* Penalise(grpc::CallbackServerContext* context,
                                     const v1::PenaliseRequest* request,
                                     v1::PenaliseResponse* response) override;
  grpc::ServerUnaryReactor* PublishBudget(
      grpc::CallbackServerContext* context,
      const v1::PublishBudgetRequest* request,
      v1::PublishBudgetResponse* response) override;
  grpc::ServerUnaryReactor* ChangeBudget(
      grpc::CallbackServerContext* context,
      const v1::ChangeBudgetRequest* request,
      v1::ChangeBudgetResponse* response) override;
  grpc::ServerUnaryReactor* ReservePrizes(
      grpc::CallbackServerContext* context,
      const v1::ReservePrizesRequest* request,
      v1::ReservePrizesResponse* response) override;
  grpc::ServerUnaryReactor* GrantPrize(
      grpc::CallbackServerContext* context,
      const v1::GrantPrizeRequest* request,
      v1::GrantPrizeResponse* response) override;
  grpc::ServerUnaryReactor* ReleasePrizes(
      grpc::CallbackServerContext* context,
      const v1::ReleasePrizesRequest* request,
      v1::ReleasePrizesResponse* response) override;
  grpc::ServerUnaryReactor* MoveHousehold(
      grpc::CallbackServerContext* context,
      const v1::MoveHouseholdRequest* request,
      v1::MoveHouseholdResponse* response) override;
  grpc::ServerUnaryReactor* CorrectTariff(
      grpc::CallbackServerContext* context,
      const v1::CorrectTariffRequest* request,
      v1::CorrectTariffResponse* response) override;
  grpc::ServerUnaryReactor* GetPoints(grpc::CallbackServerContext* context,
                                      const v1::GetPointsRequest* request,
                                      v1::GetPointsResponse* response) override;
  grpc::ServerUnaryReactor* ListHolds(grpc::CallbackServerContext* context,
                                      const v1::ListHoldsRequest* request,
                                      v1::ListHoldsResponse* response) override;
  grpc::ServerUnaryReactor* ListAdjustments(
      grpc::CallbackServerContext* context,
      const v1::ListAdjustmentsRequest* request,
      v1::ListAdjustmentsResponse* response) override;
  grpc::ServerUnaryReactor* GetPointsFigures(
      grpc::CallbackServerContext* context,
      const v1::GetPointsFiguresRequest* request,
      v1::GetPointsFiguresResponse* response) override;
  grpc::ServerUnaryReactor* PreviewCorrection(
      grpc::CallbackServerContext* context,
      const v1::PreviewCorrectionRequest* request,
      v1::PreviewCorrectionResponse* response) override;
  grpc::ServerUnaryReactor* GetCorrection(
      grpc::CallbackServerContext* context,
      const v1::GetCorrectionRequest* request,
      v1::GetCorrectionResponse* response) override;

 private:
  grpc::Status Preview(const v1::PreviewCorrectionRequest& request,
                       v1::PreviewCorrectionResponse* response) const;

  const ledger::CommandPorts ports_;
  common::Clock* clock_;
};

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_POINTS_SERVICE_H_
