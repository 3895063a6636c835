#include "storage/salvage/damaged_log.h"

#include <string>

#include "rocksdb/write_batch.h"
#include "storage/log_file.h"

namespace greenledger::storage {
namespace {

// Sequence number and count, in front of a batch's operations.
constexpr size_t kBatchHeaderSize = 12;

class Puts final : public rocksdb::WriteBatch::Handler {
 public:
  using Visit =
      std::function<void(std::string_view key, std::string_view value)>;
  explicit Puts(const Visit& visit) : visit_(visit) {}

  rocksdb::Status PutCF(uint32_t, const rocksdb::Slice& key,
                        const rocksdb::Slice& value) override {
    visit_(key.ToStringView(), value.ToStringView());
    return rocksdb::Status::OK();
  }

 private:
  const Visit& visit_;
};

}  // namespace

absl::Status ReadDamagedLog(
    std::string_view file,
    const std::function<void(std::string_view key, std::string_view value)>&
        visit) {
  Puts puts(visit);
  const uint64_t intact = ReadLogFile(file, [&](std::string_view record) {
    if (record.size() < kBatchHeaderSize) return;
    // A batch that holds anything but puts is no commit and ends there.
    rocksdb::WriteBatch(std::string(record))
        .Iterate(&puts)
        .PermitUncheckedError();
  });
  if (intact == file.size()) return absl::OkStatus();
  return absl::DataLossError("damaged or torn from byte " +
                             std::to_string(intact) + " on, of " +
                             std::to_string(file.size()));
}

}  // namespace greenledger::storage
