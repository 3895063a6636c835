#include "services/ranking/fold/indicators.h"

#include <algorithm>
#include <string>

#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/rules/trusted_clock.h"

namespace greenledger::ranking {
namespace {

// The kind of a survey; UNSPECIFIED if it is of none.
v1::IndicatorKind KindOf(v1::SurveyKind kind) {
  switch (kind) {
    case v1::SURVEY_KIND_AWARENESS:
      return v1::INDICATOR_KIND_AWARENESS;
    case v1::SURVEY_KIND_SATISFACTION:
      return v1::INDICATOR_KIND_SATISFACTION;
    case v1::SURVEY_KIND_SAFETY:
      return v1::INDICATOR_KIND_SAFETY;
    case v1::SURVEY_KIND_BAGGING:
      return v1::INDICATOR_KIND_BAGGING;
    default:
      return v1::INDICATOR_KIND_UNSPECIFIED;
  }
}

// When a bin was emptied: by the kiosk's clock where that can be trusted.
int64_t EmptiedAt(const v1::Entry& entry, const v1::Record& record) {
  const int64_t device_us = record.device_time_us();
  const bool trusted = record.clock_synced() &&
                       device_us <= entry.time_us() + rules::kClockAheadMaxUs;
  return trusted ? std::min(device_us, entry.time_us()) : entry.time_us();
}

}  // namespace

bool NeedsWholeBook(v1::IndicatorKind kind) {
  switch (kind) {
    case v1::INDICATOR_KIND_PARTICIPATION:
    case v1::INDICATOR_KIND_REACHED:
    case v1::INDICATOR_KIND_CLEARANCE:
    case v1::INDICATOR_KIND_CLOSURE:
    case v1::INDICATOR_KIND_VOLUNTEERS:
      return true;
    default:
      return false;
  }
}

IndicatorFold::IndicatorFold(IndicatorSources sources,
                             const std::vector<DaySpan>& stretches)
    : sources_(std::move(sources)),
      deadlines_(stretches, sources_.utc_offset_minutes) {
  for (const DaySpan& span : stretches) stretches_.emplace_back().span = span;
}

void IndicatorFold::Want(const WantedEntries& wanted) {
  wanted_ = wanted;
  stretches_.front().tally.Want(wanted);
}

absl::Status IndicatorFold::Add(const v1::Entry& entry) {
  const int32_t today =
      rules::ToLocalTime(entry.time_us(), sources_.utc_offset_minutes).day;
  for (Stretch& stretch : stretches_) {
    if (today > stretch.span.to_day) End(&stretch);
  }
  register_.Apply(entry);
  if (rules::SourceOf(entry) != nullptr) return AddRecord(entry);
  deadlines_.Add(entry, nullptr);
  AddBody(entry, today);
  return absl::OkStatus();
}

bool IndicatorFold::CountsDrop(const v1::Entry& entry) const {
  if (!entry.has_drop() || sources_.reversed.contains(entry.index())) {
    return false;
  }
  const auto day = static_cast<int32_t>(entry.drop().day());
  return std::any_of(
      stretches_.begin(), stretches_.end(),
      [day](const Stretch& stretch) { return stretch.span.Holds(day); });
}

absl::Status IndicatorFold::AddRecord(const v1::Entry& entry) {
  const bool counts = CountsDrop(entry);
  if (!counts && !deadlines_.NeedsRecord(entry)) return absl::OkStatus();
  const std::string& bytes = rules::SourceOf(entry)->record();
  v1::Record record;
  const bool readable =
      bytes.size() <= rules::kRecordBytesMax && record.ParseFromString(bytes);
  if ((counts && !(readable && record.has_drop())) ||
      (entry.has_clearance() && !(readable && record.has_clearance()))) {
    return absl::DataLossError("the record of entry " +
                               std::to_string(entry.index()) +
                               " cannot be read");
  }
  deadlines_.Add(entry, readable ? &record : nullptr);
  if (counts) AddDrop(entry, record.drop());
  if (entry.has_clearance()) AddClearance(entry, record);
  return absl::OkStatus();
}

void IndicatorFold::AddDrop(const v1::Entry& entry, const v1::Drop& drop) {
  const uint64_t index = entry.index();
  const auto day = static_cast<int32_t>(entry.drop().day());
  const bool rejected = drop.quality() == v1::QUALITY_REJECTED;
  const bool good = drop.quality() == v1::QUALITY_GOOD;
  for (Stretch& stretch : stretches_) {
    if (!stretch.span.Holds(day)) continue;
    if (drop.grams() > 0 && sources_.recyclables.contains(drop.class_code())) {
      stretch.tally.Count(v1::INDICATOR_KIND_RECOVERY, index, 0, drop.grams());
    }
    // A later part of a merged drop counts its grams alone.
    if (entry.drop().merged_into() != 0) continue;
    stretch.tally.Count(v1::INDICATOR_KIND_CORRECT, index, good ? 1 : 0, 1);
    stretch.tally.Count(v1::INDICATOR_KIND_PURITY, index, rejected ? 0 : 1, 1);
    if (!rejected && entry.household() != 0) {
      stretch.took_part.try_emplace(entry.household(), index);
    }
  }
}

void IndicatorFold::AddClearance(const v1::Entry& entry,
                                 const v1::Record& record) {
  if (sources_.reversed.contains(entry.index())) return;
  int64_t grams = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() == v1::ACCOUNT_OWNER_COLLECTOR &&
        leg.asset() == v1::ASSET_MASS &&
        sources_.recyclables.contains(leg.class_code())) {
      grams += leg.amount();
    }
  }
  if (grams <= 0) return;
  const int32_t day =
      rules::ToLocalTime(EmptiedAt(entry, record), sources_.utc_offset_minutes)
          .day;
  for (Stretch& stretch : stretches_) {
    if (!stretch.span.Holds(day)) continue;
    stretch.tally.Count(v1::INDICATOR_KIND_RECOVERY, entry.index(),
                        static_cast<uint64_t>(grams), 0);
  }
}

