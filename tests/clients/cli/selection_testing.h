// A server of campaigns that writes down what it is asked, and one campaign
// with a list of three households.
#ifndef GREENLEDGER_TESTS_CLIENTS_CLI_SELECTION_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_CLI_SELECTION_TESTING_H_

#include <string>
#include <vector>

#include "services/ledger/rules/winners.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {

class FakeSelection : public v1::SelectionService::Service, public Recorder {
 public:
  v1::CampaignStanding campaign;
  std::vector<v1::Candidate> candidates;
  v1::ExplainContestantResponse explanation;
  std::vector<v1::ObjectionStanding> objections;
  std::vector<v1::TitleStanding> titles;
  // Of the objection that was filed last.
  std::string sealed_contact;
  bool erased = false;

 private:
  using Context = grpc::ServerContext;
  using Status = grpc::Status;

  Status DraftCampaign(Context*, const v1::DraftCampaignRequest* request,
                       v1::DraftCampaignResponse* response) override {
    return Take(*request, response);
  }
  Status FileDeclaration(Context*, const v1::FileDeclarationRequest* request,
                         v1::FileDeclarationResponse* response) override {
    return Take(*request, response);
  }
  Status Nominate(Context*, const v1::NominateRequest* request,
                  v1::NominateResponse* response) override {
    return Take(*request, response);
  }
  Status StepCampaign(Context*, const v1::StepCampaignRequest* request,
                      v1::StepCampaignResponse* response) override {
    return Take(*request, response);
  }
  Status SignReview(Context*, const v1::SignReviewRequest* request,
                    v1::SignReviewResponse* response) override {
    return Take(*request, response);
  }
  Status FileObjection(Context*, const v1::FileObjectionRequest* request,
                       v1::FileObjectionResponse* response) override {
    v1::FileObjectionRequest without = *request;
    sealed_contact = request->sealed_contact();
    without.clear_sealed_contact();
    return Take(without, response);
  }
  Status AnswerObjection(Context*, const v1::AnswerObjectionRequest* request,
                         v1::AnswerObjectionResponse* response) override {
    return Take(*request, response);
  }
  Status CheckTitle(Context*, const v1::CheckTitleRequest* request,
                    v1::CheckTitleResponse* response) override {
    return Take(*request, response);
  }
  Status ListCampaigns(Context*, const v1::ListCampaignsRequest*,
                       v1::ListCampaignsResponse* response) override {
    *response->add_campaigns() = campaign;
    return Status::OK;
  }
  Status GetCampaign(Context*, const v1::GetCampaignRequest*,
                     v1::GetCampaignResponse* response) override {
    *response->mutable_campaign() = campaign;
    return Status::OK;
  }
  // Two on a page; the token is the place of the next one.
  Status ListCandidates(Context*, const v1::ListCandidatesRequest* request,
                        v1::ListCandidatesResponse* response) override {
    size_t at =
        request->page_token().empty() ? 0 : std::stoul(request->page_token());
    const size_t end = std::min(at + 2, candidates.size());
    for (; at < end; ++at) {
      if (candidates[at].wins() || !request->winners_only()) {
        *response->add_candidates() = candidates[at];
      }
    }
    if (at < candidates.size()) {
      response->set_next_page_token(std::to_string(at));
    }
    return Status::OK;
  }
  Status ExplainContestant(Context*,
                           const v1::ExplainContestantRequest* request,
                           v1::ExplainContestantResponse* response) override {
    last = request->ShortDebugString();
    *response = explanation;
    return Status::OK;
  }
  Status ListObjections(Context*, const v1::ListObjectionsRequest* request,
                        v1::ListObjectionsResponse* response) override {
    last = request->ShortDebugString();
    response->mutable_objections()->Assign(objections.begin(),
                                           objections.end());
    return Status::OK;
  }
  Status GetObjectionContact(
      Context*, const v1::GetObjectionContactRequest*,
      v1::GetObjectionContactResponse* response) override {
    response->set_sealed_contact(sealed_contact);
    return Status::OK;
  }
  Status EraseObjectionContact(Context*,
                               const v1::EraseObjectionContactRequest*,
                               v1::EraseObjectionContactResponse*) override {
    erased = true;
    return Status::OK;
  }
  Status ListTitles(Context*, const v1::ListTitlesRequest* request,
                    v1::ListTitlesResponse* response) override {
    last = request->ShortDebugString();
    response->mutable_titles()->Assign(titles.begin(), titles.end());
    return Status::OK;
  }
};

