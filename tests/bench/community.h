// A ledger with communities to measure: opened as greenledgerd opens it.
#ifndef GREENLEDGER_TESTS_BENCH_COMMUNITY_H_
#define GREENLEDGER_TESTS_BENCH_COMMUNITY_H_

#include <memory>
#include <string>

#include "prometheus/registry.h"
#include "services/common/clock.h"
#include "services/ledger/ledger.h"
#include "tests/bench/site.h"

namespace greenledger::bench {

// A ledger on a data folder, without listeners.
struct OpenLedger {
  prometheus::Registry metrics;
  common::SystemClock system_clock;
  std::unique_ptr<ledger::Ledger> ledger;
};

// Opens or makes the data folder. `clock`, if given, must outlive the ledger.
std::unique_ptr<OpenLedger> OpenLedgerAt(const std::string& path,
                                         bool rebuild = false,
                                         common::Clock* clock = nullptr);

// Opens the books of the site over RegistryService: scheme, tariff, places,
// households with a card each, kiosks.
void Populate(const Site& site, const std::string& local_address);

// Hands uploads to the committer as KioskService does once it has checked the
// caller and the signature, all at once, and waits for the last answer.
// Returns the seconds that took; reading and chaining the records is done
// before. Ends the program if a record is not accepted.
double CommitInProcess(ledger::Ledger* ledger, const Site& site,
                       const Site::Uploads& uploads);

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_COMMUNITY_H_
