// ExplainContestant.
#include <string>
#include <utility>

#include "services/selection/calls.h"
#include "services/selection/selection_service.h"

namespace greenledger::selection {
namespace {

// The evaluation that a list was made by; as things stand, from all entries so
// far, before there is one.
ListTask TaskOf(const rules::BookState& state,
                const rules::CampaignRecord& campaign) {
  ListTask task;
  task.book = state.book();
  task.rule = campaign.rule;
  task.rule_index = campaign.rule_index;
  if (campaign.evaluation.size() != 0) {
    task.size = campaign.evaluation.size();
    task.draw_seed = campaign.evaluation.draw_seed();
    return task;
  }
  task.size = state.size();
  return task;
}

}  // namespace

grpc::Status SelectionServiceImpl::Explain(
    const ListTask& task, const v1::ExplainContestantRequest& request,
    const grpc::CallbackServerContext& context,
    v1::ExplainContestantResponse* response) {
  const auto evaluator =
      explainers_.Get(task, [&context] { return context.IsCancelled(); });
  if (absl::IsCancelled(evaluator.status())) return grpc::Status::CANCELLED;
  if (!evaluator.ok()) return common::ToGrpc(evaluator.status());
  auto explained = (*evaluator)->Explain(request.contestant());
  if (!explained.has_value()) {
    return common::Error(
        common::Reason::kContestantUnknown,
        {{"book", std::to_string(request.book())},
         {"campaign", std::to_string(request.campaign_number())},
         {"contestant", TextOf(request.contestant())}});
  }
  *response = *std::move(explained);
  response->set_size(task.size);
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* SelectionServiceImpl::ExplainContestant(
    grpc::CallbackServerContext* context,
    const v1::ExplainContestantRequest* request,
    v1::ExplainContestantResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->book(), &book);
        if (!found.ok()) return found;
        ListTask task;
        uint64_t seen = 0;
        {
          common::MutexLock lock(book->mu);
          const auto* campaign =
              book->state.selection().Find(request->campaign_number());
          if (campaign == nullptr) {
            return CampaignUnknown(request->book(), request->campaign_number());
          }
          task = TaskOf(book->state, *campaign);
          seen = book->state.size();
        }
        book->WhenDurable(seen, [this, task = std::move(task), context, request,
                                 response, reactor] {
          OnDesk(&desk_, reactor,
                 [this, task, context, request, response, reactor] {
                   grpc::Status status =
                       Explain(task, *request, *context, response);
                   if (status.ok()) reactor->Finish(status);
                   return status;
                 });
        });
        return grpc::Status::OK;
      });
}

}  // namespace greenledger::selection
