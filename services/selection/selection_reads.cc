// ListCampaigns, GetCampaign and ListCandidates.
#include <algorithm>
#include <string>
#include <vector>

#include "services/ledger/reads.h"
#include "services/ledger/rules/plain_text.h"
#include "services/selection/calls.h"
#include "services/selection/selection_service.h"
#include "services/selection/standing.h"

namespace greenledger::selection {
namespace {

constexpr ledger::PageSizes kCampaigns{50, 200};
constexpr ledger::PageSizes kCandidates{100, 1000};

// Numbers of a page of campaigns; says whether there are more.
std::vector<uint32_t> NumbersAfter(ledger::LiveBook* book, uint64_t after,
                                   size_t size, bool* more) {
  common::MutexLock lock(book->mu);
  const auto& campaigns = book->state.selection().campaigns;
  std::vector<uint32_t> numbers;
  auto at = std::find_if(
      campaigns.begin(), campaigns.end(),
      [after](const auto& campaign) { return campaign.first > after; });
  for (; at != campaigns.end() && numbers.size() < size; ++at) {
    numbers.push_back(at->first);
  }
  *more = at != campaigns.end();
  return numbers;
}

// What pages of one list are bound to, besides the request: a list that has
// changed begins again.
std::string Binding(const v1::ListCandidatesRequest& request,
                    const rules::CampaignRecord& campaign,
                    const Figures& figures) {
  return "ListCandidates/" + std::to_string(request.book()) + "/" +
         std::to_string(request.campaign_number()) + "/" +
         (request.winners_only() ? "winners/" : "all/") +
         std::to_string(campaign.step_index) + "/" +
         rules::ToHexText(figures.winners_digest);
}

grpc::Status FillCandidates(const v1::ListCandidatesRequest& request,
                            const rules::BookState& state,
                            const rules::CampaignRecord& campaign,
                            const View& view,
                            v1::ListCandidatesResponse* response) {
  const std::string binding = Binding(request, campaign, view.figures);
  const auto from = ledger::NumberCursor(request.page_token(), binding);
  if (!from.has_value()) return common::BadPageToken(request.page_token());
  const size_t end =
      request.winners_only() ? view.winners.order.size() : view.shown.size();
  const size_t size = ledger::PageSize(request.page_size(),
                                       kCandidates.standard, kCandidates.most);
  size_t at = *from;
  for (; at < end && at < *from + size; ++at) {
    FillCandidate(state, campaign, view.winners, view.shown[at],
                  response->add_candidates());
  }
  if (at < end) {
    response->set_next_page_token(
        common::EncodePageToken(std::to_string(at), binding));
  }
  return grpc::Status::OK;
}

// Answers when what was seen is durable.
void AnswerWhenDurable(ledger::LiveBook* book, uint64_t seen,
                       grpc::ServerUnaryReactor* reactor) {
  book->WhenDurable(seen, [reactor] { reactor->Finish(grpc::Status::OK); });
}

}  // namespace

grpc::ServerUnaryReactor* SelectionServiceImpl::ListCampaigns(
    grpc::CallbackServerContext* context,
    const v1::ListCampaignsRequest* request,
    v1::ListCampaignsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const std::string arguments =
            "ListCampaigns/" + std::to_string(request->book());
        const auto after =
            ledger::NumberCursor(request->page_token(), arguments);
        if (!after.has_value()) {
          return common::BadPageToken(request->page_token());
        }
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->book(), &book);
        if (!found.ok()) return found;
        bool more = false;
        const std::vector<uint32_t> numbers =
            NumbersAfter(book, *after,
                         ledger::PageSize(request->page_size(),
                                          kCampaigns.standard, kCampaigns.most),
                         &more);
        uint64_t seen = 0;
        for (const uint32_t number : numbers) {
          board_.Read(book, number,
                      [&](const rules::BookState& state,
                          const rules::CampaignRecord& campaign,
                          const Figures& figures) {
                        FillCampaign(campaign, figures,
                                     response->add_campaigns());
                        seen = state.size();
                      });
        }
        if (more) {
          response->set_next_page_token(common::EncodePageToken(
              std::to_string(numbers.back()), arguments));
        }
        AnswerWhenDurable(book, seen, reactor);
        return grpc::Status::OK;
      });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::GetCampaign(
    grpc::CallbackServerContext* context, const v1::GetCampaignRequest* request,
    v1::GetCampaignResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->book(), &book);
        if (!found.ok()) return found;
        uint64_t seen = 0;
        const bool known = board_.Read(
            book, request->campaign_number(),
            [&](const rules::BookState& state,
                const rules::CampaignRecord& campaign, const Figures& figures) {
              FillCampaign(campaign, figures, response->mutable_campaign());
              seen = state.size();
            });
        if (!known) {
          return CampaignUnknown(request->book(), request->campaign_number());
        }
        AnswerWhenDurable(book, seen, reactor);
        return grpc::Status::OK;
      });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::ListCandidates(
    grpc::CallbackServerContext* context,
    const v1::ListCandidatesRequest* request,
    v1::ListCandidatesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status status =
            ledger::FindBook(*ports_.books, request->book(), &book);
        if (!status.ok()) return status;
        uint64_t seen = 0;
        const bool known = board_.ReadList(
            book, request->campaign_number(),
            [&](const rules::BookState& state,
                const rules::CampaignRecord& campaign, const View& view) {
              status =
                  FillCandidates(*request, state, campaign, view, response);
              seen = state.size();
            });
        if (!known) {
          return CampaignUnknown(request->book(), request->campaign_number());
        }
        if (status.ok()) AnswerWhenDurable(book, seen, reactor);
        return status;
      });
}

}  // namespace greenledger::selection
