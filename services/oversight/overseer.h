// Watches the books: the anomaly watch and the deadline watch, on one thread of
// their own. What they find becomes entries by the committer, as anybody's
// command does.
//
// Nothing is raised twice: the id of such a command follows from book, rule and
// entry, so that looking again, after a restart too, finds the id used. A
// deadline is told once because the book itself knows which are untold.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_OVERSEER_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_OVERSEER_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "services/ledger/command_sender.h"
#include "services/ledger/ledger.h"
#include "services/oversight/book_watch.h"

namespace greenledger::oversight {

class Overseer {
 public:
  struct Options {
    // Where the watch keeps how far it is; empty keeps nothing.
    std::string memory_file = {};
    // Time between two looks while nothing happens.
    std::chrono::microseconds look_every = std::chrono::milliseconds(250);
  };

  // Both must outlive this. Starts the thread.
  Overseer(Options options, ledger::Ledger* ledger, common::Clock* clock);
  ~Overseer();
  Overseer(const Overseer&) = delete;
  Overseer& operator=(const Overseer&) = delete;

  // Ends the thread. Call before the ledger is stopped.
  void Stop();

  // Looks until nothing is left to be found or the ledger takes no commands.
  // For tests that have no patience; REQUIRES: Stop was called.
  void LookNow();
  // Writes what the watch remembers, as Stop does. REQUIRES as LookNow.
  void Keep();

 private:
  struct Watch {
    explicit Watch(BookWatch start) : watch(std::move(start)) {}
    BookWatch watch;
    // Found, and not handed over yet.
    std::vector<v1::AnomalyRaised> raised;
    // Size of the book and time when its deadlines were looked at.
    uint64_t deadlines_size = 0;
    int64_t deadlines_us = 0;
  };

  void Run();
  // Each returns whether there may be more to do at once.
  bool Look();
  bool Follow(ledger::LiveBook* book, Watch* watch);
  bool TellDeadlines(ledger::LiveBook* book, Watch* watch);
  void TakeEvents();
  // False if the ledger took not all.
  bool SendRaised(ledger::LiveBook* book, Watch* watch);
  Watch* WatchOf(ledger::LiveBook* book);
  // Where the last run left off, or at the beginning of the book.
  BookWatch StartOf(ledger::LiveBook* book) const;
  void Refill(ledger::LiveBook* book, BookWatch* watch) const;

  const Options options_;
  ledger::Ledger* const ledger_;
  common::Clock* const clock_;
  ledger::CommandSender sender_;
  memory::Books kept_;
  bool changed_since_kept_ = false;
  std::map<uint64_t, std::unique_ptr<Watch>> watches_;

  common::Mutex mutex_;
  common::CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_OVERSEER_H_
