// Decisions about campaigns, objections and titles: what CheckCommand and
// CompleteEntry do for those bodies, and nothing for others.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_SELECTION_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_SELECTION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/refusal_list.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Most persons who sign one list, and titles put forward to one campaign.
inline constexpr size_t kReviewsMax = 200;
inline constexpr size_t kNominationsMax = kListRowsMax;
// Working days in which a complaint about no campaign is answered.
inline constexpr uint32_t kComplaintDays = 15;

// What earlier items of the same command bring and the state has not yet, so
// that each item is decided as if those before it were applied. Refers to the
// items, which must outlive it.
struct SelectionSoFar {
  struct Parts {
    bool anew = false;  // begun with part 0: those in the state do not count
    uint32_t parts = 0;
    size_t rows = 0;
    std::vector<const v1::ListPart*> brought;
  };
  std::map<uint32_t, Parts> lists;  // by campaign
  std::set<uint32_t> stepped;       // campaigns
  // Body, campaign and contestant: declarations, nominations, titles.
  std::set<std::tuple<v1::Entry::BodyCase, uint32_t, ContestantKey>> taken;
};

// Adds the reasons to refuse the entry, and what it brings to `so_far`.
void CheckSelection(const BookState& state, int64_t time_us,
                    const v1::Entry& entry, SelectionSoFar* so_far,
                    const RefusalList& refusals);

// Its parts, each for the bodies that its name says.
void CheckListPart(const BookState& state, int32_t today,
                   const v1::ListPart& part, SelectionSoFar* so_far,
                   const RefusalList& refusals);
void CheckStepped(const BookState& state, int32_t today,
                  const v1::CampaignStepped& step, SelectionSoFar* so_far,
                  const RefusalList& refusals);
// What a list follows from, and the list itself.
void CheckEvaluated(const BookState& state, const CampaignRecord& campaign,
                    const v1::Evaluation& evaluation,
                    const SelectionSoFar& so_far, const RefusalList& refusals);
void CheckObjections(const BookState& state, int32_t today,
                     const v1::Entry& entry, const RefusalList& refusals);
void CheckTitles(const BookState& state, int32_t today, const v1::Entry& entry,
                 SelectionSoFar* so_far, const RefusalList& refusals);

// The campaign; adds CAMPAIGN_UNKNOWN and returns nullptr if there is none.
const CampaignRecord* CheckCampaign(const BookState& state, uint32_t number,
                                    const RefusalList& refusals);

// Adds that a campaign is not where this can be done.
void AddStateWrong(std::string_view field, const CampaignRecord& campaign,
                   const RefusalList& refusals);

// Working days in which an objection to the campaign, or a complaint where
// there is none, is answered.
uint32_t DaysToAnswer(const CampaignRecord* campaign);

// Last day of the notice after a strike that is booked today; nullopt if a
// calendar that is needed is missing.
std::optional<int32_t> NoticeAfterStrike(const BookState& state,
                                         const CampaignRecord& campaign,
                                         int32_t today);

// How many winners have no title yet.
uint64_t TitlesMissing(const CampaignRecord& campaign);

// What must come from the budget so that the campaign's pool covers the prizes.
uint64_t MissingInPool(const BookState& state, const CampaignRecord& campaign,
                       uint64_t milli_points);

// The household that the entry is about, 0 if it is about none or of another
// kind. REQUIRES: the checks passed.
uint64_t HouseholdOfSelection(const BookState& state, const v1::Entry& entry);

// The postings of these bodies, and what the ledger fills in of them.
// REQUIRES: the checks passed; entry->time_us() is set.
void AddSelectionPostings(const BookState& state, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_SELECTION_H_
