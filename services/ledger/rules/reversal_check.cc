#include "services/ledger/rules/reversal_check.h"

#include <algorithm>

#include "services/ledger/rules/decide_oversight.h"

namespace greenledger::rules {
namespace {

// What all legs of an entry gave one account in one asset.
int64_t GivenTo(const v1::Posting& account, const v1::Entry& entry) {
  int64_t sum = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() == account.owner() &&
        leg.owner_number() == account.owner_number() &&
        leg.asset() == account.asset() &&
        leg.class_code() == account.class_code() &&
        leg.stage() == v1::STAGE_UNSPECIFIED) {
      sum += leg.amount();
    }
  }
  return sum;
}

// Whether the account still has what the entry gave it.
bool StillHas(const BookState& state, const v1::Posting& leg,
              const v1::Entry& original) {
  const Balances* balances =
      state.FindBalances(leg.owner(), leg.owner_number());
  if (balances == nullptr) return false;
  const int64_t given = GivenTo(leg, original);
  const int64_t has = state.FreeOf(leg.owner(), leg.owner_number(), leg.asset(),
                                   leg.class_code());
  switch (leg.owner()) {
    case v1::ACCOUNT_OWNER_HOUSEHOLD:
      return leg.asset() != v1::ASSET_POINTS || has >= given;
    case v1::ACCOUNT_OWNER_COLLECTOR:
      return given <= 0 || has >= given;
    case v1::ACCOUNT_OWNER_SUSPENSE:
      // Claimed means that all of it went to a household, weight included.
      return given > 0 ? has >= given : has <= given;
    default:
      return true;
  }
}

// Whether a correction took the drop up: what it was given is no longer what
// its entry says.
bool IsCorrected(const BookState& state, const v1::Entry& original) {
  if (!original.has_drop()) return false;
  const auto& all = state.corrections().all;
  return std::any_of(all.begin(), all.end(), [&](const auto& one) {
    return original.index() < one.first &&
           one.second.Covers(static_cast<int32_t>(original.drop().day()));
  });
}

}  // namespace

std::optional<v1::RefusalReason> CheckReversal(
    const BookState& state, const v1::EntryReversed& reversed,
    const v1::Entry* original) {
  if (original == nullptr || reversed.reversed_index() >= state.size()) {
    return v1::REFUSAL_REASON_ENTRY_UNKNOWN;
  }
  if (!IsReversible(*original) || IsCorrected(state, *original))
    return v1::REFUSAL_REASON_NOT_REVERSIBLE;
  if (state.oversight().reversed.contains(reversed.reversed_index())) {
    return v1::REFUSAL_REASON_ALREADY_REVERSED;
  }
  for (const v1::Posting& leg : original->postings()) {
    if (!StillHas(state, leg, *original)) {
      return v1::REFUSAL_REASON_BALANCE_TOO_SMALL;
    }
  }
  return std::nullopt;
}

}  // namespace greenledger::rules
