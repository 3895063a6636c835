#include "services/ledger/rules/decide_record.h"

#include <algorithm>

#include "services/ledger/rules/attribution.h"
#include "services/ledger/rules/entry_builder.h"
#include "services/ledger/rules/quarantine.h"

namespace greenledger::rules {
namespace {

// Who a drop credits.
struct Beneficiary {
  v1::AccountOwner owner = v1::ACCOUNT_OWNER_SUSPENSE;
  uint64_t number = 0;
  const Earner* earner = nullptr;  // nullptr: nothing yet
};

v1::KioskRecord* MutableSource(v1::Entry* entry) {
  switch (entry->body_case()) {
    case v1::Entry::kDrop:
      return entry->mutable_drop()->mutable_source();
    case v1::Entry::kClearance:
      return entry->mutable_clearance()->mutable_source();
    case v1::Entry::kScaleTest:
      return entry->mutable_scale_test()->mutable_source();
    case v1::Entry::kDailyClose:
      return entry->mutable_daily_close()->mutable_source();
    case v1::Entry::kMonitor:
      return entry->mutable_monitor()->mutable_source();
    case v1::Entry::kStarted:
      return entry->mutable_started()->mutable_source();
    default:
      return entry->mutable_quarantined()->mutable_source();
  }
}

void SetSource(const RecordInput& input, v1::Entry* entry) {
  entry->mutable_actor()->set_kind(v1::ACTOR_KIND_KIOSK);
  entry->mutable_actor()->set_number(input.kiosk);
  v1::KioskRecord* source = MutableSource(entry);
  source->set_incarnation(input.incarnation);
  source->set_sequence(input.sequence);
  source->set_record(input.bytes.data(), input.bytes.size());
  source->set_signature(input.signature.data(), input.signature.size());
}

Beneficiary FindBeneficiary(const BookState& state, const v1::Drop& drop) {
  const CardState* card = state.FindCard(ToCardHash(drop.card_hash()));
  if (card != nullptr) {
    const HouseholdState& household = state.HouseholdOf(*card);
    if (household.state == v1::HOUSEHOLD_STATE_ACTIVE ||
        household.state == v1::HOUSEHOLD_STATE_FROZEN) {
      return {v1::ACCOUNT_OWNER_HOUSEHOLD, household.number, &household.earner};
    }
  }
  const uint64_t number = SuspenseNumber(drop.card_hash());
  return {v1::ACCOUNT_OWNER_SUSPENSE, number, state.FindSuspense(number)};
}

const MergeGroup* FindGroup(const Earner* earner, uint64_t kiosk,
                            const v1::Drop& drop, const Attribution& at) {
  if (earner == nullptr) return nullptr;
  const int64_t window_us = at.tariff->merge_window_minutes() * 60'000'000LL;
  for (const MergeGroup& group : earner->groups) {
    if (group.kiosk == kiosk && group.class_code == drop.class_code() &&
        group.quality == drop.quality() && group.day == at.local.day &&
        group.tariff_index == at.tariff->index() &&
        at.time_us >= group.start_us &&
        at.time_us <= group.start_us + window_us) {
      return &group;
    }
  }
  return nullptr;
}

DayUse UsedOn(const Earner* earner, const CompiledTariff& tariff,
              uint32_t class_code, int32_t day) {
  const RateLine* line = tariff.LineFor(class_code);
  if (earner == nullptr || line == nullptr) return DayUse{};
  for (const DayUseRow& row : earner->day_uses) {
    if (row.day == day && row.class_code == line->class_code) return row.use;
  }
  return DayUse{};
}

void AddNotes(const Attribution& at, const Rating& rating, bool suspense,
              v1::DropBooked* booked) {
  for (v1::DropNote note : rating.notes) booked->add_notes(note);
  if (at.late) booked->add_notes(v1::DROP_NOTE_LATE);
  if (at.clock_untrusted) booked->add_notes(v1::DROP_NOTE_CLOCK_UNTRUSTED);
  if (suspense) booked->add_notes(v1::DROP_NOTE_SUSPENSE);
}

// Where the day's points come from, and how many the drop may have of it.
struct PointsSource {
  v1::AccountOwner owner = v1::ACCOUNT_OWNER_ISSUANCE;
  uint64_t number = 0;
  uint64_t left = kMaxMilliPoints;
};

PointsSource FindSource(const BookState& state, int32_t day) {
  const BudgetState* budget = state.points().BudgetOn(day);
  if (budget == nullptr) return {};
  PointsSource source{v1::ACCOUNT_OWNER_BUDGET, budget->budget.number()};
  if (budget->budget.rule() == v1::BUDGET_RULE_REFUSE) {
    source.left = static_cast<uint64_t>(std::max<int64_t>(
        state.FreeOf(source.owner, source.number, v1::ASSET_POINTS), 0));
  }
  return source;
}

void AddDropPostings(const RecordInput& input, const Beneficiary& to,
                     const PointsSource& source, const Rating& rating,
                     v1::Entry* entry) {
  const v1::Drop& drop = input.record->drop();
  const uint64_t bin = BinAccount(input.kiosk, drop.bin());
  if (drop.grams() > 0) {
    AddTransfer(to.owner, to.number, v1::ACCOUNT_OWNER_BIN, bin, v1::ASSET_MASS,
                drop.class_code(), drop.grams(), entry);
  }
  if (drop.pieces() > 0) {
    AddTransfer(to.owner, to.number, v1::ACCOUNT_OWNER_BIN, bin,
                v1::ASSET_PIECES, drop.class_code(), drop.pieces(), entry);
  }
  if (rating.milli_points > 0) {
    AddTransfer(source.owner, source.number, to.owner, to.number,
                v1::ASSET_POINTS, 0, static_cast<int64_t>(rating.milli_points),
                entry);
  }
  if (rating.milli_merit > 0) {
    AddTransfer(v1::ACCOUNT_OWNER_ISSUANCE, 0, to.owner, to.number,
                v1::ASSET_MERIT, 0, static_cast<int64_t>(rating.milli_merit),
                entry);
  }
}

void BookDrop(const BookState& state, const RecordInput& input,
              const Attribution& at, int64_t time_us, v1::Entry* entry) {
  const v1::Drop& drop = input.record->drop();
  const Beneficiary to = FindBeneficiary(state, drop);
  const bool suspense = to.owner == v1::ACCOUNT_OWNER_SUSPENSE;
  const bool untimely = at.late || at.clock_untrusted;

  Weighing weighing;
  weighing.grams = drop.grams();
  weighing.pieces = drop.pieces();
  weighing.quality = drop.quality();
  weighing.class_code = drop.class_code();
  weighing.day = at.local.day;
  weighing.minute = at.local.minute;
  weighing.earns =
      !untimely || at.tariff->late_rule() != v1::LATE_RULE_EARN_NOTHING;
  const MergeGroup* group = FindGroup(to.earner, input.kiosk, drop, at);
  Rating rating = Rate(
      *at.tariff, weighing, group == nullptr ? MergedSoFar{} : group->merged,
      UsedOn(to.earner, *at.tariff, drop.class_code(), at.local.day));

  BeginEntry(state, time_us, suspense ? 0 : to.number, entry);
  v1::DropBooked* booked = entry->mutable_drop();
  booked->set_tariff_index(at.tariff->index());
  booked->set_day(static_cast<uint32_t>(at.local.day));
  booked->set_merged_into(group == nullptr ? 0 : group->first_index);
  booked->clear_notes();
  AddNotes(at, rating, suspense, booked);
  const PointsSource source = FindSource(state, at.local.day);
  if (rating.milli_points > source.left) {
    rating.milli_points = source.left;
    booked->add_notes(v1::DROP_NOTE_BUDGET_USED_UP);
  }
  AddDropPostings(input, to, source, rating, entry);
}

// Moves all that the kiosk put into a bin to the collector; returns the grams.
int64_t EmptyBin(const Balances& in_bin, uint64_t bin, uint64_t collector,
                 v1::Entry* entry) {
  int64_t grams = 0;
  for (const AssetSums& sums : in_bin.all()) {
    const int64_t net = in_bin.Net(sums.asset, sums.class_code);
    if (net <= 0) continue;
    if (sums.asset == v1::ASSET_MASS) grams += net;
    AddTransfer(v1::ACCOUNT_OWNER_BIN, bin, v1::ACCOUNT_OWNER_COLLECTOR,
                collector, sums.asset, sums.class_code, net, entry);
  }
  return grams;
}

void SetCount(const KioskState& kiosk, const v1::Clearance& clearance,
              v1::ClearanceBooked* booked) {
  const BinSums counted = kiosk.tally.InBin(clearance.bin());
  if (!clearance.has_counted()) return;
  booked->set_count_agrees(ToBinSums(clearance.counted()) == counted);
  if (!booked->count_agrees()) {
    *booked->mutable_counted_by_ledger() = ToMessage(counted);
  }
}

// The bin is emptied by the kiosk's count; what the crew's scale says more or
// less is posted between collector and loss under the class of the load.
void BookClearance(const BookState& state, const RecordInput& input,
                   int64_t time_us, v1::Entry* entry) {
  const v1::Clearance& clearance = input.record->clearance();
  BeginEntry(state, time_us, 0, entry);
  SetCount(*state.FindKiosk(input.kiosk), clearance,
           entry->mutable_clearance());
  const uint64_t bin = BinAccount(input.kiosk, clearance.bin());
  const Balances* in_bin = state.FindBalances(v1::ACCOUNT_OWNER_BIN, bin);
  const int64_t by_kiosk =
      in_bin == nullptr ? 0
                        : EmptyBin(*in_bin, bin, clearance.collector(), entry);
  const int64_t more = clearance.grams() - by_kiosk;
  if (more > 0) {
    AddTransfer(v1::ACCOUNT_OWNER_LOSS, bin, v1::ACCOUNT_OWNER_COLLECTOR,
                clearance.collector(), v1::ASSET_MASS, clearance.class_code(),
                more, entry);
  } else if (more < 0) {
    AddTransfer(v1::ACCOUNT_OWNER_COLLECTOR, clearance.collector(),
                v1::ACCOUNT_OWNER_LOSS, bin, v1::ASSET_MASS,
                clearance.class_code(), -more, entry);
  }
}

void BookDailyClose(const BookState& state, const RecordInput& input,
                    int64_t time_us, v1::Entry* entry) {
  BeginEntry(state, time_us, 0, entry);
  v1::DailyCloseBooked* booked = entry->mutable_daily_close();
  const Tally& tally = state.FindKiosk(input.kiosk)->tally;
  booked->set_agrees(tally.Agrees(input.record->daily_close()));
  if (booked->agrees()) return;
  *booked->mutable_by_ledger() = tally.sums();
  // What the kiosk does not keep is not compared.
  if (input.record->daily_close().since_commissioning().empty()) {
    booked->mutable_by_ledger()->clear_since_commissioning();
  }
}

void Quarantine(const BookState& state, v1::QuarantineReason reason,
                int64_t time_us, v1::Entry* entry) {
  BeginEntry(state, time_us, 0, entry);
  entry->mutable_quarantined()->set_reason(reason);
}

void DecideBody(const BookState& state, const RecordInput& input,
                int64_t time_us, v1::Entry* entry) {
  const v1::Record& record = *input.record;
  const Attribution at = Attribute(state, record, time_us);
  const v1::QuarantineReason reason =
      CheckBody(state, *state.FindKiosk(input.kiosk), *at.tariff, record);
  if (reason != v1::QUARANTINE_REASON_UNSPECIFIED) {
    Quarantine(state, reason, time_us, entry);
    return;
  }
  switch (record.body_case()) {
    case v1::Record::kDrop:
      BookDrop(state, input, at, time_us, entry);
      return;
    case v1::Record::kClearance:
      BookClearance(state, input, time_us, entry);
      return;
    case v1::Record::kDailyClose:
      BookDailyClose(state, input, time_us, entry);
      return;
    case v1::Record::kMonitor:
      BeginEntry(state, time_us, 0, entry);
      entry->mutable_monitor();
      return;
    case v1::Record::kStarted:
      BeginEntry(state, time_us, 0, entry);
      entry->mutable_started();
      return;
    default:
      BeginEntry(state, time_us, 0, entry);
      entry->mutable_scale_test();
  }
}

}  // namespace

void DecideRecord(const BookState& state, const RecordInput& input,
                  int64_t time_us, v1::Entry* entry) {
  const v1::QuarantineReason reason = CheckEnvelope(input);
  if (reason != v1::QUARANTINE_REASON_UNSPECIFIED) {
    Quarantine(state, reason, time_us, entry);
  } else {
    DecideBody(state, input, time_us, entry);
  }
  SetSource(input, entry);
}

bool HasTariffAt(const BookState& state, int64_t time_us) {
  const int32_t day =
      ToLocalTime(time_us, state.info().utc_offset_minutes()).day;
  return state.TariffOn(day) != nullptr;
}

}  // namespace greenledger::rules
