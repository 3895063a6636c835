// The twenty promises between a kiosk and the ledger, as far as a server can
// see whether a kiosk keeps them.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_PROMISES_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_PROMISES_H_

#include <set>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/language.h"

namespace greenledger::conformance {

// Numbers of promises, 1 to kPromises.
using Promises = std::set<int>;
inline constexpr int kPromises = 20;

struct Promise {
  // What a kiosk promises, in a few words.
  cli::Text text;
  // What the vendor has to make the kiosk do for it to be seen; for one that
  // shows elsewhere, where.
  cli::Text to_see;
  // Whether it shows on the connection to the ledger.
  bool here = true;
};

// REQUIRES: 1 <= number <= kPromises.
const Promise& PromiseOf(int number);

// All promises.
Promises AllPromises();

// Reads `K5,K6`. INVALID_ARGUMENT names the part that is no promise.
absl::StatusOr<Promises> ParsePromises(std::string_view text);

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_PROMISES_H_
