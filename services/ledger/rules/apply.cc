// BookState::Apply: the only way a book's state changes, in service, on replay
// and in the verifier.
#include <algorithm>
#include <optional>
#include <string>

#include "services/ledger/rules/device_clock.h"
#include "services/ledger/rules/drop_note.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/rules/state.h"
#include "storage/journal/record_chain.h"

namespace greenledger::rules {
namespace {

// What an entry gave the earner itself in one asset.
int64_t Given(const v1::Entry& entry, v1::Asset asset) {
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.asset() == asset && !IsIssuer(leg.owner())) {
      return leg.amount();
    }
  }
  return 0;
}

template <typename Rows, typename IsOld>
void Erase(Rows& rows, IsOld is_old) {
  rows.erase(std::remove_if(rows.begin(), rows.end(), is_old), rows.end());
}

// Whether a drop's weight takes part in rating; rating.h says when it does not.
bool IsRated(const v1::DropBooked& drop, const CompiledTariff& tariff) {
  const bool untimely = HasNote(drop, v1::DROP_NOTE_LATE) ||
                        HasNote(drop, v1::DROP_NOTE_CLOCK_UNTRUSTED);
  return !HasNote(drop, v1::DROP_NOTE_REJECTED) &&
         !HasNote(drop, v1::DROP_NOTE_OUTSIDE_WINDOW) &&
         !(untimely && tariff.late_rule() == v1::LATE_RULE_EARN_NOTHING);
}

// The merged drop that an entry belongs to, begun if it is the first part.
MergeGroup& GroupOf(const v1::Entry& entry, const v1::Record& record,
                    int32_t reach_days, Earner* earner) {
  const v1::DropBooked& booked = entry.drop();
  for (MergeGroup& open : earner->groups) {
    if (open.first_index == booked.merged_into()) return open;
  }
  const int32_t day = static_cast<int32_t>(booked.day());
  Erase(earner->groups,
        [&](const MergeGroup& old) { return old.day < day - reach_days; });
  if (earner->groups.size() == kMergeGroupsMax) {
    earner->groups.erase(earner->groups.begin());
  }
  const bool by_receipt = HasNote(booked, v1::DROP_NOTE_LATE) ||
                          HasNote(booked, v1::DROP_NOTE_CLOCK_UNTRUSTED);
  return earner->groups.emplace_back(
      MergeGroup{entry.actor().number(), entry.index(),
                 by_receipt ? entry.time_us() : record.device_time_us(),
                 booked.tariff_index(), record.drop().class_code(), day,
                 record.drop().quality(), MergedSoFar{}});
}

}  // namespace

absl::Status BookState::Damaged(const v1::Entry& entry,
                                std::string_view what) const {
  std::string text = "book " + std::to_string(book_) + ", entry " +
                     std::to_string(size_) + ": ";
  text.append(what);
  if (entry.index() != size_) {
    text += " (it says it is entry " + std::to_string(entry.index()) + ")";
  }
  return absl::DataLossError(text);
}

absl::Status BookState::Apply(const v1::Entry& entry, const ApplyHints& hints) {
  if (absl::Status s = CheckOrder(entry); !s.ok()) return s;
  if (absl::Status s = ApplyBody(entry, hints); !s.ok()) return s;
  if (absl::Status s = ApplyPostings(entry); !s.ok()) return s;
  ClaimLimits(entry);
  if (entry.household() != 0) LinkHousehold(entry);
  ++size_;
  last_time_us_ = entry.time_us();
  return absl::OkStatus();
}

absl::Status BookState::CheckOrder(const v1::Entry& entry) const {
  if (entry.book() != book_) return Damaged(entry, "belongs to another book");
  if (entry.index() != size_) return Damaged(entry, "index is out of order");
  if (size_ > 0 && entry.time_us() <= last_time_us_) {
    return Damaged(entry, "time does not rise");
  }
  if ((size_ == 0) != entry.has_book_opened()) {
    return Damaged(entry, "a book opens with its first entry and only there");
  }
  if (entry.household() == 0) return absl::OkStatus();
  const HouseholdState* household = FindHousehold(entry.household());
  const uint64_t known = household == nullptr ? 0 : household->entries;
  if (household == nullptr && !entry.has_household_opened()) {
    return Damaged(entry, "household is not in the register");
  }
  if (entry.household_entry() != known + 1 ||
      (known > 0 && entry.household_previous() != household->last_index)) {
    return Damaged(entry, "the household's own sequence has a hole");
  }
  return absl::OkStatus();
}

absl::Status BookState::ApplyBody(const v1::Entry& entry,
                                  const ApplyHints& hints) {
  const v1::KioskRecord* source = SourceOf(entry);
  if (source == nullptr) return ApplyRegistry(entry);
  ApplyHints known = hints;
  std::optional<v1::Record> parsed;
  if (known.record == nullptr && source->record().size() <= kRecordBytesMax &&
      parsed.emplace().ParseFromString(source->record())) {
    known.record = &*parsed;
  }
  if (absl::Status s = AdvanceKiosk(entry.actor().number(), *source, known);
      !s.ok()) {
    return Damaged(entry, std::string(s.message()));
  }
  if (known.record != nullptr && IsPlausibleTime(*known.record)) {
    oversight_.Observe(FindKiosk(entry.actor().number())->kiosk, *known.record,
                       entry.has_clearance(), entry.time_us(),
                       info_.utc_offset_minutes());
  }
  switch (entry.body_case()) {
    case v1::Entry::kQuarantined:
      ++totals_.quarantined;
      return absl::OkStatus();
    case v1::Entry::kClearance:
      ++totals_.clearances;
      return absl::OkStatus();
    case v1::Entry::kDrop:
      return ApplyDrop(entry, known.record);
    default:
      return absl::OkStatus();
  }
}

