#include "storage/backup/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

#include "storage/backup/bytes.h"
#include "storage/backup/running_hash.h"
#include "storage/big_endian.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

using checkpoint::FileError;
using checkpoint::PosixFile;

constexpr std::string_view kMagic = "GLSEALED";
constexpr uint32_t kVersion = 1;
constexpr size_t kFrameContent = 65'536;
constexpr size_t kFrameExtra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr size_t kSealedKeySize =
    crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr size_t kStreamHeaderSize =
    crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr size_t kKeyIdAt = 12;
constexpr size_t kSealedKeyAt = kKeyIdAt + 8 + 32 + 8;
constexpr size_t kStreamHeaderAt = kSealedKeyAt + kSealedKeySize;
constexpr size_t kHeaderSize = kStreamHeaderAt + kStreamHeaderSize;
constexpr size_t kCheckSize = sizeof(proof::Hash);
static_assert(kFrameExtra == 17 && kHeaderSize == 164);

using Stream = crypto_secretstream_xchacha20poly1305_state;
using ContentKey =
    std::array<uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES>;

std::string FromHex(std::string_view hex) {
  std::string bytes(hex.size() / 2, '\0');
  if (sodium_hex2bin(Bytes(bytes), bytes.size(), hex.data(), hex.size(),
                     nullptr, nullptr, nullptr) != 0) {
    std::abort();  // ids are made or checked before they come here
  }
  return bytes;
}

absl::Status Damaged(const std::string& path, std::string_view what) {
  return absl::DataLossError(path + ": " + std::string(what));
}

uint64_t FrameCount(uint64_t content_bytes) {
  return std::max<uint64_t>(
      1, (content_bytes + kFrameContent - 1) / kFrameContent);
}

// The header up to the sealed key.
std::string HeaderFront(const PublicKey& key, const Object& object) {
  std::string front(kMagic);
  storage::AppendBigEndian32(&front, kVersion);
  front += FromHex(KeyId(key));
  front += FromHex(object.id);
  storage::AppendBigEndian64(&front, object.bytes);
  return front;
}

// Writes a sealed file piece by piece.
class Sealer {
 public:
  Sealer(const PublicKey& key, const Object& object, const std::string& path)
      : path_(path),
        bytes_left_(object.bytes),
        file_(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) {
    // Lets libsodium open its source of random numbers, once.
    static const int initialised = sodium_init();
    if (initialised < 0) std::abort();
    ContentKey content_key;
    crypto_secretstream_xchacha20poly1305_keygen(content_key.data());
    header_ = HeaderFront(key, object);
    header_.resize(kHeaderSize);
    uint8_t* const header = Bytes(header_);
    if (crypto_box_seal(header + kSealedKeyAt, content_key.data(),
                        content_key.size(), Bytes(key.key)) != 0) {
      std::abort();  // the public key is no point
    }
    crypto_secretstream_xchacha20poly1305_init_push(
        &stream_, header + kStreamHeaderAt, content_key.data());
    sodium_memzero(content_key.data(), content_key.size());
  }

  absl::Status Begin() {
    if (!file_.ok()) return FileError(path_, "making the file");
    return Write(header_);
  }

  // `piece` is a whole frame, or the last one.
  absl::Status Add(std::string_view piece) {
    bytes_left_ -= std::min<uint64_t>(bytes_left_, piece.size());
    const uint8_t tag = bytes_left_ == 0
                            ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                            : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    const std::string_view extra = first_ ? std::string_view(header_) : "";
    first_ = false;
    frame_.resize(piece.size() + kFrameExtra);
    crypto_secretstream_xchacha20poly1305_push(&stream_, Bytes(frame_), nullptr,
                                               Bytes(piece), piece.size(),
                                               Bytes(extra), extra.size(), tag);
    return Write(frame_);
  }

  absl::Status Finish() {
    const proof::Hash check = hash_.Take();
    absl::Status written = file_.Write(proof::AsBytes(check), path_);
    if (!written.ok()) return written;
    if (fsync(file_.fd()) != 0) return FileError(path_, "syncing");
    // So that what is read back comes from the disk.
    posix_fadvise(file_.fd(), 0, 0, POSIX_FADV_DONTNEED);
    return absl::OkStatus();
  }

 private:
  absl::Status Write(std::string_view bytes) {
    hash_.Add(bytes);
    return file_.Write(bytes, path_);
  }

