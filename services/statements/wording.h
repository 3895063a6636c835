// Amounts, days and goods as people there write them. Pure functions, safe from
// any thread; integers only.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_WORDING_H_
#define GREENLEDGER_SERVICES_STATEMENTS_WORDING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "greenledger/v1/statement_service.pb.h"

namespace greenledger::statements {

// Milli-points and milli-points of merit that came to a household, or went.
struct Amounts {
  int64_t points = 0;
  int64_t merit = 0;
  friend bool operator==(const Amounts&, const Amounts&) = default;
};

// What an entry moved on the accounts of its household; what it reserves is not
// moved.
Amounts MovedBy(const v1::Entry& entry);

// Thousandths with as few decimals as are exact: 12500 is "12.5".
std::string Thousandths(uint64_t value);

// "12.5 points".
std::string PointsText(uint64_t milli_points, v1::Language language);

// "5 points and 1 merit point"; points alone if there is no merit.
std::string AmountText(const Amounts& amounts, v1::Language language);

// The same with signs, and without what is zero; "no change" if both are.
std::string ChangeText(const Amounts& amounts, v1::Language language);

// "5 March 2026", for days since 1970-01-01.
std::string DayText(int32_t day, v1::Language language);

// "5 March 2026, 18:30", for microseconds since 1970-01-01 UTC.
std::string MomentText(int64_t time_us, int32_t utc_offset_minutes,
                       v1::Language language);

// "18:30", for a minute of the day.
std::string MinuteText(uint32_t minute);

// "2.5 kg", "2 pieces" or both.
std::string QuantityText(const v1::Drop& drop, v1::Language language);

// "2 × Soap".
std::string GoodsText(const std::string& name, uint32_t pieces,
                      v1::Language language);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_WORDING_H_
