// Commands to the server: header, sending, telling the outcome.
#ifndef GREENLEDGER_CLIENTS_CLI_COMMAND_H_
#define GREENLEDGER_CLIENTS_CLI_COMMAND_H_

#include <string>
#include <string_view>
#include <utility>

#include "clients/cli/server_error.h"
#include "clients/cli/session.h"
#include "greenledger/v1/registry_service.pb.h"

namespace greenledger::cli {

// A UUID of the given version (RFC 9562) whose other bits are those of
// `bytes`. REQUIRES: bytes.size() >= 16, 1 <= version <= 8.
std::string Uuid(std::string_view bytes, int version);

// Header of the command line's one command. Without --request-id an id is made
// up and kept in the session, so that an error can name it.
v1::CommandHeader MakeHeader(Session& session);

// Prints what became of a command; `done` is what an accepted one did, such
// as `card issued`.
ExitCode ReportResult(Session& session, const v1::CommandResult& result,
                      const std::string& done);

// Sends the command and prints the outcome.
template <typename Stub, typename Request, typename Response>
ExitCode SendCommand(Session& session,
                     grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                  const Request&, Response*),
                     Request request, const std::string& done) {
  *request.mutable_header() = MakeHeader(session);
  Response response;
  grpc::Status status = session.client().Call(method, request, &response);
  if (!status.ok()) return ReportError(session, status);
  return ReportResult(session, response.result(), done);
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_COMMAND_H_
