#include "services/oversight/deadlines.h"

#include <algorithm>

namespace greenledger::oversight {

std::vector<v1::ClearanceMissed> DeadlinesToTell(const rules::BookState& state,
                                                 int64_t now_us, size_t most) {
  const rules::OversightState& known = state.oversight();
  const size_t untold = std::min(known.untold.size(), most);
  std::vector<v1::ClearanceMissed> tell(
      known.untold.begin(),
      known.untold.begin() + static_cast<std::ptrdiff_t>(untold));
  if (known.plans.empty()) return tell;
  for (const auto& [number, kiosk] : state.kiosks()) {
    // Nobody clears bins that are not there yet.
    if (kiosk.closed || kiosk.key == nullptr) continue;
    for (const v1::Bin& bin : kiosk.kiosk.bins()) {
      if (tell.size() >= most) return tell;
      const auto overdue = known.FirstOverdue(
          {number, bin}, now_us, state.info().utc_offset_minutes());
      if (overdue.has_value()) tell.push_back(overdue->missed);
    }
  }
  return tell;
}

}  // namespace greenledger::oversight
