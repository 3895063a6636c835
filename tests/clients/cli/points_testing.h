// Servers of points and rewards that write down what they are asked.
#ifndef GREENLEDGER_TESTS_CLIENTS_CLI_POINTS_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_CLI_POINTS_TESTING_H_

#include <string>
#include <vector>

#include "storage/proof/sha256.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {

// What became of the last command.
class Recorder {
 public:
  // The last command as text, without its header.
  std::string last;
  // What it is answered; an accepted one if empty.
  std::vector<v1::Refusal> refusals;
  // Answers no command if set.
  grpc::Status failure;

 protected:
  template <typename Request, typename Response>
  grpc::Status Take(const Request& request, Response* response) {
    if (!failure.ok()) return failure;
    Request plain = request;
    plain.clear_header();
    last = plain.ShortDebugString();
    v1::CommandResult* result = response->mutable_result();
    result->set_code(refusals.empty() ? v1::COMMAND_RESULT_CODE_ACCEPTED
                                      : v1::COMMAND_RESULT_CODE_REFUSED);
    result->mutable_refusals()->Assign(refusals.begin(), refusals.end());
    result->set_first_index(4711);
    result->set_entries(1);
    return grpc::Status::OK;
  }
};

class FakePoints : public v1::PointsService::Service, public Recorder {
 public:
  std::vector<v1::Hold> holds;
  v1::GetPointsResponse points;
  v1::GetPointsFiguresResponse figures;
  std::vector<v1::PreviewCorrectionResponse> pages;
  // One after another; the last again and again.
  std::vector<v1::GetCorrectionResponse> corrections;

 private:
  using Context = grpc::ServerContext;

