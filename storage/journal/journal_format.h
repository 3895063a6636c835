// The bytes of a kiosk's journal; FORMAT.md describes them.
#ifndef GREENLEDGER_STORAGE_JOURNAL_JOURNAL_FORMAT_H_
#define GREENLEDGER_STORAGE_JOURNAL_JOURNAL_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/journal/record_chain.h"
#include "storage/proof/sha256.h"

namespace greenledger::journal {

// Of a record and of a segment's summary.
inline constexpr size_t kJournalRecordMax = 32'768;
inline constexpr size_t kSummaryMax = 1 << 20;
inline constexpr size_t kFrameHead = 24;
inline constexpr size_t kFrameMax = kFrameHead + kJournalRecordMax;

// What a segment begins with.
struct SegmentHeader {
  JournalId id;
  uint64_t first_sequence = 0;
  proof::Hash chain{};  // chain(first_sequence - 1)
  std::string summary;
  // Bytes it takes in the file; set by DecodeHeader.
  size_t size = 0;
};

// REQUIRES: header.summary.size() <= kSummaryMax.
std::string EncodeHeader(const SegmentHeader& header);
// nullopt if the bytes do not begin with a whole header.
std::optional<SegmentHeader> DecodeHeader(std::string_view bytes);

// A record in a segment; `record` lies in the bytes it was decoded from.
struct Frame {
  uint64_t sequence = 0;
  int64_t time_us = 0;
  std::string_view record;

  size_t size() const { return kFrameHead + record.size(); }
};

// REQUIRES: frame.record.size() <= kJournalRecordMax.
std::string EncodeFrame(const Frame& frame);
// nullopt if the bytes do not begin with a whole frame.
std::optional<Frame> DecodeFrame(std::string_view bytes);

// What must not go back.
struct JournalHead {
  JournalId id;
  // Highest watermark that the ledger ever told.
  uint64_t acknowledged = 0;
  // First sequence of the newest segment, 0 before there is one.
  uint64_t newest_segment = 0;
};
std::string EncodeHead(const JournalHead& head);
std::optional<JournalHead> DecodeHead(std::string_view bytes);

// The file name of a segment, and back; nullopt for other names.
std::string SegmentName(uint64_t first_sequence);
std::optional<uint64_t> ParseSegmentName(std::string_view name);

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_JOURNAL_FORMAT_H_
