#include "services/oversight/service_command.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "services/common/logging.h"
#include "storage/proof/sha256.h"

namespace greenledger::oversight {

ledger::Command MakeCommand(std::string request_id, std::string_view service,
                            v1::Entry entry) {
  ledger::Command command;
  command.request_id = std::move(request_id);
  command.actor.set_kind(v1::ACTOR_KIND_SERVICE);
  command.actor.set_authority(std::string(service));
  const proof::Hash digest =
      proof::Sha256({service, "\n", entry.SerializeAsString()});
  command.digest = std::string(proof::AsBytes(digest));
  rules::CommandItem& item = command.items.emplace_back();
  item.field = "entry";
  item.entry = std::move(entry);
  return command;
}

bool CommandSender::Send(ledger::LiveBook* book, ledger::Command command) {
  const size_t bytes = command.items[0].entry.ByteSizeLong();
  auto done = [this](std::optional<common::Reason>,
                     const v1::CommandResult& result,
                     const std::vector<v1::Entry>&) {
    if (result.refusals_size() > 0) {
      common::LogWarning("service_command_refused",
                         {{"field", result.refusals(0).field()},
                          {"value", result.refusals(0).value()}});
    }
    common::MutexLock lock(mutex_);
    --under_way_;
    changed_.NotifyAll();
  };
  {
    common::MutexLock lock(mutex_);
    ++under_way_;
  }
  const grpc::Status sent =
      admission_->Submit(std::make_unique<ledger::CommandTask>(
                             book, store_, std::move(command), std::move(done)),
                         bytes);
  if (sent.ok()) return true;
  common::MutexLock lock(mutex_);
  --under_way_;
  return false;
}

void CommandSender::Wait() {
  common::MutexLock lock(mutex_);
  while (under_way_ > 0) changed_.Wait(mutex_);
}

}  // namespace greenledger::oversight
