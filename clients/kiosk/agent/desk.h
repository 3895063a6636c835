// Where records are made: fills in what every record has, writes it to the
// journal, and keeps the sums that daily closes and clearances state.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_DESK_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_DESK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/kiosk/agent/device_clock.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/tally.h"
#include "storage/journal/device_journal.h"

namespace greenledger::kiosk {

// Not thread-safe.
class Desk {
 public:
  struct Options {
    journal::DeviceJournal::Options journal;
    // Must outlive the desk.
    const DeviceClock* clock = nullptr;
    // The disk must have so much free space left, or nothing more is taken.
    uint64_t free_bytes_min = 0;
  };

  // Errors as DeviceJournal::Open.
  static absl::StatusOr<std::unique_ptr<Desk>> Open(const Options& options);

  // Writes a record with the body of `record` and returns its sequence when it
  // is durable. RESOURCE_EXHAUSTED: the disk is full and nothing was written;
  // others as DeviceJournal::Append.
  absl::StatusOr<uint64_t> Write(v1::Record record);

  // A clearance with what this kiosk counted in the bin.
  absl::StatusOr<uint64_t> WriteClearance(v1::Clearance clearance);
  // The close of the day, with both totals.
  absl::StatusOr<uint64_t> WriteDailyClose();

  // Microseconds since 1970: device time of the newest daily close, or of the
  // journal's first record; 0 in an empty journal.
  int64_t closed_us() const { return closed_us_; }
  const rules::Tally& tally() const { return tally_; }
  journal::DeviceJournal& journal() { return *journal_; }
  const journal::DeviceJournal& journal() const { return *journal_; }
  // Free bytes of the journal's disk.
  uint64_t FreeBytes() const;

 private:
  explicit Desk(const Options& options) : options_(options) {}

  void Count(const v1::Record* record);
  std::string Summary() const;
  void ReadSummary(std::string_view summary);

  Options options_;
  std::unique_ptr<journal::DeviceJournal> journal_;
  rules::Tally tally_;
  int64_t closed_us_ = 0;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_DESK_H_
