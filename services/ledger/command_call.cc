#include "services/ledger/command_call.h"

namespace greenledger::ledger {

void FillMore(const std::vector<v1::Entry>& entries,
              v1::RegisterHouseholdsResponse* response) {
  for (const v1::Entry& entry : entries) {
    if (entry.has_household_opened()) {
      response->add_numbers(entry.household_opened().number());
    }
  }
}

}  // namespace greenledger::ledger
