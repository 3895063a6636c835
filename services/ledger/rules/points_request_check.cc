// Requests of PointsService.
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr uint64_t kPointsMax = 1'000'000'000;
constexpr uint64_t kHeldMax = 1'000'000'000'000;
constexpr uint64_t kBudgetMax = 1'000'000'000'000'000;
constexpr uint64_t kNumberMax = 1'000'000;
constexpr size_t kPurposeBytesMax = 120;

// -most to most.
void CheckSigned(const FieldPath& at, const char* name, int64_t value,
                 uint64_t most, FaultList& faults) {
  const int64_t limit = static_cast<int64_t>(most);
  if (value >= -limit && value <= limit) return;
  faults.Add(at, name, std::to_string(value),
             "-" + std::to_string(most) + " to " + std::to_string(most));
}

void CheckOrderShape(const v1::HoldPlaced& hold, const FieldPath& parent,
                     FaultList& faults) {
  const v1::Order& order = hold.order();
  const FieldPath at(parent, "order");
  faults.CheckRange(at, "reward_number", order.reward_number(), 1, 9999);
  faults.CheckRange(at, "place_number", order.place_number(), 0, kPlaceMax);
  faults.CheckRange(at, "pieces", order.pieces(), 1, 100);
  faults.CheckSize(at, "code_hash", order.code_hash(), kDigestBytes);
}

void CheckPlacedShape(const v1::HoldPlaced& hold, const FieldPath& at,
                      FaultList& faults) {
  const bool voucher = hold.has_order() && hold.order().voucher();
  faults.CheckRange(at, "household_number", hold.household_number(),
                    voucher ? 0 : 1, kHouseholdMax);
  faults.CheckRange(at, "milli_points", hold.milli_points(), voucher ? 0 : 1,
                    voucher ? 0 : kHeldMax);
  // An order that names no end takes that of its reward.
  const bool may_be_open = hold.has_order() && !voucher;
  if (hold.expires_us() < (may_be_open ? 0 : 1)) {
    faults.Add(at, "expires_us", std::to_string(hold.expires_us()),
               "microseconds since 1970-01-01 UTC, above 0");
  }
  faults.CheckText(at, "purpose", hold.purpose(), 1, kPurposeBytesMax);
  CheckBy(at, hold.by(), faults);
  if (hold.has_order()) CheckOrderShape(hold, at, faults);
}

void CheckPenaltyShape(const v1::Penalty& penalty, const FieldPath& at,
                       FaultList& faults) {
  const bool collector = penalty.collector_number() != 0;
  if (collector == (penalty.household_number() != 0)) {
    faults.Add(at, "household_number",
               std::to_string(penalty.household_number()),
               "above 0, or collector_number above 0, and not both");
  }
  faults.CheckRange(at, "household_number", penalty.household_number(), 0,
                    kHouseholdMax);
  faults.CheckRange(at, "collector_number", penalty.collector_number(), 0,
                    kPartyMax);
  faults.CheckRange(at, "milli_points", penalty.milli_points(), 0,
                    collector ? 0 : kPointsMax);
  faults.CheckRange(at, "milli_merit", penalty.milli_merit(), 0,
                    collector ? 0 : kPointsMax);
  faults.CheckRange(at, "penalty_points", penalty.penalty_points(),
                    collector ? 1 : 0, collector ? 1000 : 0);
  if (!collector && penalty.milli_points() == 0 && penalty.milli_merit() == 0) {
    faults.Add(at, "milli_points", "0", "above 0, or milli_merit above 0");
  }
  faults.CheckText(at, "why", penalty.why(), 1, kWhyBytesMax);
  CheckBy(at, penalty.by(), faults);
}

void CheckBudgetShape(const v1::Budget& budget, const FieldPath& at,
                      FaultList& faults) {
  faults.CheckRange(at, "number", budget.number(), 1, kNumberMax);
  faults.CheckText(at, "title", budget.title(), 1, kPurposeBytesMax);
  faults.CheckDay(at, "from_day", budget.from_day());
  faults.CheckDay(at, "to_day", budget.to_day());
  if (budget.to_day() < budget.from_day()) {
    faults.Add(at, "to_day", budget.to_day(), "not before from_day");
  }
  faults.CheckRange(at, "milli_points", budget.milli_points(), 1, kBudgetMax);
  faults.CheckOneOf(at, "rule", budget.rule(),
                    {v1::BUDGET_RULE_REFUSE, v1::BUDGET_RULE_REPORT});
  CheckBy(at, budget.by(), faults);
}

}  // namespace

common::Faults Check(const v1::PlaceHoldRequest& request) {
  return CheckCommandOf(request, "hold", request.has_hold(), request.hold(),
                        CheckPlacedShape);
}

common::Faults Check(const v1::CommitHoldRequest& request) {
  return CheckCommandOf(
      request, "commit", request.has_commit(), request.commit(),
      [](const auto& commit, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "milli_points", commit.milli_points(), 0,
                          kHeldMax);
        faults.CheckRange(at, "household_number", commit.household_number(), 0,
                          kHouseholdMax);
        if (!commit.code_hash().empty()) {
          faults.CheckSize(at, "code_hash", commit.code_hash(), kDigestBytes);
        }
        CheckBy(at, commit.by(), faults);
      });
}

