// Keys of the rows: the book first, then the table.
#ifndef GREENLEDGER_SERVICES_RANKING_ROW_KEYS_H_
#define GREENLEDGER_SERVICES_RANKING_ROW_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "services/ranking/open_period.h"

namespace greenledger::ranking {

// Of a book's own row.
std::string BookKey(uint64_t book);

// Of its places and households; without a number, what such keys begin with.
std::string PlacePrefix(uint64_t book);
std::string PlaceKey(uint64_t book, uint64_t number);
std::string ResidentPrefix(uint64_t book);
std::string ResidentKey(uint64_t book, uint64_t number);

// Of a month of the calendar.
std::string CalendarPrefix(uint64_t book, int32_t month);
std::string CalendarKey(uint64_t book, int32_t month, uint64_t household);

// Of a period's sums: all, those of one kind of contestants, one.
std::string SumsPrefix(uint64_t book, const PeriodKey& period);
std::string SumsPrefix(uint64_t book, const PeriodKey& period,
                       v1::ContestantKind kind);
std::string SumsKey(uint64_t book, const PeriodKey& period,
                    const ContestantId& id);

// The number that a key of places, households or the calendar ends with.
uint64_t NumberIn(std::string_view key);
// The contestant of a key of sums.
ContestantId ContestantIn(std::string_view key);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_ROW_KEYS_H_
