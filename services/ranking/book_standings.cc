#include "services/ranking/book_standings.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {
namespace {

constexpr int32_t kHoursOfDay = 24;

PeriodKey CampaignKey(uint32_t number) {
  return {v1::PERIOD_KIND_CAMPAIGN, static_cast<int32_t>(number)};
}

DaySpan WindowOf(const v1::CampaignRule& rule) {
  return {rules::ParseDay(rule.from_day()).value_or(0),
          rules::ParseDay(rule.to_day()).value_or(-1)};
}

// The first of the month of a day.
int32_t MonthBegin(int32_t day) {
  return PeriodOf(v1::PERIOD_KIND_MONTH, day).from_day;
}

}  // namespace

BookStandings::BookStandings(uint64_t book, EntrySource source,
                             Watcher* watcher)
    : book_(book), source_(std::move(source)), watcher_(watcher) {}

absl::Status BookStandings::Apply(const v1::Entry& entry) {
  if (entry.index() != applied_size_) {
    return absl::DataLossError("entry " + std::to_string(entry.index()) +
                               " does not follow " +
                               std::to_string(applied_size_) + " entries");
  }
  changed_ = true;
  register_.Apply(entry);
  MarkRegister(entry);
  LearnRules(entry);
  PassTime(entry);
  contributions_.clear();
  absl::Status status = Contribute(entry, register_.info().utc_offset_minutes(),
                                   source_.at, &contributions_);
  if (!status.ok()) return status;
  for (const Contribution& one : contributions_) Count(one);
  last_time_us_ = entry.time_us();
  ++applied_size_;
  return LearnCampaign(entry);
}

void BookStandings::MarkRegister(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kPlaceOpened:
      changed_places_.insert(entry.place_opened().number());
      return;
    case v1::Entry::kHouseholdOpened:
      changed_residents_.insert(entry.household_opened().number());
      return;
    case v1::Entry::kHouseholdChanged:
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kMoveEnded:
    case v1::Entry::kMemberAdded:
    case v1::Entry::kMemberRemoved:
      changed_residents_.insert(entry.household());
      return;
    default:
      return;
  }
}

void BookStandings::LearnRules(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kTariffPublished:
      return LearnReach(entry.index(), entry.tariff_published());
    case v1::Entry::kCorrectionBegun:
      return LearnReach(entry.index(), entry.correction_begun().tariff());
    case v1::Entry::kSchemePublished:
      return LearnScheme(entry.scheme_published());
    default:
      return;
  }
}

void BookStandings::LearnReach(uint64_t index, const v1::Tariff& tariff) {
  const auto hours = static_cast<int32_t>(tariff.late_after_hours());
  const int32_t days = (hours + kHoursOfDay - 1) / kHoursOfDay + 1;
  if (days > ReachAt(index)) reaches_.emplace_back(index, days);
}

int32_t BookStandings::ReachAt(uint64_t index) const {
  int32_t days = 1;
  for (const auto& [from, reach] : reaches_) {
    if (from <= index) days = reach;
  }
  return days;
}

void BookStandings::LearnScheme(const v1::Scheme& scheme) {
  bool grew = false;
  for (const v1::WasteClass& one : scheme.classes()) {
    if (one.parent_code() == 0) continue;
    grew |= subtypes_[one.parent_code()].insert(one.code()).second;
  }
  if (grew && watcher_ != nullptr) watcher_->ClassesChanged();
}

std::vector<uint32_t> BookStandings::CodesOf(uint32_t class_code) const {
  std::set<uint32_t> codes = {class_code};
  if (const auto at = subtypes_.find(class_code); at != subtypes_.end()) {
    codes.insert(at->second.begin(), at->second.end());
  }
  return {codes.begin(), codes.end()};
}

void BookStandings::PassTime(const v1::Entry& entry) {
  const int32_t day =
      rules::ToLocalTime(entry.time_us(), register_.info().utc_offset_minutes())
          .day;
  if (first_day_ == kNever) first_day_ = newest_day_ = day;
  if (day == last_day_) return;
  last_day_ = day;
  const int32_t closed_to = day - ReachAt(entry.index()) - 1;
  if (closed_to <= closed_to_) return;
  closed_to_ = closed_to;
  ForgetDays();
}

void BookStandings::ForgetDays() {
  int32_t needed = closed_to_ + 1;
  for (const v1::PeriodKind kind : kCalendarKinds) {
    needed = std::min(needed, PeriodOf(kind, closed_to_ + 1).from_day);
  }
  for (const auto& [number, campaign] : campaigns_) {
    if (campaign.announced && !IsClosed(campaign.window)) {
      needed = std::min(needed, campaign.window.from_day);
    }
  }
  needed = MonthBegin(needed);
  if (needed <= calendar_from_) return;
  calendar_from_ = needed;
}

