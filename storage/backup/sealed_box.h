// A few bytes sealed for the holder of a secret key, such as the name and
// telephone number of somebody who objects to a list:
//
//   "GLBOX001" ‖ key id 8 ‖ libsodium's crypto_box_seal of the content, padded
//   by sodium_pad to a multiple of 64 bytes
//
// The padding hides how long a name is. Whoever seals needs the public key
// only; the same content never seals to the same bytes. Safe from any thread.
#ifndef GREENLEDGER_STORAGE_BACKUP_SEALED_BOX_H_
#define GREENLEDGER_STORAGE_BACKUP_SEALED_BOX_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/backup/backup_key.h"

namespace greenledger::backup {

// Longest content of a box.
inline constexpr size_t kBoxContentMax = 1024;

// Seals `content`. OUT_OF_RANGE if it is longer than kBoxContentMax.
absl::StatusOr<std::string> SealBox(const PublicKey& key,
                                    std::string_view content);

// What is in a box. INVALID_ARGUMENT if the bytes are no box,
// PERMISSION_DENIED if it was sealed for another key, DATA_LOSS if it was
// changed since.
absl::StatusOr<std::string> OpenBox(const SecretKey& key, std::string_view box);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_SEALED_BOX_H_
