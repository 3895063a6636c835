#include "services/ledger/rules/rerate.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "services/ledger/rules/drop_note.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/rating.h"

namespace greenledger::rules {
namespace {

// A drop of the days in question and what it has earned up to now.
struct PastDrop {
  uint64_t index = 0;
  uint64_t number = 0;  // in the household's own sequence
  uint64_t kiosk = 0;
  int64_t time_us = 0;  // the one it was rated by
  int32_t day = 0;
  bool untimely = false;
  v1::Drop drop;
  uint64_t milli_points = 0;
  uint64_t milli_merit = 0;
  // The budget gave no more.
  bool budget_cut = false;
};

// A merged drop under the new rates.
struct Group {
  uint64_t kiosk = 0;
  uint32_t class_code = 0;
  v1::Quality quality = v1::QUALITY_UNSPECIFIED;
  int32_t day = 0;
  int64_t start_us = 0;
  MergedSoFar merged;
};

uint64_t GivenTo(const v1::Entry& entry, v1::Asset asset) {
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.asset() == asset && leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD) {
      return static_cast<uint64_t>(std::max<int64_t>(leg.amount(), 0));
    }
  }
  return 0;
}

absl::StatusOr<PastDrop> ToPastDrop(const v1::Entry& entry) {
  v1::Record record;
  if (!record.ParseFromString(entry.drop().source().record()) ||
      !record.has_drop()) {
    return absl::DataLossError("entry " + std::to_string(entry.index()) +
                               " holds no drop");
  }
  PastDrop past;
  past.index = entry.index();
  past.number = entry.household_entry();
  past.kiosk = entry.actor().number();
  past.untimely = HasNote(entry.drop(), v1::DROP_NOTE_LATE) ||
                  HasNote(entry.drop(), v1::DROP_NOTE_CLOCK_UNTRUSTED);
  past.time_us = past.untimely ? entry.time_us() : record.device_time_us();
  past.day = static_cast<int32_t>(entry.drop().day());
  past.drop = record.drop();
  past.budget_cut = HasNote(entry.drop(), v1::DROP_NOTE_BUDGET_USED_UP);
  past.milli_points = GivenTo(entry, v1::ASSET_POINTS);
  past.milli_merit = GivenTo(entry, v1::ASSET_MERIT);
  return past;
}

// Collects a household's drops by walking its entries from the newest back.
class History {
 public:
  History(const RerateTask& task, const EntryAt& entry_at)
      : task_(task), entry_at_(entry_at) {}

  // The oldest first.
  absl::StatusOr<std::vector<PastDrop>> Read() {
    uint64_t index = task_.last_index;
    v1::Entry entry;
    do {
      if (absl::Status s = entry_at_(index, &entry); !s.ok()) return s;
      if (entry.household() != task_.household) {
        return absl::DataLossError("entry " + std::to_string(index) +
                                   " is not of household " +
                                   std::to_string(task_.household));
      }
      if (absl::Status s = Add(entry); !s.ok()) return s;
      index = entry.household_previous();
    } while (entry.household_entry() > 1 && !IsBefore(entry));
    std::reverse(drops_.begin(), drops_.end());
    return std::move(drops_);
  }

 private:
  // Nothing counts for a day that lies more than one after its entry.
  bool IsBefore(const v1::Entry& entry) const {
    return ToLocalTime(entry.time_us(), task_.utc_offset_minutes).day + 1 <
           task_.from_day;
  }

  absl::Status Add(const v1::Entry& entry) {
    if (entry.has_entry_reversed()) {
      reversed_.insert(entry.entry_reversed().reversed_index());
    } else if (entry.has_drops_rerated()) {
      // The newest comes first and holds.
      for (const v1::RatedAgain& again : entry.drops_rerated().drops()) {
        rerated_.try_emplace(again.drop_index(), again);
      }
    } else if (entry.has_drop() && entry.index() < task_.correction_index) {
      const int32_t day = static_cast<int32_t>(entry.drop().day());
      if (day < task_.from_day || day > task_.to_day ||
          reversed_.contains(entry.index())) {
        return absl::OkStatus();
      }
      absl::StatusOr<PastDrop> drop = ToPastDrop(entry);
      if (!drop.ok()) return drop.status();
      if (auto again = rerated_.find(entry.index()); again != rerated_.end()) {
        drop->milli_points = again->second.now_milli_points();
        drop->milli_merit = again->second.now_milli_merit();
      }
      drops_.push_back(*std::move(drop));
    }
    return absl::OkStatus();
  }

