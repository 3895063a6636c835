// Lots as messages, and back.
#ifndef GREENLEDGER_SERVICES_LEDGER_LOT_ROWS_H_
#define GREENLEDGER_SERVICES_LEDGER_LOT_ROWS_H_

#include "greenledger/v1/points.pb.h"
#include "services/ledger/rules/lots.h"

namespace greenledger::rules {

// Adds a message for each lot.
template <typename RepeatedLot>
void FillLots(const Lots& lots, RepeatedLot* out) {
  for (const Lot& lot : lots) {
    v1::PointsLot* message = out->Add();
    message->set_last_day(lot.last_day);
    message->set_milli_points(lot.milli_points);
  }
}

// As they stand, those that never end included.
template <typename RepeatedLot>
Lots ToLots(const RepeatedLot& messages) {
  Lots lots;
  for (const v1::PointsLot& lot : messages) {
    lots.push_back({lot.last_day(), lot.milli_points()});
  }
  return lots;
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_LOT_ROWS_H_
