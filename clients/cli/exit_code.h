// How the program ends; scripts depend on these numbers.
#ifndef GREENLEDGER_CLIENTS_CLI_EXIT_CODE_H_
#define GREENLEDGER_CLIENTS_CLI_EXIT_CODE_H_

namespace greenledger::cli {

enum class ExitCode {
  // Done; a repeated command that was done before counts as done.
  kOk = 0,
  // The server refused, or a checked file has faults. Nothing was changed.
  kRefused = 1,
  // The command line or a named file cannot be used.
  kUsage = 2,
  // No answer in time. A command may have been done all the same.
  kUnreachable = 3,
  // The server failed.
  kServerError = 4,
  // A book, checkpoint, proof or receipt did not pass verification; a kiosk
  // broke a promise.
  kVerificationFailed = 5,
  // What is intact was saved, or would be; acknowledged entries are missing, or
  // nobody can tell whether they are.
  kEntriesMissing = 6,
  // A kiosk broke no promise, but did nothing that could show some of them.
  kNotSeen = 7,
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_EXIT_CODE_H_