  const std::string path_;
  uint64_t bytes_left_;
  PosixFile file_;
  Stream stream_;
  std::string header_;
  std::string frame_;
  RunningHash hash_;
  bool first_ = true;
};

// Reads a sealed file piece by piece, comparing what can be compared.
class SealedReader {
 public:
  SealedReader(const std::string& path, const Object& object)
      : path_(path), object_(object), file_(path, O_RDONLY) {}

  absl::Status Begin();
  const std::string& header() const { return header_; }
  // The next frame; REQUIRES: called FrameCount times at most.
  absl::Status Next(std::string* frame);
  absl::Status Finish();

 private:
  absl::Status Read(size_t count, std::string* bytes);

  const std::string path_;
  const Object object_;
  const PosixFile file_;
  std::string header_;
  uint64_t bytes_left_ = 0;
  RunningHash hash_;
};

absl::Status SealedReader::Read(size_t count, std::string* bytes) {
  bytes->resize(count);
  const auto got = file_.Read(bytes->data(), count, path_);
  if (!got.ok()) return got.status();
  if (*got < count) return Damaged(path_, "ends early");
  return absl::OkStatus();
}

absl::Status SealedReader::Begin() {
  if (!file_.ok() && errno == ENOENT) return Damaged(path_, "is missing");
  if (!file_.ok()) return FileError(path_, "opening");
  posix_fadvise(file_.fd(), 0, 0, POSIX_FADV_DONTNEED);
  absl::Status read = Read(kHeaderSize, &header_);
  if (!read.ok()) return read;
  const std::string_view header = header_;
  if (!header.starts_with(kMagic)) {
    return Damaged(path_, "is not a sealed file");
  }
  const uint64_t version = storage::BigEndian(header.substr(kMagic.size(), 4));
  if (version != kVersion) {
    return Damaged(path_, "has version " + std::to_string(version) +
                              ", must have " + std::to_string(kVersion));
  }
  std::string expected = FromHex(object_.id);
  storage::AppendBigEndian64(&expected, object_.bytes);
  if (header.substr(kKeyIdAt + 8, expected.size()) != expected) {
    return Damaged(path_, "is another file than its name says");
  }
  hash_.Add(header_);
  bytes_left_ = object_.bytes;
  return absl::OkStatus();
}

absl::Status SealedReader::Next(std::string* frame) {
  const auto content =
      static_cast<size_t>(std::min<uint64_t>(bytes_left_, kFrameContent));
  bytes_left_ -= content;
  absl::Status read = Read(content + kFrameExtra, frame);
  if (read.ok()) hash_.Add(*frame);
  return read;
}

absl::Status SealedReader::Finish() {
  std::string check;
  absl::Status read = Read(kCheckSize, &check);
  if (!read.ok()) return read;
  if (check != proof::AsBytes(hash_.Take())) {
    return Damaged(path_, "is not what was written: its hash differs");
  }
  char more = 0;
  const auto got = file_.Read(&more, 1, path_);
  if (!got.ok()) return got.status();
  if (*got != 0) return Damaged(path_, "goes on behind its end");
  return absl::OkStatus();
}

absl::Status Unchanged(const PublicKey& key, const Object& object,
                       const std::string& content, RunningHash* hash) {
  if (ObjectId(key, hash->Take()) == object.id) return absl::OkStatus();
  return absl::AbortedError(content + " changed while it was backed up");
}

absl::StatusOr<ContentKey> OpenKey(const SecretKey& key,
                                   const std::string& path,
                                   std::string_view header) {
  if (header.substr(kKeyIdAt, 8) != FromHex(KeyId(key.pub))) {
    return absl::PermissionDeniedError(
        path + " is sealed for another key than " + KeyId(key.pub));
  }
  ContentKey content_key;
  if (crypto_box_seal_open(content_key.data(), Bytes(header) + kSealedKeyAt,
                           kSealedKeySize, Bytes(key.pub.key),
                           Bytes(key.secret)) != 0) {
    return Damaged(path, "its key cannot be opened");
  }
  return content_key;
}

}  // namespace

uint64_t SealedSize(uint64_t content_bytes) {
  return kHeaderSize + content_bytes + FrameCount(content_bytes) * kFrameExtra +
         kCheckSize;
}