common::Faults Check(const v1::VoidHoldRequest& request) {
  return CheckCommandOf(
      request, "cancel", request.has_cancel(), request.cancel(),
      [](const auto& cancel, const FieldPath& at, FaultList& faults) {
        faults.CheckOneOf(at, "cause", cancel.cause(),
                          {v1::VOID_CAUSE_CANCELLED});
        faults.CheckRange(at, "household_number", cancel.household_number(), 0,
                          kHouseholdMax);
        CheckBy(at, cancel.by(), faults);
      });
}

common::Faults Check(const v1::ProposeAdjustmentRequest& request) {
  return CheckCommandOf(
      request, "proposal", request.has_proposal(), request.proposal(),
      [](const auto& proposal, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "household_number", proposal.household_number(),
                          1, kHouseholdMax);
        CheckSigned(at, "milli_points", proposal.milli_points(), kPointsMax,
                    faults);
        CheckSigned(at, "milli_merit", proposal.milli_merit(), kPointsMax,
                    faults);
        if (proposal.milli_points() == 0 && proposal.milli_merit() == 0) {
          faults.Add(at, "milli_points", "0", "not 0, or milli_merit not 0");
        }
        faults.CheckText(at, "why", proposal.why(), 1, kWhyBytesMax);
        CheckBy(at, proposal.by(), faults);
      });
}

common::Faults Check(const v1::DecideAdjustmentRequest& request) {
  return CheckCommandOf(
      request, "decision", request.has_decision(), request.decision(),
      [](const auto& decision, const FieldPath& at, FaultList& faults) {
        faults.CheckText(at, "why", decision.why(), decision.approved() ? 0 : 1,
                         kWhyBytesMax);
        CheckBy(at, decision.by(), faults);
      });
}

common::Faults Check(const v1::PenaliseRequest& request) {
  return CheckCommandOf(request, "penalty", request.has_penalty(),
                        request.penalty(), CheckPenaltyShape);
}

common::Faults Check(const v1::PublishBudgetRequest& request) {
  return CheckCommandOf(request, "budget", request.has_budget(),
                        request.budget(), CheckBudgetShape);
}

common::Faults Check(const v1::ChangeBudgetRequest& request) {
  return CheckCommandOf(
      request, "change", request.has_change(), request.change(),
      [](const auto& change, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "budget_number", change.budget_number(), 1,
                          kNumberMax);
        CheckSigned(at, "milli_points", change.milli_points(), kBudgetMax,
                    faults);
        if (change.milli_points() == 0) {
          faults.Add(at, "milli_points", "0", "not 0");
        }
        faults.CheckText(at, "why", change.why(), 1, kWhyBytesMax);
        CheckBy(at, change.by(), faults);
      });
}

common::Faults Check(const v1::ReservePrizesRequest& request) {
  return CheckCommandOf(
      request, "prizes", request.has_prizes(), request.prizes(),
      [](const auto& prizes, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "pool_number", prizes.pool_number(), 1,
                          kNumberMax);
        faults.CheckRange(at, "budget_number", prizes.budget_number(), 1,
                          kNumberMax);
        faults.CheckRange(at, "milli_points", prizes.milli_points(), 1,
                          kHeldMax);
        faults.CheckText(at, "purpose", prizes.purpose(), 1, kPurposeBytesMax);
        CheckBy(at, prizes.by(), faults);
      });
}

common::Faults Check(const v1::GrantPrizeRequest& request) {
  return CheckCommandOf(
      request, "prize", request.has_prize(), request.prize(),
      [](const auto& prize, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "pool_number", prize.pool_number(), 1,
                          kNumberMax);
        faults.CheckRange(at, "household_number", prize.household_number(), 1,
                          kHouseholdMax);
        faults.CheckRange(at, "milli_points", prize.milli_points(), 1,
                          kHeldMax);
        faults.CheckText(at, "purpose", prize.purpose(), 1, kPurposeBytesMax);
        CheckBy(at, prize.by(), faults);
      });
}

common::Faults Check(const v1::ReleasePrizesRequest& request) {
  return CheckCommandOf(
      request, "release", request.has_release(), request.release(),
      [](const auto& release, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "pool_number", release.pool_number(), 1,
                          kNumberMax);
        CheckBy(at, release.by(), faults);
      });
}

common::Faults Check(const v1::MoveHouseholdRequest& request) {
  return CheckCommandOf(
      request, "move", request.has_move(), request.move(),
      [](const auto& move, const FieldPath& at, FaultList& faults) {
        faults.CheckRange(at, "household_number", move.household_number(), 1,
                          kHouseholdMax);
        if (move.to_book() == 0) {
          faults.Add(at, "to_book", "0", "a community's 12-digit code");
        }
        faults.CheckRange(at, "to_household", move.to_household(), 1,
                          kHouseholdMax);
        CheckBy(at, move.by(), faults);
        if (move.lots_size() > 0 || move.milli_merit() != 0) {
          faults.Add(at, "lots", std::to_string(move.lots_size()) + " of them",
                     "nothing: the ledger sets what is taken along");
        }
      });
}

}  // namespace greenledger::rules
