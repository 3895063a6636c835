#include "services/ranking/indicator_walk.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "services/common/errors.h"
#include "services/ledger/rules/oversight_state.h"
#include "services/ledger/stored_entries.h"

namespace greenledger::ranking {
namespace {

// Entries between two looks at whether anybody still waits.
constexpr uint64_t kStep = 4096;

absl::Status AddFrom(const IndicatorWalk& walk, uint64_t from,
                     IndicatorFold* fold) {
  absl::Status status = absl::OkStatus();
  for (; from < walk.size && status.ok() && !fold->Complete(); from += kStep) {
    if (walk.context->IsCancelled()) {
      return absl::CancelledError("the caller has gone");
    }
    const bool readable = ledger::ReadEntries(*walk.store, walk.book, from,
                                              std::min(from + kStep, walk.size),
                                              [&](const v1::Entry& entry) {
                                                if (status.ok())
                                                  status = fold->Add(entry);
                                              });
    if (!readable) return absl::DataLossError("entries cannot be read");
  }
  return status;
}

// The first entry that is not before `time_us`.
absl::StatusOr<uint64_t> FirstSince(const IndicatorWalk& walk,
                                    int64_t time_us) {
  const uint64_t first =
      ledger::FirstFrom(*walk.store, walk.book, walk.size, time_us);
  if (first < walk.size || walk.size == 0) return first;
  // The search ends there too if it could not read.
  v1::Entry last;
  if (!ledger::ReadEntry(*walk.store, walk.book, walk.size - 1, &last) ||
      last.time_us() >= time_us) {
    return absl::DataLossError("entries cannot be read");
  }
  return first;
}

}  // namespace

absl::Status AddEntries(const IndicatorWalk& walk, IndicatorFold* fold) {
  return AddFrom(walk, 0, fold);
}

absl::Status AddEntriesBehind(const IndicatorWalk& walk,
                              const WantedEntries& wanted, int32_t from_day,
                              int32_t utc_offset_minutes, IndicatorFold* fold) {
  if (NeedsWholeBook(wanted.kind)) return AddEntries(walk, fold);
  const absl::StatusOr<uint64_t> first = FirstSince(
      walk, rules::DeadlineTime(from_day - 1, 0, utc_offset_minutes));
  if (!first.ok()) return first.status();
  return AddFrom(walk, std::max(*first, wanted.after + 1), fold);
}

grpc::Status ToAnswer(const absl::Status& status) {
  if (absl::IsCancelled(status)) return grpc::Status::CANCELLED;
  return common::ToGrpc(status);
}

}  // namespace greenledger::ranking
