// The catalogue of messages: every text that statements are made of, in both
// languages. Places are names in braces; both texts of a message have the same
// ones.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_MESSAGES_H_
#define GREENLEDGER_SERVICES_STATEMENTS_MESSAGES_H_

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "greenledger/v1/statement_service.pb.h"

namespace greenledger::statements {

enum class Message {
  kPoint,
  kPoints,
  kMeritPoint,
  kMeritPoints,
  kBoth,
  kPiece,
  kPieces,
  kKilograms,
  kGoods,
  kDay,
  // The twelve months, in their order.
  kMonth1,
  kMonth2,
  kMonth3,
  kMonth4,
  kMonth5,
  kMonth6,
  kMonth7,
  kMonth8,
  kMonth9,
  kMonth10,
  kMonth11,
  kMonth12,
  kMoment,
  kClass,
  kReward,
  kCounter,
  kPlace,
  kDropRated,
  kDropUnrated,
  kPerKilogram,
  kPerPiece,
  kCountsFor,
  kMerged,
  kBelowMinimum,
  kPointsCapped,
  kMeritCapped,
  kRejected,
  kPoorQuality,
  kCampaign,
  kCampaignMerit,
  kNotInTariff,
  kOutsideHours,
  kHours,
  kLateCounted,
  kLateNothing,
  kClockCounted,
  kClockNothing,
  kSuspense,
  kBudgetUsedUp,
  kHeld,
  kOrdered,
  kVoucher,
  kPurpose,
  kSpent,
  kSpentPart,
  kVoucherUsed,
  kHoldCancelled,
  kHoldTimedOut,
  kVoucherCancelled,
  kVoucherTimedOut,
  kExpired,
  kNoChange,
  kProposed,
  kApproved,
  kNotApproved,
  kPenalty,
  kPrize,
  kReversed,
  kDropOf,
  kRerated,
  kWrittenOff,
  kDropRerated,
  kMovedOut,
  kMovedIn,
  kMoveTaken,
  kMoveRefused,
  kNextExpiry,
  kHandedOut,
  kReturned,
  kExchanged,
  kLost,
  kRegistered,
  kRegisteredActive,
  kActive,
  kFrozen,
  kClosed,
  kStateChanged,
  kClaimed,
  kMemberAdded,
  kMemberRemoved,
  kCardIssued,
  kCardBlocked,
  kHolderHousehold,
  kHolderMember,
  kCampaignTitle,
  kDeclared,
  kTitleGranted,
  kTitleRow,
  kTitlePrize,
  kTitleKept,
  kTitleCriticised,
  kTitleWarned,
  kTitleRectify,
  kTitleRevoked,
  kVolunteering,
  kLearning,
  kHelping,
  kCampaignDay,
  kActivity,
  kMinutesCut,
  kActivityEarned,
  kActivityNothing,
  kInspected,
  kInspectedFor,
  kInspectedAgain,
  kInspectionNote,
  kViolated,
  kViolationWithdrawn,
};

struct MessageRow {
  Message id;
  std::string_view zh;
  std::string_view en;
};

// All of them, in the order of their ids.
std::span<const MessageRow> Catalogue();

// What stands for the names.
using Places = std::initializer_list<std::pair<std::string_view, std::string>>;

// The text with its places filled; values are taken as they are. A name without
// a value stays, braces and all.
std::string Fill(Message id, v1::Language language, Places places = {});

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_MESSAGES_H_
