// When a record counts.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_ATTRIBUTION_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_ATTRIBUTION_H_

#include <cstdint>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/state.h"
#include "services/ledger/rules/trusted_clock.h"

namespace greenledger::rules {

// When a drop counts, why then, and the tariff that rates it.
struct Attribution {
  int64_t time_us = 0;
  LocalTime local;
  bool late = false;
  bool clock_untrusted = false;
  const CompiledTariff* tariff = nullptr;
};

// The device's time where its clock can be trusted and the record is not late;
// the time of receipt otherwise. REQUIRES: a tariff is in force at `now_us`.
Attribution Attribute(const BookState& state, const v1::Record& record,
                      int64_t now_us);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_ATTRIBUTION_H_
