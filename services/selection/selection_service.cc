// The commands of SelectionService that are one entry; steps.cc,
// objections.cc, selection_reads.cc, list_reads.cc and explain.cc have the
// rest.
#include "services/selection/selection_service.h"

#include <utility>

#include "services/ledger/operator_command.h"
#include "services/selection/calls.h"
#include "services/selection/nomination.h"

namespace greenledger::selection {
namespace {

// Commands and questions that wait for the desk.
constexpr size_t kWaitingMax = 64;
constexpr size_t kEvaluationsKept = 4;

v1::TitleLevel LevelOf(ledger::LiveBook* book, uint32_t campaign) {
  common::MutexLock lock(book->mu);
  const auto* found = book->state.selection().Find(campaign);
  return found == nullptr ? v1::TITLE_LEVEL_UNSPECIFIED : found->rule.level();
}

}  // namespace

SelectionServiceImpl::SelectionServiceImpl(std::unique_ptr<Contacts> contacts,
                                           ledger::Ledger* ledger,
                                           common::Clock* clock)
    : ports_{&ledger->books(), &ledger->store(), &ledger->admission()},
      clock_(clock),
      contacts_(std::move(contacts)),
      explainers_(&ledger->store(), kEvaluationsKept),
      desk_(kWaitingMax) {}

absl::StatusOr<std::unique_ptr<SelectionServiceImpl>>
SelectionServiceImpl::Open(Options options, ledger::Ledger* ledger,
                           common::Clock* clock) {
  auto contacts =
      Contacts::Open({.folder = std::move(options.folder), .env = options.env});
  if (!contacts.ok()) return contacts.status();
  return std::unique_ptr<SelectionServiceImpl>(
      new SelectionServiceImpl(*std::move(contacts), ledger, clock));
}

grpc::ServerUnaryReactor* SelectionServiceImpl::DraftCampaign(
    grpc::CallbackServerContext* context,
    const v1::DraftCampaignRequest* request,
    v1::DraftCampaignResponse* response) {
  return ledger::RunEntry(ports_, context, "DraftCampaign", "rule", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_campaign_drafted() =
                                request->rule();
                          });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::FileDeclaration(
    grpc::CallbackServerContext* context,
    const v1::FileDeclarationRequest* request,
    v1::FileDeclarationResponse* response) {
  return ledger::RunEntry(ports_, context, "FileDeclaration", "declaration",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_declaration_filed() =
                                request->declaration();
                          });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::SignReview(
    grpc::CallbackServerContext* context, const v1::SignReviewRequest* request,
    v1::SignReviewResponse* response) {
  return ledger::RunEntry(ports_, context, "SignReview", "review", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_review_signed() = request->review();
                          });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::AnswerObjection(
    grpc::CallbackServerContext* context,
    const v1::AnswerObjectionRequest* request,
    v1::AnswerObjectionResponse* response) {
  return ledger::RunEntry(ports_, context, "AnswerObjection", "answer", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_objection_answered() =
                                request->answer();
                          });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::CheckTitle(
    grpc::CallbackServerContext* context, const v1::CheckTitleRequest* request,
    v1::CheckTitleResponse* response) {
  return ledger::RunEntry(ports_, context, "CheckTitle", "check", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_title_checked() = request->check();
                          });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::Nominate(
    grpc::CallbackServerContext* context, const v1::NominateRequest* request,
    v1::NominateResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->header().book(), &book);
        if (!found.ok()) return found;
        v1::NominationReceived nomination = request->nomination();
        // A repeat gets the first outcome, whatever became of the title.
        if (!IsKnown(book, request->header())) {
          auto filled =
              FillNomination(*ports_.books, nomination,
                             LevelOf(book, nomination.campaign_number()),
                             book->code, clock_->NowMicros(), &board_);
          if (!filled.has_value()) {
            return common::Error(
                common::Reason::kNotATitleHolder,
                {{"book", std::to_string(nomination.contestant().book())},
                 {"contestant", TextOf(nomination.contestant())},
                 {"campaign", std::to_string(nomination.from_campaign())}});
          }
          nomination = *std::move(filled);
        }
        return ledger::SubmitCommand(
            ports_, book,
            ledger::OperatorCommand(
                "Nominate", *request,
                OneItem("nomination",
                        [&](v1::Entry* entry) {
                          *entry->mutable_nomination_received() =
                              std::move(nomination);
                        })),
            request->ByteSizeLong(), response, reactor);
      });
}

}  // namespace greenledger::selection
