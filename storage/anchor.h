// The anchor: a small file beside the database that says which commit was
// acknowledged last. Nothing inside RocksDB notices a write-ahead log that is
// gone or cut between two records; comparing with the anchor does.
//
// Two slots of 4 KiB; commit n is written to slot n mod 2 and synced, so one
// slot is whole at any moment. FORMAT.md gives the bytes.
#ifndef GREENLEDGER_STORAGE_ANCHOR_H_
#define GREENLEDGER_STORAGE_ANCHOR_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/env.h"
#include "storage/proof/sha256.h"

namespace greenledger::storage {

struct AnchorRecord {
  uint32_t schema = 0;
  uint64_t commit = 0;
  proof::Hash chain{};
  friend bool operator==(const AnchorRecord&, const AnchorRecord&) = default;
};

inline constexpr size_t kAnchorSlotSize = 4096;

// One slot, kAnchorSlotSize bytes.
std::string EncodeAnchorSlot(const AnchorRecord& record);

// nullopt if the slot was never written or is damaged.
std::optional<AnchorRecord> DecodeAnchorSlot(std::string_view slot);

// The newer of the two slots; nullopt if there is no file; DATA_LOSS if neither
// slot can be read.
absl::StatusOr<std::optional<AnchorRecord>> ReadAnchor(rocksdb::Env* env,
                                                       const std::string& path);

// The file, open for writing. Not thread-safe.
class AnchorFile {
 public:
  // Opens the file, or makes it with `first` as its only record, in `folder`.
  // The name is durable when it returns. `env` must outlive the file.
  static absl::StatusOr<std::unique_ptr<AnchorFile>> OpenOrCreate(
      rocksdb::Env* env, const std::string& folder, const AnchorRecord& first);

  // Returns when the record is durable. After an error the file's state is
  // unknown.
  absl::Status Write(const AnchorRecord& record);

 private:
  explicit AnchorFile(std::unique_ptr<rocksdb::RandomRWFile> file);

  std::unique_ptr<rocksdb::RandomRWFile> file_;
};

// Where the anchor of a data folder is.
std::string AnchorPath(const std::string& folder);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_ANCHOR_H_
