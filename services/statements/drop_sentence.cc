// Drops: what was returned, by which line it was rated, and why it earned what
// it earned.
#include <algorithm>

#include "services/ledger/rules/local_day.h"
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

std::string ClassName(const RatedBy& rated_by, uint32_t code, const Pen& pen) {
  const v1::WasteClass* known = rated_by.ClassOf(code);
  if (known == nullptr) {
    return pen.Say(Message::kClass, {{"code", std::to_string(code)}});
  }
  return pen.language == v1::LANGUAGE_EN ? known->name_en() : known->name_zh();
}

class DropText {
 public:
  DropText(const v1::Entry& entry, const v1::Drop& drop,
           const RatedBy& rated_by, const Pen& pen)
      : entry_(entry),
        drop_(drop),
        rated_by_(rated_by),
        pen_(pen),
        line_(rated_by.LineFor(drop.class_code())) {}

  std::string Write() const {
    std::string text = Earned();
    const int32_t counts_for = static_cast<int32_t>(entry_.drop().day());
    const int32_t booked =
        rules::ToLocalTime(entry_.time_us(),
                           pen_.archive->sources().utc_offset_minutes)
            .day;
    if (counts_for != booked) {
      Append(pen_.Say(Message::kCountsFor,
                      {{"day", DayText(counts_for, pen_.language)}}),
             &text);
    }
    for (const int note : entry_.drop().notes()) {
      Append(Note(static_cast<v1::DropNote>(note)), &text);
    }
    return text;
  }

 private:
  // English puts a blank between sentences.
  void Append(const std::string& sentence, std::string* text) const {
    if (pen_.language == v1::LANGUAGE_EN && !sentence.empty()) *text += ' ';
    *text += sentence;
  }

  bool Has(v1::DropNote note) const {
    const auto& notes = entry_.drop().notes();
    return std::find(notes.begin(), notes.end(), note) != notes.end();
  }

  bool LateEarnsNothing() const {
    return rated_by_.tariff.late_rule() == v1::LATE_RULE_EARN_NOTHING;
  }

  // Whether the line's rates say what it earned.
  bool IsRated() const {
    const bool untimely =
        Has(v1::DROP_NOTE_LATE) || Has(v1::DROP_NOTE_CLOCK_UNTRUSTED);
    return line_ != nullptr && !Has(v1::DROP_NOTE_BELOW_MINIMUM) &&
           !Has(v1::DROP_NOTE_REJECTED) && !Has(v1::DROP_NOTE_OUTSIDE_WINDOW) &&
           !(untimely && LateEarnsNothing());
  }

  std::string Earned() const {
    const std::string name = ClassName(rated_by_, drop_.class_code(), pen_);
    const std::string quantity = QuantityText(drop_, pen_.language);
    const std::string earned = AmountText(MovedBy(entry_), pen_.language);
    if (!IsRated()) {
      return pen_.Say(
          Message::kDropUnrated,
          {{"class", name}, {"quantity", quantity}, {"earned", earned}});
    }
    return pen_.Say(Message::kDropRated,
                    {{"class", name},
                     {"quantity", quantity},
                     {"version", rated_by_.tariff.version()},
                     {"rates", Rates()},
                     {"earned", earned}});
  }

  std::string Rates() const {
    const std::string per_kg = pen_.Say(
        Message::kPerKilogram,
        {{"points", PointsText(line_->milli_points_per_kg(), pen_.language)}});
    if (line_->milli_points_per_piece() == 0) return per_kg;
    const std::string per_piece = pen_.Say(
        Message::kPerPiece,
        {{"points",
          PointsText(line_->milli_points_per_piece(), pen_.language)}});
    if (line_->milli_points_per_kg() == 0) return per_piece;
    return pen_.Say(Message::kBoth, {{"first", per_kg}, {"second", per_piece}});
  }

  std::string Hours() const {
    std::string hours;
    for (const v1::TimeWindow& window : line_->windows()) {
      if (!hours.empty()) hours += ", ";
      hours +=
          pen_.Say(Message::kHours, {{"from", MinuteText(window.from_minute())},
                                     {"to", MinuteText(window.to_minute())}});
    }
    return hours;
  }

  std::string Campaign() const {
    const v1::Campaign* campaign = rated_by_.CampaignOn(
        line_->class_code(), static_cast<int32_t>(entry_.drop().day()));
    if (campaign == nullptr) return "";
    const Message id = campaign->merit_permille() == 1000
                           ? Message::kCampaign
                           : Message::kCampaignMerit;
    return pen_.Say(id, {{"name", campaign->name()},
                         {"factor", Thousandths(campaign->points_permille())},
                         {"merit", Thousandths(campaign->merit_permille())}});
  }

