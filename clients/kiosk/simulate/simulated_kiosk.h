// The life of one simulated kiosk.
#ifndef GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATED_KIOSK_H_
#define GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATED_KIOSK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/kiosk/agent/state_folder.h"
#include "clients/kiosk/greenledger_kiosk.h"
#include "clients/kiosk/random.h"
#include "clients/kiosk/simulate/simulate.h"
#include "services/common/clock.h"

namespace greenledger::kiosk {

// A clock that stands where the simulation puts it.
class SimulatedClock final : public DeviceClock {
 public:
  DeviceTime Now() const override {
    return {wall_.NowMicros(), true,
            static_cast<uint64_t>(monotonic_.NowMicros())};
  }
  // Time goes on to this moment; it never goes back.
  void GoOnTo(int64_t wall_us);
  void Advance(std::chrono::microseconds by);
  // The program starts: its own time begins anew.
  void Restart() { monotonic_.Set(0); }

 private:
  common::ManualClock wall_{0};
  common::ManualClock monotonic_{0};
};

// Used by one thread.
class SimulatedKiosk {
 public:
  // `options` must outlive this.
  SimulatedKiosk(const SimulateOptions& options, KioskIdentity identity,
                 uint64_t seed);

  // Makes the records and sends them; `counts` says how far it came.
  absl::Status Live(const std::vector<std::string>& records,
                    SimulateCounts* counts);

 private:
  absl::Status Start();
  absl::Status Replay(const std::string& record);
  void MaybeFail();
  void StepWhileDue();
  absl::Status Drain();

  const SimulateOptions& options_;
  KioskIdentity identity_;
  std::string folder_;
  Random random_;
  int64_t skew_us_ = 0;
  SimulatedClock clock_;
  // The network is away until then.
  int64_t outage_until_us_ = 0;
  uint64_t step_at_us_ = 0;
  std::unique_ptr<Agent> agent_;
  SimulateCounts counts_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_SIMULATE_SIMULATED_KIOSK_H_