void IndicatorFold::AddBody(const v1::Entry& entry, int32_t today) {
  switch (entry.body_case()) {
    case v1::Entry::kActivity:
      return AddActivity(entry);
    case v1::Entry::kSurvey:
      return AddSurvey(entry);
    case v1::Entry::kObjectionFiled:
      objections_[entry.index()].answer_until =
          entry.objection_filed().answer_until();
      return;
    case v1::Entry::kObjectionAnswered: {
      const auto objection =
          objections_.find(entry.objection_answered().objection_index());
      if (objection == objections_.end()) return;
      objection->second.answered_day = today;
      objection->second.answered_index = entry.index();
      return;
    }
    default:
      return;
  }
}

void IndicatorFold::AddActivity(const v1::Entry& entry) {
  const v1::ActivityBooked& activity = entry.activity();
  const auto day = rules::ParseDay(activity.day());
  if (activity.kind() != v1::ACTIVITY_KIND_VOLUNTEERING ||
      activity.counted_minutes() == 0 || !day.has_value()) {
    return;
  }
  for (Stretch& stretch : stretches_) {
    if (!stretch.span.Holds(*day)) continue;
    stretch.volunteers.try_emplace(
        {activity.household_number(), activity.member_number()}, entry.index());
  }
}

void IndicatorFold::AddSurvey(const v1::Entry& entry) {
  const v1::SurveyBooked& survey = entry.survey();
  const v1::IndicatorKind kind = KindOf(survey.kind());
  const auto day = rules::ParseDay(survey.to_day());
  if (kind == v1::INDICATOR_KIND_UNSPECIFIED || !day.has_value()) return;
  for (Stretch& stretch : stretches_) {
    if (!stretch.span.Holds(*day)) continue;
    stretch.tally.Count(kind, entry.index(), survey.positive(),
                        survey.answered());
    stretch.tally.CountAsked(kind, survey.asked());
  }
}

bool IndicatorFold::Complete() const {
  return wanted_.most > 0 && !NeedsWholeBook(wanted_.kind) &&
         stretches_.front().tally.full();
}

std::vector<uint64_t> IndicatorFold::Wanted() const {
  const std::set<uint64_t>& entries = stretches_.front().tally.entries();
  return {entries.begin(), entries.end()};
}

}  // namespace greenledger::ranking
