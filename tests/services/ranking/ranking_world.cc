#include "tests/services/ranking/ranking_world.h"

#include <gtest/gtest.h>

#include "google/rpc/status.pb.h"

namespace greenledger::ranking {

RankingReplica::RankingReplica(points::PointsWorld* world,
                               RankingServiceImpl::Options options) {
  auto opened =
      RankingServiceImpl::Open(std::move(options), &world->ledger.ledger(),
                               &world->ledger.clock, &metrics_);
  EXPECT_TRUE(opened.ok()) << opened.status();
  service_ = *std::move(opened);
  grpc::ServerBuilder builder;
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  calls_ = v1::RankingService::NewStub(
      server_->InProcessChannel(grpc::ChannelArguments()));
}

RankingReplica::~RankingReplica() {
  server_->Shutdown();
  calls_.reset();
  server_.reset();
  service_->Stop();
}

RankingWorld::RankingWorld(uint64_t households)
    : points(points::PointsWorld::Options{.households = households}) {
  options.folder = "/ranking";
  options.env = points.ledger.env();
  Open();
}

void RankingWorld::Open(bool rebuild) {
  options.rebuild = rebuild;
  replica_ = std::make_unique<RankingReplica>(&points, options);
}

void RankingWorld::Restart(bool rebuild) {
  Close();
  points.Restart();
  Open(rebuild);
}

void RankingWorld::GiveMerit(uint64_t book, uint64_t household,
                             int64_t milli_merit) {
  v1::ProposeAdjustmentRequest propose;
  *propose.mutable_header() = points.ledger.Header();
  propose.mutable_header()->set_book(book);
  v1::AdjustmentProposed* proposed = propose.mutable_proposal();
  proposed->set_household_number(household);
  proposed->set_milli_merit(milli_merit);
  proposed->set_why("good");
  proposed->set_by("clerk 1");
  grpc::ClientContext propose_context;
  v1::ProposeAdjustmentResponse first;
  grpc::Status status =
      points.points().ProposeAdjustment(&propose_context, propose, &first);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_TRUE(points::IsAccepted(first.result())) << first.DebugString();
  v1::DecideAdjustmentRequest decide;
  *decide.mutable_header() = points.ledger.Header();
  decide.mutable_header()->set_book(book);
  v1::AdjustmentDecided* decided = decide.mutable_decision();
  decided->set_proposal_index(first.result().first_index());
  decided->set_approved(true);
  decided->set_by("clerk 2");
  grpc::ClientContext decide_context;
  v1::DecideAdjustmentResponse second;
  status = points.points().DecideAdjustment(&decide_context, decide, &second);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_TRUE(points::IsAccepted(second.result())) << second.DebugString();
}

v1::Board RankingWorld::PointsBoard() {
  v1::Board board;
  board.set_book(ledger::kBook);
  board.set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
  board.set_scope(v1::BOARD_SCOPE_COMMUNITY);
  board.set_period(v1::PERIOD_KIND_MONTH);
  board.set_measure(v1::STANDING_MEASURE_POINTS);
  return board;
}

v1::GetStandingRequest RankingWorld::Request(const v1::Board& board,
                                             uint64_t number,
                                             uint64_t book) const {
  v1::GetStandingRequest request;
  *request.mutable_board() = board;
  request.mutable_contestant()->set_kind(board.contestants());
  request.mutable_contestant()->set_number(number);
  request.mutable_contestant()->set_book(book);
  return request;
}

v1::GetStandingResponse RankingWorld::Standing(const v1::Board& board,
                                               uint64_t number,
                                               uint32_t neighbours,
                                               uint64_t book) {
  replica_->service().FoldNow();
  v1::GetStandingRequest request = Request(board, number, book);
  request.set_neighbours(neighbours);
  v1::GetStandingResponse response;
  grpc::ClientContext context;
  const grpc::Status status =
      replica_->calls().GetStanding(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::ListTopResponse RankingWorld::Top(const v1::Board& board, int32_t page_size,
                                      const std::string& page_token) {
  replica_->service().FoldNow();
  v1::ListTopRequest request;
  *request.mutable_board() = board;
  request.set_page_size(page_size);
  request.set_page_token(page_token);
  v1::ListTopResponse response;
  grpc::ClientContext context;
  const grpc::Status status =
      replica_->calls().ListTop(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::GetStandingHistoryResponse RankingWorld::History(const v1::Board& board,
                                                     uint64_t number,
                                                     uint32_t periods) {
  replica_->service().FoldNow();
  v1::GetStandingHistoryRequest request;
  *request.mutable_board() = board;
  request.mutable_contestant()->set_kind(board.contestants());
  request.mutable_contestant()->set_number(number);
  request.set_periods(periods);
  v1::GetStandingHistoryResponse response;
  grpc::ClientContext context;
  const grpc::Status status =
      replica_->calls().GetStandingHistory(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

std::string RankingWorld::ReasonOf(const v1::Board& board, uint64_t number,
                                   uint64_t book) {
  replica_->service().FoldNow();
  v1::GetStandingResponse response;
  grpc::ClientContext context;
  return ReasonOf(replica_->calls().GetStanding(
      &context, Request(board, number, book), &response));
}

std::string RankingWorld::ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  google::rpc::ErrorInfo info;
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&info)) return info.reason();
  }
  return "";
}

std::string Text(const v1::Standing& standing) {
  return std::to_string(standing.contestant().number()) + ": " +
         std::to_string(standing.score()) + " (" +
         std::to_string(standing.rank()) + ")";
}

std::string Text(
    const google::protobuf::RepeatedPtrField<v1::Standing>& standings) {
  std::string text;
  for (const v1::Standing& standing : standings) {
    text += (text.empty() ? "" : ", ") + Text(standing);
  }
  return text;
}

}  // namespace greenledger::ranking
