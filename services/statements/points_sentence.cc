// Points that end, are given or taken by hand, and what was corrected.
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

absl::StatusOr<Sentence> Decided(const v1::AdjustmentDecided& decided,
                                 const Pen& pen) {
  auto proposal = pen.archive->Read(decided.proposal_index(),
                                    v1::Entry::kAdjustmentProposed);
  if (!proposal.ok()) return proposal.status();
  const v1::AdjustmentProposed& proposed = proposal->adjustment_proposed();
  const bool approved = decided.approved();
  return Sentence{v1::STATEMENT_KIND_ADJUSTED,
                  pen.Say(approved ? Message::kApproved : Message::kNotApproved,
                          {{"change", ChangeText({proposed.milli_points(),
                                                  proposed.milli_merit()},
                                                 pen.language)},
                           {"why", approved ? proposed.why() : decided.why()}}),
                  {}};
}

// What a reversal takes back.
absl::StatusOr<std::string> InShort(const v1::Entry& original, const Pen& pen) {
  if (original.has_drop()) return DropInShort(original, pen);
  return MomentText(original.time_us(),
                    pen.archive->sources().utc_offset_minutes, pen.language);
}

absl::StatusOr<Sentence> Reversed(const v1::Entry& entry, const Pen& pen) {
  const v1::EntryReversed& reversed = entry.entry_reversed();
  auto original = pen.archive->Read(reversed.reversed_index());
  if (!original.ok()) return original.status();
  absl::StatusOr<std::string> what = InShort(*original, pen);
  if (!what.ok()) return what.status();
  return Sentence{v1::STATEMENT_KIND_REVERSED,
                  pen.Say(Message::kReversed,
                          {{"index", std::to_string(reversed.reversed_index())},
                           {"what", *what},
                           {"change", ChangeText(MovedBy(entry), pen.language)},
                           {"why", reversed.why()}}),
                  {}};
}

std::string RatedAgainText(const v1::RatedAgain& again, const Pen& pen) {
  const Amounts was{static_cast<int64_t>(again.was_milli_points()),
                    static_cast<int64_t>(again.was_milli_merit())};
  const Amounts now{static_cast<int64_t>(again.now_milli_points()),
                    static_cast<int64_t>(again.now_milli_merit())};
  return pen.Say(
      Message::kDropRerated,
      {{"index", std::to_string(again.drop_index())},
       {"day", DayText(static_cast<int32_t>(again.day()), pen.language)},
       {"was", AmountText(was, pen.language)},
       {"now", AmountText(now, pen.language)}});
}

absl::StatusOr<Sentence> Rerated(const v1::Entry& entry, const Pen& pen) {
  const v1::DropsRerated& rerated = entry.drops_rerated();
  auto begun = pen.archive->Read(rerated.correction_index(),
                                 v1::Entry::kCorrectionBegun);
  if (!begun.ok()) return begun.status();
  const v1::CorrectionBegun& correction = begun->correction_begun();
  Sentence sentence{
      v1::STATEMENT_KIND_CORRECTED,
      pen.Say(Message::kRerated,
              {{"version", correction.tariff().version()},
               {"why", correction.why()},
               {"drops", std::to_string(rerated.drops_size())},
               {"change", ChangeText(MovedBy(entry), pen.language)}}),
      {}};
  if (const uint64_t kept = rerated.written_off_milli_points(); kept != 0) {
    if (pen.language == v1::LANGUAGE_EN) sentence.text += ' ';
    sentence.text += pen.Say(Message::kWrittenOff,
                             {{"points", PointsText(kept, pen.language)}});
  }
  for (const v1::RatedAgain& again : rerated.drops()) {
    sentence.details.push_back(RatedAgainText(again, pen));
  }
  return sentence;
}

std::string Expired(const v1::Entry& entry, const Pen& pen) {
  return pen.Say(
      Message::kExpired,
      {{"points", PointsText(static_cast<uint64_t>(-MovedBy(entry).points),
                             pen.language)},
       {"day", DayText(entry.points_expired().last_day(), pen.language)}});
}

std::string Proposed(const v1::AdjustmentProposed& proposed, const Pen& pen) {
  return pen.Say(
      Message::kProposed,
      {{"change", ChangeText({proposed.milli_points(), proposed.milli_merit()},
                             pen.language)},
       {"why", proposed.why()}});
}

}  // namespace

absl::StatusOr<Sentence> PointsSentence(const v1::Entry& entry,
                                        const Pen& pen) {
  const std::string change = ChangeText(MovedBy(entry), pen.language);
  switch (entry.body_case()) {
    case v1::Entry::kPointsExpired:
      return Sentence{v1::STATEMENT_KIND_EXPIRED, Expired(entry, pen), {}};
    case v1::Entry::kAdjustmentProposed:
      return Sentence{v1::STATEMENT_KIND_ADJUSTED,
                      Proposed(entry.adjustment_proposed(), pen),
                      {}};
    case v1::Entry::kAdjustmentDecided:
      return Decided(entry.adjustment_decided(), pen);
    case v1::Entry::kPenalty:
      return Sentence{
          v1::STATEMENT_KIND_PENALISED,
          pen.Say(Message::kPenalty,
                  {{"change", change}, {"why", entry.penalty().why()}}),
          {}};
    default:
      return Sentence{
          v1::STATEMENT_KIND_PRIZE,
          pen.Say(Message::kPrize,
                  {{"points", PointsText(entry.prize_granted().milli_points(),
                                         pen.language)},
                   {"purpose", entry.prize_granted().purpose()}}),
          {}};
  }
}

absl::StatusOr<Sentence> CorrectionSentence(const v1::Entry& entry,
                                            const Pen& pen) {
  return entry.has_entry_reversed() ? Reversed(entry, pen)
                                    : Rerated(entry, pen);
}

}  // namespace greenledger::statements
