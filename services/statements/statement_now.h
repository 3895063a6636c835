// What a household has, what of it ends, and what it could have for it.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_NOW_H_
#define GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_NOW_H_

#include <cstdint>

#include "greenledger/v1/statement_service.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::statements {

// Rewards in an answer.
inline constexpr int kRewardsMax = 500;

// Fills an empty message. `today` is the local day on which rewards are asked
// for.
void FillNow(const rules::BookState& state,
             const rules::HouseholdState& household, int32_t today,
             v1::Language language, v1::StatementNow* now);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_NOW_H_
