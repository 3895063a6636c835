#include "services/selection/evaluation/folded.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/local_day.h"

namespace greenledger::evaluation {
namespace {

// A window that cannot be read holds no day.
ranking::DaySpan SpanOf(const v1::CampaignRule& rule) {
  const auto from = rules::ParseDay(rule.from_day());
  const auto to = rules::ParseDay(rule.to_day());
  if (!from || !to) return {0, -1};
  return {*from, *to};
}

bool IsOfDays(v1::StandingMeasure measure) {
  return measure == v1::STANDING_MEASURE_ACTIVE_DAYS ||
         measure == v1::STANDING_MEASURE_ACTIVE_WEEKS ||
         measure == v1::STANDING_MEASURE_ACTIVE_MONTHS;
}

bool IsOfClasses(v1::StandingMeasure measure) {
  return measure == v1::STANDING_MEASURE_GRAMS ||
         measure == v1::STANDING_MEASURE_CLASS_DROPS ||
         measure == v1::STANDING_MEASURE_CLASSES;
}

Wanted WantedBy(const v1::CampaignRule& rule) {
  Wanted wanted;
  const auto want = [&](v1::StandingMeasure measure) {
    wanted.days = wanted.days || IsOfDays(measure);
    wanted.classes = wanted.classes || IsOfClasses(measure);
  };
  for (const v1::Gate& gate : rule.gates()) want(gate.measure());
  for (const v1::WeightedMeasure& one : rule.measures()) want(one.measure());
  for (const int tie_break : rule.tie_breaks()) {
    wanted.days = wanted.days || tie_break == v1::TIE_BREAK_MORE_ACTIVE_WEEKS;
    wanted.classes = wanted.classes || tie_break == v1::TIE_BREAK_MORE_CLASSES;
  }
  return wanted;
}

}  // namespace

Folded::Folded(uint64_t book, const v1::CampaignRule& rule,
               rules::EntryAt entry_at)
    : book_(book),
      rule_(rule),
      window_(SpanOf(rule)),
      entry_at_(std::move(entry_at)),
      wanted_(WantedBy(rule)),
      about_(book, rule_, window_),
      titles_(book, rule_) {}

absl::Status Folded::Add(const v1::Entry& entry) {
  if (entry.book() != book_ || entry.index() != size_) {
    return absl::DataLossError("book " + std::to_string(book_) + ", entry " +
                               std::to_string(size_) + ": entry " +
                               std::to_string(entry.index()) + " of book " +
                               std::to_string(entry.book()) + " cannot follow");
  }
  register_.Apply(entry);
  tallies_.resize(register_.residents().size());
  today_ =
      rules::ToLocalTime(entry.time_us(), register_.info().utc_offset_minutes())
          .day;
  if (entry.has_book_opened()) opened_on_[0] = today_;
  if (entry.has_place_opened()) {
    opened_on_[entry.place_opened().number()] = today_;
  }
  if (entry.has_scheme_published()) classes_.Add(entry.scheme_published());
  about_.Apply(entry, today_);
  titles_.Apply(entry, today_);
  ++size_;
  return Count(entry);
}

absl::Status Folded::Count(const v1::Entry& entry) {
  // Most entries of a long book; their records need not be read.
  if (entry.has_drop() &&
      !window_.Holds(static_cast<int32_t>(entry.drop().day()))) {
    return absl::OkStatus();
  }
  contributions_.clear();
  const absl::Status read = ranking::Contribute(
      entry, register_.info().utc_offset_minutes(), entry_at_, &contributions_);
  if (!read.ok()) return read;
  for (const ranking::Contribution& one : contributions_) {
    if (window_.Holds(one.day)) Count(entry, one);
  }
  return absl::OkStatus();
}

void Folded::Count(const v1::Entry& entry, const ranking::Contribution& one) {
  const ranking::Resident* resident = register_.Find(one.household);
  if (resident == nullptr) return;
  const auto slot =
      static_cast<size_t>(resident - register_.residents().data());
  const uint32_t offset = window_.OffsetOf(one.day);
  tallies_[slot].Add(one, wanted_, offset, window_.days());
  if (one.member != 0 && rule_.contestants() == v1::CONTESTANT_KIND_PERSON) {
    members_[{one.household, one.member}].Add(one, wanted_, offset,
                                              window_.days());
  }
  about_.Apply(entry, one);
}

int32_t Folded::OpenedOn(uint64_t place) const {
  const auto at = opened_on_.find(place);
  return at == opened_on_.end() ? today_ : at->second;
}

const Tally& Folded::TallyOf(uint64_t household, uint32_t member) const {
  static const Tally kNothing;
  const auto at = members_.find({household, member});
  return at == members_.end() ? kNothing : at->second;
}

}  // namespace greenledger::evaluation