// A tariff is not in force.
class NoTariff : public v1::RegistryService::Service {
  grpc::Status GetTariff(grpc::ServerContext*, const v1::GetTariffRequest*,
                         v1::GetTariffResponse*) override {
    return {grpc::StatusCode::NOT_FOUND, "no tariff"};
  }
  grpc::Status ListPlaces(grpc::ServerContext*, const v1::ListPlacesRequest*,
                          v1::ListPlacesResponse* response) override {
    v1::Place* place = response->add_places();
    place->set_number(21);
    place->set_kind(v1::PLACE_KIND_BUILDING);
    place->set_name("3 号楼");
    return grpc::Status::OK;
  }
};

template <typename Ledger = BookOfEntries,
          typename Proofs = v1::ProofService::Service,
          typename Evidence = v1::EvidenceService::Service,
          typename Ranking = v1::RankingService::Service>
class SelectionTestOf
    : public CliTest<NoTariff, Ledger, Proofs, v1::OperationsService::Service,
                     v1::IdentityService::Service,
                     v1::OversightService::Service, FakePoints,
                     v1::RewardsService::Service, Evidence, FakeSelection,
                     Ranking> {
 protected:
  static constexpr uint64_t kBook = 350212002001;

  // Households 12 and 13 win, 14 does not; digests are those of these lists.
  SelectionTestOf() {
    v1::CampaignStanding& campaign = this->selection.campaign;
    v1::CampaignRule* rule = campaign.mutable_rule();
    rule->set_number(7);
    rule->set_title_zh("绿色家庭");
    rule->set_title_en("Green family");
    rule->set_level(v1::TITLE_LEVEL_COMMUNITY);
    rule->set_layer(v1::CAMPAIGN_LAYER_HONOUR);
    rule->set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
    rule->set_from_day("2025-01-01");
    rule->set_to_day("2025-12-31");
    campaign.set_state(v1::CAMPAIGN_STATE_NOTICE);
    campaign.set_winners(2);
    campaign.set_notice_from(20'513);
    campaign.set_notice_until(20'520);
    v1::Evaluation* evaluation = campaign.mutable_evaluation();
    evaluation->set_size(2);
    evaluation->set_root(std::string(32, '\x1A'));
    for (const uint64_t household : {12, 13, 14}) AddCandidate(household);
    evaluation->set_list_digest(rules::DigestOf(ListText()));
    campaign.set_winners_digest(rules::DigestOf(WinnersText()));
  }

  Outcome Do(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--book", std::to_string(kBook)});
    return this->Run(std::move(arguments));
  }
  // What a command that is accepted asked.
  std::string Sent(std::vector<std::string> arguments) {
    const Outcome outcome = Do(std::move(arguments));
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return this->selection.last;
  }

  std::vector<v1::ListRow> ListRows() const {
    std::vector<v1::ListRow> rows;
    for (const v1::Candidate& candidate : this->selection.candidates) {
      rows.push_back(candidate.row());
    }
    return rows;
  }
  std::string ListText() const {
    return rules::ListText(kBook, 7, this->selection.campaign.evaluation(),
                           ListRows(), {});
  }
  std::string WinnersText() const {
    rules::CampaignRecord record;
    record.rule = this->selection.campaign.rule();
    record.evaluation = this->selection.campaign.evaluation();
    rules::Winners winners;
    for (const v1::Candidate& candidate : this->selection.candidates) {
      if (!candidate.wins()) continue;
      winners.order.push_back(static_cast<uint32_t>(record.list.size()));
      record.list.emplace_back().row = candidate.row();
      winners.outcomes.push_back(
          {.final_score_millionths = candidate.final_score_millionths(),
           .wins = true,
           .winner_rank = candidate.winner_rank()});
    }
    return rules::WinnersText(kBook, record, winners);
  }

 private:
  void AddCandidate(uint64_t household) {
    const auto rank =
        static_cast<uint32_t>(this->selection.candidates.size() + 1);
    v1::Candidate& candidate = this->selection.candidates.emplace_back();
    candidate.mutable_row()->set_number(household);
    candidate.mutable_row()->set_rank(rank);
    candidate.mutable_row()->set_score_millionths(1'000'000 - rank);
    candidate.set_building_number(21);
    candidate.set_final_score_millionths(1'000'000 - rank);
    candidate.set_wins(rank <= 2);
    candidate.set_winner_rank(rank <= 2 ? rank : 0);
  }
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_TESTS_CLIENTS_CLI_SELECTION_TESTING_H_