  const RerateTask& task_;
  const EntryAt& entry_at_;
  std::vector<PastDrop> drops_;
  std::set<uint64_t> reversed_;
  std::map<uint64_t, v1::RatedAgain> rerated_;
};

// Rates drops one after another, as the ledger would have.
class Rater {
 public:
  explicit Rater(const CompiledTariff& tariff, int32_t utc_offset_minutes)
      : tariff_(tariff), offset_(utc_offset_minutes) {}

  Rating Next(const PastDrop& past) {
    Weighing weighing;
    weighing.grams = past.drop.grams();
    weighing.pieces = past.drop.pieces();
    weighing.quality = past.drop.quality();
    weighing.class_code = past.drop.class_code();
    weighing.day = past.day;
    weighing.minute = ToLocalTime(past.time_us, offset_).minute;
    weighing.earns =
        !past.untimely || tariff_.late_rule() != v1::LATE_RULE_EARN_NOTHING;
    Group* group = FindGroup(past);
    const RateLine* line = tariff_.LineFor(past.drop.class_code());
    DayUse& use = uses_[{past.day, line == nullptr ? 0 : line->class_code}];
    Rating rating = Rate(tariff_, weighing,
                         group == nullptr ? MergedSoFar{} : group->merged, use);
    use = rating.day_use;
    if (group != nullptr) {
      group->merged = rating.merged;
    } else if (rating.merged != MergedSoFar{}) {
      AddGroup(past, rating.merged);
    }
    return rating;
  }

 private:
  Group* FindGroup(const PastDrop& past) {
    const int64_t window_us = tariff_.merge_window_minutes() * 60'000'000LL;
    for (Group& group : groups_) {
      if (group.kiosk == past.kiosk &&
          group.class_code == past.drop.class_code() &&
          group.quality == past.drop.quality() && group.day == past.day &&
          past.time_us >= group.start_us &&
          past.time_us <= group.start_us + window_us) {
        return &group;
      }
    }
    return nullptr;
  }

  void AddGroup(const PastDrop& past, const MergedSoFar& merged) {
    if (tariff_.merge_window_minutes() == 0) return;
    if (groups_.size() == kMergeGroupsMax) groups_.erase(groups_.begin());
    groups_.push_back(Group{past.kiosk, past.drop.class_code(),
                            past.drop.quality(), past.day, past.time_us,
                            merged});
  }

  const CompiledTariff& tariff_;
  const int32_t offset_;
  std::vector<Group> groups_;
  std::map<std::pair<int32_t, uint32_t>, DayUse> uses_;
};

void AddChange(const PastDrop& past, const Rating& rating,
               v1::DropsRerated* out) {
  v1::RatedAgain* again = out->add_drops();
  again->set_drop_index(past.index);
  again->set_day(static_cast<uint32_t>(past.day));
  again->set_class_code(past.drop.class_code());
  again->set_was_milli_points(past.milli_points);
  again->set_now_milli_points(rating.milli_points);
  again->set_was_milli_merit(past.milli_merit);
  again->set_now_milli_merit(rating.milli_merit);
}

}  // namespace

RerateTask TaskFor(const BookState& state, uint64_t correction_index,
                   const Correction& correction,
                   const HouseholdState& household) {
  RerateTask task;
  task.correction_index = correction_index;
  task.household = household.number;
  task.last_index = household.last_index;
  task.through =
      correction.household == household.number ? correction.through : 0;
  task.from_day = correction.from_day;
  task.to_day = correction.to_day;
  task.utc_offset_minutes = state.info().utc_offset_minutes();
  task.tariff = correction.tariff;
  return task;
}

absl::StatusOr<v1::DropsRerated> Rerate(const RerateTask& task,
                                        const EntryAt& entry_at) {
  absl::StatusOr<std::vector<PastDrop>> drops = History(task, entry_at).Read();
  if (!drops.ok()) return drops.status();
  v1::DropsRerated out;
  out.set_correction_index(task.correction_index);
  out.set_household_number(task.household);
  out.set_through_household_entry(task.through);
  Rater rater(*task.tariff, task.utc_offset_minutes);
  for (const PastDrop& past : *drops) {
    Rating rating = rater.Next(past);
    // What a budget refused is not owed: better rates do not give it.
    if (past.budget_cut) {
      rating.milli_points = std::min(rating.milli_points, past.milli_points);
    }
    if (past.number <= task.through) continue;
    if (rating.milli_points == past.milli_points &&
        rating.milli_merit == past.milli_merit) {
      continue;
    }
    if (out.drops_size() == kRatedAgainMax) break;
    AddChange(past, rating, &out);
    out.set_through_household_entry(past.number);
  }
  return out;
}

}  // namespace greenledger::rules
