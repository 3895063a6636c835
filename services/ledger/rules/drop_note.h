// Notes that a booked drop carries.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DROP_NOTE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DROP_NOTE_H_

#include <algorithm>

#include "greenledger/v1/entry.pb.h"

namespace greenledger::rules {

inline bool HasNote(const v1::DropBooked& drop, v1::DropNote note) {
  return std::find(drop.notes().begin(), drop.notes().end(), note) !=
         drop.notes().end();
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DROP_NOTE_H_
