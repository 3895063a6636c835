// Milli-points, grams and factors as people write them; integers only.
#ifndef GREENLEDGER_CLIENTS_CLI_MONEY_H_
#define GREENLEDGER_CLIENTS_CLI_MONEY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace greenledger::cli {

// `value` thousandths without needless zeros: 3500 is "3.5", 2000 is "2".
// Serves milli-points (points), grams (kilograms) and permille (factors).
std::string Thousandths(uint64_t value);

// The same with a minus sign where needed.
std::string SignedThousandths(int64_t value);

// The same for `credits` - `debits`.
std::string DifferenceInThousandths(uint64_t credits, uint64_t debits);

// Reads what Thousandths writes: up to 15 digits and up to three decimals.
// Nothing for any other text.
std::optional<uint64_t> ParseThousandths(std::string_view text);

// The same with a sign, `-` or `+`, if there is one.
std::optional<int64_t> ParseSignedThousandths(std::string_view text);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_MONEY_H_
