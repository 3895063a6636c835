#include "storage/journal/journal_opening.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

namespace greenledger::journal {
namespace {

// A segment is closed before it grows beyond its limit by a frame.
constexpr size_t kSegmentMax = (size_t{64} << 20) + kSummaryMax;

// Whether a whole frame of a later record lies somewhere in the bytes: then
// what is before it was whole once.
bool HasLaterFrame(std::string_view bytes, uint64_t sequence) {
  for (size_t at = 1; at + kFrameHead <= bytes.size(); ++at) {
    const auto frame = DecodeFrame(bytes.substr(at));
    if (frame.has_value() && frame->sequence > sequence) return true;
  }
  return false;
}

}  // namespace

absl::Status DamagedAt(const std::string& path, size_t offset, uint64_t first,
                       uint64_t last) {
  return absl::DataLossError(path + ": damaged at byte " +
                             std::to_string(offset) + ": records " +
                             std::to_string(first) + " to " +
                             std::to_string(last) + " cannot be read");
}

absl::StatusOr<std::unique_ptr<const checkpoint::PosixFile>>
JournalOpening::Lock() const {
  if (mkdir(options_.folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return checkpoint::FileError(options_.folder, "making the folder");
  }
  auto folder = std::make_unique<const checkpoint::PosixFile>(
      options_.folder, O_RDONLY | O_DIRECTORY);
  if (!folder->ok()) return checkpoint::FileError(options_.folder, "opening");
  if (flock(folder->fd(), LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        options_.folder + ": another process has this journal open");
  }
  return folder;
}

absl::StatusOr<std::vector<uint64_t>> JournalOpening::ListSegments() const {
  std::vector<uint64_t> firsts;
  std::error_code error;
  for (std::filesystem::directory_iterator at(options_.folder, error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const auto first = ParseSegmentName(name);
    if (first.has_value()) firsts.push_back(*first);
    // Never became a name of its own.
    if (name.ends_with(".new")) (void)options_.calls->Remove(at->path());
  }
  if (error) {
    return absl::InternalError(options_.folder + ": " + error.message());
  }
  std::sort(firsts.begin(), firsts.end());
  return firsts;
}

absl::Status JournalOpening::ReadHead(bool has_segments) {
  const std::string path = options_.folder + "/head";
  auto bytes = checkpoint::ReadFile(path, 4096);
  if (absl::IsNotFound(bytes.status()) && !has_segments) {
    JournalHead head;
    head.id = options_.id;
    return journal_->PutHead(head);
  }
  if (absl::IsNotFound(bytes.status())) {
    return absl::DataLossError(path +
                               ": missing; it says how far the ledger "
                               "has the records");
  }
  if (!bytes.ok()) return bytes.status();
  const auto head = DecodeHead(*bytes);
  if (!head.has_value()) {
    return absl::DataLossError(path +
                               ": damaged; it says how far the ledger "
                               "has the records");
  }
  if (head->id != options_.id) {
    return absl::FailedPreconditionError(
        path + ": journal " + std::to_string(head->id.incarnation) +
        " of kiosk " + std::to_string(head->id.kiosk) + " in book " +
        std::to_string(head->id.book) + "; expected " +
        std::to_string(options_.id.incarnation) + ", " +
        std::to_string(options_.id.kiosk) + ", " +
        std::to_string(options_.id.book));
  }
  journal_->head_ = *head;
  journal_->acknowledged_ = head->acknowledged;
  return absl::OkStatus();
}

absl::Status JournalOpening::CutTail(std::string_view bytes, Segment* segment) {
  const std::string path = journal_->PathOf(*segment);
  const std::string_view tail = bytes.substr(segment->size);
  const uint64_t lost = segment->last_sequence + 1;
  // Each record is synced before the next: at most one can be torn.
  if (tail.size() > kFrameMax || HasLaterFrame(tail, lost)) {
    return DamagedAt(path, segment->size, lost, lost);
  }
  const checkpoint::PosixFile file(path, O_WRONLY);
  if (!file.ok()) return checkpoint::FileError(path, "opening");
  if (options_.calls->Truncate(file.fd(), static_cast<off_t>(segment->size)) !=
          0 ||
      options_.calls->SyncData(file.fd()) != 0) {
    return checkpoint::FileError(path, "cutting off a record half written");
  }
  return absl::OkStatus();
}

absl::Status JournalOpening::ReadSegment(uint64_t first_sequence, bool newest) {
  Segment segment;
  segment.first_sequence = first_sequence;
  segment.last_sequence = first_sequence - 1;
  const std::string path = journal_->PathOf(segment);
  auto bytes = checkpoint::ReadFile(path, kSegmentMax);
  if (!bytes.ok()) return bytes.status();
  const auto header = DecodeHeader(*bytes);
  if (!header.has_value() || header->id != options_.id ||
      header->first_sequence != first_sequence) {
    return absl::DataLossError(path + ": damaged at byte 0: records from " +
                               std::to_string(first_sequence) +
                               " on cannot be read");
  }
  if (!journal_->segments_.empty() &&
      journal_->last_sequence() + 1 != first_sequence) {
    return absl::DataLossError(options_.folder + ": records " +
                               std::to_string(journal_->last_sequence() + 1) +
                               " to " + std::to_string(first_sequence - 1) +
                               " are missing");
  }
  segment.chain = header->chain;
  segment.header_size = segment.size = header->size;
  if (newest) {
    journal_->chain_ = header->chain;
    replay_.begin(header->summary);
  }
  for (std::string_view rest = std::string_view(*bytes).substr(segment.size);
       !rest.empty(); rest.remove_prefix(DecodeFrame(rest)->size())) {
    const auto frame = DecodeFrame(rest);
    if (!frame.has_value() || frame->sequence != segment.last_sequence + 1) {
      if (!newest) {
        return DamagedAt(path, segment.size, segment.last_sequence + 1,
                         segment.last_sequence + 1);
      }
      if (absl::Status s = CutTail(*bytes, &segment); !s.ok()) return s;
      break;
    }
    ++segment.last_sequence;
    segment.size += frame->size();
    segment.newest_time_us = std::max(segment.newest_time_us, frame->time_us);
    if (newest) {
      journal_->chain_ = ChainNext(journal_->chain_, frame->record);
      replay_.add(frame->record);
    }
  }
  journal_->segments_.push_back(segment);
  return absl::OkStatus();
}

absl::Status JournalOpening::CheckAgainstHead() const {
  const JournalHead& head = journal_->head_;
  const uint64_t last =
      journal_->segments_.empty() ? 0 : journal_->last_sequence();
  const uint64_t newest = journal_->segments_.empty()
                              ? 0
                              : journal_->segments_.back().first_sequence;
  if (newest < head.newest_segment || last < head.acknowledged) {
    return absl::DataLossError(
        options_.folder + ": records after " + std::to_string(last) +
        " are missing: the ledger had " + std::to_string(head.acknowledged) +
        ", and the newest segment began with " +
        std::to_string(head.newest_segment));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<DeviceJournal>> JournalOpening::Run() {
  auto lock = Lock();
  if (!lock.ok()) return lock.status();
  journal_.reset(new DeviceJournal(options_, *std::move(lock)));
  journal_->chain_ = ChainStart(options_.id);
  auto firsts = ListSegments();
  if (!firsts.ok()) return firsts.status();
  if (absl::Status s = ReadHead(!firsts->empty()); !s.ok()) return s;
  for (const uint64_t first : *firsts) {
    absl::Status read = ReadSegment(first, first == firsts->back());
    if (!read.ok()) return read;
  }
  if (absl::Status s = CheckAgainstHead(); !s.ok()) return s;
  if (firsts->empty()) {
    replay_.begin({});
    if (absl::Status s = journal_->BeginSegment({}); !s.ok()) return s;
  } else if (absl::Status s = journal_->OpenNewest(); !s.ok()) {
    return s;
  }
  return std::move(journal_);
}

absl::StatusOr<std::unique_ptr<DeviceJournal>> DeviceJournal::Open(
    const Options& options, const Replay& replay) {
  return JournalOpening(options, replay).Run();
}

}  // namespace greenledger::journal
