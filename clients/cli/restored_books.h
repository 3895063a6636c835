// Whether a restored folder holds what its backup says.
#ifndef GREENLEDGER_CLIENTS_CLI_RESTORED_BOOKS_H_
#define GREENLEDGER_CLIENTS_CLI_RESTORED_BOOKS_H_

#include <string>
#include <vector>

#include "clients/cli/book_report.h"
#include "storage/backup/manifest.h"

namespace greenledger::cli {

struct RestoredBooks {
  std::vector<BookReport> books;
  // All that is wrong.
  std::vector<std::string> faults;
};

// Runs the whole-book verifier over the folder and compares with `contents`.
RestoredBooks VerifyRestored(const std::string& folder,
                             const backup::Contents& contents,
                             const OnProgress& on_progress);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_RESTORED_BOOKS_H_
