#include "services/ledger/scrubber.h"

#include <fmt/format.h>

#include <fstream>
#include <utility>

#include "services/common/logging.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::ledger {
namespace {

constexpr std::string_view kSnapshotName = "scrub";
constexpr std::string_view kFirstLine = "greenledger-scrub-v1";
// What is read between two waits.
constexpr uint64_t kBytesPerWait = uint64_t{1} << 20;

bool StopsWrites(const storage::FolderReport& report) {
  for (const storage::Damage& damage : report.damage) {
    if (!damage.rows_only) return true;
  }
  return false;
}

}  // namespace

Scrubber::Scrubber(Options options, storage::Store* store, common::Clock* clock)
    : options_(std::move(options)), store_(store), clock_(clock) {
  ReadState();
  thread_ = std::thread([this] { Run(); });
}

Scrubber::~Scrubber() { Stop(); }

void Scrubber::Stop() {
  {
    common::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

bool Scrubber::Start() {
  common::MutexLock lock(mutex_);
  if (asked_ || told_.state() == v1::SCRUB_STATE_RUNNING) return false;
  asked_ = true;
  // So that whoever asks next does not take the last one for this one.
  told_.set_state(v1::SCRUB_STATE_RUNNING);
  changed_.NotifyAll();
  return true;
}

void Scrubber::Fill(v1::GetScrubResponse* response) {
  common::MutexLock lock(mutex_);
  *response = told_;
}

void Scrubber::Run() {
  while (WaitUntilDue()) ScrubOnce();
}

bool Scrubber::WaitUntilDue() {
  common::MutexLock lock(mutex_);
  while (!stopping_ && !asked_) {
    if (options_.every.count() == 0) {
      changed_.Wait(mutex_);
      continue;
    }
    // First the wait: a server that just started has other things to do.
    changed_.WaitFor(mutex_, options_.look_every);
    asked_ = asked_ || clock_->NowMicros() >=
                           told_.last_ended_us() + options_.every.count();
  }
  asked_ = false;
  return !stopping_;
}

void Scrubber::ScrubOnce() {
  {
    common::MutexLock lock(mutex_);
    const int64_t last_ended_us = told_.last_ended_us();
    const bool writes_stopped = told_.writes_stopped();
    told_.Clear();
    told_.set_state(v1::SCRUB_STATE_RUNNING);
    told_.set_last_ended_us(last_ended_us);
    told_.set_writes_stopped(writes_stopped);
  }
  common::LogInfo("scrub_started");
  const absl::StatusOr<storage::FolderReport> report = Check();
  if (absl::Status s = store_->DropSnapshot(kSnapshotName); !s.ok()) {
    common::LogError("snapshot_not_removed",
                     {{"status", std::string(s.message())}});
  }
  Finish(report);
}

absl::StatusOr<storage::FolderReport> Scrubber::Check() {
  const auto snapshot = store_->TakeSnapshot(kSnapshotName);
  if (snapshot.ok()) {
    return storage::CheckFolder(
        options_.env, snapshot->path,
        [this](uint64_t more, uint64_t done, uint64_t total) {
          return Progress(more, done, total);
        });
  }
  if (!absl::IsDataLoss(snapshot.status())) return snapshot.status();
  storage::FolderReport report;
  report.damage.push_back(
      {"data folder", std::string(snapshot.status().message()), false});
  return report;
}

bool Scrubber::Progress(uint64_t more, uint64_t done, uint64_t total) {
  bytes_owed_ += more;
  common::MutexLock lock(mutex_);
  told_.set_done_bytes(done);
  told_.set_total_bytes(total);
  if (options_.bytes_per_second_max == 0 || bytes_owed_ < kBytesPerWait) {
    return !stopping_;
  }
  const std::chrono::microseconds pause(
      static_cast<int64_t>(std::exchange(bytes_owed_, 0) * 1'000'000 /
                           options_.bytes_per_second_max));
  if (!stopping_) changed_.WaitFor(mutex_, pause);
  return !stopping_;
}

void Scrubber::Finish(const absl::StatusOr<storage::FolderReport>& report) {
  const int64_t now_us = clock_->NowMicros();
  if (!report.ok()) {
    const std::string why(report.status().message());
    common::LogError("scrub_failed", {{"status", why}});
    common::MutexLock lock(mutex_);
    told_.set_state(v1::SCRUB_STATE_FAILED);
    told_.set_failure(why);
    return;
  }
  for (const storage::Damage& damage : report->damage) {
    common::LogError("stored_damage",
                     {{"where", damage.where},
                      {"what", damage.what},
                      {"rows_only", damage.rows_only ? "true" : "false"}});
    if (options_.on_damage) options_.on_damage(damage);
  }
  const bool stop = StopsWrites(*report);
  WriteState(stop, now_us);
  if (options_.stop_writes) options_.stop_writes(stop);
  common::LogInfo("scrub_ended",
                  {{"files", std::to_string(report->files)},
                   {"entries", std::to_string(report->entries)},
                   {"damage", std::to_string(report->damage.size())}});
  common::MutexLock lock(mutex_);
  told_.set_state(v1::SCRUB_STATE_ENDED);
  told_.set_files(report->files);
  told_.set_entries(report->entries);
  told_.set_last_ended_us(now_us);
  told_.set_writes_stopped(stop);
  told_.set_done_bytes(told_.total_bytes());
  for (const storage::Damage& damage : report->damage) {
    v1::StoredDamage* told = told_.add_damage();
    told->set_where(damage.where);
    told->set_what(damage.what);
    told->set_rows_only(damage.rows_only);
  }
}

void Scrubber::ReadState() {
  if (options_.state_file.empty()) return;
  std::ifstream file(options_.state_file);
  std::string first;
  std::string ended_word;
  std::string damaged_word;
  int64_t ended_us = 0;
  bool damaged = false;
  if (!file.is_open()) return;
  file >> first >> ended_word >> ended_us >> damaged_word >> damaged;
  if (!file || first != kFirstLine || ended_word != "ended_us" ||
      damaged_word != "log_damaged") {
    common::LogWarning("scrub_state_unreadable",
                       {{"file", options_.state_file}});
    return;
  }
  common::MutexLock lock(mutex_);
  told_.set_last_ended_us(ended_us);
  told_.set_writes_stopped(damaged);
  if (!damaged) return;
  // Whoever repaired it will want to know soon.
  asked_ = true;
  common::LogError("writes_stopped", {{"why", "the last scrub found damage"}});
  if (options_.stop_writes) options_.stop_writes(true);
}

void Scrubber::WriteState(bool damaged, int64_t ended_us) {
  if (options_.state_file.empty()) return;
  absl::Status written = checkpoint::ReplaceFile(
      options_.state_file,
      fmt::format("{}\nended_us {}\nlog_damaged {}\n", kFirstLine, ended_us,
                  damaged ? 1 : 0),
      0600);
  if (written.ok()) return;
  common::LogError("scrub_state_not_kept",
                   {{"status", std::string(written.message())}});
}

}  // namespace greenledger::ledger
