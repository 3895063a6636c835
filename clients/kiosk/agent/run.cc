#include "clients/kiosk/agent/run.h"

#include <unistd.h>

#include <chrono>
#include <thread>
#include <utility>

#include "clients/kiosk/agent/local_server.h"
#include "services/common/mutex.h"

namespace greenledger::kiosk {
namespace {

// Calls Agent::Step when it is due or a record came.
class Stepper {
 public:
  explicit Stepper(Agent* agent) : agent_(agent) {
    agent_->OnRecord([this] { Wake(); });
  }
  ~Stepper() { agent_->OnRecord(nullptr); }
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  void Run() {
    while (true) {
      const std::chrono::microseconds delay = agent_->Step();
      // Only opening the journal again can tell what is on disk: the program
      // ends, and whatever watches it starts it again.
      if (agent_->status().journal_failed) (void)kill(getpid(), SIGTERM);
      common::MutexLock lock(mutex_);
      if (!stopping_ && !woken_) {
        (void)changed_.WaitFor(mutex_, delay);
      }
      if (stopping_) return;
      woken_ = false;
    }
  }
  void Stop() {
    common::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }

 private:
  void Wake() {
    common::MutexLock lock(mutex_);
    woken_ = true;
    changed_.NotifyAll();
  }

  Agent* agent_;
  common::Mutex mutex_;
  common::CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace

absl::Status RunAgent(AgentOptions options, const std::string& socket,
                      const sigset_t& signals,
                      const std::function<void()>& ready) {
  auto agent = Agent::Open(std::move(options));
  if (!agent.ok()) return agent.status();
  auto server = LocalServer::Open(socket, agent->get());
  if (!server.ok()) return server.status();
  (*agent)->OnReceipt(
      [&](const Receipt& receipt) { (*server)->Post(receipt); });
  Stepper stepper(agent->get());
  std::thread steps([&] { stepper.Run(); });
  std::thread answers([&] { (*server)->Run(); });
  ready();
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->Stop();
  stepper.Stop();
  answers.join();
  steps.join();
  (*agent)->OnReceipt(nullptr);
  const AgentStatus status = (*agent)->status();
  if (status.journal_failed) return absl::DataLossError(status.journal_problem);
  return (*agent)->Stop();
}

}  // namespace greenledger::kiosk
