// What a failed call says: google.rpc.Status in the call's details.
#ifndef GREENLEDGER_CLIENTS_CLI_SERVER_ERROR_H_
#define GREENLEDGER_CLIENTS_CLI_SERVER_ERROR_H_

#include <grpcpp/support/status.h>

#include <chrono>
#include <string>
#include <vector>

#include "clients/cli/exit_code.h"
#include "clients/cli/language.h"

namespace greenledger::cli {

struct FieldViolation {
  // Dotted path, such as `households[3].tenure`.
  std::string field;
  std::string description;
  friend bool operator==(const FieldViolation&,
                         const FieldViolation&) = default;
};

struct ServerError {
  // Such as BOOK_UNKNOWN; empty if the server sent no details.
  std::string reason;
  // For people: in the language asked for if the server has it.
  std::string message;
  std::vector<FieldViolation> violations;
};

// Details that cannot be read are left out; the call's own message remains.
ServerError DecodeError(const grpc::Status& status, Language language);

// How long the server asks to wait before a repetition; 0 if it does not say.
std::chrono::milliseconds RetryDelay(const grpc::Status& status);

// kUnreachable if there was no answer in time, kRefused if the request is at
// fault, kServerError otherwise. REQUIRES: !status.ok().
ExitCode ExitCodeOf(const grpc::Status& status);

struct Session;
// Prints the error with its field violations and returns ExitCodeOf.
ExitCode ReportError(Session& session, const grpc::Status& status);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SERVER_ERROR_H_