void BookStandings::Count(const Contribution& one) {
  const Resident* resident = register_.Find(one.household);
  if (resident == nullptr) return;
  const uint32_t slot = SlotOf(*resident);
  newest_day_ = std::max({newest_day_, one.day, one.booked_day});
  const int32_t flip = one.drops != 0 && one.day >= calendar_from_
                           ? calendar_.Add(slot, one.day, one.drops)
                           : 0;
  for (const v1::PeriodKind kind : kCalendarKinds) {
    int32_t number = PeriodNumber(kind, one.day);
    DaySpan days = PeriodDays(kind, number);
    const bool late = IsClosed(days);
    if (late) {
      number = PeriodNumber(kind, one.booked_day);
      days = PeriodDays(kind, number);
    }
    CountIn(Period({kind, number}, days), one, *resident, slot,
            late ? 0 : flip);
  }
  for (const auto& [number, campaign] : campaigns_) {
    if (!campaign.announced || IsClosed(campaign.window) ||
        !campaign.window.Holds(one.day)) {
      continue;
    }
    CountIn(Period(CampaignKey(number), campaign.window), one, *resident, slot,
            flip);
  }
}

void BookStandings::CountIn(OpenPeriod* period, const Contribution& one,
                            const Resident& resident, uint32_t slot,
                            int32_t flip) {
  if (watcher_ != nullptr) {
    watcher_->BeforeChange(*period, one, resident, slot);
  }
  period->Add(one, resident, slot, flip, calendar_);
  if (watcher_ != nullptr) watcher_->AfterChange(*period, one, resident, slot);
}

OpenPeriod* BookStandings::Period(const PeriodKey& key, const DaySpan& days) {
  std::unique_ptr<OpenPeriod>& period = periods_[key];
  if (period == nullptr) period = std::make_unique<OpenPeriod>(key, days);
  return period.get();
}

absl::Status BookStandings::LearnCampaign(const v1::Entry& entry) {
  if (entry.has_campaign_drafted()) {
    const v1::CampaignRule& rule = entry.campaign_drafted();
    campaigns_[rule.number()].window = WindowOf(rule);
    return absl::OkStatus();
  }
  if (!entry.has_campaign_stepped() ||
      entry.campaign_stepped().to() != v1::CAMPAIGN_STATE_ANNOUNCED) {
    return absl::OkStatus();
  }
  return Announce(entry.campaign_stepped().campaign_number());
}

absl::Status BookStandings::Announce(uint32_t number) {
  Campaign& campaign = campaigns_[number];
  if (campaign.announced) return absl::OkStatus();
  campaign.announced = true;
  const DaySpan& window = campaign.window;
  if (window.from_day > newest_day_) return absl::OkStatus();
  // A kiosk's clock may be ahead a little: the day before counts too.
  const int32_t offset = register_.info().utc_offset_minutes();
  const int64_t from_us =
      ((MonthBegin(window.from_day) - 2) * int64_t{1440} - offset) * 60'000'000;
  const uint64_t first = source_.first_from(applied_size_ - 1, from_us);
  auto period = std::make_unique<OpenPeriod>(CampaignKey(number), window);
  Calendar days;
  int32_t closed_to = kNever;
  std::vector<Contribution> all;
  absl::Status status = absl::OkStatus();
  const auto count = [&](const v1::Entry& entry) {
    const int32_t today = rules::ToLocalTime(entry.time_us(), offset).day;
    closed_to = std::max(closed_to, today - ReachAt(entry.index()) - 1);
    all.clear();
    if (status.ok()) status = Contribute(entry, offset, source_.at, &all);
    if (window.to_day <= closed_to) return;
    for (const Contribution& one : all) {
      const Resident* resident = register_.Find(one.household);
      if (resident == nullptr) continue;
      const uint32_t slot = SlotOf(*resident);
      const int32_t flip =
          one.drops != 0 && one.day >= MonthBegin(window.from_day)
              ? days.Add(slot, one.day, one.drops)
              : 0;
      if (!window.Holds(one.day)) continue;
      period->Add(one, *resident, slot, flip, days);
    }
  };
  const absl::Status read = source_.range(first, applied_size_ - 1, count);
  if (!read.ok()) return read;
  if (!status.ok()) return status;
  if (!IsClosed(window) && MonthBegin(window.from_day) < calendar_from_) {
    calendar_.TakeBefore(calendar_from_, &days);
    calendar_from_ = MonthBegin(window.from_day);
  }
  periods_[period->key()] = std::move(period);
  return absl::OkStatus();
}

size_t BookStandings::changed() const {
  size_t sum = calendar_.changed() + changed_residents_.size();
  for (const auto& [key, period] : periods_) sum += period->changed();
  return sum;
}

void BookStandings::Written() {
  if (calendar_from_ != kNever) calendar_.ForgetBefore(calendar_from_);
  std::erase_if(periods_,
                [&](const auto& one) { return IsClosed(one.second->days()); });
}

std::optional<DaySpan> BookStandings::DaysOf(const PeriodKey& key) const {
  if (key.kind != v1::PERIOD_KIND_CAMPAIGN) {
    return PeriodDays(key.kind, key.number);
  }
  const auto at = campaigns_.find(static_cast<uint32_t>(key.number));
  if (at == campaigns_.end() || !at->second.announced) return std::nullopt;
  return at->second.window;
}

const OpenPeriod* BookStandings::Find(const PeriodKey& key) const {
  const auto at = periods_.find(key);
  return at == periods_.end() ? nullptr : at->second.get();
}

}  // namespace greenledger::ranking
