// Campaigns, candidates, objections and titles as answers.
#ifndef GREENLEDGER_SERVICES_SELECTION_STANDING_H_
#define GREENLEDGER_SERVICES_SELECTION_STANDING_H_

#include <cstdint>

#include "greenledger/v1/selection_service.pb.h"
#include "services/ledger/rules/state.h"
#include "services/selection/board.h"

namespace greenledger::selection {

// How a campaign stands.
void FillCampaign(const rules::CampaignRecord& campaign, const Figures& figures,
                  v1::CampaignStanding* out);

// The contestant at a place of the list.
void FillCandidate(const rules::BookState& state,
                   const rules::CampaignRecord& campaign,
                   const rules::Winners& winners, uint32_t place,
                   v1::Candidate* out);

void FillObjection(uint64_t index, const rules::ObjectionState& objection,
                   v1::ObjectionStanding* out);

// A title on the local day `today`.
void FillTitle(const rules::BookState& state, uint64_t index,
               const rules::TitleState& title, int32_t today,
               v1::TitleStanding* out);

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_STANDING_H_
