// A registry command on its way through the committer.
#ifndef GREENLEDGER_SERVICES_LEDGER_COMMAND_TASK_H_
#define GREENLEDGER_SERVICES_LEDGER_COMMAND_TASK_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "greenledger/v1/registry_service.pb.h"
#include "services/common/reasons.h"
#include "services/ledger/books.h"
#include "services/ledger/committer.h"
#include "services/ledger/rules/decide_command.h"

namespace greenledger::ledger {

// A command whose shape was checked.
struct Command {
  // UUID in lower case.
  std::string request_id;
  // SHA-256 of the RPC's name and the request.
  std::string digest;
  bool validate_only = false;
  // Who caused it.
  v1::Actor actor;
  std::vector<rules::CommandItem> items;
  // Whether a refusal is kept, so that the same id is refused again. Not for
  // callers whom nobody vouches for: they would fill the book.
  bool keep_refusal = true;
  // Looked at with the state that the command is decided by: false refuses it
  // without a reason, and keeps nothing. Empty: always true.
  std::function<bool(const rules::BookState&)> allowed;
};

class CommandTask final : public Task {
 public:
  // Gets the outcome and its entries (those of the first time for a
  // DUPLICATE); a reason means that the outcome is unknown.
  using Done = std::function<void(std::optional<common::Reason>,
                                  const v1::CommandResult&,
                                  const std::vector<v1::Entry>&)>;

  // `book` and `store` must outlive the task.
  CommandTask(LiveBook* book, const storage::Store* store, Command command,
              Done done);

  void Prepare(Group* group) override;
  void Complete(const Group& group) override;

 private:
  // Whether the id is known; then the result is set.
  bool IsRepeated() ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void Append(Group* group, v1::Entry entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void Refuse(Group* group) ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void ReadFirstOutcome();

  LiveBook* book_;
  const storage::Store* store_;
  Command command_;
  Done done_;
  v1::CommandResult result_;
  std::vector<v1::Entry> entries_;
  std::optional<common::Reason> failed_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_COMMAND_TASK_H_
