// Commands of every kind for the book of a golden folder.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_GOLDEN_COMMANDS_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_GOLDEN_COMMANDS_H_

#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {

// Books the entries with one command and gives the index of the first. Aborts
// if it is not accepted.
uint64_t Book(std::vector<v1::Entry> entries, LedgerWorld* world);
// The same for an entry given as text.
uint64_t Book(const std::string& text, LedgerWorld* world);

// Calendars, activities, inspections, samples, a survey, violations.
void PlayEvidence(LedgerWorld* world);

// A campaign from its rule to titles, one of which is checked, and one that is
// announced; needs budget 1. Takes the clock to July.
void PlayCampaigns(LedgerWorld* world);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_GOLDEN_COMMANDS_H_
