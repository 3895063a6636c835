// How a sample is drawn: everybody who knows the seed and the book draws the
// same one. Pure, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DRAW_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DRAW_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "greenledger/v1/evidence.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// The `count` items of the population (all, if there are fewer) whose SHA-256
// of seed || book || size || last_time_us || item is lowest, the lowest first.
// Numbers are 8 bytes big-endian. `size` and `last_time_us` are the book's just
// before the draw. REQUIRES: no item twice.
std::vector<uint64_t> Draw(std::string_view seed, uint64_t book, uint64_t size,
                           int64_t last_time_us,
                           const std::vector<uint64_t>& population,
                           size_t count);

// What a sample of that kind is drawn from on a local day, ascending: numbers
// of active households, or indices of inspections of the last kEvidenceDaysMax
// days that nobody repeated and that repeat none.
std::vector<uint64_t> PopulationOf(const BookState& state, v1::SampleFrom from,
                                   int32_t today);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DRAW_H_
