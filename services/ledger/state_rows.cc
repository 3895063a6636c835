#include "services/ledger/state_rows.h"

#include <algorithm>
#include <string>

#include "services/ledger/lot_rows.h"
#include "services/ledger/row_scan.h"
#include "services/ledger/rows.pb.h"
#include "services/ledger/tables.h"

namespace greenledger::rules {
namespace {

namespace rows = ledger::rows;
using ledger::NumberAt;
using ledger::NumberKey;

void FillEarner(const Earner& earner, rows::EarnerRow* row) {
  AppendTo(earner.balances, row->mutable_balances());
  for (const MergeGroup& group : earner.groups) {
    rows::MergeGroupRow* out = row->add_groups();
    out->set_kiosk(group.kiosk);
    out->set_first_index(group.first_index);
    out->set_start_us(group.start_us);
    out->set_tariff_index(group.tariff_index);
    out->set_class_code(group.class_code);
    out->set_quality(static_cast<uint32_t>(group.quality));
    out->set_day(group.day);
    out->set_grams(group.merged.grams);
    out->set_pieces(group.merged.pieces);
    out->set_rated_milli_points(group.merged.rated_milli_points);
    out->set_merit_given(group.merged.merit_given);
  }
  for (const DayUseRow& use : earner.day_uses) {
    rows::DayUseRow* out = row->add_day_uses();
    out->set_day(use.day);
    out->set_class_code(use.class_code);
    out->set_milli_points(use.use.milli_points);
    out->set_merit_drops(use.use.merit_drops);
  }
}

template <typename RepeatedBalance>
Balances ToBalances(const RepeatedBalance& from) {
  std::vector<AssetSums> sums;
  for (const v1::Balance& balance : from) {
    sums.push_back(AssetSums{balance.asset(), balance.class_code(),
                             balance.credits(), balance.debits()});
  }
  Balances balances;
  balances.Restore(sums);
  return balances;
}

Earner ToEarner(const rows::EarnerRow& row) {
  Earner earner;
  earner.balances = ToBalances(row.balances());
  for (const rows::MergeGroupRow& in : row.groups()) {
    earner.groups.push_back(MergeGroup{
        in.kiosk(), in.first_index(), in.start_us(), in.tariff_index(),
        in.class_code(), in.day(), static_cast<v1::Quality>(in.quality()),
        MergedSoFar{in.grams(), in.pieces(), in.rated_milli_points(),
                    in.merit_given()}});
  }
  for (const rows::DayUseRow& in : row.day_uses()) {
    earner.day_uses.push_back(
        DayUseRow{in.day(), in.class_code(),
                  DayUse{in.milli_points(), in.merit_drops()}});
  }
  return earner;
}

void PutCard(const BookState& state, const CardHash& hash,
             const CardState& card, const StateRows::Put& put) {
  rows::CardRow row;
  row.set_household(state.HouseholdOf(card).number);
  row.set_blocked(card.blocked);
  put(ledger::kCardTable, AsBytes(hash), row.SerializeAsString());
}

void FillDevice(const KioskState& kiosk, rows::KioskRow* row) {
  if (!kiosk.invitation.serial().empty()) {
    *row->mutable_invitation() = kiosk.invitation;
  }
  row->set_serial(kiosk.serial);
  for (const KioskCertificate& certificate : kiosk.certificates) {
    rows::CertificateRow* out = row->add_certificates();
    out->set_fingerprint(std::string(proof::AsBytes(certificate.fingerprint)));
    out->set_kind(certificate.kind);
    out->set_not_after_us(certificate.not_after_us);
  }
}

// Key, invitation and certificates; false if one of them is none.
bool ReadDevice(const rows::KioskRow& row, KioskState* kiosk) {
  if (!row.kiosk().public_key().empty()) {
    auto key = crypto::Ed25519PublicKey::FromBytes(row.kiosk().public_key());
    if (!key.ok()) return false;
    kiosk->key =
        std::make_shared<const crypto::Ed25519PublicKey>(*std::move(key));
  }
  kiosk->invitation = row.invitation();
  kiosk->serial = row.serial();
  for (const rows::CertificateRow& in : row.certificates()) {
    if (in.fingerprint().size() != 32) return false;
    kiosk->certificates.push_back(KioskCertificate{
        proof::FromBytes(in.fingerprint()), in.kind(), in.not_after_us()});
  }
  return true;
}

}  // namespace

void StateRows::PutBook(const BookState& state, const Put& put) {
  rows::BookRow row;
  row.set_rows_version(ledger::kRowsVersion);
  row.set_applied(state.size_);
  row.set_last_time_us(state.last_time_us_);
  *row.mutable_info() = state.info_;
  row.set_drops(state.totals_.drops);
  row.set_drops_rejected(state.totals_.drops_rejected);
  row.set_drops_suspense(state.totals_.drops_suspense);
  row.set_quarantined(state.totals_.quarantined);
  row.set_clearances(state.totals_.clearances);
  row.set_milli_points_issued(state.totals_.milli_points_issued);
  for (const auto& scheme : state.schemes_) {
    rows::SchemeRow* out = row.add_schemes();
    out->set_index(scheme->index);
    *out->mutable_scheme() = scheme->scheme;
  }
  for (const auto& tariff : state.tariffs_) {
    rows::TariffRow* out = row.add_tariffs();
    out->set_index(tariff->compiled.index());
    *out->mutable_tariff() = tariff->tariff;
  }
  put(ledger::kBookTable, "", row.SerializeAsString());
}

void StateRows::PutHousehold(const HouseholdState& household, const Put& put) {
  rows::HouseholdRow row;
  FillHousehold(household, row.mutable_household());
  row.set_entries(household.entries);
  row.set_last_index(household.last_index);
  FillEarner(household.earner, row.mutable_earner());
  row.set_cards_version(household.cards_version);
  FillLots(household.lots, row.mutable_lots());
  put(ledger::kHouseholdTable, NumberKey({household.number}),
      row.SerializeAsString());
}

// Tables small enough to be written whole every time.
void StateRows::PutSmall(const BookState& state, const Put& put) {
  PutBook(state, put);
  PutOversight(state.oversight_, put);
  PutPoints(state, put);
  PutEvidence(state, put);
  for (const auto& [number, earner] : state.suspense_) {
    rows::EarnerRow row;
    FillEarner(earner, &row);
    put(ledger::kSuspenseTable, NumberKey({number}), row.SerializeAsString());
  }
  for (const auto& [number, kiosk] : state.kiosks_) {
    rows::KioskRow row;
    *row.mutable_kiosk() = kiosk.kiosk;
    row.set_closed(kiosk.closed);
    row.set_watermark(kiosk.watermark);
    row.set_chain(std::string(proof::AsBytes(kiosk.chain)));
    for (uint64_t used : kiosk.used_incarnations) {
      row.add_used_incarnations(used);
    }
    *row.mutable_tally() = kiosk.tally.sums();
    for (const auto& [bin, count] : kiosk.tally.bins()) {
      rows::BinCountRow* out = row.add_bins();
      out->set_bin(bin);
      *out->mutable_count() = ToMessage(count);
    }
    row.set_last_device_time_us(kiosk.last_device_time_us);
    row.set_last_monotonic_us(kiosk.last_monotonic_us);
    FillDevice(kiosk, &row);
    put(ledger::kKioskTable, NumberKey({number}), row.SerializeAsString());
  }
  for (const auto& [key, balances] : state.accounts_) {
    rows::AccountRow row;
    AppendTo(balances, row.mutable_balances());
    put(ledger::kAccountTable,
        NumberKey({static_cast<uint64_t>(key.first), key.second}),
        row.SerializeAsString());
  }
}

void StateRows::TakeChanged(BookState* state, const Put& put) {
  PutSmall(*state, put);
  // Rows in the order of their keys are inserted several times faster.
  std::sort(state->dirty_households_.begin(), state->dirty_households_.end(),
            [&](uint32_t a, uint32_t b) {
              return state->households_[a].number <
                     state->households_[b].number;
            });
  std::sort(state->dirty_cards_.begin(), state->dirty_cards_.end());
  for (uint32_t slot : state->dirty_households_) {
    state->households_[slot].dirty = false;
    PutHousehold(state->households_[slot], put);
  }
  for (const CardHash& card : state->dirty_cards_) {
    PutCard(*state, card, state->cards_.at(card), put);
  }
  for (uint64_t number : state->dirty_places_) {
    put(ledger::kPlaceTable, NumberKey({number}),
        state->places_.at(number).SerializeAsString());
  }
  PutChangedOversight(&state->oversight_, put);
  PutChangedPoints(state, put);
  PutChangedEvidence(state, put);
  PutChangedSelection(state, put);
  state->dirty_households_.clear();
  state->dirty_cards_.clear();
  state->dirty_places_.clear();
}

void StateRows::ForEach(const BookState& state, const Put& put) {
  PutSmall(state, put);
  for (const HouseholdState& household : state.households_) {
    PutHousehold(household, put);
  }
  for (const auto& [card, card_state] : state.cards_) {
    PutCard(state, card, card_state, put);
  }
  for (const auto& [number, place] : state.places_) {
    put(ledger::kPlaceTable, NumberKey({number}), place.SerializeAsString());
  }
  PutIndexes(state.oversight_, put);
  PutHolds(state, put);
  PutInspections(state, put);
  PutSelection(state, put);
}

absl::Status StateRows::LoadBook(const storage::Store& store,
                                 BookState* state) {
  absl::StatusOr<std::string> bytes =
      store.GetRow(state->book(), ledger::kBookTable, "");
  if (absl::IsNotFound(bytes.status())) return absl::OkStatus();
  if (!bytes.ok()) return bytes.status();
  rows::BookRow row;
  if (!row.ParseFromString(*bytes)) return BadRow(*state, "book");
  if (row.rows_version() != ledger::kRowsVersion) {
    return absl::FailedPreconditionError("rows of version " +
                                         std::to_string(row.rows_version()));
  }
  state->size_ = row.applied();
  state->last_time_us_ = row.last_time_us();
  state->info_ = row.info();
  state->totals_ =
      Totals{row.drops(), row.drops_rejected(), row.drops_suspense(),
             row.quarantined(), row.clearances(), row.milli_points_issued()};
  for (const rows::SchemeRow& scheme : row.schemes()) {
    absl::Status added = state->AddScheme(scheme.scheme(), scheme.index());
    if (!added.ok()) return added;
  }
  for (const rows::TariffRow& tariff : row.tariffs()) {
    absl::Status added = state->AddTariff(tariff.tariff(), tariff.index());
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

absl::Status StateRows::LoadHouseholds(const storage::Store& store,
                                       BookState* state) {
  return ScanTable<rows::HouseholdRow>(
      store, *state, ledger::kHouseholdTable, "household",
      [&](std::string_view, const rows::HouseholdRow& row) {
        const uint32_t slot = static_cast<uint32_t>(state->households_.size());
        HouseholdState& household = state->households_.emplace_back();
        ReadHousehold(row.household(), &household);
        household.entries = row.entries();
        household.last_index = row.last_index();
        household.earner = ToEarner(row.earner());
        household.cards_version = row.cards_version();
        household.lots = ToLots(row.lots());
        state->cards_version_ =
            std::max(state->cards_version_, household.cards_version);
        state->household_slots_.emplace(household.number, slot);
        state->max_household_ =
            std::max(state->max_household_, household.number);
      });
}

absl::Status StateRows::LoadKiosks(const storage::Store& store,
                                   BookState* state) {
  bool bad = false;
  absl::Status scanned = ScanTable<rows::KioskRow>(
      store, *state, ledger::kKioskTable, "kiosk",
      [&](std::string_view key, const rows::KioskRow& row) {
        KioskState& kiosk = state->kiosks_[NumberAt(key, 0)];
        if (row.chain().size() != 32 || !ReadDevice(row, &kiosk)) {
          bad = true;
          return;
        }
        kiosk.kiosk = row.kiosk();
        kiosk.closed = row.closed();
        kiosk.watermark = row.watermark();
        kiosk.chain = proof::FromBytes(row.chain());
        kiosk.used_incarnations.assign(row.used_incarnations().begin(),
                                       row.used_incarnations().end());
        std::map<uint32_t, BinSums> bins;
        for (const rows::BinCountRow& bin : row.bins()) {
          bins[bin.bin()] = ToBinSums(bin.count());
        }
        kiosk.tally.Restore(row.tally(), std::move(bins));
        kiosk.last_device_time_us = row.last_device_time_us();
        kiosk.last_monotonic_us = row.last_monotonic_us();
      });
  if (!scanned.ok()) return scanned;
  return bad ? BadRow(*state, "kiosk") : absl::OkStatus();
}

absl::Status StateRows::LoadAccounts(const storage::Store& store,
                                     BookState* state) {
  absl::Status suspense = ScanTable<rows::EarnerRow>(
      store, *state, ledger::kSuspenseTable, "suspense",
      [&](std::string_view key, const rows::EarnerRow& row) {
        state->suspense_[NumberAt(key, 0)] = ToEarner(row);
      });
  if (!suspense.ok()) return suspense;
  return ScanTable<rows::AccountRow>(
      store, *state, ledger::kAccountTable, "account",
      [&](std::string_view key, const rows::AccountRow& row) {
        const AccountKey account(
            static_cast<v1::AccountOwner>(NumberAt(key, 0)), NumberAt(key, 8));
        state->accounts_[account] = ToBalances(row.balances());
      });
}

absl::Status StateRows::LoadCards(const storage::Store& store,
                                  BookState* state) {
  bool bad = false;
  absl::Status scanned = ScanTable<rows::CardRow>(
      store, *state, ledger::kCardTable, "card",
      [&](std::string_view key, const rows::CardRow& row) {
        const auto slot = state->HouseholdSlot(row.household());
        if (key.size() != 16 || !slot.has_value()) {
          bad = true;
          return;
        }
        state->cards_[ToCardHash(key)] = CardState{*slot, row.blocked()};
      });
  if (!scanned.ok()) return scanned;
  return bad ? BadRow(*state, "card") : absl::OkStatus();
}

absl::StatusOr<BookState> StateRows::Load(const storage::Store& store,
                                          uint64_t book) {
  BookState state(book);
  if (absl::Status s = LoadBook(store, &state); !s.ok()) return s;
  if (state.size_ == 0) return state;
  if (absl::Status s = LoadHouseholds(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadKiosks(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadAccounts(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadCards(store, &state); !s.ok()) return s;
  absl::Status places =
      ScanTable<v1::Place>(store, state, ledger::kPlaceTable, "place",
                           [&](std::string_view key, const v1::Place& place) {
                             state.places_[NumberAt(key, 0)] = place;
                           });
  if (!places.ok()) return places;
  if (absl::Status s = LoadOversight(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadPoints(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadHolds(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadEvidence(store, &state); !s.ok()) return s;
  if (absl::Status s = LoadSelection(store, &state); !s.ok()) return s;
  return state;
}

}  // namespace greenledger::rules
