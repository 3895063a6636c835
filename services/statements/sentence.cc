#include "services/statements/sentence.h"

#include "services/statements/sentence_kinds.h"

namespace greenledger::statements {

absl::StatusOr<Sentence> WriteSentence(const v1::Entry& entry,
                                       v1::Language language,
                                       Archive* archive) {
  const Pen pen{language, archive};
  switch (entry.body_case()) {
    case v1::Entry::kDrop:
      return DropSentence(entry, pen);
    case v1::Entry::kHoldPlaced:
    case v1::Entry::kHoldCommitted:
    case v1::Entry::kHoldVoided:
      return HoldSentence(entry, pen);
    case v1::Entry::kPointsExpired:
    case v1::Entry::kAdjustmentProposed:
    case v1::Entry::kAdjustmentDecided:
    case v1::Entry::kPenalty:
    case v1::Entry::kPrizeGranted:
      return PointsSentence(entry, pen);
    case v1::Entry::kEntryReversed:
    case v1::Entry::kDropsRerated:
      return CorrectionSentence(entry, pen);
    case v1::Entry::kHouseholdOpened:
    case v1::Entry::kHouseholdChanged:
    case v1::Entry::kMemberAdded:
    case v1::Entry::kMemberRemoved:
    case v1::Entry::kCardIssued:
    case v1::Entry::kCardBlocked:
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kHouseholdMovedIn:
    case v1::Entry::kMoveEnded:
    case v1::Entry::kArticleMoved:
      return HouseholdSentence(entry, pen);
    case v1::Entry::kActivity:
    case v1::Entry::kInspection:
    case v1::Entry::kViolation:
      return EvidenceSentence(entry, pen);
    case v1::Entry::kDeclarationFiled:
    case v1::Entry::kTitleGranted:
    case v1::Entry::kTitleChecked:
      return SelectionSentence(entry, pen);
    default:
      return absl::DataLossError("entry " + std::to_string(entry.index()) +
                                 " is of a kind that no household has");
  }
}

}  // namespace greenledger::statements
