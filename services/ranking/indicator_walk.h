// Reads a book's entries into a fold of indicators.
#ifndef GREENLEDGER_SERVICES_RANKING_INDICATOR_WALK_H_
#define GREENLEDGER_SERVICES_RANKING_INDICATOR_WALK_H_

#include <cstdint>

#include "absl/status/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "services/ranking/fold/indicators.h"
#include "storage/store.h"

namespace greenledger::ranking {

// The entries of a book that are looked at, for a caller who waits.
struct IndicatorWalk {
  grpc::CallbackServerContext* context = nullptr;
  const storage::Store* store = nullptr;
  uint64_t book = 0;
  uint64_t size = 0;
};

// Adds all entries, until all that is wanted of the fold is known. CANCELLED if
// the caller has gone; DATA_LOSS if entries cannot be read.
absl::Status AddEntries(const IndicatorWalk& walk, IndicatorFold* fold);

// The same without those that cannot be behind a figure of the days from
// `from_day` on, where NeedsWholeBook() says that there are such, nor in the
// pages before.
absl::Status AddEntriesBehind(const IndicatorWalk& walk,
                              const WantedEntries& wanted, int32_t from_day,
                              int32_t utc_offset_minutes, IndicatorFold* fold);

// What the caller is told of it.
grpc::Status ToAnswer(const absl::Status& status);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_INDICATOR_WALK_H_
