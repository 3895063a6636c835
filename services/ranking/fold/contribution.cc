#include "services/ranking/fold/contribution.h"

#include <string>
#include <utility>

#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {
namespace {

// What an entry gave its household in one asset.
int64_t GivenTo(const v1::Entry& entry, v1::Asset asset) {
  int64_t sum = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.asset() == asset && leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD &&
        leg.owner_number() == entry.household() &&
        leg.stage() == v1::STAGE_UNSPECIFIED) {
      sum += leg.amount();
    }
  }
  return sum;
}

Contribution Begin(const v1::Entry& entry, int32_t booked_day) {
  Contribution one;
  one.index = entry.index();
  one.household = entry.household();
  one.day = booked_day;
  one.booked_day = booked_day;
  return one;
}

absl::Status AddDrop(const v1::Entry& entry, Contribution* one) {
  v1::Record record;
  if (!record.ParseFromString(entry.drop().source().record()) ||
      !record.has_drop()) {
    return absl::DataLossError("entry " + std::to_string(entry.index()) +
                               " holds no drop");
  }
  const v1::Drop& drop = record.drop();
  one->day = static_cast<int32_t>(entry.drop().day());
  one->milli_merit = GivenTo(entry, v1::ASSET_MERIT);
  one->milli_points = GivenTo(entry, v1::ASSET_POINTS);
  one->class_code = drop.class_code();
  if (drop.quality() == v1::QUALITY_REJECTED) {
    one->rejected = 1;
  } else {
    one->grams = drop.grams();
    one->drops = entry.drop().merged_into() == 0 ? 1 : 0;
  }
  return absl::OkStatus();
}

void Negate(Contribution* one) {
  one->milli_merit = -one->milli_merit;
  one->milli_points = -one->milli_points;
  one->grams = -one->grams;
  one->drops = -one->drops;
  one->rejected = -one->rejected;
}

absl::Status AddReversal(const v1::Entry& entry, int32_t utc_offset_minutes,
                         const rules::EntryAt& entry_at, Contribution* one) {
  v1::Entry original;
  const uint64_t index = entry.entry_reversed().reversed_index();
  if (absl::Status s = entry_at(index, &original); !s.ok()) return s;
  if (original.has_drop()) {
    if (absl::Status s = AddDrop(original, one); !s.ok()) return s;
    Negate(one);
    return absl::OkStatus();
  }
  one->day = rules::ToLocalTime(original.time_us(), utc_offset_minutes).day;
  one->milli_merit = GivenTo(entry, v1::ASSET_MERIT);
  return absl::OkStatus();
}

void AddRerated(const v1::Entry& entry, const Contribution& begun,
                std::vector<Contribution>* out) {
  for (const v1::RatedAgain& again : entry.drops_rerated().drops()) {
    Contribution& one = out->emplace_back(begun);
    one.day = static_cast<int32_t>(again.day());
    one.milli_merit =
        static_cast<int64_t>(again.now_milli_merit() - again.was_milli_merit());
    one.milli_points = static_cast<int64_t>(again.now_milli_points() -
                                            again.was_milli_points());
  }
}

void AddActivity(const v1::Entry& entry, Contribution* one) {
  const v1::ActivityBooked& activity = entry.activity();
  one->member = activity.member_number();
  one->day = rules::ParseDay(activity.day()).value_or(one->booked_day);
  one->minutes = activity.counted_minutes();
  one->milli_merit = GivenTo(entry, v1::ASSET_MERIT);
}

// Whether it changes any figure.
bool Counts(const Contribution& one) {
  return one.milli_merit != 0 || one.milli_points != 0 || one.class_code != 0 ||
         one.minutes != 0;
}

}  // namespace

absl::Status Contribute(const v1::Entry& entry, int32_t utc_offset_minutes,
                        const rules::EntryAt& entry_at,
                        std::vector<Contribution>* out) {
  if (entry.household() == 0) return absl::OkStatus();
  Contribution one =
      Begin(entry, rules::ToLocalTime(entry.time_us(), utc_offset_minutes).day);
  absl::Status status = absl::OkStatus();
  switch (entry.body_case()) {
    case v1::Entry::kDrop:
      status = AddDrop(entry, &one);
      break;
    case v1::Entry::kEntryReversed:
      status = AddReversal(entry, utc_offset_minutes, entry_at, &one);
      break;
    case v1::Entry::kDropsRerated:
      AddRerated(entry, one, out);
      return absl::OkStatus();
    case v1::Entry::kActivity:
      AddActivity(entry, &one);
      break;
    // What was in suspense for a card was earned by drops.
    case v1::Entry::kHouseholdOpened:
    case v1::Entry::kHouseholdChanged:
    case v1::Entry::kCardIssued:
      one.milli_points = GivenTo(entry, v1::ASSET_POINTS);
      one.milli_merit = GivenTo(entry, v1::ASSET_MERIT);
      break;
    case v1::Entry::kPenalty:
    case v1::Entry::kAdjustmentDecided:
      one.milli_merit = GivenTo(entry, v1::ASSET_MERIT);
      break;
    default:
      return absl::OkStatus();
  }
  if (status.ok() && Counts(one)) out->push_back(one);
  return status;
}

}  // namespace greenledger::ranking
