// Commands of those who may open the local listener.
#ifndef GREENLEDGER_SERVICES_LEDGER_OPERATOR_COMMAND_H_
#define GREENLEDGER_SERVICES_LEDGER_OPERATOR_COMMAND_H_

#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/message.h"
#include "services/ledger/command_task.h"
#include "services/ledger/registry_items.h"

namespace greenledger::ledger {

// SHA-256 of the RPC's name and the request. The same content gives the same
// digest: fields are written in the order of their numbers, and no command has
// a map.
std::string CommandDigest(std::string_view rpc,
                          const google::protobuf::Message& request);

// A command without its digest.
Command OperatorCommand(const v1::CommandHeader& header, Items items);

// The command that a request with a header is; a check of a command is about
// the same command. REQUIRES: the request passed its shape check.
template <typename Request>
Command OperatorCommand(std::string_view rpc, const Request& request,
                        Items items) {
  Command command = OperatorCommand(request.header(), std::move(items));
  Request content = request;
  content.mutable_header()->clear_validate_only();
  command.digest = CommandDigest(rpc, content);
  return command;
}

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_OPERATOR_COMMAND_H_
