// Commands that a service of this server gives: what it saw in the entries
// becomes an entry.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_SERVICE_COMMAND_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_SERVICE_COMMAND_H_

#include <string>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "services/common/mutex.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/command_task.h"
#include "storage/store.h"

namespace greenledger::oversight {

// The command with that id for the one entry whose body is set in `entry`.
ledger::Command MakeCommand(std::string request_id, std::string_view service,
                            v1::Entry entry);

// Hands over commands and waits for them. One thread uses it.
class CommandSender {
 public:
  // Both must outlive this.
  CommandSender(const storage::Store* store, ledger::Admission* admission)
      : store_(store), admission_(admission) {}
  // As Wait().
  ~CommandSender() { Wait(); }

  // Hands a command over; false if the ledger takes none now. `book` must
  // outlive this.
  bool Send(ledger::LiveBook* book, ledger::Command command);

  // Until all that was handed over is done.
  void Wait();

 private:
  const storage::Store* store_;
  ledger::Admission* admission_;
  common::Mutex mutex_;
  common::CondVar changed_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_SERVICE_COMMAND_H_
