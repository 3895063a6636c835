// Uploads the records of kiosks, each in order and each exactly once whatever
// fails on the way.
#ifndef GREENLEDGER_CLIENTS_KIOSK_UPLOADER_H_
#define GREENLEDGER_CLIENTS_KIOSK_UPLOADER_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "clients/kiosk/batch.h"
#include "clients/kiosk/retry.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"

namespace greenledger::kiosk {

// Records `first_sequence` to `first_sequence + count - 1`.
struct Range {
  uint64_t first_sequence = 0;
  uint64_t count = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

struct UploadOptions {
  RetryPolicy retry;
  // Deadline of each call.
  std::chrono::microseconds call_timeout = std::chrono::seconds(20);
  // Most records of one call, 1 to kRecordsMax.
  uint64_t batch_records_max = 500;
  // How often the ledger may ask for earlier records before the upload fails.
  uint32_t restarts_max = 5;
  // Highest watermark this journal was ever told, so that a ledger that came
  // back from an older copy notices; 0 if that is not known.
  uint64_t acknowledged = 0;
  // Makes the waits between attempts differ from kiosk to kiosk.
  uint64_t jitter_seed = 0;
  // Waits that long; called on the thread that uploads. Required.
  std::function<void(std::chrono::microseconds)> sleep;
};

// What became of the records of one or several kiosks.
struct UploadResult {
  // Why it stopped early; OK if every range was answered.
  absl::Status status;
  // Results per v1::RecordResultCode.
  std::array<uint64_t, v1::RecordResultCode_ARRAYSIZE> codes = {};
  // Results with code QUARANTINED per v1::QuarantineReason.
  std::array<uint64_t, v1::QuarantineReason_ARRAYSIZE> quarantined = {};
  // Results whose code or reason this version does not know.
  uint64_t unknown = 0;
  // Of the results with code ACCEPTED; a DUPLICATE counts nothing again.
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  // Highest watermark the ledger told, to be kept for the next upload;
  // meaningless in a sum.
  uint64_t watermark = 0;
  // Calls made, and those of them that failed.
  uint64_t calls = 0;
  uint64_t calls_failed = 0;

  uint64_t Count(v1::RecordResultCode code) const {
    return codes[static_cast<size_t>(code)];
  }
  uint64_t Count(v1::QuarantineReason reason) const {
    return quarantined[static_cast<size_t>(reason)];
  }
  // Adds the counts of `other`; keeps the first status that is not OK.
  void Add(const UploadResult& other);
};

// Sends `ranges` of `journal` in their order; a range may repeat what was sent
// before. A call whose outcome is unknown is made again with the same bytes. If
// the ledger lacks records before a range, all from its watermark on are sent.
//
// Status: that of the call when attempts are used up or it cannot succeed later
// (messages of the server are kept); FAILED_PRECONDITION if the ledger has
// other records under this journal's identity; OUT_OF_RANGE for a range the
// journal does not have; INTERNAL if an answer contradicts the contract.
UploadResult Upload(v1::KioskService::StubInterface& stub,
                    const SignedJournal& journal, std::span<const Range> ranges,
                    const UploadOptions& options);

// How far RunUploads is.
struct FleetProgress {
  size_t done = 0;
  size_t total = 0;
  // Of those done, how many stopped early.
  size_t failures = 0;
  // Sum of those done.
  UploadResult sum;
};

// Runs `jobs` (each the upload of one kiosk) on `workers` threads, 1 to 64, and
// returns their results in the order of the jobs. `progress` may be empty; it
// is called after each job, by one thread at a time.
std::vector<UploadResult> RunUploads(
    std::span<const std::function<UploadResult()>> jobs, size_t workers,
    const std::function<void(const FleetProgress&)>& progress);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_UPLOADER_H_
