// The commands of PointsService; its reads are in points_reads.cc and
// correction_reads.cc.
#include "services/points/points_service.h"

namespace greenledger::points {

grpc::ServerUnaryReactor* PointsServiceImpl::PlaceHold(
    grpc::CallbackServerContext* context, const v1::PlaceHoldRequest* request,
    v1::PlaceHoldResponse* response) {
  return ledger::RunEntry(ports_, context, "PlaceHold", "hold", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_hold_placed() = request->hold();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::CommitHold(
    grpc::CallbackServerContext* context, const v1::CommitHoldRequest* request,
    v1::CommitHoldResponse* response) {
  return ledger::RunEntry(ports_, context, "CommitHold", "commit", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_hold_committed() =
                                request->commit();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::VoidHold(
    grpc::CallbackServerContext* context, const v1::VoidHoldRequest* request,
    v1::VoidHoldResponse* response) {
  return ledger::RunEntry(ports_, context, "VoidHold", "cancel", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_hold_voided() = request->cancel();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ProposeAdjustment(
    grpc::CallbackServerContext* context,
    const v1::ProposeAdjustmentRequest* request,
    v1::ProposeAdjustmentResponse* response) {
  return ledger::RunEntry(ports_, context, "ProposeAdjustment", "proposal",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_adjustment_proposed() =
                                request->proposal();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::DecideAdjustment(
    grpc::CallbackServerContext* context,
    const v1::DecideAdjustmentRequest* request,
    v1::DecideAdjustmentResponse* response) {
  return ledger::RunEntry(ports_, context, "DecideAdjustment", "decision",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_adjustment_decided() =
                                request->decision();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::Penalise(
    grpc::CallbackServerContext* context, const v1::PenaliseRequest* request,
    v1::PenaliseResponse* response) {
  return ledger::RunEntry(ports_, context, "Penalise", "penalty", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_penalty() = request->penalty();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::PublishBudget(
    grpc::CallbackServerContext* context,
    const v1::PublishBudgetRequest* request,
    v1::PublishBudgetResponse* response) {
  return ledger::RunEntry(ports_, context, "PublishBudget", "budget", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_budget_published() =
                                request->budget();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ChangeBudget(
    grpc::CallbackServerContext* context,
    const v1::ChangeBudgetRequest* request,
    v1::ChangeBudgetResponse* response) {
  return ledger::RunEntry(ports_, context, "ChangeBudget", "change", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_budget_changed() =
                                request->change();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ReservePrizes(
    grpc::CallbackServerContext* context,
    const v1::ReservePrizesRequest* request,
    v1::ReservePrizesResponse* response) {
  return ledger::RunEntry(ports_, context, "ReservePrizes", "prizes", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_prizes_reserved() =
                                request->prizes();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::GrantPrize(
    grpc::CallbackServerContext* context, const v1::GrantPrizeRequest* request,
    v1::GrantPrizeResponse* response) {
  return ledger::RunEntry(ports_, context, "GrantPrize", "prize", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_prize_granted() = request->prize();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ReleasePrizes(
    grpc::CallbackServerContext* context,
    const v1::ReleasePrizesRequest* request,
    v1::ReleasePrizesResponse* response) {
  return ledger::RunEntry(ports_, context, "ReleasePrizes", "release", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_prizes_released() =
                                request->release();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::MoveHousehold(
    grpc::CallbackServerContext* context,
    const v1::MoveHouseholdRequest* request,
    v1::MoveHouseholdResponse* response) {
  return ledger::RunEntry(ports_, context, "MoveHousehold", "move", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_household_moved_out() =
                                request->move();
                          });
}

grpc::ServerUnaryReactor* PointsServiceImpl::CorrectTariff(
    grpc::CallbackServerContext* context,
    const v1::CorrectTariffRequest* request,
    v1::CorrectTariffResponse* response) {
  return ledger::RunEntry(ports_, context, "CorrectTariff", "correction",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_correction_begun() =
                                request->correction();
                          });
}

}  // namespace greenledger::points
