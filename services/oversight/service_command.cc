#include "services/oversight/service_command.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "services/common/logging.h"
#include "services/ledger/rules/plain_text.h"
#include "storage/proof/sha256.h"

namespace greenledger::oversight {

std::string RequestId(std::initializer_list<std::string_view> texts) {
  std::string all = "greenledger/service-request/v1";
  for (const std::string_view text : texts) {
    all += '\n';
    all += text;
  }
  const proof::Hash hash = proof::Sha256({all});
  std::string bytes(proof::AsBytes(hash).substr(0, 16));
  // RFC 9562: version 8, made from what the maker likes.
  bytes[6] = static_cast<char>((static_cast<uint8_t>(bytes[6]) & 0x0F) | 0x80);
  bytes[8] = static_cast<char>((static_cast<uint8_t>(bytes[8]) & 0x3F) | 0x80);
  std::string id = rules::ToHexText(bytes);
  for (const size_t at : {20, 16, 12, 8}) id.insert(at, 1, '-');
  return id;
}

ledger::Command MakeCommand(std::string request_id, std::string_view service,
                            v1::Entry entry) {
  ledger::Command command;
  command.request_id = std::move(request_id);
  command.actor = v1::ACTOR_KIND_SERVICE;
  command.authority = service;
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
