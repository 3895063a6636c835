// The register, moves between communities, articles.
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

Message StateText(v1::HouseholdState state) {
  switch (state) {
    case v1::HOUSEHOLD_STATE_REGISTERED:
      return Message::kRegistered;
    case v1::HOUSEHOLD_STATE_ACTIVE:
      return Message::kActive;
    case v1::HOUSEHOLD_STATE_CLOSED:
      return Message::kClosed;
    case v1::HOUSEHOLD_STATE_FROZEN:
      return Message::kFrozen;
    default:
      return Message::kStateChanged;
  }
}

std::string Register(const v1::Entry& entry, const Pen& pen) {
  switch (entry.body_case()) {
    case v1::Entry::kHouseholdOpened:
      return pen.Say(entry.household_opened().state() ==
                             v1::HOUSEHOLD_STATE_ACTIVE
                         ? Message::kRegisteredActive
                         : Message::kRegistered);
    case v1::Entry::kHouseholdChanged:
      return pen.Say(StateText(entry.household_changed().state()));
    case v1::Entry::kMemberAdded:
      return pen.Say(
          Message::kMemberAdded,
          {{"number", std::to_string(entry.member_added().member().number())}});
    case v1::Entry::kMemberRemoved:
      return pen.Say(
          Message::kMemberRemoved,
          {{"number", std::to_string(entry.member_removed().member_number())}});
    case v1::Entry::kCardIssued:
      return pen.Say(Message::kCardIssued);
    default:
      return pen.Say(Message::kCardBlocked);
  }
}

// With what was in suspense for the household's cards, if there was anything.
Sentence RegisterSentence(const v1::Entry& entry, const Pen& pen) {
  Sentence sentence{v1::STATEMENT_KIND_REGISTER, Register(entry, pen), {}};
  const Amounts claimed = MovedBy(entry);
  if (claimed == Amounts{}) return sentence;
  if (pen.language == v1::LANGUAGE_EN) sentence.text += ' ';
  sentence.text += pen.Say(Message::kClaimed,
                           {{"change", ChangeText(claimed, pen.language)}});
  return sentence;
}

absl::StatusOr<Sentence> MoveEnded(const v1::Entry& entry, const Pen& pen) {
  auto out = pen.archive->Read(entry.move_ended().out_index(),
                               v1::Entry::kHouseholdMovedOut);
  if (!out.ok()) return out.status();
  return Sentence{
      v1::STATEMENT_KIND_MOVED,
      pen.Say(entry.move_ended().taken() ? Message::kMoveTaken
                                         : Message::kMoveRefused,
              {{"book", std::to_string(out->household_moved_out().to_book())},
               {"change", AmountText(MovedBy(entry), pen.language)}}),
      {}};
}

Sentence Moved(const v1::Entry& entry, const Pen& pen) {
  const bool out = entry.has_household_moved_out();
  const Amounts moved = MovedBy(entry);
  const Amounts taken = out ? Amounts{-moved.points, -moved.merit} : moved;
  const v1::HouseholdMovedOut& leaves = entry.household_moved_out();
  const v1::HouseholdMovedIn& comes = entry.household_moved_in();
  return Sentence{
      v1::STATEMENT_KIND_MOVED,
      pen.Say(
          out ? Message::kMovedOut : Message::kMovedIn,
          {{"book", std::to_string(out ? leaves.to_book() : comes.from_book())},
           {"household", std::to_string(out ? leaves.to_household()
                                            : comes.from_household())},
           {"change", AmountText(taken, pen.language)}}),
      {}};
}

Message ArticleText(v1::ArticleMove move) {
  switch (move) {
    case v1::ARTICLE_MOVE_HANDED_OUT:
      return Message::kHandedOut;
    case v1::ARTICLE_MOVE_RETURNED:
      return Message::kReturned;
    case v1::ARTICLE_MOVE_EXCHANGED:
      return Message::kExchanged;
    default:
      return Message::kLost;
  }
}

Sentence Article(const v1::ArticleMoved& moved, const Pen& pen) {
  const std::string name =
      pen.archive->RewardName(moved.reward_number(), pen.language);
  return Sentence{
      v1::STATEMENT_KIND_ARTICLE,
      pen.Say(ArticleText(moved.move()),
              {{"goods", GoodsText(name, moved.pieces(), pen.language)},
               {"place",
                pen.archive->PlaceName(moved.place_number(), pen.language)}}),
      {}};
}

}  // namespace

absl::StatusOr<Sentence> HouseholdSentence(const v1::Entry& entry,
                                           const Pen& pen) {
  switch (entry.body_case()) {
    case v1::Entry::kMoveEnded:
      return MoveEnded(entry, pen);
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kHouseholdMovedIn:
      return Moved(entry, pen);
    case v1::Entry::kArticleMoved:
      return Article(entry.article_moved(), pen);
    default:
      return RegisterSentence(entry, pen);
  }
}

}  // namespace greenledger::statements