  grpc::Status PlaceHold(Context*, const v1::PlaceHoldRequest* request,
                         v1::PlaceHoldResponse* response) override {
    v1::Hold hold;
    hold.set_index(4711);
    *hold.mutable_placed() = request->hold();
    holds.push_back(hold);
    return Take(*request, response);
  }
  grpc::Status CommitHold(Context*, const v1::CommitHoldRequest* request,
                          v1::CommitHoldResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status VoidHold(Context*, const v1::VoidHoldRequest* request,
                        v1::VoidHoldResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ProposeAdjustment(
      Context*, const v1::ProposeAdjustmentRequest* request,
      v1::ProposeAdjustmentResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status DecideAdjustment(
      Context*, const v1::DecideAdjustmentRequest* request,
      v1::DecideAdjustmentResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status Penalise(Context*, const v1::PenaliseRequest* request,
                        v1::PenaliseResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status PublishBudget(Context*, const v1::PublishBudgetRequest* request,
                             v1::PublishBudgetResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ChangeBudget(Context*, const v1::ChangeBudgetRequest* request,
                            v1::ChangeBudgetResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ReservePrizes(Context*, const v1::ReservePrizesRequest* request,
                             v1::ReservePrizesResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status GrantPrize(Context*, const v1::GrantPrizeRequest* request,
                          v1::GrantPrizeResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ReleasePrizes(Context*, const v1::ReleasePrizesRequest* request,
                             v1::ReleasePrizesResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status MoveHousehold(Context*, const v1::MoveHouseholdRequest* request,
                             v1::MoveHouseholdResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status CorrectTariff(Context*, const v1::CorrectTariffRequest* request,
                             v1::CorrectTariffResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status GetPoints(Context*, const v1::GetPointsRequest*,
                         v1::GetPointsResponse* response) override {
    *response = points;
    return grpc::Status::OK;
  }
  grpc::Status ListHolds(Context*, const v1::ListHoldsRequest* request,
                         v1::ListHoldsResponse* response) override {
    for (const v1::Hold& hold : holds) {
      const v1::Order& order = hold.placed().order();
      const bool elsewhere = request->has_place_number() &&
                             (!hold.placed().has_order() ||
                              order.place_number() != request->place_number());
      const bool other = !request->code_hash().empty() &&
                         order.code_hash() != request->code_hash();
      if (!elsewhere && !other) *response->add_holds() = hold;
    }
    return grpc::Status::OK;
  }
  grpc::Status GetPointsFigures(
      Context*, const v1::GetPointsFiguresRequest*,
      v1::GetPointsFiguresResponse* response) override {
    *response = figures;
    return grpc::Status::OK;
  }
  // The token of a page is its number.
  grpc::Status PreviewCorrection(
      Context*, const v1::PreviewCorrectionRequest* request,
      v1::PreviewCorrectionResponse* response) override {
    const size_t number =
        request->page_token().empty() ? 0 : std::stoul(request->page_token());
    *response = pages.at(number);
    if (number + 1 < pages.size()) {
      response->set_next_page_token(std::to_string(number + 1));
    }
    return grpc::Status::OK;
  }
  grpc::Status GetCorrection(Context*, const v1::GetCorrectionRequest*,
                             v1::GetCorrectionResponse* response) override {
    *response = corrections.front();
    if (corrections.size() > 1) corrections.erase(corrections.begin());
    return grpc::Status::OK;
  }
};

// Its catalogue has soap for 3 points, and a lamp that is lent.
class FakeRewards : public v1::RewardsService::Service, public Recorder {
 public:
  FakeRewards() {
    v1::CatalogueLine* soap = catalogue.add_lines();
    soap->mutable_reward()->set_number(3);
    soap->mutable_reward()->set_kind(v1::REWARD_KIND_REWARD);
    soap->mutable_reward()->set_name_zh("肥皂");
    soap->mutable_reward()->set_name_en("soap");
    soap->mutable_reward()->set_milli_points(3000);
    soap->set_offered(true);
    v1::PlaceStock* stock = soap->add_stocks();
    stock->set_place_number(21);
    stock->set_pieces(10);
    stock->set_reserved_pieces(4);
    v1::CatalogueLine* lamp = catalogue.add_lines();
    lamp->mutable_reward()->set_number(7);
    lamp->mutable_reward()->set_kind(v1::REWARD_KIND_ARTICLE);
    lamp->mutable_reward()->set_name_zh("灯");
    lamp->mutable_reward()->set_name_en("lamp");
    catalogue.set_today(20'513);  // 2026-03-01
  }

  v1::ListRewardsResponse catalogue;
  v1::GetRewardPictureResponse picture;
  v1::GetDayCloseResponse close;

 private:
  using Context = grpc::ServerContext;

  grpc::Status PublishReward(Context*, const v1::PublishRewardRequest* request,
                             v1::PublishRewardResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ChangeStock(Context*, const v1::ChangeStockRequest* request,
                           v1::ChangeStockResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status MoveArticle(Context*, const v1::MoveArticleRequest* request,
                           v1::MoveArticleResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status ListRewards(Context*, const v1::ListRewardsRequest*,
                           v1::ListRewardsResponse* response) override {
    *response = catalogue;
    return grpc::Status::OK;
  }
  grpc::Status GetRewardPicture(
      Context*, const v1::GetRewardPictureRequest*,
      v1::GetRewardPictureResponse* response) override {
    *response = picture;
    return grpc::Status::OK;
  }
  grpc::Status GetDayClose(Context*, const v1::GetDayCloseRequest* request,
                           v1::GetDayCloseResponse* response) override {
    last = request->ShortDebugString();
    *response = close;
    return grpc::Status::OK;
  }
};

// A book in UTC+8 with the entries that a test adds.
class BookOfEntries : public v1::LedgerService::Service {
 public:
  std::vector<v1::Entry> entries;

 private:
  grpc::Status GetTotals(grpc::ServerContext*, const v1::GetTotalsRequest*,
                         v1::GetTotalsResponse* response) override {
    response->mutable_book()->set_utc_offset_minutes(480);
    response->mutable_book()->set_size(entries.size());
    response->set_households(100);
    return grpc::Status::OK;
  }
  grpc::Status FollowEntries(
      grpc::ServerContext*, const v1::FollowEntriesRequest*,
      grpc::ServerWriter<v1::FollowEntriesResponse>* writer) override {
    v1::FollowEntriesResponse response;
    for (const v1::Entry& entry : entries) {
      response.add_entries(entry.SerializeAsString());
    }
    writer->Write(response);
    return grpc::Status::OK;
  }
};

// Runs commands in one book.
class PointsTest
    : public CliTest<v1::RegistryService::Service, BookOfEntries,
                     v1::ProofService::Service, v1::OperationsService::Service,
                     v1::IdentityService::Service,
                     v1::OversightService::Service, FakePoints, FakeRewards> {
 protected:
  Outcome Do(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--book", "350212002001"});
    return Run(std::move(arguments));
  }
  // What a command that is accepted asked of PointsService.
  std::string Sent(std::vector<std::string> arguments) {
    const Outcome outcome = Do(std::move(arguments));
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return points.last;
  }
  // The same of RewardsService.
  std::string SentToRewards(std::vector<std::string> arguments) {
    const Outcome outcome = Do(std::move(arguments));
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return rewards.last;
  }
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_TESTS_CLIENTS_CLI_POINTS_TESTING_H_
