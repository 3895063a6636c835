// The commands of PointsWorld.
#include <gtest/gtest.h>

#include <utility>

#include "storage/proof/sha256.h"
#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

constexpr char kClerk[] = "clerk 1";

// Runs one command; the outcome is empty if the call failed.
template <typename Stub, typename Request, typename Response>
v1::CommandResult RunOn(Stub* stub, ledger::LedgerWorld* world,
                        grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                  const Request&, Response*),
                        Request request) {
  if (!request.has_header()) *request.mutable_header() = world->Header();
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (stub->*rpc)(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.result();
}

using Points = v1::PointsService::StubInterface;
using Rewards = v1::RewardsService::StubInterface;

}  // namespace

void PointsWorld::Give(uint64_t household, int64_t milli_points) {
  const v1::CommandResult proposal = Propose(household, milli_points);
  EXPECT_TRUE(IsAccepted(Decide(proposal.first_index(), true)));
}

v1::CommandResult PointsWorld::Run(const v1::PlaceHoldRequest& request) {
  return RunOn(points_.get(), &ledger, &Points::PlaceHold, request);
}

v1::CommandResult PointsWorld::Place(uint64_t household, uint64_t milli_points,
                                     int64_t for_us) {
  v1::PlaceHoldRequest request;
  v1::HoldPlaced* hold = request.mutable_hold();
  hold->set_household_number(household);
  hold->set_milli_points(milli_points);
  hold->set_expires_us(Now() + for_us);
  hold->set_purpose("a seat at the theatre");
  hold->set_by(kClerk);
  return Run(request);
}

v1::CommandResult PointsWorld::Commit(uint64_t hold, uint64_t milli_points,
                                      uint64_t household,
                                      std::string code_hash) {
  v1::CommitHoldRequest request;
  v1::HoldCommitted* commit = request.mutable_commit();
  commit->set_hold_index(hold);
  commit->set_milli_points(milli_points);
  commit->set_household_number(household);
  commit->set_code_hash(std::move(code_hash));
  commit->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::CommitHold, request);
}

v1::CommandResult PointsWorld::Void(uint64_t hold, uint64_t household) {
  v1::VoidHoldRequest request;
  request.mutable_cancel()->set_hold_index(hold);
  request.mutable_cancel()->set_household_number(household);
  request.mutable_cancel()->set_cause(v1::VOID_CAUSE_CANCELLED);
  request.mutable_cancel()->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::VoidHold, request);
}

v1::CommandResult PointsWorld::Propose(uint64_t household, int64_t milli_points,
                                       int64_t milli_merit,
                                       const std::string& by) {
  v1::ProposeAdjustmentRequest request;
  v1::AdjustmentProposed* proposal = request.mutable_proposal();
  proposal->set_household_number(household);
  proposal->set_milli_points(milli_points);
  proposal->set_milli_merit(milli_merit);
  proposal->set_why("the scale was broken on Monday");
  proposal->set_by(by);
  return RunOn(points_.get(), &ledger, &Points::ProposeAdjustment, request);
}

v1::CommandResult PointsWorld::Decide(uint64_t proposal, bool approved,
                                      const std::string& by) {
  v1::DecideAdjustmentRequest request;
  v1::AdjustmentDecided* decision = request.mutable_decision();
  decision->set_proposal_index(proposal);
  decision->set_approved(approved);
  decision->set_why(approved ? "" : "no broken scale is known");
  decision->set_by(by);
  return RunOn(points_.get(), &ledger, &Points::DecideAdjustment, request);
}

v1::CommandResult PointsWorld::Penalise(uint64_t household,
                                        uint64_t milli_points,
                                        uint64_t milli_merit) {
  v1::PenaliseRequest request;
  v1::Penalty* penalty = request.mutable_penalty();
  penalty->set_household_number(household);
  penalty->set_milli_points(milli_points);
  penalty->set_milli_merit(milli_merit);
  penalty->set_why("rubble among the paper");
  penalty->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::Penalise, request);
}

v1::CommandResult PointsWorld::PublishBudget(uint32_t number,
                                             const std::string& from_day,
                                             const std::string& to_day,
                                             uint64_t milli_points,
                                             v1::BudgetRule rule) {
  v1::PublishBudgetRequest request;
  v1::Budget* budget = request.mutable_budget();
  budget->set_number(number);
  budget->set_title("budget " + std::to_string(number));
  budget->set_from_day(from_day);
  budget->set_to_day(to_day);
  budget->set_milli_points(milli_points);
  budget->set_rule(rule);
  budget->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::PublishBudget, request);
}

v1::CommandResult PointsWorld::ChangeBudget(uint32_t number,
                                            int64_t milli_points) {
  v1::ChangeBudgetRequest request;
  request.mutable_change()->set_budget_number(number);
  request.mutable_change()->set_milli_points(milli_points);
  request.mutable_change()->set_why("the street gave more");
  request.mutable_change()->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::ChangeBudget, request);
}

v1::CommandResult PointsWorld::ReservePrizes(uint32_t pool, uint32_t budget,
                                             uint64_t milli_points) {
  v1::ReservePrizesRequest request;
  v1::PrizesReserved* prizes = request.mutable_prizes();
  prizes->set_pool_number(pool);
  prizes->set_budget_number(budget);
  prizes->set_milli_points(milli_points);
  prizes->set_purpose("green families of the year");
  prizes->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::ReservePrizes, request);
}

