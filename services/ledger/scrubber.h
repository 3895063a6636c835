// Reads everything that is stored now and then, in search of damage that no
// answer has met yet. It works on a snapshot of its own, at a limited rate,
// beside everything else.
//
// Damage to entries, or to what a start needs to find them, stops all writes
// until a later scrub finds none: what would be booked on top of it might have
// to be given up with it. Reading goes on; what is damaged is answered with
// DATA_LOSS. Damage to rows is only told: they are folded again by a start with
// --rebuild, and the state they hold is in memory.
#ifndef GREENLEDGER_SERVICES_LEDGER_SCRUBBER_H_
#define GREENLEDGER_SERVICES_LEDGER_SCRUBBER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "greenledger/v1/operations_service.pb.h"
#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "storage/folder_check.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Thread-safe.
class Scrubber {
 public:
  struct Options {
    // Time between the end of one scrub and the beginning of the next; 0 scrubs
    // only when asked to.
    std::chrono::microseconds every{0};
    // How often it is looked whether one is due.
    std::chrono::microseconds look_every = std::chrono::minutes(1);
    // Bytes read in a second; 0 is as fast as the disk.
    uint64_t bytes_per_second_max = 0;
    // Where the end of the last one is remembered, so that restarts neither
    // put scrubs off nor forget damage; empty forgets. See storage/FORMAT.md.
    std::string state_file = {};
    // Environment of the store.
    rocksdb::Env* env = nullptr;
    // Called for everything that is found.
    std::function<void(const storage::Damage&)> on_damage = nullptr;
    // Called after each, and at the beginning, if damage is remembered.
    std::function<void(bool stop)> stop_writes = nullptr;
  };

  // Both must outlive this. Starts the thread.
  Scrubber(Options options, storage::Store* store, common::Clock* clock);
  ~Scrubber();
  Scrubber(const Scrubber&) = delete;
  Scrubber& operator=(const Scrubber&) = delete;

  // Ends the scrub that runs, and the thread.
  void Stop();

  // Asks for a scrub; false if one runs already.
  bool Start();

  // How far it is, what it found; see the contract.
  void Fill(v1::GetScrubResponse* response);

 private:
  void Run();
  // Waits until a scrub is due; false to end.
  bool WaitUntilDue();
  void ScrubOnce();
  absl::StatusOr<storage::FolderReport> Check();
  // Counts bytes and keeps to the rate; false to end.
  bool Progress(uint64_t more, uint64_t done, uint64_t total);
  void Finish(const absl::StatusOr<storage::FolderReport>& report);
  void ReadState();
  void WriteState(bool damaged, int64_t ended_us);

  const Options options_;
  storage::Store* const store_;
  common::Clock* const clock_;
  uint64_t bytes_owed_ = 0;  // read since the last wait

  common::Mutex mutex_;
  common::CondVar changed_;
  bool asked_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  v1::GetScrubResponse told_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_SCRUBBER_H_
