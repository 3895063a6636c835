#include "services/ledger/stored_entries.h"

#include <string>
#include <string_view>

#include "services/common/logging.h"

namespace greenledger::ledger {

bool ReadEntry(const storage::Store& store, uint64_t book, uint64_t index,
               v1::Entry* entry) {
  const absl::StatusOr<std::string> bytes = store.ReadEntry(book, index);
  return bytes.ok() && entry->ParseFromString(*bytes);
}

bool ReadEntries(const storage::Store& store, uint64_t book, uint64_t from,
                 uint64_t to,
                 const std::function<void(const v1::Entry&)>& visit) {
  v1::Entry entry;
  bool readable = true;
  const absl::Status read = store.ReadEntries(
      book, from, [&](uint64_t index, std::string_view bytes) {
        if (index >= to) return false;
        readable =
            entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
        if (readable) visit(entry);
        return readable;
      });
  if (read.ok() && readable) return true;
  common::LogError("stored_entries_unreadable",
                   {{"book", std::to_string(book)},
                    {"status", std::string(read.message())}});
  return false;
}

uint64_t FirstFrom(const storage::Store& store, uint64_t book, uint64_t end,
                   int64_t time_us) {
  uint64_t low = 0;
  while (low < end) {
    const uint64_t middle = low + (end - low) / 2;
    bool before = false;
    if (!ReadEntries(store, book, middle, middle + 1,
                     [&](const v1::Entry& entry) {
                       before = entry.time_us() < time_us;
                     })) {
      return end;
    }
    if (before) {
      low = middle + 1;
    } else {
      end = middle;
    }
  }
  return low;
}

}  // namespace greenledger::ledger
