#include "storage/journal/device_journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "storage/journal/journal_opening.h"

namespace greenledger::journal {
namespace {

// Read at once while walking through a segment; room for many frames.
constexpr size_t kChunkBytes = size_t{1} << 20;

absl::StatusOr<std::string> ReadPart(const std::string& path, size_t offset,
                                     size_t size) {
  const checkpoint::PosixFile file(path, O_RDONLY);
  if (!file.ok()) return checkpoint::FileError(path, "opening");
  if (lseek(file.fd(), static_cast<off_t>(offset), SEEK_SET) < 0) {
    return checkpoint::FileError(path, "reading");
  }
  std::string bytes(size, '\0');
  const auto got = file.Read(bytes.data(), size, path);
  if (!got.ok()) return got.status();
  bytes.resize(*got);
  return bytes;
}

}  // namespace

DeviceJournal::DeviceJournal(const Options& options,
                             std::unique_ptr<const checkpoint::PosixFile> lock)
    : options_(options), lock_(std::move(lock)) {}

std::string DeviceJournal::PathOf(const Segment& segment) const {
  return options_.folder + "/" + SegmentName(segment.first_sequence);
}

absl::Status DeviceJournal::Broken(absl::Status why) {
  broken_ = std::string(why.message());
  return why;
}

absl::Status DeviceJournal::PutHead(const JournalHead& head) {
  absl::Status put =
      PutFile(*options_.calls, options_.folder, "head", EncodeHead(head));
  if (!put.ok()) return put;
  head_ = head;
  return absl::OkStatus();
}

absl::Status DeviceJournal::OpenNewest() {
  newest_ = std::make_unique<checkpoint::PosixFile>(PathOf(segments_.back()),
                                                    O_WRONLY);
  return newest_->ok()
             ? absl::OkStatus()
             : checkpoint::FileError(PathOf(segments_.back()), "opening");
}

// The file is there and durable before the head speaks of it.
absl::Status DeviceJournal::BeginSegment(const std::string& summary) {
  SegmentHeader header;
  header.id = options_.id;
  header.first_sequence = segments_.empty() ? 1 : last_sequence() + 1;
  header.chain = chain_;
  header.summary = summary;
  const std::string bytes = EncodeHeader(header);
  absl::Status put = PutFile(*options_.calls, options_.folder,
                             SegmentName(header.first_sequence), bytes);
  if (!put.ok()) return put;
  segments_.push_back(Segment{header.first_sequence, header.first_sequence - 1,
                              header.chain, bytes.size(), bytes.size(), 0});
  if (absl::Status s = OpenNewest(); !s.ok()) return s;
  // A head that speaks of the segment before is as good: only what it says must
  // be there.
  return KeepAcknowledged();
}

absl::Status DeviceJournal::KeepAcknowledged() {
  JournalHead head = head_;
  head.acknowledged = acknowledged_;
  head.newest_segment = segments_.back().first_sequence;
  return PutHead(head);
}

absl::Status DeviceJournal::Append(
    std::string_view record, int64_t time_us,
    const std::function<std::string()>& summary) {
  if (!broken_.empty()) {
    return absl::FailedPreconditionError(
        "the journal must be opened again after: " + broken_);
  }
  if (record.empty() || record.size() > kJournalRecordMax) {
    return absl::InvalidArgumentError(
        "a record of " + std::to_string(record.size()) +
        " bytes; expected 1 to " + std::to_string(kJournalRecordMax));
  }
  const std::string frame =
      EncodeFrame(Frame{last_sequence() + 1, time_us, record});
  if (segments_.back().size + frame.size() > options_.segment_bytes &&
      segments_.back().last_sequence >= segments_.back().first_sequence) {
    if (absl::Status s = BeginSegment(summary()); !s.ok()) {
      return absl::IsResourceExhausted(s) ? s : Broken(std::move(s));
    }
  }
  Segment& segment = segments_.back();
  const std::string path = PathOf(segment);
  const auto end = static_cast<off_t>(segment.size);
  absl::Status written =
      WriteAll(*options_.calls, newest_->fd(), frame, end, path);
  if (absl::IsResourceExhausted(written) &&
      options_.calls->Truncate(newest_->fd(), end) == 0) {
    return written;
  }
  if (!written.ok()) return Broken(std::move(written));
  if (options_.calls->SyncData(newest_->fd()) != 0) {
    return Broken(checkpoint::FileError(path, "syncing"));
  }
  segment.size += frame.size();
  segment.newest_time_us = std::max(segment.newest_time_us, time_us);
  ++segment.last_sequence;
  chain_ = ChainNext(chain_, record);
  return absl::OkStatus();
}

absl::Status DeviceJournal::Walk(
    Place* place, size_t bytes,
    const std::function<bool(const Frame&)>& take) const {
  const Segment& segment = segments_[place->segment];
  auto part = ReadPart(PathOf(segment), place->offset,
                       std::min(bytes, segment.size - place->offset));
  if (!part.ok()) return part.status();
  std::string_view rest = *part;
  while (place->sequence <= segment.last_sequence) {
    const auto frame = DecodeFrame(rest);
    const bool more = place->offset + rest.size() < segment.size;
    if (!frame.has_value() && more && rest.size() < kFrameMax) break;
    if (!frame.has_value() || frame->sequence != place->sequence) {
      return DamagedAt(PathOf(segment), place->offset, place->sequence,
                       segment.last_sequence);
    }
    if (!take(*frame)) break;
    rest.remove_prefix(frame->size());
    place->offset += frame->size();
    place->chain = ChainNext(place->chain, frame->record);
    ++place->sequence;
  }
  if (place->sequence > segment.last_sequence &&
      place->segment + 1 < segments_.size()) {
    const Segment& next = segments_[++place->segment];
    place->offset = next.header_size;
    if (next.chain != place->chain) {
      return DamagedAt(PathOf(segment), segment.header_size,
                       segment.first_sequence, segment.last_sequence);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<DeviceJournal::Place> DeviceJournal::Find(uint64_t sequence) {
  if (sequence < first_retained() || sequence > last_sequence() + 1) {
    return absl::OutOfRangeError("record " + std::to_string(sequence) +
                                 "; the journal has " +
                                 std::to_string(first_retained()) + " to " +
                                 std::to_string(last_sequence()));
  }
  Place place;
  if (next_read_.has_value() && next_read_->sequence <= sequence) {
    place = *next_read_;
  }
  const auto after =
      std::upper_bound(segments_.begin(), segments_.end(), sequence,
                       [](uint64_t s, const Segment& other) {
                         return s < other.first_sequence;
                       });
  const auto wanted = static_cast<size_t>(after - segments_.begin()) - 1;
  if (place.sequence == 0 || place.segment < wanted) {
    const Segment& segment = segments_[wanted];
    place = Place{segment.first_sequence, wanted, segment.header_size,
                  segment.chain};
  }
  while (place.sequence < sequence) {
    absl::Status walked = Walk(
        &place, kChunkBytes,
        [sequence](const Frame& frame) { return frame.sequence < sequence; });
    if (!walked.ok()) return walked;
  }
  return place;
}

absl::StatusOr<DeviceJournal::Batch> DeviceJournal::Read(uint64_t first,
                                                         size_t records_max,
                                                         size_t bytes_max) {
  if (first > last_sequence()) {
    return absl::OutOfRangeError("record " + std::to_string(first) +
                                 "; the last one is " +
                                 std::to_string(last_sequence()));
  }
  auto place = Find(first);
  if (!place.ok()) return place.status();
  Batch batch;
  batch.previous_chain = place->chain;
  size_t bytes = 0;
  bool full = false;
  while (!full && place->sequence <= last_sequence()) {
    absl::Status walked = Walk(&*place, kChunkBytes, [&](const Frame& frame) {
      full =
          !batch.records.empty() && (batch.records.size() == records_max ||
                                     bytes + frame.record.size() > bytes_max);
      if (full) return false;
      bytes += frame.record.size();
      batch.records.emplace_back(frame.record);
      return true;
    });
    if (!walked.ok()) return walked;
  }
  next_read_ = *place;
  return batch;
}

absl::StatusOr<proof::Hash> DeviceJournal::ChainAt(uint64_t sequence) {
  if (sequence == last_sequence()) return chain_;
  auto place = Find(sequence + 1);
  if (!place.ok()) return place.status();
  return place->chain;
}

absl::Status DeviceJournal::SetAcknowledged(uint64_t watermark) {
  if (watermark > last_sequence()) {
    return absl::OutOfRangeError(
        "watermark " + std::to_string(watermark) + " above record " +
        std::to_string(last_sequence()) + ", the last one");
  }
  acknowledged_ = std::max(acknowledged_, watermark);
  if (acknowledged_ - head_.acknowledged <= options_.acknowledged_behind_max) {
    return absl::OkStatus();
  }
  return KeepAcknowledged();
}

absl::Status DeviceJournal::RemoveOlderThan(int64_t time_us) {
  while (segments_.size() > 1 &&
         segments_.front().last_sequence <= acknowledged_ &&
         segments_.front().newest_time_us < time_us) {
    // What the head calls acknowledged may be missing, nothing else.
    if (segments_.front().last_sequence > head_.acknowledged) {
      if (absl::Status s = KeepAcknowledged(); !s.ok()) return s;
    }
    const std::string path = PathOf(segments_.front());
    if (options_.calls->Remove(path) != 0) {
      return checkpoint::FileError(path, "removing");
    }
    segments_.erase(segments_.begin());
    next_read_.reset();
  }
  return absl::OkStatus();
}

uint64_t DeviceJournal::size_bytes() const {
  uint64_t bytes = 0;
  for (const Segment& segment : segments_) bytes += segment.size;
  return bytes;
}

}  // namespace greenledger::journal
