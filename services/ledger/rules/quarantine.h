// What makes a record one that can never be valid.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_QUARANTINE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_QUARANTINE_H_

#include "services/ledger/rules/decide_record.h"

namespace greenledger::rules {

// The first reason, in the order of QuarantineReason, to quarantine a record;
// UNSPECIFIED if there is none. `tariff` is the one that would rate it.
v1::QuarantineReason CheckEnvelope(const RecordInput& input);
v1::QuarantineReason CheckBody(const BookState& state, const KioskState& kiosk,
                               const CompiledTariff& tariff,
                               const v1::Record& record);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_QUARANTINE_H_
