// One day of a community.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_DAY_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_DAY_H_

#include <cstdint>
#include <vector>

#include "clients/cli/workload/event.h"
#include "clients/cli/workload/population.h"
#include "clients/cli/workload/rhythm.h"

namespace greenledger::workload {

// Everything that happens at the community's kiosks on `day`, in no order;
// clearances have no weight yet (see FillClearances). `drops_per_day` is for a
// day whose weekday and month change nothing. Depends on the arguments alone.
std::vector<Event> MakeDay(const Community& community, const Day& day,
                           uint64_t drops_per_day, uint64_t seed);

// Sorts the events of one kiosk by time and gives its clearances the weight of
// what was dropped since the one before, by a crew's scale that is up to 1.5 %
// off; a clearance of an empty bin is left out. `random` is the kiosk's.
void FillClearances(std::vector<Event>& events, kiosk::Random& random);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_DAY_H_
