// The commands of RewardsService; its reads are in rewards_reads.cc.
#include "services/rewards/rewards_service.h"

namespace greenledger::rewards {

template <typename Request, typename Response, typename SetBody>
grpc::ServerUnaryReactor* RewardsServiceImpl::Run(
    grpc::CallbackServerContext* context, const char* rpc, const char* field,
    const Request* request, Response* response, SetBody set_body) {
  return ledger::RunCommand(ports_, context, rpc, request, response,
                            [&](ledger::LiveBook*) {
                              ledger::Items items(1);
                              items[0].field = field;
                              set_body(&items[0].entry);
                              return items;
                            });
}

grpc::ServerUnaryReactor* RewardsServiceImpl::PublishReward(
    grpc::CallbackServerContext* context,
    const v1::PublishRewardRequest* request,
    v1::PublishRewardResponse* response) {
  return Run(context, "PublishReward", "reward", request, response,
             [&](v1::Entry* entry) {
               *entry->mutable_reward_published() = request->reward();
             });
}

grpc::ServerUnaryReactor* RewardsServiceImpl::ChangeStock(
    grpc::CallbackServerContext* context, const v1::ChangeStockRequest* request,
    v1::ChangeStockResponse* response) {
  return Run(context, "ChangeStock", "change", request, response,
             [&](v1::Entry* entry) {
               *entry->mutable_stock_changed() = request->change();
             });
}

grpc::ServerUnaryReactor* RewardsServiceImpl::MoveArticle(
    grpc::CallbackServerContext* context, const v1::MoveArticleRequest* request,
    v1::MoveArticleResponse* response) {
  return Run(context, "MoveArticle", "move", request, response,
             [&](v1::Entry* entry) {
               *entry->mutable_article_moved() = request->move();
             });
}

}  // namespace greenledger::rewards
