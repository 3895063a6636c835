#include "services/ledger/rules/decide_command.h"

#include <algorithm>
#include <set>

#include "services/ledger/rules/decide_correction.h"
#include "services/ledger/rules/decide_device.h"
#include "services/ledger/rules/decide_evidence.h"
#include "services/ledger/rules/decide_oversight.h"
#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/request_limits.h"
#include "services/ledger/rules/source.h"

namespace greenledger::rules {
namespace {

// Checks the items of one command in turn; remembers what earlier ones add.
class CommandChecker {
 public:
  CommandChecker(const BookState& state, int64_t time_us)
      : state_(state),
        time_us_(time_us),
        today_(ToLocalTime(time_us, state.info().utc_offset_minutes()).day),
        next_household_(state.max_household() + 1) {}

  void Check(CommandItem* item);
  // Bodies that are decided elsewhere.
  void CheckMore(CommandItem* item);
  std::vector<v1::Refusal> TakeRefusals() { return std::move(refusals_); }

 private:
  void CheckPlace(const v1::Place& place);
  void CheckHousehold(v1::Household* household);
  void CheckChange(const v1::HouseholdChanged& change);
  void CheckMemberAdded(const v1::MemberAdded& added);
  void CheckMemberRemoved(const v1::MemberRemoved& removed);
  void CheckCardIssued(const v1::CardIssued& issued);
  void CheckCardBlocked(const v1::CardBlocked& blocked);
  void CheckKiosk(const v1::Kiosk& kiosk);
  void CheckIncarnation(const v1::IncarnationAdmitted& admitted);
  void CheckDevice(const v1::Entry& entry);
  void CheckScheme(const v1::Scheme& scheme);
  void CheckTariff(const v1::Tariff& tariff);
  const HouseholdState* OpenHousehold(uint64_t number, std::string_view field);
  const KioskState* OpenKiosk(uint64_t number, std::string_view field);
  std::optional<v1::PlaceKind> KindOf(uint64_t place) const;
  void Refuse(std::string_view field, v1::RefusalReason reason,
              std::string value);

  bool IsCardTaken(const std::string& card) const;

