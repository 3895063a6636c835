// Rates drops again that a correction names, household by household in the
// order of their numbers. How far it is, the book knows.
#ifndef GREENLEDGER_SERVICES_POINTS_CORRECTOR_H_
#define GREENLEDGER_SERVICES_POINTS_CORRECTOR_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/ledger/command_sender.h"
#include "services/ledger/ledger.h"
#include "services/ledger/rules/rerate.h"

namespace greenledger::points {

// Numbers of the households that have entries and come after `after`, rising:
// the first `at_most` of them.
std::vector<uint64_t> HouseholdsAfter(const rules::BookState& state,
                                      uint64_t after,
                                      size_t at_most = SIZE_MAX);

// Reads the entries of a book for rules::Rerate.
rules::EntryAt EntriesOf(const storage::Store* store, uint64_t book);

// One thread uses it.
class Corrector {
 public:
  // Both must outlive this.
  Corrector(ledger::Ledger* ledger, ledger::CommandSender* sender)
      : ledger_(ledger), sender_(sender) {}

  // Does some households of the correction that runs in a book; true if there
  // is more to do at once.
  bool Step(ledger::LiveBook* book);

 private:
  struct Run {
    uint64_t correction = 0;  // index
    std::vector<uint64_t> households;
    size_t next = 0;
    // What the newest of its entries that were sent is about: the household
    // and the last of its own entries that was looked at.
    uint64_t household = 0;
    uint64_t through = 0;
    // Commands that were sent, and those of them that were taken.
    uint64_t sent = 0;
    std::shared_ptr<std::atomic<uint64_t>> taken =
        std::make_shared<std::atomic<uint64_t>>(0);
  };

  // What is done in one step.
  struct Batch {
    std::vector<rules::RerateTask> tasks;
    uint64_t end = 0;  // entries of the book
    // Entries of the tasks' households, by index.
    absl::flat_hash_map<uint64_t, std::string> ahead;
    // Not sent yet, and the drops in them.
    std::vector<v1::Entry> entries;
    int drops = 0;
  };

  // Tasks of the next households; false if no correction runs.
  bool TakeTasks(ledger::LiveBook* book, Run* run, Batch* batch);
  // Each of these is false if it cannot go on now.
  bool ReadAhead(ledger::LiveBook* book, Batch* batch) const;
  bool RerateAll(ledger::LiveBook* book, Run* run, Batch* batch);
  bool RerateOne(ledger::LiveBook* book, rules::RerateTask* task,
                 const rules::EntryAt& entry_at, Run* run, Batch* batch);
  bool SendRerated(ledger::LiveBook* book, Run* run, Batch* batch);
  bool End(ledger::LiveBook* book, const Run& run);

  ledger::Ledger* ledger_;
  ledger::CommandSender* sender_;
  std::map<uint64_t, Run> runs_;  // by book
};

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_CORRECTOR_H_
