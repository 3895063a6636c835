// Requests of RewardsService.
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr uint64_t kRewardMax = 9999;
constexpr uint64_t kStockMax = 1'000'000;

}  // namespace

common::Faults Check(const v1::PublishRewardRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "reward", request.has_reward())) {
    CheckReward(request.reward(), FieldPath(root, "reward"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::ChangeStockRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (!faults.CheckPresent(root, "change", request.has_change())) {
    return faults.Take();
  }
  const v1::StockChanged& change = request.change();
  const FieldPath at(root, "change");
  const bool counted = change.cause() == v1::STOCK_CAUSE_COUNTED;
  const bool moved = change.cause() == v1::STOCK_CAUSE_MOVED;
  faults.CheckRange(at, "reward_number", change.reward_number(), 1, kRewardMax);
  faults.CheckRange(at, "place_number", change.place_number(), 0, kPlaceMax);
  faults.CheckOneOf(at, "cause", change.cause(),
                    {v1::STOCK_CAUSE_RECEIVED, v1::STOCK_CAUSE_COUNTED,
                     v1::STOCK_CAUSE_WRITTEN_OFF, v1::STOCK_CAUSE_MOVED});
  faults.CheckRange(at, "pieces", change.pieces(), counted ? 0 : 1, kStockMax);
  faults.CheckRange(at, "to_place_number", change.to_place_number(), 0,
                    moved ? kPlaceMax : 0);
  if (moved && change.to_place_number() == change.place_number()) {
    faults.Add(at, "to_place_number", std::to_string(change.to_place_number()),
               "another place than place_number");
  }
  const bool explain = change.cause() == v1::STOCK_CAUSE_WRITTEN_OFF;
  faults.CheckText(at, "why", change.why(), explain ? 1 : 0, 300);
  faults.CheckText(at, "by", change.by(), 1, 60);
  return faults.Take();
}

common::Faults Check(const v1::MoveArticleRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (!faults.CheckPresent(root, "move", request.has_move())) {
    return faults.Take();
  }
  const v1::ArticleMoved& move = request.move();
  const FieldPath at(root, "move");
  faults.CheckRange(at, "household_number", move.household_number(), 1,
                    kHouseholdMax);
  faults.CheckRange(at, "reward_number", move.reward_number(), 1, kRewardMax);
  faults.CheckRange(at, "place_number", move.place_number(), 0, kPlaceMax);
  faults.CheckOneOf(at, "move", move.move(),
                    {v1::ARTICLE_MOVE_HANDED_OUT, v1::ARTICLE_MOVE_RETURNED,
                     v1::ARTICLE_MOVE_EXCHANGED, v1::ARTICLE_MOVE_LOST});
  faults.CheckRange(at, "pieces", move.pieces(), 1, 100);
  faults.CheckText(at, "by", move.by(), 1, 60);
  return faults.Take();
}

common::Faults Check(const v1::ListRewardsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "household", request.household(), 0, kHouseholdMax);
  return faults.Take();
}

common::Faults Check(const v1::GetRewardPictureRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "reward_number", request.reward_number(), 1,
                    kRewardMax);
  return faults.Take();
}

common::Faults Check(const v1::GetDayCloseRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  if (!request.day().empty()) faults.CheckDay(root, "day", request.day());
  faults.CheckRange(root, "place_number", request.place_number(), 0, kPlaceMax);
  faults.CheckText(root, "by", request.by(), 0, 60);
  return faults.Take();
}

}  // namespace greenledger::rules
