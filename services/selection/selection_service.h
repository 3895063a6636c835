// SelectionService: commands go through the committer, reads show what is
// durable. Lists are computed on a thread of their own.
#ifndef GREENLEDGER_SERVICES_SELECTION_SELECTION_SERVICE_H_
#define GREENLEDGER_SERVICES_SELECTION_SELECTION_SERVICE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "greenledger/v1/selection_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/common/desk.h"
#include "services/ledger/command_call.h"
#include "services/ledger/ledger.h"
#include "services/selection/board.h"
#include "services/selection/contacts.h"
#include "services/selection/explainers.h"

namespace greenledger::selection {

class SelectionServiceImpl final
    : public v1::SelectionService::CallbackService {
 public:
  struct Options {
    // Where the contacts of those who object lie; made if it is not there.
    std::string folder;
    // nullptr is the machine's own; must outlive the service.
    rocksdb::Env* env = nullptr;
  };

  // Both must outlive the service. Errors as Contacts::Open.
  static absl::StatusOr<std::unique_ptr<SelectionServiceImpl>> Open(
      Options options, ledger::Ledger* ledger, common::Clock* clock);

  grpc::ServerUnaryReactor* DraftCampaign(
      grpc::CallbackServerContext* context,
      const v1::DraftCampaignRequest* request,
      v1::DraftCampaignResponse* response) override;
  grpc::ServerUnaryReactor* FileDeclaration(
      grpc::CallbackServerContext* context,
      const v1::FileDeclarationRequest* request,
      v1::FileDeclarationResponse* response) override;
  grpc::ServerUnaryReactor* Nominate(grpc::CallbackServerContext* context,
                                     const v1::NominateRequest* request,
                                     v1::NominateResponse* response) override;
  grpc::ServerUnaryReactor* StepCampaign(
      grpc::CallbackServerContext* context,
      const v1::StepCampaignRequest* request,
      v1::StepCampaignResponse* response) override;
  grpc::ServerUnaryReactor* SignReview(
      grpc::CallbackServerContext* context,
      const v1::SignReviewRequest* request,
      v1::SignReviewResponse* response) override;
  grpc::ServerUnaryReactor* FileObjection(
      grpc::CallbackServerContext* context,
      const v1::FileObjectionRequest* request,
      v1::FileObjectionResponse* response) override;
  grpc::ServerUnaryReactor* AnswerObjection(
      grpc::CallbackServerContext* context,
      const v1::AnswerObjectionRequest* request,
      v1::AnswerObjectionResponse* response) override;
  grpc::ServerUnaryReactor* CheckTitle(
      grpc::CallbackServerContext* context,
      const v1::CheckTitleRequest* request,
      v1::CheckTitleResponse* response) override;
  grpc::ServerUnaryReactor* ListCampaigns(
      grpc::CallbackServerContext* context,
      const v1::ListCampaignsRequest* request,
      v1::ListCampaignsResponse* response) override;
  grpc::ServerUnaryReactor* GetCampaign(
      grpc::CallbackServerContext* context,
      const v1::GetCampaignRequest* request,
      v1::GetCampaignResponse* response) override;
  grpc::ServerUnaryReactor* ListCandidates(
      grpc::CallbackServerContext* context,
      const v1::ListCandidatesRequest* request,
      v1::ListCandidatesResponse* response) override;
  grpc::ServerUnaryReactor* ExplainContestant(
      grpc::CallbackServerContext* context,
      const v1::ExplainContestantRequest* request,
      v1::ExplainContestantResponse* response) override;
  grpc::ServerUnaryReactor* ListObjections(
      grpc::CallbackServerContext* context,
      const v1::ListObjectionsRequest* request,
      v1::ListObjectionsResponse* response) override;
  grpc::ServerUnaryReactor* GetObjectionContact(
      grpc::CallbackServerContext* context,
      const v1::GetObjectionContactRequest* request,
      v1::GetObjectionContactResponse* response) override;
  grpc::ServerUnaryReactor* EraseObjectionContact(
      grpc::CallbackServerContext* context,
      const v1::EraseObjectionContactRequest* request,
      v1::EraseObjectionContactResponse* response) override;
  grpc::ServerUnaryReactor* ListTitles(
      grpc::CallbackServerContext* context,
      const v1::ListTitlesRequest* request,
      v1::ListTitlesResponse* response) override;

 private:
  SelectionServiceImpl(std::unique_ptr<Contacts> contacts,
                       ledger::Ledger* ledger, common::Clock* clock);

  // Each runs on the desk and answers, or returns what to answer.
  grpc::Status Evaluate(ledger::LiveBook* book,
                        const v1::StepCampaignRequest& request,
                        v1::StepCampaignResponse* response,
                        grpc::ServerUnaryReactor* reactor);
  grpc::Status Award(ledger::LiveBook* book,
                     const v1::StepCampaignRequest& request,
                     v1::StepCampaignResponse* response,
                     grpc::ServerUnaryReactor* reactor);
  grpc::Status Explain(const ListTask& task,
                       const v1::ExplainContestantRequest& request,
                       const grpc::CallbackServerContext& context,
                       v1::ExplainContestantResponse* response);
  grpc::Status SubmitObjection(ledger::LiveBook* book,
                               const v1::FileObjectionRequest& request,
                               v1::FileObjectionResponse* response,
                               grpc::ServerUnaryReactor* reactor);
  // Forgets a contact whose objection was refused; answers after that.
  void DropContact(ledger::LiveBook* book, const std::string& digest,
                   std::function<void()> answer);

  const ledger::CommandPorts ports_;
  common::Clock* const clock_;
  const std::unique_ptr<Contacts> contacts_;
  Board board_;
  // Used on the desk alone.
  Explainers explainers_;
  // Last, so that it ends first.
  common::Desk desk_;
};

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_SELECTION_SERVICE_H_
