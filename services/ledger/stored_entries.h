// One stored entry as a message.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_STORED_ENTRY_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_STORED_ENTRY_H_

#include <cstdint>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "storage/store.h"

namespace greenledger::oversight {

// False if there is none or it cannot be read.
inline bool ReadEntry(const storage::Store& store, uint64_t book,
                      uint64_t index, v1::Entry* entry) {
  bool readable = false;
  const absl::Status read =
      store.ReadEntries(book, index, [&](uint64_t at, std::string_view bytes) {
        readable =
            at == index &&
            entry->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
        return false;
      });
  return read.ok() && readable;
}

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_STORED_ENTRY_H_
