// The kiosk's own program asks, the agent answers: one JSON object a line, as
// clients/kiosk/LOCAL.md describes it.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_DESK_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_DESK_H_

#include <string>
#include <string_view>

#include "clients/kiosk/greenledger_kiosk.h"

namespace greenledger::kiosk {

// A longer line ends the connection.
inline constexpr size_t kLocalLineMax = 64 << 10;

// What came of a line.
struct LocalAnswer {
  // One JSON object, without the end of the line.
  std::string line;
  // Whether this connection wants receipts from now on.
  bool wants_receipts = false;
};

// Answers a line; whatever it holds, the answer is an object with `ok`.
LocalAnswer AnswerLine(Agent& agent, std::string_view line);

// A receipt as those who asked for them get it, without the end of the line.
std::string ReceiptLine(const Receipt& receipt);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_DESK_H_
