// RewardsService: commands go through the committer, reads show what is
// durable.
#ifndef GREENLEDGER_SERVICES_REWARDS_REWARDS_SERVICE_H_
#define GREENLEDGER_SERVICES_REWARDS_REWARDS_SERVICE_H_

#include "greenledger/v1/rewards_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/ledger/command_call.h"
#include "services/ledger/ledger.h"

namespace greenledger::rewards {

class RewardsServiceImpl final : public v1::RewardsService::CallbackService {
 public:
  // Both must outlive this.
  RewardsServiceImpl(ledger::Ledger* ledger, common::Clock* clock)
      : ports_{&ledger->books(), &ledger->store(), &ledger->admission()},
        clock_(clock) {}

  grpc::ServerUnaryReactor* PublishReward(
      grpc::CallbackServerContext* context,
      const v1::PublishRewardRequest* request,
      v1::PublishRewardResponse* response) override;
  grpc::ServerUnaryReactor* ChangeStock(
      grpc::CallbackServerContext* context,
      const v1::ChangeStockRequest* request,
      v1::ChangeStockResponse* response) override;
  grpc::ServerUnaryReactor* MoveArticle(
      grpc::CallbackServerContext* context,
      const v1::MoveArticleRequest* request,
      v1::MoveArticleResponse* response) override;
  grpc::ServerUnaryReactor* ListRewards(
      grpc::CallbackServerContext* context,
      const v1::ListRewardsRequest* request,
      v1::ListRewardsResponse* response) override;
  grpc::ServerUnaryReactor* GetRewardPicture(
      grpc::CallbackServerContext* context,
      const v1::GetRewardPictureRequest* request,
      v1::GetRewardPictureResponse* response) override;
  grpc::ServerUnaryReactor* GetDayClose(
      grpc::CallbackServerContext* context,
      const v1::GetDayCloseRequest* request,
      v1::GetDayCloseResponse* response) override;

 private:
  grpc::Status FillPicture(const v1::GetRewardPictureRequest& request,
                           v1::GetRewardPictureResponse* response) const;
  grpc::Status FillDay(const v1::GetDayCloseRequest& request,
                       v1::GetDayCloseResponse* response) const;

  const ledger::CommandPorts ports_;
  common::Clock* clock_;
};

}  // namespace greenledger::rewards

#endif  // GREENLEDGER_SERVICES_REWARDS_REWARDS_SERVICE_H_
