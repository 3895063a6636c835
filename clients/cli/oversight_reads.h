// What the server has published about oversight.
#ifndef GREENLEDGER_CLIENTS_CLI_OVERSIGHT_READS_H_
#define GREENLEDGER_CLIENTS_CLI_OVERSIGHT_READS_H_

#include "clients/cli/server_error.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

// Asks the server; reports an error.
inline ExitCode GetOversight(Session& session,
                             v1::GetOversightResponse* response) {
  v1::GetOversightRequest request;
  request.set_book(session.book);
  const grpc::Status status = session.client().Call(
      &Client::Oversight::GetOversight, request, response);
  return status.ok() ? ExitCode::kOk : ReportError(session, status);
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_OVERSIGHT_READS_H_
