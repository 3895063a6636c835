#include "services/ledger/command_sender.h"

#include <memory>
#include <optional>
#include <utility>

#include "services/common/logging.h"
#include "storage/proof/sha256.h"

namespace greenledger::ledger {
namespace {

void LogRefusal(const v1::CommandResult& result) {
  if (result.refusals_size() == 0) return;
  common::LogWarning("service_command_refused",
                     {{"field", result.refusals(0).field()},
                      {"value", result.refusals(0).value()}});
}

size_t BytesOf(const Command& command) {
  size_t bytes = 0;
  for (const rules::CommandItem& item : command.items) {
    bytes += item.entry.ByteSizeLong();
  }
  return bytes;
}

}  // namespace

Command MakeCommand(std::string request_id, std::string_view service,
                    std::vector<v1::Entry> entries) {
  Command command;
  command.request_id = std::move(request_id);
  command.actor.set_kind(v1::ACTOR_KIND_SERVICE);
  command.actor.set_authority(std::string(service));
  std::string bytes;
  for (v1::Entry& entry : entries) {
    entry.AppendToString(&bytes);
    rules::CommandItem& item = command.items.emplace_back();
    item.field = "entry";
    item.entry = std::move(entry);
  }
  const proof::Hash digest = proof::Sha256({service, "\n", bytes});
  command.digest = std::string(proof::AsBytes(digest));
  return command;
}

bool CommandSender::Send(LiveBook* book, Command command, Done done) {
  const size_t bytes = BytesOf(command);
  auto finish = [this, done = std::move(done)](
                    std::optional<common::Reason> failed,
                    const v1::CommandResult& result,
                    const std::vector<v1::Entry>&) {
    if (!failed.has_value()) done ? done(result) : LogRefusal(result);
    common::MutexLock lock(mutex_);
    --under_way_;
    changed_.NotifyAll();
  };
  {
    common::MutexLock lock(mutex_);
    ++under_way_;
  }
  const grpc::Status sent = admission_->Submit(
      std::make_unique<CommandTask>(book, store_, std::move(command),
                                    std::move(finish)),
      bytes);
  if (sent.ok()) return true;
  common::MutexLock lock(mutex_);
  --under_way_;
  return false;
}

void CommandSender::WaitBelow(int commands) {
  common::MutexLock lock(mutex_);
  while (under_way_ >= commands) changed_.Wait(mutex_);
}

}  // namespace greenledger::ledger
