// Activities, inspections, violations.
#include "services/ledger/rules/local_day.h"
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

std::string DayOf(const std::string& day, const Pen& pen) {
  return DayText(rules::ParseDay(day).value_or(0), pen.language);
}

Message KindText(v1::ActivityKind kind) {
  switch (kind) {
    case v1::ACTIVITY_KIND_VOLUNTEERING:
      return Message::kVolunteering;
    case v1::ACTIVITY_KIND_LEARNING:
      return Message::kLearning;
    case v1::ACTIVITY_KIND_HELPING:
      return Message::kHelping;
    default:
      return Message::kCampaignDay;
  }
}

std::string Activity(const v1::Entry& entry, const Pen& pen) {
  const v1::ActivityBooked& activity = entry.activity();
  std::string text = pen.Say(
      Message::kActivity, {{"number", std::to_string(activity.member_number())},
                           {"kind", pen.Say(KindText(activity.kind()))},
                           {"title", activity.title()},
                           {"day", DayOf(activity.day(), pen)},
                           {"minutes", std::to_string(activity.minutes())}});
  if (activity.counted_minutes() < activity.minutes()) {
    Append(pen.Say(Message::kMinutesCut,
                   {{"minutes", std::to_string(activity.counted_minutes())}}),
           pen, &text);
  }
  const Amounts earned = MovedBy(entry);
  Append(earned == Amounts{}
             ? pen.Say(Message::kActivityNothing)
             : pen.Say(Message::kActivityEarned,
                       {{"change", ChangeText(earned, pen.language)}}),
         pen, &text);
  return text;
}

std::string Inspected(const v1::InspectionBooked& inspection, const Pen& pen) {
  std::string text = pen.Say(
      Message::kInspected,
      {{"who", Holder(inspection.subject(), pen)},
       {"day", DayOf(inspection.day(), pen)},
       {"score", Thousandths(uint64_t{inspection.score_permille()} * 100)}});
  if (inspection.campaign_number() != 0) {
    Append(
        pen.Say(Message::kInspectedFor,
                {{"title", pen.archive->TitleName(inspection.campaign_number(),
                                                  pen.language)}}),
        pen, &text);
  }
  if (inspection.recheck_of() != 0) {
    Append(pen.Say(Message::kInspectedAgain,
                   {{"index", std::to_string(inspection.recheck_of())}}),
           pen, &text);
  }
  if (!inspection.note().empty()) {
    Append(pen.Say(Message::kInspectionNote, {{"note", inspection.note()}}),
           pen, &text);
  }
  return text;
}

std::string Violated(const v1::ViolationBooked& violation, const Pen& pen) {
  const bool withdrawn = violation.withdraws() != 0;
  return pen.Say(withdrawn ? Message::kViolationWithdrawn : Message::kViolated,
                 {{"who", Holder(violation.subject(), pen)},
                  {"day", DayOf(violation.day(), pen)},
                  {"what", violation.what()},
                  {"index", std::to_string(violation.withdraws())}});
}

}  // namespace

Sentence EvidenceSentence(const v1::Entry& entry, const Pen& pen) {
  if (entry.has_activity()) {
    return {v1::STATEMENT_KIND_ACTIVITY, Activity(entry, pen), {}};
  }
  return {v1::STATEMENT_KIND_INSPECTED,
          entry.has_inspection() ? Inspected(entry.inspection(), pen)
                                 : Violated(entry.violation(), pen),
          {}};
}

}  // namespace greenledger::statements
