// Commands that a service of this server gives by itself, and what hands them
// to the committer.
#ifndef GREENLEDGER_SERVICES_LEDGER_COMMAND_SENDER_H_
#define GREENLEDGER_SERVICES_LEDGER_COMMAND_SENDER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/common/mutex.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/command_task.h"
#include "storage/store.h"

namespace greenledger::ledger {

// The command with that id for entries whose bodies are set.
Command MakeCommand(std::string request_id, std::string_view service,
                    std::vector<v1::Entry> entries);

// Hands over commands and waits for them. One thread uses it.
class CommandSender {
 public:
  // Gets the outcome when it is on disk; not called if it is unknown. Runs on
  // another thread and must not wait.
  using Done = std::function<void(const v1::CommandResult&)>;

  // Both must outlive this.
  CommandSender(const storage::Store* store, Admission* admission)
      : store_(store), admission_(admission) {}
  // As Wait().
  ~CommandSender() { Wait(); }

  // Hands a command over; false if the ledger takes none now. `book` must
  // outlive this. A refusal is logged, unless `done` is there to see it.
  bool Send(LiveBook* book, Command command, Done done = {});

  // Until all that was handed over is done.
  void Wait() { WaitBelow(1); }

  // Until fewer than so many are not done yet.
  void WaitBelow(int commands);

 private:
  const storage::Store* store_;
  Admission* admission_;
  common::Mutex mutex_;
  common::CondVar changed_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_COMMAND_SENDER_H_