v1::CommandResult PointsWorld::GrantPrize(uint32_t pool, uint64_t household,
                                          uint64_t milli_points) {
  v1::GrantPrizeRequest request;
  v1::PrizeGranted* prize = request.mutable_prize();
  prize->set_pool_number(pool);
  prize->set_household_number(household);
  prize->set_milli_points(milli_points);
  prize->set_purpose("third place");
  prize->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::GrantPrize, request);
}

v1::CommandResult PointsWorld::ReleasePrizes(uint32_t pool) {
  v1::ReleasePrizesRequest request;
  request.mutable_release()->set_pool_number(pool);
  request.mutable_release()->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::ReleasePrizes, request);
}

v1::CommandResult PointsWorld::Move(uint64_t household, uint64_t to_household,
                                    uint64_t to_book) {
  v1::MoveHouseholdRequest request;
  v1::HouseholdMovedOut* move = request.mutable_move();
  move->set_household_number(household);
  move->set_to_book(to_book);
  move->set_to_household(to_household);
  move->set_by(kClerk);
  return RunOn(points_.get(), &ledger, &Points::MoveHousehold, request);
}

v1::CommandResult PointsWorld::Correct(const v1::CorrectionBegun& correction) {
  v1::CorrectTariffRequest request;
  *request.mutable_correction() = correction;
  return RunOn(points_.get(), &ledger, &Points::CorrectTariff, request);
}

v1::CommandResult PointsWorld::Reverse(uint64_t index) {
  v1::ReverseEntryRequest request;
  request.mutable_reversed()->set_reversed_index(index);
  request.mutable_reversed()->set_by(kClerk);
  request.mutable_reversed()->set_why("booked by mistake");
  return RunOn(oversight_.get(), &ledger,
               &v1::OversightService::StubInterface::ReverseEntry, request);
}

v1::CommandResult PointsWorld::SetState(uint64_t household,
                                        v1::HouseholdState state) {
  v1::ChangeHouseholdRequest request;
  request.mutable_change()->set_number(household);
  request.mutable_change()->set_state(state);
  return RunOn(&ledger.registry(), &ledger,
               &v1::RegistryService::StubInterface::ChangeHousehold, request);
}

v1::Reward PointsWorld::Soap() const {
  v1::Reward reward;
  reward.set_number(kSoap);
  reward.set_kind(v1::REWARD_KIND_REWARD);
  reward.set_name_zh("肥皂");
  reward.set_name_en("Soap");
  reward.set_milli_points(10'000);
  reward.set_pick_up_hours(48);
  v1::PickUpPlace* place = reward.add_places();
  place->set_place_number(0);
  place->set_hours("周一至周五 9:00–11:30");
  return reward;
}

v1::CommandResult PointsWorld::Publish(const v1::Reward& reward) {
  v1::PublishRewardRequest request;
  *request.mutable_reward() = reward;
  return RunOn(rewards_.get(), &ledger, &Rewards::PublishReward, request);
}

v1::CommandResult PointsWorld::Stock(v1::StockCause cause, uint32_t pieces,
                                     uint32_t reward, uint64_t to_place) {
  v1::ChangeStockRequest request;
  v1::StockChanged* change = request.mutable_change();
  change->set_reward_number(reward);
  change->set_cause(cause);
  change->set_pieces(pieces);
  change->set_to_place_number(to_place);
  change->set_why("as seen");
  change->set_by(kClerk);
  return RunOn(rewards_.get(), &ledger, &Rewards::ChangeStock, request);
}

v1::CommandResult PointsWorld::Article(uint64_t household, v1::ArticleMove move,
                                       uint32_t pieces) {
  v1::MoveArticleRequest request;
  request.mutable_move()->set_household_number(household);
  request.mutable_move()->set_reward_number(kOilCup);
  request.mutable_move()->set_move(move);
  request.mutable_move()->set_pieces(pieces);
  request.mutable_move()->set_by(kClerk);
  return RunOn(rewards_.get(), &ledger, &Rewards::MoveArticle, request);
}

std::string PointsWorld::CodeHash(const std::string& code) {
  return std::string(proof::AsBytes(proof::Sha256({code})));
}

v1::HoldPlaced PointsWorld::SoapOrder(uint64_t household, uint32_t pieces,
                                      const std::string& code) const {
  v1::HoldPlaced hold;
  hold.set_household_number(household);
  hold.set_milli_points(10'000 * pieces);
  hold.set_purpose("soap");
  hold.set_by(kClerk);
  hold.mutable_order()->set_reward_number(kSoap);
  hold.mutable_order()->set_pieces(pieces);
  hold.mutable_order()->set_code_hash(CodeHash(code));
  return hold;
}

v1::CommandResult PointsWorld::Order(uint64_t household, uint32_t pieces,
                                     const std::string& code) {
  v1::PlaceHoldRequest request;
  *request.mutable_hold() = SoapOrder(household, pieces, code);
  return Run(request);
}

}  // namespace greenledger::points