  std::string Note(v1::DropNote note) const {
    switch (note) {
      case v1::DROP_NOTE_MERGED:
        return pen_.Say(
            Message::kMerged,
            {{"index", std::to_string(entry_.drop().merged_into())}});
      case v1::DROP_NOTE_REJECTED:
        return pen_.Say(Message::kRejected);
      case v1::DROP_NOTE_POOR_QUALITY:
        return pen_.Say(
            Message::kPoorQuality,
            {{"factor",
              Thousandths(rated_by_.tariff.poor_quality_permille())}});
      case v1::DROP_NOTE_NOT_IN_TARIFF:
        return pen_.Say(Message::kNotInTariff,
                        {{"version", rated_by_.tariff.version()}});
      case v1::DROP_NOTE_LATE:
        return pen_.Say(
            LateEarnsNothing() ? Message::kLateNothing : Message::kLateCounted,
            {{"hours", std::to_string(rated_by_.tariff.late_after_hours())}});
      case v1::DROP_NOTE_CLOCK_UNTRUSTED:
        return pen_.Say(LateEarnsNothing() ? Message::kClockNothing
                                           : Message::kClockCounted);
      case v1::DROP_NOTE_SUSPENSE:
        return pen_.Say(Message::kSuspense);
      case v1::DROP_NOTE_BUDGET_USED_UP:
        return pen_.Say(Message::kBudgetUsedUp);
      default:
        return line_ == nullptr ? "" : LineNote(note);
    }
  }

  // Notes about what the line says.
  std::string LineNote(v1::DropNote note) const {
    switch (note) {
      case v1::DROP_NOTE_BELOW_MINIMUM:
        return pen_.Say(Message::kBelowMinimum,
                        {{"kg", Thousandths(line_->min_grams())}});
      case v1::DROP_NOTE_POINTS_CAPPED:
        return pen_.Say(Message::kPointsCapped,
                        {{"cap", PointsText(line_->daily_cap_milli_points(),
                                            pen_.language)}});
      case v1::DROP_NOTE_MERIT_CAPPED:
        return pen_.Say(
            Message::kMeritCapped,
            {{"drops", std::to_string(line_->daily_cap_merit_drops())}});
      case v1::DROP_NOTE_CAMPAIGN:
        return Campaign();
      case v1::DROP_NOTE_OUTSIDE_WINDOW:
        return pen_.Say(Message::kOutsideHours, {{"hours", Hours()}});
      default:
        return "";
    }
  }

  const v1::Entry& entry_;
  const v1::Drop& drop_;
  const RatedBy& rated_by_;
  const Pen& pen_;
  const v1::TariffLine* line_;
};

absl::StatusOr<v1::Record> RecordOf(const v1::Entry& entry) {
  v1::Record record;
  if (record.ParseFromString(entry.drop().source().record()) &&
      record.has_drop()) {
    return record;
  }
  return absl::DataLossError("entry " + std::to_string(entry.index()) +
                             " holds no drop");
}

}  // namespace

absl::StatusOr<Sentence> DropSentence(const v1::Entry& entry, const Pen& pen) {
  absl::StatusOr<v1::Record> record = RecordOf(entry);
  if (!record.ok()) return record.status();
  auto rated_by = pen.archive->TariffAt(entry.drop().tariff_index());
  if (!rated_by.ok()) return rated_by.status();
  return Sentence{v1::STATEMENT_KIND_DROP,
                  DropText(entry, record->drop(), **rated_by, pen).Write(),
                  {}};
}

absl::StatusOr<std::string> DropInShort(const v1::Entry& entry,
                                        const Pen& pen) {
  absl::StatusOr<v1::Record> record = RecordOf(entry);
  if (!record.ok()) return record.status();
  auto rated_by = pen.archive->TariffAt(entry.drop().tariff_index());
  if (!rated_by.ok()) return rated_by.status();
  const v1::Drop& drop = record->drop();
  return pen.Say(Message::kDropOf,
                 {{"class", ClassName(**rated_by, drop.class_code(), pen)},
                  {"quantity", QuantityText(drop, pen.language)},
                  {"day", DayText(static_cast<int32_t>(entry.drop().day()),
                                  pen.language)}});
}

}  // namespace greenledger::statements
