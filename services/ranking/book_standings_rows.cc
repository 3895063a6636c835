// How standings are kept in rows.
#include <algorithm>
#include <string>
#include <utility>

#include "services/ranking/book_standings.h"
#include "services/ranking/row_keys.h"

namespace greenledger::ranking {
namespace {

using Change = storage::FoldStore::Change;

constexpr int64_t kMinuteUs = 60'000'000;
constexpr int64_t kDayMinutes = 1440;

template <typename Message>
bool Parse(std::string_view bytes, Message* message) {
  return message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// Rows with the prefix, until one is not what it must be.
template <typename Visit>
absl::Status ScanAll(const storage::FoldStore& store, const std::string& prefix,
                     Visit visit) {
  bool right = true;
  const absl::Status scanned =
      store.Scan(prefix, [&](std::string_view key, std::string_view value) {
        right = visit(key, value);
        return right;
      });
  if (!scanned.ok() || right) return scanned;
  return absl::DataLossError("a row of the standings cannot be read");
}

std::string ResidentBytes(const Resident& resident) {
  rows::ResidentRow row;
  v1::Household* household = row.mutable_household();
  household->set_number(resident.number);
  household->set_building_number(resident.building);
  household->set_residents(resident.residents);
  household->set_state(resident.state);
  for (const uint32_t member : resident.members) {
    household->add_members()->set_number(member);
  }
  row.set_since_day(resident.since_day);
  return row.SerializeAsString();
}

}  // namespace

absl::Status BookStandings::Load(const storage::FoldStore& store) {
  const absl::StatusOr<std::string> bytes = store.Get(BookKey(book_));
  if (absl::IsNotFound(bytes.status())) return absl::OkStatus();
  if (!bytes.ok()) return bytes.status();
  rows::BookRow row;
  if (!Parse(*bytes, &row)) {
    return absl::DataLossError("the row of a book cannot be read");
  }
  LoadBookRow(row);
  v1::Entry last;
  if (applied_size_ == 0 || !source_.at(applied_size_ - 1, &last).ok() ||
      last.time_us() != last_time_us_) {
    return absl::DataLossError("the book is not the one that was folded");
  }
  if (absl::Status s = LoadRegister(store); !s.ok()) return s;
  if (absl::Status s = LoadCalendar(store); !s.ok()) return s;
  return LoadPeriods(store);
}

void BookStandings::LoadBookRow(const rows::BookRow& row) {
  applied_size_ = row.applied_size();
  last_time_us_ = row.last_time_us();
  first_day_ = row.first_day();
  last_day_ = row.last_day();
  newest_day_ = row.newest_day();
  closed_to_ = row.closed_to();
  calendar_from_ = row.calendar_from();
  for (const rows::Reach& reach : row.reaches()) {
    reaches_.emplace_back(reach.index(), reach.days());
  }
  for (const rows::Subtype& one : row.subtypes()) {
    subtypes_[one.class_code()].insert(one.code());
  }
  for (const rows::Window& window : row.windows()) {
    campaigns_[window.campaign_number()] = {
        .window = {window.from_day(), window.to_day()},
        .announced = window.announced()};
  }
  v1::Entry opened;
  *opened.mutable_book_opened() = row.opened();
  register_.Apply(opened);
}

absl::Status BookStandings::LoadRegister(const storage::FoldStore& store) {
  absl::Status status = ScanAll(
      store, PlacePrefix(book_), [&](std::string_view, std::string_view value) {
        v1::Entry entry;
        if (!Parse(value, entry.mutable_place_opened())) return false;
        register_.Apply(entry);
        return true;
      });
  if (!status.ok()) return status;
  const int64_t offset = register_.info().utc_offset_minutes();
  return ScanAll(
      store, ResidentPrefix(book_),
      [&](std::string_view, std::string_view value) {
        rows::ResidentRow row;
        if (!Parse(value, &row)) return false;
        v1::Entry entry;
        entry.set_household(row.household().number());
        entry.set_time_us((row.since_day() * kDayMinutes - offset) * kMinuteUs);
        *entry.mutable_household_opened() = row.household();
        register_.Apply(entry);
        return true;
      });
}

absl::Status BookStandings::LoadCalendar(const storage::FoldStore& store) {
  const int32_t last = PeriodNumber(v1::PERIOD_KIND_MONTH, newest_day_);
  for (int32_t month = PeriodNumber(v1::PERIOD_KIND_MONTH, calendar_from_);
       month <= last; ++month) {
    const absl::Status status =
        ScanAll(store, CalendarPrefix(book_, month),
                [&](std::string_view key, std::string_view value) {
                  const Resident* resident = register_.Find(NumberIn(key));
                  return resident != nullptr &&
                         calendar_.Load(month, SlotOf(*resident), value);
                });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status BookStandings::LoadPeriods(const storage::FoldStore& store) {
  for (const v1::PeriodKind kind : kCalendarKinds) {
    const int32_t last = PeriodNumber(kind, newest_day_);
    for (int32_t number = PeriodNumber(kind, closed_to_ + 1); number <= last;
         ++number) {
      absl::Status status = LoadPeriod(store, {kind, number});
      if (!status.ok()) return status;
    }
  }
  for (const auto& [number, campaign] : campaigns_) {
    if (!campaign.announced || IsClosed(campaign.window)) continue;
    absl::Status status = LoadPeriod(
        store, {v1::PERIOD_KIND_CAMPAIGN, static_cast<int32_t>(number)});
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status BookStandings::LoadPeriod(const storage::FoldStore& store,
                                       const PeriodKey& key) {
  const DaySpan days = *DaysOf(key);
  return ScanAll(store, SumsPrefix(book_, key),
                 [&](std::string_view row_key, std::string_view value) {
                   const ContestantId id = ContestantIn(row_key);
                   Sums sums;
                   if (!DecodeSums(value, &sums)) return false;
                   uint32_t slot = 0;
                   if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
                     const Resident* resident = register_.Find(id.number);
                     if (resident == nullptr) return false;
                     slot = SlotOf(*resident);
                   }
                   Period(key, days)->Load(id, slot, std::move(sums));
                   return true;
                 });
}

std::string BookStandings::BookRowBytes() const {
  rows::BookRow row;
  row.set_applied_size(applied_size_);
  row.set_last_time_us(last_time_us_);
  row.set_first_day(first_day_);
  row.set_last_day(last_day_);
  row.set_newest_day(newest_day_);
  row.set_closed_to(closed_to_);
  row.set_calendar_from(calendar_from_);
  *row.mutable_opened() = register_.info();
  for (const auto& [index, days] : reaches_) {
    rows::Reach* reach = row.add_reaches();
    reach->set_index(index);
    reach->set_days(days);
  }
  for (const auto& [code, subtypes] : subtypes_) {
    for (const uint32_t subtype : subtypes) {
      rows::Subtype* one = row.add_subtypes();
      one->set_class_code(code);
      one->set_code(subtype);
    }
  }
  for (const auto& [number, campaign] : campaigns_) {
    rows::Window* window = row.add_windows();
    window->set_campaign_number(number);
    window->set_from_day(campaign.window.from_day);
    window->set_to_day(campaign.window.to_day);
    window->set_announced(campaign.announced);
  }
  return row.SerializeAsString();
}

void BookStandings::AddRegisterChanges(std::vector<Change>* changes) {
  for (const uint64_t number : std::exchange(changed_places_, {})) {
    changes->push_back(
        {.key = PlaceKey(book_, number),
         .value = register_.places().at(number).SerializeAsString()});
  }
  for (const uint64_t number : std::exchange(changed_residents_, {})) {
    const Resident* resident = register_.Find(number);
    if (resident == nullptr) continue;
    changes->push_back(
        {.key = ResidentKey(book_, number), .value = ResidentBytes(*resident)});
  }
}

std::vector<Change> BookStandings::TakeChanges() {
  std::vector<Change> changes;
  if (!std::exchange(changed_, false)) return changes;
  changes.reserve(changed() + changed_places_.size() + 1);
  changes.push_back({.key = BookKey(book_), .value = BookRowBytes()});
  AddRegisterChanges(&changes);
  calendar_.TakeChanges([&](int32_t month, uint32_t slot, std::string row) {
    const uint64_t number = register_.residents()[slot].number;
    changes.push_back(
        {.key = CalendarKey(book_, month, number), .value = std::move(row)});
  });
  for (auto& [key, period] : periods_) {
    period->TakeChanges([&, &period_key = key](ContestantId id, uint32_t slot,
                                               const Sums& sums) {
      if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
        id.number = static_cast<uint32_t>(register_.residents()[slot].number);
      }
      changes.push_back(
          {.key = SumsKey(book_, period_key, id), .value = EncodeSums(sums)});
    });
  }
  // Rows in the order of their keys are written several times faster.
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.key < b.key; });
  return changes;
}

}  // namespace greenledger::ranking
