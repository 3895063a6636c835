#include "clients/kiosk/simulate/simulated_kiosk.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;

// Nobody listens there: calls fail at once, as without a network.
constexpr const char* kNowhere = "127.0.0.1:1";
// Calls that are due at one moment; more of them would be an agent in a hurry.
constexpr int kStepsMax = 1000;
constexpr microseconds kDrainStep = std::chrono::milliseconds(20);

}  // namespace

void SimulatedClock::GoOnTo(int64_t wall_us) {
  const int64_t now_us = wall_.NowMicros();
  if (now_us == 0) wall_.Set(wall_us);
  if (now_us == 0 || wall_us <= now_us) return;
  Advance(microseconds(wall_us - now_us));
}

void SimulatedClock::Advance(microseconds by) {
  wall_.Advance(by.count());
  monotonic_.Advance(by.count());
}

SimulatedKiosk::SimulatedKiosk(const SimulateOptions& options,
                               KioskIdentity identity, uint64_t seed)
    : options_(options),
      identity_(std::move(identity)),
      folder_(fmt::format("{}/{}-{}", options.state_folder,
                          identity_.journal.book, identity_.journal.kiosk)),
      random_(seed) {
  const int64_t skew_max_us = microseconds(options.skew_max).count();
  if (skew_max_us > 0) {
    skew_us_ =
        static_cast<int64_t>(random_.Next() %
                             (2 * static_cast<uint64_t>(skew_max_us) + 1)) -
        skew_max_us;
  }
}

absl::Status SimulatedKiosk::Start() {
  agent_.reset();
  AgentOptions options;
  options.folder = folder_;
  options.software = "simulated 1";
  options.clock = &clock_;
  options.monitors = {};
  options.free_bytes_min = 0;
  options.jitter_seed = random_.Next();
  options.connect = [this](const std::string& server, const TlsIdentity& tls) {
    const bool away = clock_.Now().now_us < outage_until_us_;
    return v1::KioskService::NewStub(
        OpenChannel(away ? kNowhere : server, tls));
  };
  clock_.Restart();
  step_at_us_ = 0;
  auto agent = Agent::Open(std::move(options));
  if (!agent.ok()) return agent.status();
  agent_ = *std::move(agent);
  return absl::OkStatus();
}

absl::Status SimulatedKiosk::Replay(const std::string& bytes) {
  v1::Record record;
  if (!record.ParseFromString(bytes) ||
      !(record.has_drop() || record.has_clearance() ||
        record.has_scale_test())) {
    ++counts_.left_out;
    return absl::OkStatus();
  }
  clock_.GoOnTo(record.device_time_us() + skew_us_);
  absl::Status taken;
  uint64_t* count = &counts_.drops;
  if (record.has_drop()) {
    taken = agent_->TakeDrop(record.drop()).status();
  } else if (record.has_clearance()) {
    taken = agent_->TakeClearance(record.clearance()).status();
    count = &counts_.clearances;
  } else {
    taken = agent_->TakeScaleTest(record.scale_test()).status();
    count = &counts_.scale_tests;
  }
  // A kiosk refuses what can never be right; a workload has some of it.
  if (absl::IsInvalidArgument(taken)) {
    ++counts_.left_out;
    return absl::OkStatus();
  }
  if (taken.ok()) ++*count;
  return taken;
}

void SimulatedKiosk::MaybeFail() {
  const int64_t now_us = clock_.Now().now_us;
  if (outage_until_us_ != 0 && now_us >= outage_until_us_) {
    outage_until_us_ = 0;
    agent_->Reconnect();
    step_at_us_ = 0;
  } else if (outage_until_us_ == 0 &&
             random_.Chance(options_.outages_permyriad)) {
    const auto minutes_max = static_cast<uint64_t>(
        std::chrono::minutes(options_.outage_max).count());
    outage_until_us_ =
        now_us +
        static_cast<int64_t>(1 + random_.Below(minutes_max)) * 60'000'000;
    ++counts_.outages;
    agent_->Reconnect();
    step_at_us_ = 0;
  }
  if (random_.Chance(options_.kills_permyriad)) {
    ++counts_.kills;
    agent_.reset();
  }
}

void SimulatedKiosk::StepWhileDue() {
  for (int i = 0; i < kStepsMax; ++i) {
    const uint64_t now_us = clock_.Now().monotonic_us;
    if (now_us < step_at_us_) return;
    step_at_us_ = now_us + static_cast<uint64_t>(agent_->Step().count());
  }
}

absl::Status SimulatedKiosk::Drain() {
  outage_until_us_ = 0;
  agent_->Reconnect();
  microseconds waited(0);
  while (true) {
    const AgentStatus status = agent_->status();
    if (status.acknowledged == status.last_sequence) return absl::OkStatus();
    if (waited > microseconds(options_.drain_max)) {
      return absl::DeadlineExceededError(
          fmt::format("{} of {} records acknowledged: {}", status.acknowledged,
                      status.last_sequence, status.sync.problem));
    }
    // The kiosk's clock runs ahead over the waits; a server that is away is
    // given real time.
    const microseconds delay = agent_->Step();
    if (delay.count() == 0) continue;
    clock_.Advance(delay);
    if (status.sync.problem.empty()) continue;
    options_.sleep(kDrainStep);
    waited += kDrainStep;
  }
}

absl::Status SimulatedKiosk::Live(const std::vector<std::string>& records,
                                  SimulateCounts* counts) {
  absl::Status status = SaveIdentity(folder_, identity_);
  v1::Record first;
  if (!records.empty() && first.ParseFromString(records.front())) {
    clock_.GoOnTo(first.device_time_us() + skew_us_);
  }
  for (const std::string& record : records) {
    if (status.ok() && agent_ == nullptr) status = Start();
    if (status.ok()) status = Replay(record);
    if (!status.ok()) break;
    StepWhileDue();
    MaybeFail();
  }
  if (status.ok() && agent_ == nullptr) status = Start();
  if (status.ok()) status = Drain();
  if (agent_ != nullptr) {
    counts_.records = agent_->status().last_sequence;
    counts_.acknowledged = agent_->status().acknowledged;
    if (status.ok()) status = agent_->Stop();
  }
  counts_.kiosks = 1;
  *counts = counts_;
  return status;
}

}  // namespace greenledger::kiosk
