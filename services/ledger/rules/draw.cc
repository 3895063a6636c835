#include "services/ledger/rules/draw.h"

#include <algorithm>
#include <string>
#include <utility>

#include "storage/big_endian.h"
#include "storage/proof/sha256.h"

namespace greenledger::rules {

std::vector<uint64_t> Draw(std::string_view seed, uint64_t book, uint64_t size,
                           int64_t last_time_us,
                           const std::vector<uint64_t>& population,
                           size_t count) {
  std::string before;
  storage::AppendBigEndian64(&before, book);
  storage::AppendBigEndian64(&before, size);
  storage::AppendBigEndian64(&before, static_cast<uint64_t>(last_time_us));
  std::vector<std::pair<proof::Hash, uint64_t>> order;
  order.reserve(population.size());
  std::string number;
  for (const uint64_t item : population) {
    number.clear();
    storage::AppendBigEndian64(&number, item);
    order.emplace_back(proof::Sha256({seed, before, number}), item);
  }
  const auto end =
      order.begin() + static_cast<ptrdiff_t>(std::min(count, order.size()));
  std::partial_sort(order.begin(), end, order.end());
  std::vector<uint64_t> drawn;
  drawn.reserve(static_cast<size_t>(end - order.begin()));
  for (auto at = order.begin(); at != end; ++at) drawn.push_back(at->second);
  return drawn;
}

std::vector<uint64_t> PopulationOf(const BookState& state, v1::SampleFrom from,
                                   int32_t today) {
  std::vector<uint64_t> items;
  if (from == v1::SAMPLE_FROM_HOUSEHOLDS) {
    for (const HouseholdState& household : state.households()) {
      if (household.state == v1::HOUSEHOLD_STATE_ACTIVE) {
        items.push_back(household.number);
      }
    }
    std::sort(items.begin(), items.end());
    return items;
  }
  for (const auto& [index, inspection] : state.evidence().inspections) {
    if (inspection.day >= today - kEvidenceDaysMax &&
        inspection.rechecked_by == 0 && inspection.recheck_of == 0) {
      items.push_back(index);
    }
  }
  return items;
}

}  // namespace greenledger::rules
