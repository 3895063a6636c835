// What is done to a journal's files when it is opened.
#ifndef GREENLEDGER_STORAGE_JOURNAL_JOURNAL_OPENING_H_
#define GREENLEDGER_STORAGE_JOURNAL_JOURNAL_OPENING_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/journal/device_journal.h"

namespace greenledger::journal {

// DATA_LOSS: records `first` to `last` cannot be read from byte `offset` of the
// file on.
absl::Status DamagedAt(const std::string& path, size_t offset, uint64_t first,
                       uint64_t last);

// One opening; see DeviceJournal::Open.
class JournalOpening {
 public:
  JournalOpening(const DeviceJournal::Options& options,
                 const DeviceJournal::Replay& replay)
      : options_(options), replay_(replay) {}

  absl::StatusOr<std::unique_ptr<DeviceJournal>> Run();

 private:
  absl::StatusOr<std::unique_ptr<const checkpoint::PosixFile>> Lock() const;
  absl::StatusOr<std::vector<uint64_t>> ListSegments() const;
  absl::Status ReadHead(bool has_segments);
  absl::Status ReadSegment(uint64_t first_sequence, bool newest);
  // The end of what is whole; cuts off what is not whole behind it.
  absl::Status CutTail(std::string_view bytes, Segment* segment);
  absl::Status CheckAgainstHead() const;

  const DeviceJournal::Options& options_;
  const DeviceJournal::Replay& replay_;
  std::unique_ptr<DeviceJournal> journal_;
};

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_JOURNAL_OPENING_H_
