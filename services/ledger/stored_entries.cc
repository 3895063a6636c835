#include "services/ledger/stored_entries.h"

#include <string>
#include <string_view>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "services/common/logging.h"

namespace greenledger::ledger {

bool ReadEntry(const storage::Store& store, uint64_t book, uint64_t index,
               v1::Entry* entry) {
  const absl::StatusOr<std::string> bytes = store.ReadEntry(book, index);
  return bytes.ok() && entry->ParseFromString(*bytes);
}

uint64_t HouseholdIn(std::string_view entry_bytes) {
  using google::protobuf::internal::WireFormatLite;
  google::protobuf::io::CodedInputStream stream(
      reinterpret_cast<const uint8_t*>(entry_bytes.data()),
      static_cast<int>(entry_bytes.size()));
  // Fields are written in the order of their numbers.
  while (const uint32_t tag = stream.ReadTag()) {
    const int field = WireFormatLite::GetTagFieldNumber(tag);
    if (field > v1::Entry::kHouseholdFieldNumber) return 0;
    if (field == v1::Entry::kHouseholdFieldNumber) {
      uint64_t household = 0;
      return stream.ReadVarint64(&household) ? household : 0;
    }
    if (!WireFormatLite::SkipField(&stream, tag)) return 0;
  }
  return 0;
}

namespace {

// Until `visit` is false: then an entry could not be read.
bool VisitEntries(
    const storage::Store& store, uint64_t book, uint64_t from, uint64_t to,
    const std::function<bool(uint64_t index, std::string_view bytes)>& visit) {
  bool readable = true;
  const absl::Status read = store.ReadEntries(
      book, from, [&](uint64_t index, std::string_view bytes) {
        if (index >= to) return false;
        readable = visit(index, bytes);
        return readable;
      });
  if (read.ok() && readable) return true;
  common::LogError("stored_entries_unreadable",
                   {{"book", std::to_string(book)},
                    {"status", std::string(read.message())}});
  return false;
}

}  // namespace

bool ReadEntries(const storage::Store& store, uint64_t book, uint64_t from,
                 uint64_t to,
                 const std::function<void(const v1::Entry&)>& visit) {
  v1::Entry entry;
  return VisitEntries(
      store, book, from, to, [&](uint64_t, std::string_view bytes) {
        const bool parsed =
            entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
        if (parsed) visit(entry);
        return parsed;
      });
}

bool ReadEntriesOf(
    const storage::Store& store, uint64_t book, uint64_t from, uint64_t to,
    const std::function<bool(uint64_t household)>& wants,
    const std::function<void(uint64_t index, std::string_view bytes)>& visit) {
  return VisitEntries(store, book, from, to,
                      [&](uint64_t index, std::string_view bytes) {
                        if (wants(HouseholdIn(bytes))) visit(index, bytes);
                        return true;
                      });
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
