// Checks the books in the data folder of a server that is not running: every
// entry, the committed roots, and every stored row against the fold.
//
// The one part of the clients that opens a store: a stopped book must be
// checkable without the program that wrote it.
#ifndef GREENLEDGER_CLIENTS_CLI_STORED_BOOK_H_
#define GREENLEDGER_CLIENTS_CLI_STORED_BOOK_H_

#include <functional>
#include <string>

#include "clients/cli/book_report.h"
#include "clients/cli/checkpoint_check.h"

namespace greenledger::cli {

// Calls `visit` with the report of every book (of `only`, if that is not 0),
// held against its signed checkpoints in `heads`, too. Nothing in the folder
// changes. Errors as Store::Open; NOT_FOUND if `only` is
// not there.
absl::Status VerifyStoredBooks(
    const std::string& folder, uint64_t only, const SignedHeads& heads,
    const OnProgress& on_progress,
    const std::function<void(const BookReport&)>& visit);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_STORED_BOOK_H_
