// Random days of a small community on the real ledger.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_RANDOM_DAYS_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_RANDOM_DAYS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>

#include "services/ledger/rules/state.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {

// Registered in the worlds that play random days.
inline constexpr uint64_t kRandomHouseholds = 20;

// Uploads of random size until `count` records are booked; one in five is sent
// again. `acknowledged` is called with the watermark of each answer.
void PlayRecords(
    uint64_t count, LedgerWorld* world, std::mt19937_64& random,
    const std::function<void(uint64_t watermark)>& acknowledged = nullptr);

// The rows that a state is written as, by table and key.
std::map<std::string, std::string> RowsOf(const rules::BookState& state);
// Those of the live book.
std::map<std::string, std::string> RowsOf(LedgerWorld* world);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_RANDOM_DAYS_H_
