// Orders and vouchers: goods that wait for whoever brings the code.
#ifndef GREENLEDGER_CLIENTS_CLI_ORDERS_H_
#define GREENLEDGER_CLIENTS_CLI_ORDERS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "clients/cli/session.h"
#include "greenledger/v1/points.pb.h"

namespace greenledger::cli {

// What `order cancel` is given.
struct CodeOrIndex {
  // In upper case without spaces and hyphens; empty if it is an index.
  std::string code;
  uint64_t index = 0;
};

// Digits alone are an index unless they are as many as a code has characters.
// Nothing for what is neither.
std::optional<CodeOrIndex> ReadCodeOrIndex(const std::string& typed);

// Places a hold with an order under a new code and prints the code, with `qr`
// as a QR code, too.
ExitCode PlaceOrder(Session& session, v1::HoldPlaced hold, bool qr);

// Adds a verb that hands over what waits for a code.
void AddCollectVerb(CLI::App& noun, Session& session, const std::string& name,
                    const Text& description, const std::string& examples);

// Adds a verb that sets free what waits for a code, or what an entry placed.
void AddCancelVerb(CLI::App& noun, Session& session, const std::string& name,
                   const Text& description, const std::string& examples);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_ORDERS_H_
