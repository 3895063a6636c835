#include "storage/journal/journal_format.h"

#include <charconv>

#include "storage/big_endian.h"
#include "storage/journal/crc32c.h"

namespace greenledger::journal {
namespace {

using storage::AppendBigEndian32;
using storage::AppendBigEndian64;
using storage::BigEndian;

constexpr std::string_view kSegmentMagic = "GLKJRNL1";
constexpr std::string_view kHeadMagic = "GLKHEAD1";
constexpr std::string_view kSegmentSuffix = ".seg";
constexpr size_t kNameDigits = 20;
constexpr size_t kCrcBytes = 4;
// Magic, identity, first sequence, chain, size of the summary.
constexpr size_t kHeaderFixed = 8 + 24 + 8 + 32 + 4;
constexpr size_t kHeadSize = 8 + 24 + 16 + kCrcBytes;

void AppendId(const JournalId& id, std::string* out) {
  AppendBigEndian64(out, id.book);
  AppendBigEndian64(out, id.kiosk);
  AppendBigEndian64(out, id.incarnation);
}

// Numbers and texts off the front of a text that is long enough.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  std::string_view Text(size_t size) {
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }
  uint64_t Number(size_t size) { return BigEndian(Text(size)); }
  JournalId Id() {
    JournalId id;
    id.book = Number(8);
    id.kiosk = Number(8);
    id.incarnation = Number(8);
    return id;
  }

 private:
  std::string_view bytes_;
};

void AppendCrc(std::string* out) { AppendBigEndian32(out, Crc32c(*out)); }

bool CrcFits(std::string_view bytes, size_t size) {
  return Crc32c(bytes.substr(0, size)) ==
         BigEndian(bytes.substr(size, kCrcBytes));
}

}  // namespace

std::string EncodeHeader(const SegmentHeader& header) {
  std::string out(kSegmentMagic);
  AppendId(header.id, &out);
  AppendBigEndian64(&out, header.first_sequence);
  out.append(proof::AsBytes(header.chain));
  AppendBigEndian32(&out, static_cast<uint32_t>(header.summary.size()));
  out.append(header.summary);
  AppendCrc(&out);
  return out;
}

std::optional<SegmentHeader> DecodeHeader(std::string_view bytes) {
  if (bytes.size() < kHeaderFixed + kCrcBytes) return std::nullopt;
  Cursor cursor(bytes);
  if (cursor.Text(kSegmentMagic.size()) != kSegmentMagic) return std::nullopt;
  SegmentHeader header;
  header.id = cursor.Id();
  header.first_sequence = cursor.Number(8);
  header.chain = proof::FromBytes(cursor.Text(32));
  const size_t summary = cursor.Number(4);
  if (summary > kSummaryMax ||
      bytes.size() < kHeaderFixed + summary + kCrcBytes ||
      !CrcFits(bytes, kHeaderFixed + summary)) {
    return std::nullopt;
  }
  header.summary = std::string(cursor.Text(summary));
  header.size = kHeaderFixed + summary + kCrcBytes;
  return header;
}

std::string EncodeFrame(const Frame& frame) {
  std::string body;
  AppendBigEndian64(&body, frame.sequence);
  AppendBigEndian64(&body, static_cast<uint64_t>(frame.time_us));
  body.append(frame.record);
  std::string out;
  AppendBigEndian32(&out, static_cast<uint32_t>(frame.record.size()));
  AppendBigEndian32(&out, Crc32c(body));
  return out + body;
}

std::optional<Frame> DecodeFrame(std::string_view bytes) {
  if (bytes.size() < kFrameHead) return std::nullopt;
  Cursor cursor(bytes);
  const size_t size = cursor.Number(4);
  const uint64_t crc = cursor.Number(4);
  if (size > kJournalRecordMax || bytes.size() < kFrameHead + size ||
      Crc32c(bytes.substr(8, kFrameHead - 8 + size)) != crc) {
    return std::nullopt;
  }
  Frame frame;
  frame.sequence = cursor.Number(8);
  frame.time_us = static_cast<int64_t>(cursor.Number(8));
  frame.record = cursor.Text(size);
  return frame;
}

std::string EncodeHead(const JournalHead& head) {
  std::string out(kHeadMagic);
  AppendId(head.id, &out);
  AppendBigEndian64(&out, head.acknowledged);
  AppendBigEndian64(&out, head.newest_segment);
  AppendCrc(&out);
  return out;
}

std::optional<JournalHead> DecodeHead(std::string_view bytes) {
  if (bytes.size() != kHeadSize || !CrcFits(bytes, kHeadSize - kCrcBytes)) {
    return std::nullopt;
  }
  Cursor cursor(bytes);
  if (cursor.Text(kHeadMagic.size()) != kHeadMagic) return std::nullopt;
  JournalHead head;
  head.id = cursor.Id();
  head.acknowledged = cursor.Number(8);
  head.newest_segment = cursor.Number(8);
  return head;
}

std::string SegmentName(uint64_t first_sequence) {
  const std::string digits = std::to_string(first_sequence);
  return std::string(kNameDigits - digits.size(), '0') + digits +
         std::string(kSegmentSuffix);
}

std::optional<uint64_t> ParseSegmentName(std::string_view name) {
  if (name.size() != kNameDigits + kSegmentSuffix.size() ||
      !name.ends_with(kSegmentSuffix)) {
    return std::nullopt;
  }
  uint64_t number = 0;
  const char* end = name.data() + kNameDigits;
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace greenledger::journal