absl::Status BookState::AdvanceKiosk(uint64_t number,
                                     const v1::KioskRecord& source,
                                     const ApplyHints& hints) {
  KioskState* kiosk = MutableKiosk(number);
  if (kiosk == nullptr) {
    return absl::DataLossError("kiosk is not in the register");
  }
  KioskState& state = *kiosk;
  if (state.key == nullptr) {
    return absl::DataLossError("the kiosk has not enrolled");
  }
  if (source.incarnation() != state.kiosk.incarnation() ||
      source.sequence() != state.watermark + 1) {
    return absl::DataLossError("the kiosk's sequence has a hole");
  }
  state.watermark = source.sequence();
  state.chain = hints.chain != nullptr
                    ? *hints.chain
                    : journal::ChainNext(state.chain, source.record());
  state.tally.Add(hints.record);
  if (hints.record != nullptr && IsPlausibleTime(*hints.record)) {
    state.last_device_time_us = hints.record->device_time_us();
    state.last_monotonic_us = hints.record->monotonic_us();
  }
  return absl::OkStatus();
}

absl::Status BookState::ApplyDrop(const v1::Entry& entry,
                                  const v1::Record* record) {
  if (record == nullptr || !record->has_drop()) {
    return Damaged(entry, "its record is not a drop");
  }
  Earner* earner = nullptr;
  if (entry.household() != 0) {
    earner = &MutableHousehold(entry.household())->earner;
  } else {
    earner = &suspense_[SuspenseNumber(record->drop().card_hash())];
    ++totals_.drops_suspense;
  }
  ++totals_.drops;
  if (HasNote(entry.drop(), v1::DROP_NOTE_REJECTED)) ++totals_.drops_rejected;
  RememberDrop(entry, *record, earner);
  return absl::OkStatus();
}

void BookState::RememberDrop(const v1::Entry& entry, const v1::Record& record,
                             Earner* earner) const {
  const v1::DropBooked& booked = entry.drop();
  const v1::Drop& drop = record.drop();
  const int32_t day = static_cast<int32_t>(booked.day());
  const CompiledTariff* tariff = TariffOn(day);
  const RateLine* line =
      tariff == nullptr ? nullptr : tariff->LineFor(drop.class_code());
  if (line == nullptr || !IsRated(booked, *tariff)) return;

  Erase(earner->day_uses,
        [&](const DayUseRow& row) { return row.day < day - reach_days_; });
  DayUse& use = earner->DayUseOf(day, line->class_code);
  const int64_t merit = Given(entry, v1::ASSET_MERIT);
  use.milli_points += static_cast<uint64_t>(Given(entry, v1::ASSET_POINTS));
  if (merit > 0) ++use.merit_drops;
  if (tariff->merge_window_minutes() > 0) {
    MergeGroup& group = GroupOf(entry, record, reach_days_, earner);
    group.merged.grams += drop.grams();
    group.merged.pieces += drop.pieces();
    // What a cap cut off stays cut: the cap of the day is used up for good, so
    // counting what was given is the same as counting what was rated.
    group.merged.rated_milli_points +=
        static_cast<uint64_t>(Given(entry, v1::ASSET_POINTS));
    group.merged.merit_given = group.merged.merit_given || merit > 0 ||
                               HasNote(booked, v1::DROP_NOTE_MERIT_CAPPED);
  }
}

absl::Status BookState::ApplyPostings(const v1::Entry& entry) {
  int64_t to_household = 0;
  int64_t to_suspense = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.stage() != v1::STAGE_UNSPECIFIED) {
      if (absl::Status s = ApplyPending(entry, leg); !s.ok()) return s;
      continue;
    }
    Balances* account = MutableBalances(leg.owner(), leg.owner_number());
    if (account == nullptr)
      return Damaged(entry, "a posting's owner is unknown");
    account->Post(leg.asset(), leg.class_code(), leg.amount());
    if (leg.asset() != v1::ASSET_POINTS) continue;
    if (leg.owner() == v1::ACCOUNT_OWNER_SUSPENSE) to_suspense += leg.amount();
    if (leg.owner() != v1::ACCOUNT_OWNER_HOUSEHOLD) continue;
    if (leg.owner_number() != entry.household()) {
      return Damaged(entry, "it moves points of another household");
    }
    to_household += leg.amount();
  }
  NotePointsMoved(entry, to_household, to_suspense);
  return absl::OkStatus();
}

void BookState::LinkHousehold(const v1::Entry& entry) {
  HouseholdState* household = MutableHousehold(entry.household());
  household->entries = entry.household_entry();
  household->last_index = entry.index();
}

}  // namespace greenledger::rules
