// Does by itself what the books say is to be done: voids holds whose time is
// over, ends lots whose last day is over, brings what households took along
// into their new books, rates drops again that a correction names. On one
// thread; every step is a command to the committer.
//
// Nothing is remembered outside the books: what is still to be done follows
// from their state, so that a crash at any step leaves it to be found again,
// and doing it a second time changes nothing.
#ifndef GREENLEDGER_SERVICES_POINTS_KEEPER_H_
#define GREENLEDGER_SERVICES_POINTS_KEEPER_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "services/ledger/command_sender.h"
#include "services/ledger/ledger.h"
#include "services/points/corrector.h"
#include "services/points/due.h"
#include "services/points/mover.h"

namespace greenledger::points {

class Keeper {
 public:
  // Both must outlive this. Does nothing before Start; then it looks every
  // `look_every` while nothing is to be done.
  Keeper(ledger::Ledger* ledger, common::Clock* clock,
         std::chrono::microseconds look_every = std::chrono::milliseconds(100));
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  // Begins the thread. Call once.
  void Start();

  // Ends the thread. Call before the ledger is stopped.
  void Stop();

  // Looks until nothing is left to be done or the ledger takes no commands.
  // REQUIRES: the thread does not run.
  void LookNow();

 private:
  // How far the expiry of one book is.
  struct Expiry {
    Cursor cursor;
    int32_t day = 0;   // all households were looked at on this day
    size_t ended = 0;  // when so many holds had ended
    // Whether a day that is done has to be looked at once more.
    bool again = false;
    // Something of this run could not be handed over, or was refused.
    bool lost = false;
    std::shared_ptr<std::atomic<bool>> refused =
        std::make_shared<std::atomic<bool>>(false);
  };

  void Run();
  // Whether what is due may be done: false for a day after the clock went ahead
  // by more than an hour on its own. What ends because of a wrong clock would
  // not come back, and what ends a day later harms nobody.
  bool IsClockTrusted(std::chrono::steady_clock::time_point steady,
                      int64_t now_us);
  // Each returns whether there may be more to do at once.
  bool Look(bool clock_trusted);
  bool VoidHolds(ledger::LiveBook* book, int64_t now_us);
  bool Expire(ledger::LiveBook* book, int64_t now_us);
  void SendExpired(ledger::LiveBook* book, uint64_t size,
                   std::vector<v1::Entry> entries);

  ledger::Ledger* const ledger_;
  common::Clock* const clock_;
  const std::chrono::microseconds look_every_;
  ledger::CommandSender sender_;
  Mover mover_;
  Corrector corrector_;
  std::map<uint64_t, Expiry> expiries_;  // by book
  // Wall clock less monotonic clock, while it can be trusted.
  std::optional<int64_t> clock_offset_us_;
  std::optional<std::chrono::steady_clock::time_point> ahead_since_;

  common::Mutex mutex_;
  common::CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_KEEPER_H_
