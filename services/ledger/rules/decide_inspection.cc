// Inspections: of the ordinary record, of a campaign's visits, drawn ones, and
// those that repeat another.
#include <algorithm>
#include <string>

#include "services/ledger/rules/decide_evidence.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/plain_text.h"

namespace greenledger::rules {
namespace {

// A visit is of somebody on the list, who may live in another book.
void CheckVisit(const BookState& state, const ContestantKey& key,
                uint32_t number, const RefusalList& refusals) {
  const CampaignRecord* campaign = CheckCampaign(state, number, refusals);
  if (campaign == nullptr) return;
  if (campaign->state != v1::CAMPAIGN_STATE_ON_SITE) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  if (key.kind != static_cast<uint32_t>(campaign->rule.contestants())) {
    return refusals.Add("subject", v1::REFUSAL_REASON_CONTESTANT_WRONG,
                        key.number);
  }
  if (SelectionState::FindListed(*campaign, key) == nullptr) {
    refusals.Add("subject", v1::REFUSAL_REASON_NOT_ON_LIST, key.number);
  }
}

// Whether a sample names what was inspected: the household, or the inspection
// that is repeated.
bool Names(const SampleState& sample, const ContestantKey& key,
           uint64_t recheck_of) {
  const bool households = sample.committed.from() == v1::SAMPLE_FROM_HOUSEHOLDS;
  if (households &&
      (key.kind != v1::CONTESTANT_KIND_HOUSEHOLD || key.book != 0)) {
    return false;
  }
  if (!households && recheck_of == 0) return false;
  const auto& drawn = sample.drawn.drawn();
  return std::find(drawn.begin(), drawn.end(),
                   households ? key.number : recheck_of) != drawn.end();
}

void CheckSample(const EvidenceState& evidence, const ContestantKey& key,
                 const v1::InspectionBooked& inspection,
                 const RefusalList& refusals) {
  const auto at = evidence.samples.find(inspection.sample_number());
  if (at == evidence.samples.end()) {
    refusals.Add("sample_number", v1::REFUSAL_REASON_SAMPLE_UNKNOWN,
                 inspection.sample_number());
  } else if (!Names(at->second, key, inspection.recheck_of())) {
    refusals.Add("sample_number", v1::REFUSAL_REASON_NOT_IN_SAMPLE,
                 inspection.sample_number());
  }
}

void CheckRecheck(const EvidenceState& evidence, const ContestantKey& key,
                  const v1::InspectionBooked& inspection,
                  const RefusalList& refusals) {
  const auto at = evidence.inspections.find(inspection.recheck_of());
  if (at == evidence.inspections.end() || at->second.subject != key) {
    return refusals.Add("recheck_of", v1::REFUSAL_REASON_INSPECTION_UNKNOWN,
                        inspection.recheck_of());
  }
  if (at->second.recheck_of != 0 || at->second.rechecked_by != 0) {
    refusals.Add("recheck_of", v1::REFUSAL_REASON_RECHECKED,
                 inspection.recheck_of());
  }
  if (PersonOf(at->second.by) == PersonOf(inspection.by())) {
    refusals.Add("by", v1::REFUSAL_REASON_SAME_PERSON, inspection.by());
  }
}

}  // namespace

void CheckInspection(const BookState& state, int32_t today,
                     const v1::InspectionBooked& inspection,
                     const RefusalList& refusals) {
  const ContestantKey key = KeyOf(inspection.subject(), state.book());
  const bool visit = inspection.campaign_number() != 0;
  const bool known =
      (visit && key.book != 0) || CheckSubject(state, key, refusals);
  if (visit && known) {
    CheckVisit(state, key, inspection.campaign_number(), refusals);
  }
  CheckRecent(today, inspection.day(), refusals);
  if (inspection.sample_number() != 0) {
    CheckSample(state.evidence(), key, inspection, refusals);
  }
  if (inspection.recheck_of() != 0) {
    CheckRecheck(state.evidence(), key, inspection, refusals);
  }
}

}  // namespace greenledger::rules
