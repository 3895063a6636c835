// One POST over HTTP/1.1, on Boost.Beast.
#ifndef GREENLEDGER_CLIENTS_WITNESS_HTTP_CLIENT_H_
#define GREENLEDGER_CLIENTS_WITNESS_HTTP_CLIENT_H_

#include <chrono>
#include <string>

#include "absl/status/statusor.h"
#include "clients/witness/witness.h"

namespace greenledger::witness {

// Posts `body` to `url` (`http://HOST[:PORT][/PATH]`) and returns the answer,
// whatever its status. Blocks for at most `timeout`. INVALID_ARGUMENT for
// another kind of URL; UNAVAILABLE if there is no whole answer in time;
// OUT_OF_RANGE if the answer's body is longer than `body_bytes_max`.
absl::StatusOr<HttpAnswer> Post(const std::string& url, const std::string& body,
                                size_t body_bytes_max,
                                std::chrono::milliseconds timeout);

}  // namespace greenledger::witness

#endif  // GREENLEDGER_CLIENTS_WITNESS_HTTP_CLIENT_H_
