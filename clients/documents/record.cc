#include "clients/documents/record.h"

#include "services/ledger/rules/local_day.h"

namespace greenledger::documents {
namespace {

// The day that something is about; that of its entry if it names none.
int32_t DayOf(const std::string& day, int32_t booked) {
  return rules::ParseDay(day).value_or(booked);
}

}  // namespace

Record::Record(int32_t from_day, int32_t to_day, Directory* directory)
    : from_day_(from_day), to_day_(to_day), directory_(directory) {}

template <typename Message>
void Record::Keep(const v1::Entry& entry, int32_t day, const Message& message,
                  std::vector<Dated<Message>>* rows) {
  if (day < from_day_ || day > to_day_) return;
  if (rows->size() == kRowsMax) {
    ++left_out_;
    return;
  }
  rows->push_back({.index = entry.index(), .day = day, .message = message});
}

void Record::Add(const v1::Entry& entry) {
  if (entry.has_book_opened()) {
    utc_offset_minutes_ = entry.book_opened().utc_offset_minutes();
  }
  const int32_t day =
      rules::ToLocalTime(entry.time_us(), utc_offset_minutes_).day;
  switch (entry.body_case()) {
    case v1::Entry::kPlaceOpened:
      return directory_->AddPlace(entry.place_opened());
    case v1::Entry::kHouseholdOpened:
      return directory_->AddHousehold(
          entry.household_opened().number(),
          entry.household_opened().building_number());
    case v1::Entry::kActivity:
      return Keep(entry, DayOf(entry.activity().day(), day), entry.activity(),
                  &activities);
    case v1::Entry::kInspection:
      return Keep(entry, DayOf(entry.inspection().day(), day),
                  entry.inspection(), &inspections);
    case v1::Entry::kSurvey:
      return Keep(entry, DayOf(entry.survey().to_day(), day), entry.survey(),
                  &surveys);
    case v1::Entry::kViolation:
      if (entry.violation().withdraws() != 0) {
        withdrawn[entry.violation().withdraws()] = true;
        return;
      }
      return Keep(entry, DayOf(entry.violation().day(), day), entry.violation(),
                  &violations);
    case v1::Entry::kPenalty:
      return Keep(entry, day, entry.penalty(), &penalties);
    case v1::Entry::kPrizeGranted:
      return Keep(entry, day, entry.prize_granted(), &prizes);
    case v1::Entry::kTitleGranted:
      title_at[entry.index()] = entry.title_granted();
      return Keep(entry, day, entry.title_granted(), &titles);
    case v1::Entry::kTitleChecked:
      return Keep(entry, day, entry.title_checked(), &checks);
    default:
      return;
  }
}

}  // namespace greenledger::documents
