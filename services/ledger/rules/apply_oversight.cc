// The part of BookState::Apply that folds clearances, material, anomalies and
// reversals.
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

// What is wrong with a body that no command can have made; empty if nothing is.
std::string_view FaultOf(const v1::Entry& entry, const OversightState& known) {
  switch (entry.body_case()) {
    case v1::Entry::kCrewCardIssued:
      return entry.crew_card_issued().card_hash().size() == 16
                 ? ""
                 : "a card hash is not 16 bytes";
    case v1::Entry::kClearancePlanPublished:
      return CheckClearancePlan(entry.clearance_plan_published()).empty()
                 ? ""
                 : "the clearance plan has faults";
    case v1::Entry::kAnomalyRulesPublished:
      return CheckAnomalyRules(entry.anomaly_rules_published()).empty()
                 ? ""
                 : "the anomaly rules have faults";
    case v1::Entry::kAnomalyJudged:
      return known.anomalies.contains(entry.anomaly_judged().anomaly_index())
                 ? ""
                 : "it judges what is no anomaly";
    case v1::Entry::kEntryReversed:
      return entry.entry_reversed().reversed_index() < entry.index() &&
                     !known.reversed.contains(
                         entry.entry_reversed().reversed_index())
                 ? ""
                 : "it reverses what cannot be reversed";
    default:
      return "";
  }
}

}  // namespace

absl::Status BookState::ApplyOversight(const v1::Entry& entry) {
  OversightState& known = oversight_;
  if (const auto fault = FaultOf(entry, known); !fault.empty()) {
    return Damaged(entry, fault);
  }
  switch (entry.body_case()) {
    case v1::Entry::kPartyOpened: {
      const v1::Party& party = entry.party_opened();
      known.parties[{party.kind(), party.number()}] = party;
      return absl::OkStatus();
    }
    case v1::Entry::kCrewCardIssued:
      known.crew_cards[ToCardHash(entry.crew_card_issued().card_hash())] =
          entry.crew_card_issued().collector_number();
      return absl::OkStatus();
    case v1::Entry::kClearancePlanPublished: {
      const v1::ClearancePlan& plan = entry.clearance_plan_published();
      known.AddPlan({plan, *ParseDay(plan.effective_from()), entry.time_us()});
      return absl::OkStatus();
    }
    case v1::Entry::kClearanceMissed: {
      const v1::ClearanceMissed& missed = entry.clearance_missed();
      known.Tell(missed,
                 DeadlineTime(static_cast<int32_t>(missed.day()),
                              missed.by_minute(), info_.utc_offset_minutes()));
      return absl::OkStatus();
    }
    case v1::Entry::kAnomalyRulesPublished:
      known.rules.push_back(entry.anomaly_rules_published());
      return absl::OkStatus();
    case v1::Entry::kAnomalyRaised:
      known.anomalies[entry.index()] = 0;
      known.dirty_anomalies.push_back(entry.index());
      return absl::OkStatus();
    case v1::Entry::kAnomalyJudged:
      known.anomalies[entry.anomaly_judged().anomaly_index()] = entry.index();
      known.dirty_anomalies.push_back(entry.anomaly_judged().anomaly_index());
      return absl::OkStatus();
    case v1::Entry::kEntryReversed:
      known.reversed[entry.entry_reversed().reversed_index()] = entry.index();
      known.dirty_reversed.push_back(entry.entry_reversed().reversed_index());
      FreeLimits(entry);
      return absl::OkStatus();
    case v1::Entry::kMaterialHandedOver:
    case v1::Entry::kMaterialReturned:
      return absl::OkStatus();
    default:
      return ApplyPoints(entry);
  }
}

}  // namespace greenledger::rules
