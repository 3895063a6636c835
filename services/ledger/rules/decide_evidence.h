// Decisions about calendars, activities, inspections, samples, surveys and
// violations: what CheckCommand and CompleteEntry do for those bodies, and
// nothing for others.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_EVIDENCE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_EVIDENCE_H_

#include <cstdint>
#include <string>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/refusal_list.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Minutes of a local day: what counts of a member's day without rules.
inline constexpr uint32_t kDayMinutes = 24 * 60;

// Adds the reasons to refuse the entry, in the order of its fields. A draw is
// refused for the first alone.
void CheckEvidence(const BookState& state, int64_t time_us,
                   const v1::Entry& entry, const RefusalList& refusals);

// The same for inspections.
void CheckInspection(const BookState& state, int32_t today,
                     const v1::InspectionBooked& inspection,
                     const RefusalList& refusals);

// Adds IN_FUTURE for a day after today, and DAYS_WRONG for one that lies
// further back than kEvidenceDaysMax.
void CheckRecent(int32_t today, const std::string& day,
                 const RefusalList& refusals);

// Whether the contestant is one of this book: adds PLACE_KIND_WRONG for a place
// of the other kind, else why not as CheckKnown does.
bool CheckSubject(const BookState& state, const ContestantKey& key,
                  const RefusalList& refusals);

// The household that the entry is about, 0 if it is about none or of another
// kind.
uint64_t HouseholdOfEvidence(const BookState& state, const v1::Entry& entry);

// What the ledger fills in of these bodies, and an activity's merit.
// REQUIRES: the checks passed; entry->time_us() is set.
void AddEvidencePostings(const BookState& state, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_EVIDENCE_H_
