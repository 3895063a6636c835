#include "services/ledger/totals.h"

#include <algorithm>
#include <vector>

#include "services/ledger/rules/balances.h"

namespace greenledger::ledger {
namespace {

// What was given out. Merit comes from issuance alone, so its debits are all
// that was ever issued; points may come from budgets too.
void FillIssued(const rules::BookState& state, v1::GetTotalsResponse* totals) {
  totals->set_milli_points_issued(state.totals().milli_points_issued);
  const rules::Balances* issuance =
      state.FindBalances(v1::ACCOUNT_OWNER_ISSUANCE, 0);
  if (issuance == nullptr) return;
  totals->set_milli_merit_issued(issuance->Of(v1::ASSET_MERIT).debits);
}

std::vector<uint64_t> OwnersAfter(const rules::BookState& state,
                                  v1::AccountOwner owner,
                                  std::optional<uint64_t> after) {
  std::vector<uint64_t> numbers;
  const auto add = [&](uint64_t number) {
    if (!after.has_value() || number > *after) numbers.push_back(number);
  };
  if (owner == v1::ACCOUNT_OWNER_HOUSEHOLD) {
    for (const auto& household : state.households()) add(household.number);
  } else if (owner == v1::ACCOUNT_OWNER_SUSPENSE) {
    for (const auto& [number, earner] : state.suspense()) add(number);
  } else {
    for (const auto& [key, balances] : state.accounts()) {
      if (key.first == owner) add(key.second);
    }
  }
  return numbers;
}

}  // namespace

void FillBook(const rules::BookState& state, uint64_t size, v1::Book* book) {
  book->set_book(state.book());
  book->set_community_name(state.info().community_name());
  book->set_street_name(state.info().street_name());
  book->set_district_name(state.info().district_name());
  book->set_utc_offset_minutes(state.info().utc_offset_minutes());
  book->set_size(size);
}

void FillTotals(const rules::BookState& state, v1::GetTotalsResponse* totals) {
  FillBook(state, state.size(), totals->mutable_book());
  totals->set_drops(state.totals().drops);
  totals->set_drops_rejected(state.totals().drops_rejected);
  totals->set_drops_suspense(state.totals().drops_suspense);
  totals->set_quarantined(state.totals().quarantined);
  totals->set_clearances(state.totals().clearances);
  totals->set_households(state.households().size());
  totals->set_cards(state.cards().size());
  totals->set_kiosks(state.kiosks().size());
  FillIssued(state, totals);
  rules::Balances returned;
  for (const auto& [key, balances] : state.accounts()) {
    if (key.first != v1::ACCOUNT_OWNER_BIN) continue;
    for (const rules::AssetSums& sums : balances.all()) {
      returned.Post(sums.asset, sums.class_code,
                    static_cast<int64_t>(sums.credits));
      returned.Post(sums.asset, sums.class_code,
                    -static_cast<int64_t>(sums.debits));
    }
  }
  AppendTo(returned, totals->mutable_returned());
}

bool FillBalances(const rules::BookState& state, v1::AccountOwner owner,
                  std::optional<uint64_t> after, size_t page_size,
                  v1::ListBalancesResponse* response) {
  response->set_as_of_size(state.size());
  std::vector<uint64_t> numbers = OwnersAfter(state, owner, after);
  const bool more = numbers.size() > page_size;
  const size_t count = std::min(numbers.size(), page_size);
  std::partial_sort(numbers.begin(),
                    numbers.begin() + static_cast<std::ptrdiff_t>(count),
                    numbers.end());
  for (size_t i = 0; i < count; ++i) {
    v1::OwnerBalances* out = response->add_owners();
    out->set_owner_number(numbers[i]);
    AppendTo(*state.FindBalances(owner, numbers[i]), out->mutable_balances(),
             state.FindPending(owner, numbers[i]));
  }
  return more;
}

}  // namespace greenledger::ledger
