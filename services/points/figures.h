// What a community issued, owes and has set aside, from its book's state.
#ifndef GREENLEDGER_SERVICES_POINTS_FIGURES_H_
#define GREENLEDGER_SERVICES_POINTS_FIGURES_H_

#include "greenledger/v1/points_service.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::points {

// Fills all of the response.
void FillFigures(const rules::BookState& state,
                 v1::GetPointsFiguresResponse* response);

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_FIGURES_H_
