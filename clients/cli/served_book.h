// Checks a book that a server serves: reads every entry, folds it, and holds
// the server's own figures (root, totals, every balance) against the fold.
#ifndef GREENLEDGER_CLIENTS_CLI_SERVED_BOOK_H_
#define GREENLEDGER_CLIENTS_CLI_SERVED_BOOK_H_

#include "clients/cli/book_report.h"
#include "clients/cli/checkpoint_check.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

// Gets single entries of a book from the server, which a correction makes a
// verifier look at again. UNAVAILABLE if the server does not give one. The
// session must outlive it.
rules::EntryAt EntriesOf(Session& session, uint64_t book);

// The entries are held against the book's signed checkpoints in `heads`, too.
// `failed` is set if the server could not be asked; the report is then void.
BookReport VerifyServedBook(Session& session, uint64_t book,
                            const SignedHeads& heads,
                            const OnProgress& on_progress,
                            grpc::Status* failed);

// The same for a book whose first entries `verifier` has checked already,
// wherever it got them from.
BookReport CompareWithServer(Session& session, verify::BookVerifier& verifier,
                             const OnProgress& on_progress,
                             grpc::Status* failed);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SERVED_BOOK_H_
