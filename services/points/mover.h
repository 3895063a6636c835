// Brings what households took along into their new books. Per move: the old
// book says that it left (the command), the new one that it came, the old one
// that it is over. Until the last, the points are in transit in the old book;
// if the new one refuses, they come back.
#ifndef GREENLEDGER_SERVICES_POINTS_MOVER_H_
#define GREENLEDGER_SERVICES_POINTS_MOVER_H_

#include <cstdint>
#include <optional>

#include "services/ledger/command_sender.h"
#include "services/ledger/ledger.h"

namespace greenledger::points {

// One thread uses it.
class Mover {
 public:
  // Both must outlive this.
  Mover(ledger::Ledger* ledger, ledger::CommandSender* sender)
      : ledger_(ledger), sender_(sender) {}

  // Finishes open moves out of a book; true if there may be more to do at once.
  bool Step(ledger::LiveBook* book);

 private:
  // How the new book answered; nothing if that is not known yet.
  std::optional<v1::MoveEnded> Bring(const ledger::LiveBook& from,
                                     uint64_t out_index,
                                     const v1::HouseholdMovedOut& out);

  ledger::Ledger* ledger_;
  ledger::CommandSender* sender_;
};

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_MOVER_H_
