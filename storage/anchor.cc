#include "storage/anchor.h"

#include <utility>

#include "storage/big_endian.h"
#include "storage/failpoint.h"
#include "storage/rocks_status.h"

namespace greenledger::storage {
namespace {

constexpr std::string_view kMagic = "GLANCHOR";
constexpr size_t kSchemaAt = kMagic.size();
constexpr size_t kCommitAt = kSchemaAt + 4;
constexpr size_t kChainAt = kCommitAt + 8;
constexpr size_t kCheckAt = kChainAt + sizeof(proof::Hash);
constexpr size_t kEnd = kCheckAt + sizeof(proof::Hash);

absl::Status Create(rocksdb::Env* env, const std::string& folder,
                    const AnchorRecord& first) {
  std::string bytes(2 * kAnchorSlotSize, '\0');
  bytes.replace((first.commit % 2) * kAnchorSlotSize, kAnchorSlotSize,
                EncodeAnchorSlot(first));
  const std::string path = AnchorPath(folder);
  const std::string draft = path + ".new";
  rocksdb::Status s =
      rocksdb::WriteStringToFile(env, bytes, draft, /*should_sync=*/true);
  GREENLEDGER_FAILPOINT("anchor_before_rename");
  if (s.ok()) s = env->RenameFile(draft, path);
  GREENLEDGER_FAILPOINT("anchor_after_rename");
  std::unique_ptr<rocksdb::Directory> directory;
  if (s.ok()) s = env->NewDirectory(folder, &directory);
  if (s.ok()) s = directory->Fsync();
  return FromRocks(s, "making the anchor");
}

}  // namespace

std::string AnchorPath(const std::string& folder) { return folder + "/ANCHOR"; }

std::string EncodeAnchorSlot(const AnchorRecord& record) {
  std::string slot(kMagic);
  AppendBigEndian32(&slot, record.schema);
  AppendBigEndian64(&slot, record.commit);
  slot.append(proof::AsBytes(record.chain));
  slot.append(proof::AsBytes(proof::Sha256({slot})));
  slot.resize(kAnchorSlotSize, '\0');
  return slot;
}

std::optional<AnchorRecord> DecodeAnchorSlot(std::string_view slot) {
  if (slot.size() < kEnd || slot.substr(0, kMagic.size()) != kMagic) {
    return std::nullopt;
  }
  const proof::Hash check = proof::Sha256({slot.substr(0, kCheckAt)});
  if (slot.substr(kCheckAt, check.size()) != proof::AsBytes(check)) {
    return std::nullopt;
  }
  return AnchorRecord{
      .schema = static_cast<uint32_t>(BigEndian(slot.substr(kSchemaAt, 4))),
      .commit = BigEndian(slot.substr(kCommitAt, 8)),
      .chain = proof::FromBytes(slot.substr(kChainAt, sizeof(proof::Hash)))};
}

absl::StatusOr<std::optional<AnchorRecord>> ReadAnchor(
    rocksdb::Env* env, const std::string& path) {
  if (env->FileExists(path).IsNotFound()) return std::nullopt;
  std::string bytes;
  rocksdb::Status s = rocksdb::ReadFileToString(env, path, &bytes);
  if (!s.ok()) return FromRocks(s, "reading the anchor");
  bytes.resize(2 * kAnchorSlotSize, '\0');
  const std::string_view view = bytes;
  const auto even = DecodeAnchorSlot(view.substr(0, kAnchorSlotSize));
  const auto odd = DecodeAnchorSlot(view.substr(kAnchorSlotSize));
  if (!even && !odd) {
    return absl::DataLossError(
        "both slots of " + path +
        " are damaged: which commit was acknowledged last cannot be told");
  }
  if (!even) return odd;
  if (!odd) return even;
  return even->commit > odd->commit ? even : odd;
}

AnchorFile::AnchorFile(std::unique_ptr<rocksdb::RandomRWFile> file)
    : file_(std::move(file)) {}

absl::StatusOr<std::unique_ptr<AnchorFile>> AnchorFile::OpenOrCreate(
    rocksdb::Env* env, const std::string& folder, const AnchorRecord& first) {
  const std::string path = AnchorPath(folder);
  if (env->FileExists(path).IsNotFound()) {
    if (absl::Status s = Create(env, folder, first); !s.ok()) return s;
  }
  std::unique_ptr<rocksdb::RandomRWFile> file;
  rocksdb::Status s = env->NewRandomRWFile(path, &file, rocksdb::EnvOptions());
  if (!s.ok()) return FromRocks(s, "opening the anchor");
  return std::unique_ptr<AnchorFile>(new AnchorFile(std::move(file)));
}

absl::Status AnchorFile::Write(const AnchorRecord& record) {
  const uint64_t offset = (record.commit % 2) * kAnchorSlotSize;
  rocksdb::Status s = file_->Write(offset, EncodeAnchorSlot(record));
  if (s.ok()) s = file_->Sync();
  return FromRocks(s, "writing the anchor");
}

}  // namespace greenledger::storage
