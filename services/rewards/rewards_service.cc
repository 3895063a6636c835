// The commands of RewardsService; its reads are in rewards_reads.cc.
#include "services/rewards/rewards_service.h"

namespace greenledger::rewards {

grpc::ServerUnaryReactor* RewardsServiceImpl::PublishReward(
    grpc::CallbackServerContext* context,
    const v1::PublishRewardRequest* request,
    v1::PublishRewardResponse* response) {
  return ledger::RunEntry(ports_, context, "PublishReward", "reward", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_reward_published() =
                                request->reward();
                          });
}

grpc::ServerUnaryReactor* RewardsServiceImpl::ChangeStock(
    grpc::CallbackServerContext* context, const v1::ChangeStockRequest* request,
    v1::ChangeStockResponse* response) {
  return ledger::RunEntry(ports_, context, "ChangeStock", "change", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_stock_changed() = request->change();
                          });
}

grpc::ServerUnaryReactor* RewardsServiceImpl::MoveArticle(
    grpc::CallbackServerContext* context, const v1::MoveArticleRequest* request,
    v1::MoveArticleResponse* response) {
  return ledger::RunEntry(ports_, context, "MoveArticle", "move", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_article_moved() = request->move();
                          });
}

}  // namespace greenledger::rewards
