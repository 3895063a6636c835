#include "clients/kiosk/agent/desk.h"

#include <sys/statvfs.h>

#include <map>
#include <utility>

#include "storage/big_endian.h"

namespace greenledger::kiosk {
namespace {

constexpr size_t kBinBytes = 4 + 3 * 8;

}  // namespace

absl::StatusOr<std::unique_ptr<Desk>> Desk::Open(const Options& options) {
  std::unique_ptr<Desk> desk(new Desk(options));
  v1::Record record;
  auto journal = journal::DeviceJournal::Open(
      options.journal,
      {[&](std::string_view summary) { desk->ReadSummary(summary); },
       [&](std::string_view bytes) {
         desk->Count(
             record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))
                 ? &record
                 : nullptr);
       }});
  if (!journal.ok()) return journal.status();
  desk->journal_ = *std::move(journal);
  return desk;
}

void Desk::Count(const v1::Record* record) {
  tally_.Add(record);
  if (record != nullptr && (closed_us_ == 0 || record->has_daily_close())) {
    closed_us_ = record->device_time_us();
  }
}

// closed_us, size of the sums as DailyClose, the sums, then each bin with its
// drops, grams and pieces; numbers big-endian.
std::string Desk::Summary() const {
  std::string text;
  storage::AppendBigEndian64(&text, static_cast<uint64_t>(closed_us_));
  const std::string sums = tally_.sums().SerializeAsString();
  storage::AppendBigEndian32(&text, static_cast<uint32_t>(sums.size()));
  text += sums;
  for (const auto& [bin, count] : tally_.bins()) {
    storage::AppendBigEndian32(&text, bin);
    storage::AppendBigEndian64(&text, count.drops);
    storage::AppendBigEndian64(&text, count.grams);
    storage::AppendBigEndian64(&text, count.pieces);
  }
  return text;
}

// Its bytes are covered by a checksum: what does not fit is an empty journal.
void Desk::ReadSummary(std::string_view summary) {
  if (summary.size() < 12) return;
  closed_us_ = static_cast<int64_t>(storage::BigEndian(summary.substr(0, 8)));
  const size_t size = storage::BigEndian(summary.substr(8, 4));
  summary.remove_prefix(12);
  v1::DailyClose sums;
  const std::string_view bytes = summary.substr(0, size);
  if (!sums.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return;
  }
  summary.remove_prefix(bytes.size());
  std::map<uint32_t, rules::BinSums> bins;
  for (; summary.size() >= kBinBytes; summary.remove_prefix(kBinBytes)) {
    const auto bin =
        static_cast<uint32_t>(storage::BigEndian(summary.substr(0, 4)));
    bins[bin] = {storage::BigEndian(summary.substr(4, 8)),
                 storage::BigEndian(summary.substr(12, 8)),
                 storage::BigEndian(summary.substr(20, 8))};
  }
  tally_.Restore(sums, std::move(bins));
}

uint64_t Desk::FreeBytes() const {
  struct statvfs disk {};
  if (statvfs(options_.journal.folder.c_str(), &disk) != 0) return 0;
  return uint64_t{disk.f_bavail} * disk.f_frsize;
}

absl::StatusOr<uint64_t> Desk::Write(v1::Record record) {
  const uint64_t free = FreeBytes();
  if (free < options_.free_bytes_min) {
    return absl::ResourceExhaustedError(
        "the disk has " + std::to_string(free) + " bytes free; expected " +
        std::to_string(options_.free_bytes_min) + " or more");
  }
  const DeviceTime time = options_.clock->Now();
  record.set_sequence(journal_->last_sequence() + 1);
  record.set_device_time_us(time.now_us);
  record.set_clock_synced(time.synced);
  record.set_monotonic_us(time.monotonic_us);
  absl::Status written = journal_->Append(
      record.SerializeAsString(), time.now_us, [this] { return Summary(); });
  if (!written.ok()) return written;
  Count(&record);
  return record.sequence();
}

absl::StatusOr<uint64_t> Desk::WriteClearance(v1::Clearance clearance) {
  *clearance.mutable_counted() =
      rules::ToMessage(tally_.InBin(clearance.bin()));
  v1::Record record;
  *record.mutable_clearance() = std::move(clearance);
  return Write(std::move(record));
}

absl::StatusOr<uint64_t> Desk::WriteDailyClose() {
  v1::Record record;
  *record.mutable_daily_close() = tally_.sums();
  return Write(std::move(record));
}

}  // namespace greenledger::kiosk