  const BookState& state_;
  const int64_t time_us_;
  const int32_t today_;
  uint64_t next_household_;
  std::string item_field_;
  std::map<uint64_t, v1::PlaceKind> new_places_;
  std::set<uint64_t> new_households_;
  SelectionSoFar selection_;
  std::vector<v1::Refusal> refusals_;
};

void CommandChecker::Refuse(std::string_view field, v1::RefusalReason reason,
                            std::string value) {
  if (refusals_.size() == kRefusalsMax) return;
  v1::Refusal& refusal = refusals_.emplace_back();
  refusal.set_field(item_field_ + "." + std::string(field));
  refusal.set_reason(reason);
  refusal.set_value(std::move(value));
}

void CommandChecker::Check(CommandItem* item) {
  item_field_ = item->field;
  v1::Entry& entry = item->entry;
  switch (entry.body_case()) {
    case v1::Entry::kBookOpened:
      if (state_.size() == 0) return;
      item_field_ = "header";
      return Refuse("book", v1::REFUSAL_REASON_BOOK_EXISTS,
                    std::to_string(state_.book()));
    case v1::Entry::kPlaceOpened:
      return CheckPlace(entry.place_opened());
    case v1::Entry::kHouseholdOpened:
      return CheckHousehold(entry.mutable_household_opened());
    case v1::Entry::kHouseholdChanged:
      return CheckChange(entry.household_changed());
    case v1::Entry::kMemberAdded:
      return CheckMemberAdded(entry.member_added());
    case v1::Entry::kMemberRemoved:
      return CheckMemberRemoved(entry.member_removed());
    case v1::Entry::kCardIssued:
      return CheckCardIssued(entry.card_issued());
    case v1::Entry::kCardBlocked:
      return CheckCardBlocked(entry.card_blocked());
    case v1::Entry::kKioskOpened:
      return CheckKiosk(entry.kiosk_opened());
    case v1::Entry::kKioskClosed:
      OpenKiosk(entry.kiosk_closed().number(), "number");
      return;
    case v1::Entry::kIncarnationAdmitted:
      return CheckIncarnation(entry.incarnation_admitted());
    case v1::Entry::kKioskInvited:
    case v1::Entry::kKioskEnrolled:
    case v1::Entry::kCertificateRenewed:
    case v1::Entry::kCertificatesRevoked:
      return CheckDevice(entry);
    case v1::Entry::kSchemePublished:
      return CheckScheme(entry.scheme_published());
    case v1::Entry::kTariffPublished:
      return CheckTariff(entry.tariff_published());
    default:
      return CheckMore(item);
  }
}

void CommandChecker::CheckMore(CommandItem* item) {
  const RefusalList refusals(item->field, &refusals_);
  CheckOversight(state_, time_us_, *item, &refusals_);
  CheckHolds(state_, time_us_, &item->entry, refusals);
  CheckPoints(state_, time_us_, item->entry, refusals);
  CheckBudgets(state_, time_us_, item->entry, refusals);
  CheckMoves(state_, item->entry, refusals);
  CheckRewards(state_, item->entry, refusals);
  CheckCorrection(state_, time_us_, item->entry, refusals);
  CheckEvidence(state_, time_us_, item->entry, refusals);
  CheckSelection(state_, time_us_, item->entry, &selection_, refusals);
}

bool CommandChecker::IsCardTaken(const std::string& card) const {
  const CardHash hash = ToCardHash(card);
  return state_.FindCard(hash) != nullptr ||
         state_.oversight().crew_cards.contains(hash);
}

std::optional<v1::PlaceKind> CommandChecker::KindOf(uint64_t place) const {
  if (place == 0) return v1::PLACE_KIND_COMMUNITY;
  if (auto at = new_places_.find(place); at != new_places_.end()) {
    return at->second;
  }
  const v1::Place* known = state_.FindPlace(place);
  if (known == nullptr) return std::nullopt;
  return known->kind();
}

void CommandChecker::CheckPlace(const v1::Place& place) {
  const std::string number = std::to_string(place.number());
  const std::string parent = std::to_string(place.parent_number());
  if (KindOf(place.number()).has_value()) {
    Refuse("number", v1::REFUSAL_REASON_NUMBER_TAKEN, number);
  }
  const std::optional<v1::PlaceKind> parent_kind =
      KindOf(place.parent_number());
  const v1::PlaceKind wanted = place.kind() == v1::PLACE_KIND_GRID
                                   ? v1::PLACE_KIND_COMMUNITY
                                   : v1::PLACE_KIND_GRID;
  if (!parent_kind.has_value()) {
    Refuse("parent_number", v1::REFUSAL_REASON_PLACE_UNKNOWN, parent);
  } else if (*parent_kind != wanted) {
    Refuse("parent_number", v1::REFUSAL_REASON_PLACE_KIND_WRONG, parent);
  }
  new_places_[place.number()] = place.kind();
}

void CommandChecker::CheckHousehold(v1::Household* household) {
  if (household->number() == 0) {
    while (new_households_.contains(next_household_)) ++next_household_;
    household->set_number(next_household_++);
  }
  const bool taken = state_.FindHousehold(household->number()) != nullptr;
  if (!new_households_.insert(household->number()).second || taken) {
    Refuse("number", v1::REFUSAL_REASON_NUMBER_TAKEN,
           std::to_string(household->number()));
  }
  const std::optional<v1::PlaceKind> kind =
      KindOf(household->building_number());
  const std::string building = std::to_string(household->building_number());
  if (!kind.has_value()) {
    Refuse("building_number", v1::REFUSAL_REASON_PLACE_UNKNOWN, building);
  } else if (*kind != v1::PLACE_KIND_BUILDING) {
    Refuse("building_number", v1::REFUSAL_REASON_PLACE_KIND_WRONG, building);
  }
  for (int i = 0; i < household->card_hashes_size(); ++i) {
    const std::string& card = household->card_hashes(i);
    if (IsCardTaken(card)) {
      Refuse("card_hashes[" + std::to_string(i) + "]",
             v1::REFUSAL_REASON_CARD_TAKEN, ToHexText(card));
    }
  }
}

const HouseholdState* CommandChecker::OpenHousehold(uint64_t number,
                                                    std::string_view field) {
  const HouseholdState* household = state_.FindHousehold(number);
  if (household == nullptr) {
    Refuse(field, v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN, std::to_string(number));
  } else if (household->state == v1::HOUSEHOLD_STATE_CLOSED) {
    Refuse(field, v1::REFUSAL_REASON_HOUSEHOLD_CLOSED, std::to_string(number));
    return nullptr;
  }
  return household;
}

void CommandChecker::CheckChange(const v1::HouseholdChanged& change) {
  const HouseholdState* household = OpenHousehold(change.number(), "number");
  if (household != nullptr && household->state == change.state()) {
    Refuse("state", v1::REFUSAL_REASON_STATE_UNCHANGED,
           v1::HouseholdState_Name(change.state()));
  }
  if (household != nullptr && change.state() == v1::HOUSEHOLD_STATE_FROZEN &&
      household->state == v1::HOUSEHOLD_STATE_REGISTERED) {
    Refuse("number", v1::REFUSAL_REASON_HOUSEHOLD_NOT_ACTIVE,
           std::to_string(change.number()));
  }
  if (household != nullptr && change.state() == v1::HOUSEHOLD_STATE_CLOSED &&
      state_.points().HasHolds(change.number())) {
    Refuse("number", v1::REFUSAL_REASON_HOLDS_OPEN,
           std::to_string(change.number()));
  }
}

void CommandChecker::CheckMemberAdded(const v1::MemberAdded& added) {
  const HouseholdState* household =
      OpenHousehold(added.household_number(), "household_number");
  if (household == nullptr) return;
  if (std::cmp_greater_equal(household->members.size(), kMembersMax)) {
    Refuse("member", v1::REFUSAL_REASON_TOO_MANY,
           std::to_string(household->members.size()));
  }
  for (const auto& [number, kind] : household->members) {
    if (number == added.member().number()) {
      Refuse("member.number", v1::REFUSAL_REASON_NUMBER_TAKEN,
             std::to_string(number));
    }
  }
}

void CommandChecker::CheckMemberRemoved(const v1::MemberRemoved& removed) {
  const HouseholdState* household =
      OpenHousehold(removed.household_number(), "household_number");
  if (household == nullptr) return;
  const bool known = std::any_of(
      household->members.begin(), household->members.end(),
      [&](const auto& m) { return m.first == removed.member_number(); });
  if (!known) {
    Refuse("member_number", v1::REFUSAL_REASON_MEMBER_UNKNOWN,
           std::to_string(removed.member_number()));
  }
}

void CommandChecker::CheckCardIssued(const v1::CardIssued& issued) {
  const HouseholdState* household =
      OpenHousehold(issued.household_number(), "household_number");
  if (household != nullptr &&
      std::cmp_greater_equal(household->cards.size(), kCardsMax)) {
    Refuse("card_hash", v1::REFUSAL_REASON_TOO_MANY,
           std::to_string(household->cards.size()));
  }
  if (IsCardTaken(issued.card_hash())) {
    Refuse("card_hash", v1::REFUSAL_REASON_CARD_TAKEN,
           ToHexText(issued.card_hash()));
  }
}

void CommandChecker::CheckCardBlocked(const v1::CardBlocked& blocked) {
  const CardState* card = state_.FindCard(ToCardHash(blocked.card_hash()));
  if (card == nullptr) {
    Refuse("card_hash", v1::REFUSAL_REASON_CARD_UNKNOWN,
           ToHexText(blocked.card_hash()));
  } else if (card->blocked) {
    Refuse("card_hash", v1::REFUSAL_REASON_CARD_BLOCKED,
           ToHexText(blocked.card_hash()));
  }
}

void CommandChecker::CheckKiosk(const v1::Kiosk& kiosk) {
  if (state_.FindKiosk(kiosk.number()) != nullptr) {
    Refuse("number", v1::REFUSAL_REASON_NUMBER_TAKEN,
           std::to_string(kiosk.number()));
  }
  if (!KindOf(kiosk.place_number()).has_value()) {
    Refuse("place_number", v1::REFUSAL_REASON_PLACE_UNKNOWN,
           std::to_string(kiosk.place_number()));
  }
  for (int i = 0; i < kiosk.bins_size(); ++i) {
    const uint32_t code = kiosk.bins(i).class_code();
    if (state_.schemes().empty() ||
        state_.schemes().back()->compiled.Find(code) == nullptr) {
      Refuse("bins[" + std::to_string(i) + "].class_code",
             v1::REFUSAL_REASON_CLASS_UNKNOWN, std::to_string(code));
    }
  }
}

const KioskState* CommandChecker::OpenKiosk(uint64_t number,
                                            std::string_view field) {
  const KioskState* kiosk = state_.FindKiosk(number);
  if (kiosk == nullptr) {
    Refuse(field, v1::REFUSAL_REASON_KIOSK_UNKNOWN, std::to_string(number));
  } else if (kiosk->closed) {
    Refuse(field, v1::REFUSAL_REASON_KIOSK_CLOSED, std::to_string(number));
    return nullptr;
  }
  return kiosk;
}

void CommandChecker::CheckIncarnation(const v1::IncarnationAdmitted& admitted) {
  const KioskState* kiosk = OpenKiosk(admitted.kiosk_number(), "kiosk_number");
  if (kiosk == nullptr) return;
  if (kiosk->key == nullptr) {
    return Refuse("kiosk_number", v1::REFUSAL_REASON_NOT_INVITED,
                  std::to_string(admitted.kiosk_number()));
  }
  const auto& used = kiosk->used_incarnations;
  if (std::find(used.begin(), used.end(), admitted.incarnation()) !=
      used.end()) {
    Refuse("incarnation", v1::REFUSAL_REASON_INCARNATION_USED,
           std::to_string(admitted.incarnation()));
  }
}

void CommandChecker::CheckDevice(const v1::Entry& entry) {
  const KioskState* kiosk = OpenKiosk(KioskNamedBy(entry), "kiosk_number");
  if (kiosk == nullptr) return;
  const auto refuse = [this](std::string_view field, v1::RefusalReason reason,
                             std::string value) {
    Refuse(field, reason, std::move(value));
  };
  switch (entry.body_case()) {
    case v1::Entry::kKioskInvited:
      return CheckInvited(entry.kiosk_invited(), time_us_, refuse);
    case v1::Entry::kKioskEnrolled:
      return CheckEnrolled(*kiosk, entry.kiosk_enrolled(), time_us_, refuse);
    case v1::Entry::kCertificateRenewed:
      return CheckRenewed(*kiosk, refuse);
    default:
      return CheckRevoked(*kiosk, entry.certificates_revoked(), refuse);
  }
}

void CommandChecker::CheckScheme(const v1::Scheme& scheme) {
  if (state_.FindScheme(scheme.version()) != nullptr) {
    Refuse("version", v1::REFUSAL_REASON_VERSION_TAKEN, scheme.version());
  }
  if (!state_.schemes().empty() &&
      *ParseDay(scheme.effective_from()) <=
          *ParseDay(state_.schemes().back()->scheme.effective_from())) {
    Refuse("effective_from", v1::REFUSAL_REASON_NOT_LATER,
           scheme.effective_from());
  }
}

void CommandChecker::CheckTariff(const v1::Tariff& tariff) {
  const int32_t day = *ParseDay(tariff.effective_from());
  for (const auto& published : state_.tariffs()) {
    if (published->tariff.version() == tariff.version()) {
      Refuse("version", v1::REFUSAL_REASON_VERSION_TAKEN, tariff.version());
    }
  }
  if (!state_.tariffs().empty()) {
    if (day <= state_.tariffs().back()->compiled.effective_day()) {
      Refuse("effective_from", v1::REFUSAL_REASON_NOT_LATER,
             tariff.effective_from());
    } else if (day < today_) {
      Refuse("effective_from", v1::REFUSAL_REASON_IN_PAST,
             tariff.effective_from());
    }
  }
  const PublishedScheme* scheme = state_.FindScheme(tariff.scheme());
  if (scheme == nullptr || *ParseDay(scheme->scheme.effective_from()) > day) {
    return Refuse("scheme", v1::REFUSAL_REASON_SCHEME_UNKNOWN, tariff.scheme());
  }
  for (const common::Fault& fault :
       CheckTariffAgainstScheme(tariff, scheme->scheme)) {
    Refuse(fault.field,
           fault.field.ends_with("class_code")
               ? v1::REFUSAL_REASON_CLASS_UNKNOWN
               : v1::REFUSAL_REASON_MEASURE_WRONG,
           fault.value);
  }
}

}  // namespace

std::vector<v1::Refusal> CheckCommand(const BookState& state, int64_t time_us,
                                      std::vector<CommandItem>* items) {
  CommandChecker checker(state, time_us);
  for (CommandItem& item : *items) checker.Check(&item);
  return checker.TakeRefusals();
}

}  // namespace greenledger::rules
