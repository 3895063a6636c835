// What verbs need to know of a book to speak of it to people.
#ifndef GREENLEDGER_CLIENTS_CLI_BOOK_INFO_H_
#define GREENLEDGER_CLIENTS_CLI_BOOK_INFO_H_

#include <cstdint>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Asks the server how far the session's book is from UTC.
grpc::Status GetUtcOffset(Session& session, int32_t* minutes);

// Makes an empty `*day` today's at the session's book, `YYYY-MM-DD`; another
// one stays.
grpc::Status DefaultToToday(Session& session, std::string* day);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_BOOK_INFO_H_
