// Why a drop earned what it earned, as one line that a resident can check with
// a pocket calculator.
#ifndef GREENLEDGER_CLIENTS_CLI_DROP_REASON_H_
#define GREENLEDGER_CLIENTS_CLI_DROP_REASON_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/compiled_tariff.h"

namespace greenledger::cli {

// A published tariff ready for rating, with the scheme that names its classes.
struct RatedBy {
  rules::CompiledTariff tariff;
  v1::Scheme scheme;
};

// `1.75 kg`, `12 pieces` or `1.75 kg, 12 pieces`.
std::string QuantityText(const v1::Drop& drop, Language language);

// Such as `Food waste 1.75 kg × 2 points/kg = 3.5 points`, with the drop's
// notes. `rated_by` is what rated it; without it (null) the rate is left out.
// REQUIRES: entry.has_drop().
std::string DropReason(const v1::Entry& entry, const RatedBy* rated_by,
                       Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_DROP_REASON_H_
