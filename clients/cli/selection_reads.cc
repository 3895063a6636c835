#include "clients/cli/selection_reads.h"

#include "clients/cli/paging.h"

namespace greenledger::cli {
grpc::Status GetCampaign(Session& session, uint64_t book, uint32_t number,
                         v1::CampaignStanding* campaign) {
  v1::GetCampaignRequest request;
  request.set_book(book);
  request.set_campaign_number(number);
  v1::GetCampaignResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Selection::GetCampaign, request, &response);
  *campaign = response.campaign();
  return status;
}

grpc::Status ReadCandidates(Session& session, uint32_t number,
                            bool winners_only,
                            std::vector<v1::Candidate>* candidates) {
  v1::ListCandidatesRequest request;
  request.set_book(session.book);
  request.set_campaign_number(number);
  request.set_winners_only(winners_only);
  request.set_page_size(kPageSize);
  return ForEachPage(session, &Client::Selection::ListCandidates, request,
                     [&](const v1::ListCandidatesResponse& page) {
                       candidates->insert(candidates->end(),
                                          page.candidates().begin(),
                                          page.candidates().end());
                     });
}

grpc::Status GetScheme(Session& session, v1::Scheme* scheme) {
  v1::GetTariffRequest request;
  request.set_book(session.book);
  v1::GetTariffResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Registry::GetTariff, request, &response);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
    return grpc::Status::OK;  // no tariff is in force yet
  }
  *scheme = response.scheme();
  return status;
}

}  // namespace greenledger::cli
