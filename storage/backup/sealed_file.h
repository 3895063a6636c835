// One file of a backup, sealed for the holder of the secret key:
//
//   header   "GLSEALED" ‖ version u32 = 1 ‖ key id 8 ‖ object id 32
//            ‖ size of the content u64 ‖ sealed key 80 ‖ stream header 24
//   frames   ceil(size / 65,536), at least one; each the next 65,536 bytes of
//            the content, the last one what remains, and 17 bytes
//   check    SHA-256 of all the bytes before, 32
//
// Numbers are big-endian. The key of the content is 32 random bytes, sealed to
// the public key (libsodium's crypto_box_seal). The frames are those of
// crypto_secretstream_xchacha20poly1305 under it; the first one has the bytes
// of the header as associated data, the last one is tagged FINAL. The object id
// is that of backup_key.h, over the content.
//
// Who has no secret can tell by the check whether a file is what was written;
// who has it can tell whether the content is what its name says.
#ifndef GREENLEDGER_STORAGE_BACKUP_SEALED_FILE_H_
#define GREENLEDGER_STORAGE_BACKUP_SEALED_FILE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/backup_key.h"

namespace greenledger::backup {

// What a backup calls a file: its object id, 64 hexadecimal digits, and its
// size.
struct Object {
  std::string id;
  uint64_t bytes = 0;
  friend auto operator<=>(const Object&, const Object&) = default;
};

// Gets the bytes read since its last call; another status than OK ends the
// work with that status.
using OnRead = std::function<absl::Status(uint64_t bytes)>;

// Size of a sealed file.
uint64_t SealedSize(uint64_t content_bytes);

// The object that this file is.
absl::StatusOr<Object> IdentifyFile(const PublicKey& key,
                                    const std::string& path,
                                    const OnRead& on_read);

// Seals `content` into a new file at `to`, replacing what was there, which is
// durable and was read back from the disk when this returns. ABORTED if the
// content is not `object`: it changed meanwhile.
absl::Status SealFile(const PublicKey& key, const Object& object,
                      const std::string& content, const std::string& to,
                      const OnRead& on_read);
absl::Status SealBytes(const PublicKey& key, const Object& object,
                       std::string_view content, const std::string& to);

// Whether the file still is what was written, without the secret. DATA_LOSS
// names the file and says what is wrong; also if there is none.
absl::Status CheckSealed(const std::string& path, const Object& object,
                         const OnRead& on_read);

// Calls `take` with the content, piece by piece; what was taken counts only if
// this returns OK. PERMISSION_DENIED if it was sealed for another key;
// DATA_LOSS names the file and says what is wrong; errors of `take`.
absl::Status OpenSealed(
    const SecretKey& key, const std::string& path, const Object& object,
    const std::function<absl::Status(std::string_view bytes)>& take);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_SEALED_FILE_H_
