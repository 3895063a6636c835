// What is inside an agent: the desk that makes records, the cache, the sync
// with the server.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_AGENT_PARTS_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_AGENT_PARTS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "clients/kiosk/agent/desk.h"
#include "clients/kiosk/agent/ledger_cache.h"
#include "clients/kiosk/agent/renewal.h"
#include "clients/kiosk/agent/state_folder.h"
#include "clients/kiosk/agent/sync.h"
#include "clients/kiosk/greenledger_kiosk.h"
#include "services/common/mutex.h"

namespace greenledger::kiosk {

// Calls that change a record take `mutex`; Step makes calls to the server
// without it.
class Agent::Parts {
 public:
  static absl::StatusOr<std::unique_ptr<Parts>> Open(AgentOptions options);

  absl::StatusOr<uint64_t> Write(
      const std::function<absl::StatusOr<uint64_t>(Desk&)>& write);
  std::chrono::microseconds Step();
  AgentStatus Status() const;
  absl::Status Stop();
  void Tell(const Receipt& receipt);

  AgentOptions options;
  KioskIdentity identity;
  SystemDeviceClock machine_clock;
  const DeviceClock* clock = nullptr;
  mutable common::Mutex mutex;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<LedgerCache> cache;
  std::optional<Monitors> monitors;
  std::unique_ptr<Sync> sync;
  std::unique_ptr<Renewal> renewal;
  std::atomic<int64_t> certificate_ends_us{0};
  std::atomic<bool> reconnect{false};
  common::Mutex listener_mutex;
  std::function<void(const Receipt&)> on_receipt
      ABSL_GUARDED_BY(listener_mutex);
  std::function<void()> on_record ABSL_GUARDED_BY(listener_mutex);

 private:
  std::string File(const char* name) const {
    return options.folder + "/" + name;
  }
  absl::Status OpenDesk();
  absl::Status WriteStarted(bool after_clean_stop);
  void DoDuties();
  void CloseDayIfOver();
  void MeasureItself();

  // Health as soon as the state of the sync is another.
  void ShowSync();

  uint64_t duties_at_us_ = 0;
  v1::BootAdmission shown_admission_ = v1::BOOT_ADMISSION_UNSPECIFIED;
  std::string shown_problem_;
  // What the journal said last when it took nothing.
  std::string refusal_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_AGENT_PARTS_H_
