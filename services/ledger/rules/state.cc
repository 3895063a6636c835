#include "services/ledger/rules/state.h"

#include <algorithm>

namespace greenledger::rules {

void FillHousehold(const HouseholdState& household, v1::Household* message) {
  message->set_number(household.number);
  message->set_building_number(household.building);
  message->set_tenure(household.tenure);
  message->set_residents(household.residents);
  message->set_state(household.state);
  for (const auto& [number, kind] : household.members) {
    v1::Member* member = message->add_members();
    member->set_number(number);
    member->set_kind(kind);
  }
  for (const CardHash& card : household.cards) {
    message->add_card_hashes(card.data(), card.size());
  }
}

void ReadHousehold(const v1::Household& message, HouseholdState* household) {
  household->number = message.number();
  household->building = message.building_number();
  household->tenure = message.tenure();
  household->residents = message.residents();
  household->state = message.state();
  for (const v1::Member& member : message.members()) {
    household->members.emplace_back(member.number(), member.kind());
  }
  for (const std::string& card : message.card_hashes()) {
    household->cards.push_back(ToCardHash(card));
  }
}

const KioskCertificate* KioskState::FindCertificate(
    const proof::Hash& fingerprint) const {
  for (const KioskCertificate& certificate : certificates) {
    if (certificate.fingerprint == fingerprint) return &certificate;
  }
  return nullptr;
}

std::optional<uint32_t> KioskState::BinClass(uint32_t bin) const {
  for (const v1::Bin& known : kiosk.bins()) {
    if (known.number() == bin) return known.class_code();
  }
  return std::nullopt;
}

std::optional<uint32_t> BookState::HouseholdSlot(uint64_t number) const {
  if (number != last_household_.first || number == 0) {
    auto slot = household_slots_.find(number);
    if (slot == household_slots_.end()) return std::nullopt;
    last_household_ = *slot;
  }
  return last_household_.second;
}

const HouseholdState* BookState::FindHousehold(uint64_t number) const {
  const std::optional<uint32_t> slot = HouseholdSlot(number);
  return slot.has_value() ? &households_[*slot] : nullptr;
}

HouseholdState* BookState::MutableHousehold(uint64_t number) {
  const std::optional<uint32_t> slot = HouseholdSlot(number);
  if (!slot.has_value()) return nullptr;
  HouseholdState* household = &households_[*slot];
  if (!household->dirty) {
    household->dirty = true;
    dirty_households_.push_back(*slot);
  }
  return household;
}

const CardState* BookState::FindCard(const CardHash& card) const {
  auto at = cards_.find(card);
  return at == cards_.end() ? nullptr : &at->second;
}

const Earner* BookState::FindSuspense(uint64_t number) const {
  auto at = suspense_.find(number);
  return at == suspense_.end() ? nullptr : &at->second;
}

const KioskState* BookState::FindKiosk(uint64_t number) const {
  // What it remembers is nothing that a caller could see.
  return const_cast<BookState*>(this)->MutableKiosk(number);
}

KioskState* BookState::MutableKiosk(uint64_t number) {
  if (number != last_kiosk_.first || number == 0) {
    auto at = kiosks_.find(number);
    if (at == kiosks_.end()) return nullptr;
    last_kiosk_ = {number, &at->second};
  }
  return last_kiosk_.second;
}

const v1::Place* BookState::FindPlace(uint64_t number) const {
  auto at = places_.find(number);
  return at == places_.end() ? nullptr : &at->second;
}

const Balances* BookState::FindBalances(v1::AccountOwner owner,
                                        uint64_t number) const {
  if (owner == v1::ACCOUNT_OWNER_HOUSEHOLD) {
    const HouseholdState* household = FindHousehold(number);
    return household == nullptr ? nullptr : &household->earner.balances;
  }
  if (owner == v1::ACCOUNT_OWNER_SUSPENSE) {
    const Earner* earner = FindSuspense(number);
    return earner == nullptr ? nullptr : &earner->balances;
  }
  auto at = accounts_.find(AccountKey(owner, number));
  return at == accounts_.end() ? nullptr : &at->second;
}

const Balances* BookState::FindPending(v1::AccountOwner owner,
                                       uint64_t number) const {
  auto at = pending_.find(AccountKey(owner, number));
  return at == pending_.end() ? nullptr : &at->second;
}

int64_t BookState::FreeOf(v1::AccountOwner owner, uint64_t number,
                          v1::Asset asset, uint32_t class_code) const {
  const Balances* balances = FindBalances(owner, number);
  if (balances == nullptr) return 0;
  const int64_t net = balances->Net(asset, class_code);
  const Balances* pending = FindPending(owner, number);
  if (pending == nullptr) return net;
  return net - static_cast<int64_t>(pending->Of(asset, class_code).debits);
}

Balances* BookState::MutableBalances(v1::AccountOwner owner, uint64_t number) {
  switch (owner) {
    case v1::ACCOUNT_OWNER_HOUSEHOLD: {
      HouseholdState* household = MutableHousehold(number);
      return household == nullptr ? nullptr : &household->earner.balances;
    }
    case v1::ACCOUNT_OWNER_SUSPENSE:
      return &suspense_[number].balances;
    case v1::ACCOUNT_OWNER_ISSUANCE:
    case v1::ACCOUNT_OWNER_BIN:
    case v1::ACCOUNT_OWNER_COLLECTOR:
    case v1::ACCOUNT_OWNER_LOSS:
    case v1::ACCOUNT_OWNER_PROCESSOR:
    case v1::ACCOUNT_OWNER_PENALTY:
    case v1::ACCOUNT_OWNER_USED_UP:
    case v1::ACCOUNT_OWNER_BUDGET:
    case v1::ACCOUNT_OWNER_PRIZE_POOL:
    case v1::ACCOUNT_OWNER_REDEMPTION:
    case v1::ACCOUNT_OWNER_EXPIRY:
    case v1::ACCOUNT_OWNER_TRANSIT:
    case v1::ACCOUNT_OWNER_STOCK:
    case v1::ACCOUNT_OWNER_SUPPLY:
    case v1::ACCOUNT_OWNER_HANDED_OUT:
      return MutableAccount({owner, number});
    default:
      return nullptr;
  }
}

Balances* BookState::MutableAccount(const AccountKey& key) {
  auto& [known, account] =
      last_accounts_[(key.second + key.first) % last_accounts_.size()];
  if (account == nullptr || known != key) {
    known = key;
    account = &accounts_[key];
  }
  return account;
}

void BookState::Prefetch(const CardHash& card, int step) const {
  if (step == 0) return cards_.prefetch(card);
  const CardState* found = FindCard(card);
  if (found == nullptr) return;
  const HouseholdState& household = HouseholdOf(*found);
  const char* end = reinterpret_cast<const char*>(&household.tenure);
  for (const char* at = reinterpret_cast<const char*>(&household); at < end;
       at += 64) {
    __builtin_prefetch(at, /*for writing*/ 1);
  }
}

const CompiledTariff* BookState::TariffOn(int32_t day) const {
  if (const Correction* correction = corrections_.On(day)) {
    return correction->tariff.get();
  }
  for (auto tariff = tariffs_.rbegin(); tariff != tariffs_.rend(); ++tariff) {
    if ((*tariff)->compiled.effective_day() <= day) return &(*tariff)->compiled;
  }
  return nullptr;
}

const PublishedScheme* BookState::FindScheme(std::string_view version) const {
  for (const auto& published : schemes_) {
    if (published->scheme.version() == version) return published.get();
  }
  return nullptr;
}

}  // namespace greenledger::rules