absl::StatusOr<Object> IdentifyFile(const PublicKey& key,
                                    const std::string& path,
                                    const OnRead& on_read) {
  const PosixFile file(path, O_RDONLY);
  if (!file.ok()) return FileError(path, "opening");
  RunningHash hash;
  Object object;
  std::string piece(16 * kFrameContent, '\0');
  while (true) {
    const auto got = file.Read(piece.data(), piece.size(), path);
    if (!got.ok()) return got.status();
    if (*got == 0) break;
    hash.Add(std::string_view(piece).substr(0, *got));
    object.bytes += *got;
    if (absl::Status s = on_read(*got); !s.ok()) return s;
  }
  object.id = ObjectId(key, hash.Take());
  return object;
}

absl::Status SealFile(const PublicKey& key, const Object& object,
                      const std::string& content, const std::string& to,
                      const OnRead& on_read) {
  const PosixFile file(content, O_RDONLY);
  if (!file.ok()) return FileError(content, "opening");
  Sealer sealer(key, object, to);
  absl::Status done = sealer.Begin();
  RunningHash hash;
  std::string piece(kFrameContent, '\0');
  for (uint64_t i = 0; done.ok() && i < FrameCount(object.bytes); ++i) {
    const auto got = file.Read(piece.data(), piece.size(), content);
    if (!got.ok()) return got.status();
    const std::string_view bytes = std::string_view(piece).substr(0, *got);
    hash.Add(bytes);
    done = sealer.Add(bytes);
    if (done.ok()) done = on_read(*got);
  }
  if (done.ok()) done = Unchanged(key, object, content, &hash);
  if (done.ok()) done = sealer.Finish();
  if (!done.ok()) return done;
  return CheckSealed(to, object, [](uint64_t) { return absl::OkStatus(); });
}

absl::Status SealBytes(const PublicKey& key, const Object& object,
                       std::string_view content, const std::string& to) {
  Sealer sealer(key, object, to);
  absl::Status done = sealer.Begin();
  for (uint64_t i = 0; done.ok() && i < FrameCount(object.bytes); ++i) {
    done = sealer.Add(content.substr(i * kFrameContent, kFrameContent));
  }
  if (done.ok()) done = sealer.Finish();
  if (!done.ok()) return done;
  return CheckSealed(to, object, [](uint64_t) { return absl::OkStatus(); });
}

absl::Status CheckSealed(const std::string& path, const Object& object,
                         const OnRead& on_read) {
  SealedReader reader(path, object);
  absl::Status read = reader.Begin();
  std::string frame;
  for (uint64_t i = 0; read.ok() && i < FrameCount(object.bytes); ++i) {
    read = reader.Next(&frame);
    if (read.ok()) read = on_read(frame.size() - kFrameExtra);
  }
  return read.ok() ? reader.Finish() : read;
}

absl::Status OpenSealed(
    const SecretKey& key, const std::string& path, const Object& object,
    const std::function<absl::Status(std::string_view bytes)>& take) {
  SealedReader reader(path, object);
  if (absl::Status s = reader.Begin(); !s.ok()) return s;
  const auto content_key = OpenKey(key, path, reader.header());
  if (!content_key.ok()) return content_key.status();
  Stream stream;
  crypto_secretstream_xchacha20poly1305_init_pull(
      &stream, Bytes(reader.header()) + kStreamHeaderAt, content_key->data());
  RunningHash hash;
  std::string frame;
  std::string piece;
  const uint64_t frames = FrameCount(object.bytes);
  for (uint64_t i = 0; i < frames; ++i) {
    if (absl::Status s = reader.Next(&frame); !s.ok()) return s;
    piece.resize(frame.size() - kFrameExtra);
    const std::string_view extra =
        i == 0 ? std::string_view(reader.header()) : "";
    uint8_t tag = 0;
    const uint8_t last = crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (crypto_secretstream_xchacha20poly1305_pull(
            &stream, Bytes(piece), nullptr, &tag, Bytes(frame), frame.size(),
            Bytes(extra), extra.size()) != 0 ||
        (tag == last) != (i + 1 == frames)) {
      return Damaged(path, "is not what was sealed, from byte " +
                               std::to_string(i * kFrameContent) + " on");
    }
    hash.Add(piece);
    if (absl::Status s = take(piece); !s.ok()) return s;
  }
  if (absl::Status s = reader.Finish(); !s.ok()) return s;
  if (ObjectId(key.pub, hash.Take()) == object.id) return absl::OkStatus();
  return Damaged(path, "its content is not what its name says");
}

}  // namespace greenledger::backup
