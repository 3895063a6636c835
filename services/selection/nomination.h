// What another book of this server says of a title that is put forward.
#ifndef GREENLEDGER_SERVICES_SELECTION_NOMINATION_H_
#define GREENLEDGER_SERVICES_SELECTION_NOMINATION_H_

#include <cstdint>
#include <optional>

#include "services/ledger/books.h"
#include "services/selection/board.h"

namespace greenledger::selection {

// Fills in what the ledger knows of the title that `wanted` names (contestant
// with its book, from_campaign), if it stands at `now_us` and its campaign is
// AWARDED; nullopt otherwise. The title is one of the contestant's own book,
// or, where that has none of a level below `level`, of the book that took it up
// there.
std::optional<v1::NominationReceived> FillNomination(
    const ledger::Books& books, const v1::NominationReceived& wanted,
    v1::TitleLevel level, uint64_t own_book, int64_t now_us, Board* board);

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_NOMINATION_H_
