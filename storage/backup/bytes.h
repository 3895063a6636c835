// Texts as what libsodium reads and writes.
#ifndef GREENLEDGER_STORAGE_BACKUP_BYTES_H_
#define GREENLEDGER_STORAGE_BACKUP_BYTES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace greenledger::backup {

inline const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

inline uint8_t* Bytes(std::string& text) {
  return reinterpret_cast<uint8_t*>(text.data());
}

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_BYTES_H_
