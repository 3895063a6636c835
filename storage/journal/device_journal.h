// The journal of a kiosk on its own disk: every record that it made, durable
// before anybody is thanked for it, kept until the ledger has it and for some
// time after.
//
// Invariants: records have sequences 1, 2, 3 … without a hole; what Append
// returned OK for is found by every later Open or reported as lost, never
// skipped. FORMAT.md describes the files.
#ifndef GREENLEDGER_STORAGE_JOURNAL_DEVICE_JOURNAL_H_
#define GREENLEDGER_STORAGE_JOURNAL_DEVICE_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/checkpoint/posix_file.h"
#include "storage/journal/file_calls.h"
#include "storage/journal/journal_format.h"
#include "storage/journal/record_chain.h"

namespace greenledger::journal {

// A segment as it lies on disk.
struct Segment {
  uint64_t first_sequence = 0;
  uint64_t last_sequence = 0;  // first_sequence - 1 while it is empty
  proof::Hash chain{};         // chain(first_sequence - 1)
  size_t header_size = 0;
  size_t size = 0;
  // Device time of its newest record, the latest of all.
  int64_t newest_time_us = 0;
};

// Not thread-safe.
class DeviceJournal {
 public:
  struct Options {
    // Made if missing. No other process may have it open.
    std::string folder;
    JournalId id;
    // For tests: the calls that change files, and a smaller segment.
    FileCalls* calls = &FileCalls::Real();
    size_t segment_bytes = size_t{4} << 20;
    // So many records the head's watermark may be behind the one that was told:
    // a head for every upload would cost a memory card more than the records.
    uint64_t acknowledged_behind_max = 32;
  };
  // What the owner keeps of the records: gets the summary that the newest
  // segment begins with (empty in a new journal), then each of its records.
  struct Replay {
    std::function<void(std::string_view summary)> begin;
    std::function<void(std::string_view record)> add;
  };

  // Cuts off a record that was never acknowledged because the power went while
  // it was written. DATA_LOSS names the file, the place and the sequences that
  // are lost; FAILED_PRECONDITION for a journal of another identity or one that
  // is open elsewhere; others as the file system gives them.
  static absl::StatusOr<std::unique_ptr<DeviceJournal>> Open(
      const Options& options, const Replay& replay);

  // Returns when the record is durable under sequence last_sequence() + 1.
  // `time_us` is the device's time; `summary` is called where a new segment
  // begins and gives what Replay::begin will get, at most kSummaryMax bytes.
  //
  // RESOURCE_EXHAUSTED: the disk is full, nothing was written, try again when
  // there is room. INVALID_ARGUMENT for an empty record or one above
  // kJournalRecordMax bytes. After any other error (and then ever after, as
  // FAILED_PRECONDITION) nobody knows what is on disk: open the journal again.
  absl::Status Append(std::string_view record, int64_t time_us,
                      const std::function<std::string()>& summary);

  // Records in order, with the chain before the first of them.
  struct Batch {
    proof::Hash previous_chain{};
    std::vector<std::string> records;
  };
  // As many from `first` on as both limits allow, at least one. OUT_OF_RANGE if
  // the journal does not have `first` (any more); DATA_LOSS as Open.
  absl::StatusOr<Batch> Read(uint64_t first, size_t records_max,
                             size_t bytes_max);

  // chain(sequence); errors as Read.
  absl::StatusOr<proof::Hash> ChainAt(uint64_t sequence);

  // Keeps the highest watermark that the ledger told; a lower one changes
  // nothing. After the next opening it may be acknowledged_behind_max lower.
  // OUT_OF_RANGE above last_sequence().
  absl::Status SetAcknowledged(uint64_t watermark);

  // Removes segments (never the newest) whose records are all acknowledged and
  // older than `time_us`.
  absl::Status RemoveOlderThan(int64_t time_us);

  const JournalId& id() const { return options_.id; }
  // 0 if there is none.
  uint64_t last_sequence() const { return segments_.back().last_sequence; }
  uint64_t first_retained() const { return segments_.front().first_sequence; }
  uint64_t acknowledged() const { return acknowledged_; }
  // Bytes of all segments.
  uint64_t size_bytes() const;
  // False after an error that only opening again can mend.
  bool healthy() const { return broken_.empty(); }

 private:
  friend class JournalOpening;

  // Where the next batch probably begins.
  struct Place {
    uint64_t sequence = 0;
    size_t segment = 0;
    size_t offset = 0;
    proof::Hash chain{};
  };

  DeviceJournal(const Options& options,
                std::unique_ptr<const checkpoint::PosixFile> lock);

  std::string PathOf(const Segment& segment) const;
  absl::Status BeginSegment(const std::string& summary);
  absl::Status OpenNewest();
  absl::Status PutHead(const JournalHead& head);
  // A head with what is known now.
  absl::Status KeepAcknowledged();
  absl::Status Broken(absl::Status why);
  absl::StatusOr<Place> Find(uint64_t sequence);
  // Walks over the frames at `place` while `take` says so.
  absl::Status Walk(Place* place, size_t bytes,
                    const std::function<bool(const Frame&)>& take) const;

  Options options_;
  std::unique_ptr<const checkpoint::PosixFile> lock_;
  JournalHead head_;  // as on disk
  uint64_t acknowledged_ = 0;
  std::vector<Segment> segments_;  // never empty
  std::unique_ptr<checkpoint::PosixFile> newest_;
  proof::Hash chain_{};  // chain(last_sequence())
  std::optional<Place> next_read_;
  std::string broken_;
};

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_DEVICE_JOURNAL_H_
