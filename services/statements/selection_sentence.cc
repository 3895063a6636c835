// Campaigns and titles.
#include "services/ledger/rules/local_day.h"
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

std::string Declared(const v1::DeclarationFiled& filed, const Pen& pen) {
  return pen.Say(Message::kDeclared,
                 {{"who", Holder(filed.contestant(), pen)},
                  {"title", pen.archive->TitleName(filed.campaign_number(),
                                                   pen.language)}});
}

std::string Granted(const v1::TitleGranted& granted, const Pen& pen) {
  std::string text = pen.Say(
      Message::kTitleGranted,
      {{"who", Holder(granted.contestant(), pen)},
       {"title",
        pen.archive->TitleName(granted.campaign_number(), pen.language)},
       {"rank", std::to_string(granted.rank())},
       {"from", DayText(granted.from_day(), pen.language)},
       {"to", DayText(granted.to_day(), pen.language)}});
  if (granted.in_a_row() > 1) {
    Append(pen.Say(Message::kTitleRow,
                   {{"count", std::to_string(granted.in_a_row())}}),
           pen, &text);
  }
  if (granted.milli_points() > 0) {
    Append(
        pen.Say(Message::kTitlePrize,
                {{"points", PointsText(granted.milli_points(), pen.language)}}),
        pen, &text);
  }
  return text;
}

Message FoundText(v1::TitleCheck check) {
  switch (check) {
    case v1::TITLE_CHECK_CRITICISED:
      return Message::kTitleCriticised;
    case v1::TITLE_CHECK_WARNED:
      return Message::kTitleWarned;
    case v1::TITLE_CHECK_RECTIFY:
      return Message::kTitleRectify;
    case v1::TITLE_CHECK_REVOKED:
      return Message::kTitleRevoked;
    default:
      return Message::kTitleKept;
  }
}

absl::StatusOr<std::string> Checked(const v1::TitleChecked& checked,
                                    const Pen& pen) {
  auto entry =
      pen.archive->Read(checked.title_index(), v1::Entry::kTitleGranted);
  if (!entry.ok()) return entry.status();
  const v1::TitleGranted& granted = entry->title_granted();
  const int32_t deadline = rules::ParseDay(checked.deadline()).value_or(0);
  return pen.Say(FoundText(checked.check()),
                 {{"who", Holder(granted.contestant(), pen)},
                  {"title", pen.archive->TitleName(granted.campaign_number(),
                                                   pen.language)},
                  {"day", DayText(deadline, pen.language)},
                  {"why", checked.why()}});
}

}  // namespace

std::string Holder(const v1::Contestant& contestant, const Pen& pen) {
  if (contestant.kind() != v1::CONTESTANT_KIND_PERSON) {
    return pen.Say(Message::kHolderHousehold);
  }
  return pen.Say(Message::kHolderMember,
                 {{"number", std::to_string(contestant.member())}});
}

void Append(const std::string& more, const Pen& pen, std::string* text) {
  if (pen.language == v1::LANGUAGE_EN) *text += ' ';
  *text += more;
}

absl::StatusOr<Sentence> SelectionSentence(const v1::Entry& entry,
                                           const Pen& pen) {
  absl::StatusOr<std::string> text;
  if (entry.has_declaration_filed()) {
    text = Declared(entry.declaration_filed(), pen);
  } else if (entry.has_title_granted()) {
    text = Granted(entry.title_granted(), pen);
  } else {
    text = Checked(entry.title_checked(), pen);
  }
  if (!text.ok()) return text.status();
  return Sentence{v1::STATEMENT_KIND_TITLE, *std::move(text), {}};
}

}  // namespace greenledger::statements
