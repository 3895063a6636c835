// A journal in a folder of its own, and file calls that fail when told to.
#ifndef GREENLEDGER_TESTS_STORAGE_JOURNAL_JOURNAL_TESTING_H_
#define GREENLEDGER_TESTS_STORAGE_JOURNAL_JOURNAL_TESTING_H_

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/journal/device_journal.h"

namespace greenledger::journal {

inline constexpr JournalId kTestJournal{350212002001, 7, 11};

// Leaves out the syncs: a process that is killed, unlike a machine, loses
// nothing of what it wrote, and tests end sooner.
class UnsyncedCalls : public FileCalls {
 public:
  int SyncData(int) override { return 0; }
  static UnsyncedCalls& Shared() {
    static UnsyncedCalls calls;
    return calls;
  }
};

// Fails call number `fail_at` (1 is the next) and, if `forever`, all after it.
class FailingCalls final : public UnsyncedCalls {
 public:
  int Open(const std::string& path, int flags, mode_t mode) override {
    return Fails() ? -1 : FileCalls::Open(path, flags, mode);
  }
  ssize_t Write(int file, const char* bytes, size_t size, off_t at) override {
    if (!Fails()) return FileCalls::Write(file, bytes, size, at);
    // As a full disk does it: some bytes, then none.
    (void)FileCalls::Write(file, bytes, size / 2, at);
    errno = error;
    return -1;
  }
  int SyncData(int file) override {
    return Fails() ? -1 : UnsyncedCalls::SyncData(file);
  }
  int Truncate(int file, off_t size) override {
    return Fails() ? -1 : FileCalls::Truncate(file, size);
  }
  int Rename(const std::string& from, const std::string& to) override {
    return Fails() ? -1 : FileCalls::Rename(from, to);
  }
  int Remove(const std::string& path) override {
    return Fails() ? -1 : FileCalls::Remove(path);
  }

  uint64_t calls = 0;
  uint64_t fail_at = 0;
  bool forever = false;
  int error = EIO;

 private:
  bool Fails() {
    ++calls;
    const bool fails =
        fail_at != 0 && (calls == fail_at || (forever && calls > fail_at));
    if (fails) errno = error;
    return fails;
  }
};

// What a test keeps of the newest segment.
struct Seen {
  std::string summary;
  std::vector<std::string> records;
};

inline absl::StatusOr<std::unique_ptr<DeviceJournal>> OpenTest(
    const std::string& folder, FileCalls* calls = &UnsyncedCalls::Shared(),
    size_t segment_bytes = 4096, Seen* seen = nullptr) {
  DeviceJournal::Options options;
  options.folder = folder;
  options.id = kTestJournal;
  options.calls = calls;
  options.segment_bytes = segment_bytes;
  return DeviceJournal::Open(options, {[seen](std::string_view summary) {
                                         if (seen != nullptr)
                                           seen->summary = summary;
                                       },
                                       [seen](std::string_view record) {
                                         if (seen != nullptr)
                                           seen->records.emplace_back(record);
                                       }});
}

inline std::string RecordText(uint64_t sequence) {
  return "record " + std::to_string(sequence) + std::string(sequence % 97, 'x');
}

// Appends the next record, the summary being the number of records before it.
inline absl::Status AppendNext(DeviceJournal& journal) {
  const uint64_t sequence = journal.last_sequence() + 1;
  return journal.Append(RecordText(sequence), static_cast<int64_t>(sequence),
                        [&] { return std::to_string(sequence - 1); });
}

// All records that can be read, in batches of 7; whether they are the right
// ones from the first retained on.
inline bool HoldsRight(DeviceJournal& journal) {
  uint64_t next = journal.first_retained();
  while (next <= journal.last_sequence()) {
    auto batch = journal.Read(next, 7, 1 << 20);
    if (!batch.ok() || batch->previous_chain != *journal.ChainAt(next - 1)) {
      return false;
    }
    for (const std::string& record : batch->records) {
      if (record != RecordText(next++)) return false;
    }
  }
  return true;
}

}  // namespace greenledger::journal

#endif  // GREENLEDGER_TESTS_STORAGE_JOURNAL_JOURNAL_TESTING_H_
