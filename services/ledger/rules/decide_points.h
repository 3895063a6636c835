// Decisions about points after they were earned: what CheckCommand and
// CompleteEntry do for holds, expiry, adjustments, penalties, budgets, prizes
// and moves. Functions named Check add reasons to refuse and do nothing for a
// body of another kind.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_POINTS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_POINTS_H_

#include <cstdint>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/refusal_list.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// How far away the end of a hold may be: 92 days, for a voucher 1,100.
inline constexpr int64_t kHoldUsMax = 92LL * 86'400 * 1'000'000;
inline constexpr int64_t kVoucherUsMax = 1100LL * 86'400 * 1'000'000;

// Holds: placing (order of checks: household, time, points, then the order's
// own), committing and voiding (order: hold, household, code, time, amount; the
// first that fails is the only one). Sets the end of an order that names none.
void CheckHolds(const BookState& state, int64_t time_us, v1::Entry* entry,
                const RefusalList& refusals);

// What an order wants of the catalogue and the stock.
void CheckOrder(const BookState& state, int32_t today,
                const v1::HoldPlaced& placed, const RefusalList& refusals);

// Expiry, adjustments, penalties.
void CheckPoints(const BookState& state, int64_t time_us,
                 const v1::Entry& entry, const RefusalList& refusals);

// Budgets and prize pools.
void CheckBudgets(const BookState& state, int64_t time_us,
                  const v1::Entry& entry, const RefusalList& refusals);

// Households that move to another book and come from one.
void CheckMoves(const BookState& state, const v1::Entry& entry,
                const RefusalList& refusals);

// The catalogue, stocks and articles.
void CheckRewards(const BookState& state, const v1::Entry& entry,
                  const RefusalList& refusals);

// The household, if it may spend; else adds why not and returns nullptr.
const HouseholdState* CheckSpender(const BookState& state, uint64_t number,
                                   std::string_view field,
                                   const RefusalList& refusals);

// The household, if it is in the register and not closed; else adds why not
// and returns nullptr.
const HouseholdState* CheckOpen(const BookState& state, uint64_t number,
                                std::string_view field,
                                const RefusalList& refusals);

// The household that the entry is about, 0 if it is about none or of another
// kind. What it names must be there.
uint64_t HouseholdOfPoints(const BookState& state, const v1::Entry& entry);

// Where points come from (and go back to) that count for a local day: the
// budget of that day, or issuance.
std::pair<v1::AccountOwner, uint64_t> SourceOn(const BookState& state,
                                               int32_t day);

// The postings of these bodies, and what the ledger fills in of them; none for
// a body of another kind. REQUIRES: the checks passed; entry->time_us() is set.
void AddPointsPostings(const BookState& state, v1::Entry* entry);

// The postings of bodies about goods.
void AddRewardsPostings(const BookState& state, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_POINTS_H_
