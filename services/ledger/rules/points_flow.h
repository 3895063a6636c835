// In which way an entry moves points to and from households.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_FLOW_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_FLOW_H_

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/points_state.h"

namespace greenledger::rules {

// The column of a month's figures that the entry belongs to.
inline Flow FlowOf(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kDrop:
      return Flow::kEarned;
    case v1::Entry::kPrizeGranted:
    case v1::Entry::kTitleGranted:
      return Flow::kPrizes;
    case v1::Entry::kHoldCommitted:
      return Flow::kSpent;
    case v1::Entry::kPointsExpired:
      return Flow::kExpired;
    case v1::Entry::kPenalty:
      return Flow::kPenalised;
    case v1::Entry::kEntryReversed:
      return Flow::kReversed;
    case v1::Entry::kDropsRerated:
      return Flow::kCorrected;
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kHouseholdMovedIn:
    case v1::Entry::kMoveEnded:
      return Flow::kMoved;
    default:
      return Flow::kAdjusted;
  }
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_POINTS_FLOW_H_
