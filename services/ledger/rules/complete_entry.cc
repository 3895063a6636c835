// CompleteEntry: numbering and claims of a registry entry.
#include <algorithm>
#include <set>

#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/decide_correction.h"
#include "services/ledger/rules/decide_evidence.h"
#include "services/ledger/rules/decide_oversight.h"
#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/entry_builder.h"
#include "services/ledger/rules/source.h"

namespace greenledger::rules {
namespace {

// Posts to the household what is in a suspense account.
void ClaimSuspense(const BookState& state, uint64_t number, uint64_t household,
                   v1::Entry* entry) {
  const Earner* earner = state.FindSuspense(number);
  if (earner == nullptr) return;
  for (const AssetSums& sums : earner->balances.all()) {
    const int64_t net = earner->balances.Net(sums.asset, sums.class_code);
    if (net > 0) {
      AddTransfer(v1::ACCOUNT_OWNER_SUSPENSE, number,
                  v1::ACCOUNT_OWNER_HOUSEHOLD, household, sums.asset,
                  sums.class_code, net, entry);
    } else if (net < 0) {
      AddTransfer(v1::ACCOUNT_OWNER_HOUSEHOLD, household,
                  v1::ACCOUNT_OWNER_SUSPENSE, number, sums.asset,
                  sums.class_code, -net, entry);
    }
  }
}

uint64_t HouseholdOf(const BookState& state, const v1::Entry& entry) {
  if (!entry.has_card_blocked()) {
    const uint64_t named = HouseholdNamedBy(entry);
    if (named != 0) return named;
    return std::max({HouseholdOfPoints(state, entry),
                     HouseholdOfEvidence(state, entry),
                     HouseholdOfSelection(state, entry)});
  }
  const CardState& card =
      *state.FindCard(ToCardHash(entry.card_blocked().card_hash()));
  return state.HouseholdOf(card).number;
}

void AddClaims(const BookState& state, uint64_t household, v1::Entry* entry) {
  std::set<uint64_t> numbers;  // two cards may share an account
  if (entry->has_household_opened() &&
      entry->household_opened().state() == v1::HOUSEHOLD_STATE_ACTIVE) {
    for (const std::string& card : entry->household_opened().card_hashes()) {
      numbers.insert(SuspenseNumber(card));
    }
  } else if (entry->has_household_changed() &&
             entry->household_changed().state() == v1::HOUSEHOLD_STATE_ACTIVE) {
    for (const CardHash& card : state.FindHousehold(household)->cards) {
      numbers.insert(SuspenseNumber(AsBytes(card)));
    }
  } else if (entry->has_card_issued() &&
             state.FindHousehold(household)->state ==
                 v1::HOUSEHOLD_STATE_ACTIVE) {
    numbers.insert(SuspenseNumber(entry->card_issued().card_hash()));
  }
  for (uint64_t number : numbers) {
    ClaimSuspense(state, number, household, entry);
  }
}

}  // namespace

void CompleteEntry(const BookState& state, int64_t time_us,
                   const v1::Entry* original, v1::Entry* entry) {
  const uint64_t household = entry->has_entry_reversed()
                                 ? original->household()
                                 : HouseholdOf(state, *entry);
  NumberEntry(state, time_us, household, entry);
  if (entry->has_entry_reversed()) {
    entry->mutable_entry_reversed()->set_day(DayOfLimits(*original));
    return AddOpposite(*original, entry);
  }
  AddPointsPostings(state, entry);
  AddRewardsPostings(state, entry);
  AddCorrectionPostings(state, entry);
  AddEvidencePostings(state, entry);
  AddSelectionPostings(state, entry);
  if (household != 0) return AddClaims(state, household, entry);
  AddOversightPostings(state, entry);
}

}  // namespace greenledger::rules
