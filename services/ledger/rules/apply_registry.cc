// The part of BookState::Apply that folds registry entries.
#include <algorithm>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

bool CardHashesWellFormed(const v1::Entry& entry) {
  const auto& opened = entry.household_opened().card_hashes();
  return std::all_of(opened.begin(), opened.end(),
                     [](const std::string& h) { return h.size() == 16; }) &&
         (!entry.has_card_issued() ||
          entry.card_issued().card_hash().size() == 16) &&
         (!entry.has_card_blocked() ||
          entry.card_blocked().card_hash().size() == 16);
}

}  // namespace

// A damaged log must not be folded into something that looks like a book.
absl::Status BookState::CheckRegistry(const v1::Entry& entry) const {
  const uint64_t household = HouseholdNamedBy(entry);
  if (household != 0 && household != entry.household()) {
    return Damaged(entry, "its body speaks of another household");
  }
  const bool touches_household = household != 0 || entry.has_card_blocked();
  if (touches_household && entry.household() == 0) {
    return Damaged(entry, "its household is missing");
  }
  if (entry.has_household_opened() && FindHousehold(household) != nullptr) {
    return Damaged(entry, "the household is open already");
  }
  if (!CardHashesWellFormed(entry)) {
    return Damaged(entry, "a card hash is not 16 bytes");
  }
  return absl::OkStatus();
}

absl::Status BookState::ApplyRegistry(const v1::Entry& entry) {
  if (absl::Status s = CheckRegistry(entry); !s.ok()) return s;
  switch (entry.body_case()) {
    case v1::Entry::kBookOpened:
      info_ = entry.book_opened();
      return absl::OkStatus();
    case v1::Entry::kPlaceOpened:
      places_[entry.place_opened().number()] = entry.place_opened();
      dirty_places_.push_back(entry.place_opened().number());
      return absl::OkStatus();
    case v1::Entry::kHouseholdOpened:
      if (absl::Status s = ApplyHousehold(entry.household_opened()); !s.ok()) {
        return s;
      }
      NoteCards(entry.index() + 1, &households_.back());
      return absl::OkStatus();
    case v1::Entry::kHouseholdChanged: {
      HouseholdState* household = MutableHousehold(entry.household());
      NoteCards(entry.index() + 1, household);
      household->state = entry.household_changed().state();
      return absl::OkStatus();
    }
    case v1::Entry::kMemberAdded: {
      const v1::Member& member = entry.member_added().member();
      MutableHousehold(entry.household())
          ->members.emplace_back(member.number(), member.kind());
      return absl::OkStatus();
    }
    case v1::Entry::kMemberRemoved:
      std::erase_if(MutableHousehold(entry.household())->members,
                    [&](const auto& member) {
                      return member.first ==
                             entry.member_removed().member_number();
                    });
      return absl::OkStatus();
    case v1::Entry::kCardIssued:
    case v1::Entry::kCardBlocked:
      return ApplyCard(entry);
    case v1::Entry::kKioskOpened:
    case v1::Entry::kKioskClosed:
    case v1::Entry::kIncarnationAdmitted:
      return ApplyKiosk(entry);
    case v1::Entry::kKioskInvited:
    case v1::Entry::kKioskEnrolled:
    case v1::Entry::kCertificateRenewed:
    case v1::Entry::kCertificatesRevoked:
      return ApplyDevice(entry);
    case v1::Entry::kSchemePublished:
      return AddScheme(entry.scheme_published(), entry.index());
    case v1::Entry::kTariffPublished:
      return AddTariff(entry.tariff_published(), entry.index());
    case v1::Entry::kRefused:
      return absl::OkStatus();
    default:
      return ApplyOversight(entry);
  }
}

absl::Status BookState::ApplyHousehold(const v1::Household& household) {
  if (household.number() == 0) {
    return absl::DataLossError("a household without a number");
  }
  const auto slot = static_cast<uint32_t>(households_.size());
  household_slots_.emplace(household.number(), slot);
  HouseholdState& state = households_.emplace_back();
  ReadHousehold(household, &state);
  state.dirty = true;
  dirty_households_.push_back(slot);
  for (const CardHash& card : state.cards) {
    cards_[card] = CardState{slot, false};
    dirty_cards_.push_back(card);
  }
  max_household_ = std::max(max_household_, household.number());
  return absl::OkStatus();
}

absl::Status BookState::ApplyCard(const v1::Entry& entry) {
  const bool issued = entry.has_card_issued();
  const CardHash card = ToCardHash(issued ? entry.card_issued().card_hash()
                                          : entry.card_blocked().card_hash());
  cards_[card] = CardState{*HouseholdSlot(entry.household()), !issued};
  dirty_cards_.push_back(card);
  HouseholdState* household = MutableHousehold(entry.household());
  auto& cards = household->cards;
  if (issued) cards.push_back(card);
  NoteCards(entry.index() + 1, household);
  if (!issued) {
    cards.erase(std::remove(cards.begin(), cards.end(), card), cards.end());
  }
  return absl::OkStatus();
}

// Called while the household has the cards that the change is about.
void BookState::NoteCards(uint64_t size, HouseholdState* household) {
  if (household->cards.empty()) return;
  household->cards_version = size;
  cards_version_ = size;
}

// Documents come from a log that may be damaged, so they are checked again
// before anything is compiled from them.
absl::Status BookState::AddScheme(const v1::Scheme& scheme, uint64_t index) {
  if (!CheckScheme(scheme).empty()) {
    return absl::DataLossError("the scheme of entry " + std::to_string(index) +
                               " has faults");
  }
  schemes_.push_back(std::make_shared<const PublishedScheme>(
      PublishedScheme{scheme, index, CompiledScheme(scheme)}));
  return absl::OkStatus();
}

absl::Status BookState::AddTariff(const v1::Tariff& tariff, uint64_t index) {
  const PublishedScheme* scheme = FindScheme(tariff.scheme());
  if (scheme == nullptr || !CheckTariff(tariff).empty() ||
      !CheckTariffAgainstScheme(tariff, scheme->scheme).empty()) {
    return absl::DataLossError("the tariff of entry " + std::to_string(index) +
                               " has faults or names an unknown scheme");
  }
  tariffs_.push_back(std::make_shared<const PublishedTariff>(
      PublishedTariff{tariff, CompiledTariff(tariff, scheme->scheme, index)}));
  // What is late counts for the day it came in; of the two days more, one is
  // for a part of a day and one for a kiosk's clock that is ahead.
  reach_days_ = std::max(
      reach_days_, static_cast<int32_t>(tariff.late_after_hours() / 24 + 2));
  return absl::OkStatus();
}

}  // namespace greenledger::rules
