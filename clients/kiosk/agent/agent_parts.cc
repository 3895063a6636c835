#include "clients/kiosk/agent/agent_parts.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "clients/kiosk/agent/health.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/self_report.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;

// How often the kiosk looks after itself.
constexpr microseconds kDutiesEvery = std::chrono::minutes(1);

v1::Started DescribeStart(const AgentOptions& options) {
  v1::Started started;
  started.set_software(options.software);
  for (const std::string& word : options.capabilities) {
    started.add_capabilities(word);
  }
  return started;
}

std::unique_ptr<v1::KioskService::StubInterface> Connect(
    const std::string& server, const TlsIdentity& tls) {
  return v1::KioskService::NewStub(OpenChannel(server, tls));
}

}  // namespace

absl::Status Agent::Parts::OpenDesk() {
  Desk::Options desk_options;
  desk_options.journal.folder = File("journal");
  desk_options.journal.id = identity.journal;
  desk_options.clock = clock;
  desk_options.free_bytes_min = options.free_bytes_min;
  auto opened = Desk::Open(desk_options);
  if (!opened.ok()) return opened.status();
  desk = *std::move(opened);
  return absl::OkStatus();
}

absl::Status Agent::Parts::WriteStarted(bool after_clean_stop) {
  v1::Record record;
  *record.mutable_started() = DescribeStart(options);
  record.mutable_started()->set_after_clean_stop(after_clean_stop);
  absl::Status written =
      Write([&](Desk& to) { return to.Write(record); }).status();
  // A kiosk whose disk is full starts all the same, to send what it has.
  return absl::IsResourceExhausted(written) ? absl::OkStatus() : written;
}

absl::StatusOr<std::unique_ptr<Agent::Parts>> Agent::Parts::Open(
    AgentOptions options) {
  if (rules::CheckStarted(DescribeStart(options)) !=
      v1::QUARANTINE_REASON_UNSPECIFIED) {
    return absl::InvalidArgumentError(
        "software: 1 to 60 bytes; capabilities: at most 20 of 1 to 30 bytes");
  }
  auto parts = std::make_unique<Parts>();
  auto identity = LoadIdentity(options.folder);
  if (!identity.ok()) return identity.status();
  parts->options = std::move(options);
  parts->identity = *std::move(identity);
  parts->clock = parts->options.clock != nullptr ? parts->options.clock
                                                 : &parts->machine_clock;
  parts->monitors.emplace(parts->options.monitors);
  if (!parts->options.connect) parts->options.connect = Connect;
  auto key = crypto::Ed25519PrivateKey::FromSeed(parts->identity.record_seed);
  if (!key.ok()) return key.status();
  if (absl::Status s = parts->OpenDesk(); !s.ok()) return s;
  parts->cache = std::make_unique<LedgerCache>(parts->options.folder,
                                               parts->identity.journal.book);
  Sync::Options sync;
  sync.software = parts->options.software;
  sync.capabilities = parts->options.capabilities;
  sync.retry = parts->options.retry;
  sync.call_timeout = parts->options.call_timeout;
  sync.jitter_seed = parts->options.jitter_seed;
  sync.receipt = [raw = parts.get()](const Receipt& r) { raw->Tell(r); };
  parts->sync =
      std::make_unique<Sync>(sync, parts->clock, &parts->mutex,
                             parts->desk.get(), parts->cache.get(), *key);
  parts->sync->Use(
      parts->options.connect(parts->identity.server, parts->identity.tls));
  parts->renewal = std::make_unique<Renewal>(
      parts->options.folder, &parts->identity, parts->clock,
      parts->options.connect, parts->options.call_timeout);
  parts->certificate_ends_us = parts->renewal->ends_us();
  const bool fresh = parts->desk->journal().last_sequence() == 0;
  const bool clean = unlink(parts->File("clean").c_str()) == 0;
  absl::Status forgotten = checkpoint::SyncFolder(parts->options.folder);
  if (!forgotten.ok()) return forgotten;
  if (absl::Status s = parts->WriteStarted(clean || fresh); !s.ok()) return s;
  return parts;
}

absl::StatusOr<uint64_t> Agent::Parts::Write(
    const std::function<absl::StatusOr<uint64_t>(Desk&)>& write) {
  absl::StatusOr<uint64_t> written;
  {
    common::MutexLock lock(mutex);
    written = write(*desk);
    refusal_ = written.ok() ? "" : std::string(written.status().message());
  }
  if (!written.ok()) return written;
  std::function<void()> listener;
  {
    common::MutexLock lock(listener_mutex);
    listener = on_record;
  }
  if (listener) listener();
  return written;
}

void Agent::Parts::Tell(const Receipt& receipt) {
  std::function<void(const Receipt&)> listener;
  {
    common::MutexLock lock(listener_mutex);
    listener = on_receipt;
  }
  if (listener) listener(receipt);
}

void Agent::Parts::CloseDayIfOver() {
  const int64_t now_us = clock->Now().now_us;
  int32_t closed = 0;
  int32_t today = 0;
  {
    common::MutexLock lock(mutex);
    const int32_t offset = cache->utc_offset_minutes();
    today = rules::ToLocalTime(now_us, offset).day;
    closed = rules::ToLocalTime(desk->closed_us(), offset).day;
  }
  if (today == closed) return;
  (void)Write([](Desk& to) { return to.WriteDailyClose(); });
}

void Agent::Parts::MeasureItself() {
  const uint64_t monotonic_us = clock->Now().monotonic_us;
  std::vector<v1::Monitor> told;
  {
    common::MutexLock lock(mutex);
    const std::pair<v1::MonitorKind, uint64_t> values[] = {
        {v1::MONITOR_KIND_DISK_FREE, desk->FreeBytes() >> 20},
        {v1::MONITOR_KIND_UPTIME, monotonic_us / 1'000'000}};
    for (const auto& [kind, value] : values) {
      const auto monitor =
          monitors->Judge(kind, 0, static_cast<int64_t>(value), monotonic_us);
      if (monitor.has_value()) told.push_back(*monitor);
    }
  }
  for (const v1::Monitor& monitor : told) {
    v1::Record record;
    *record.mutable_monitor() = monitor;
    (void)Write([&](Desk& to) { return to.Write(record); });
  }
}

void Agent::Parts::DoDuties() {
  const DeviceTime now = clock->Now();
  CloseDayIfOver();
  MeasureItself();
  if (now.synced) {
    const int64_t kept_us = microseconds(options.retention).count();
    common::MutexLock lock(mutex);
    // What cannot be removed is kept: tried again.
    (void)desk->journal().RemoveOlderThan(now.now_us - kept_us);
  }
  // A technician's view; the next minute writes it again.
  (void)WriteHealth(options.folder, Status());
}

void Agent::Parts::ShowSync() {
  SyncStatus now = sync->status();
  if (now.admission == shown_admission_ && now.problem == shown_problem_) {
    return;
  }
  shown_admission_ = now.admission;
  shown_problem_ = std::move(now.problem);
  (void)WriteHealth(options.folder, Status());
}

microseconds Agent::Parts::Step() {
  const uint64_t now = clock->Now().monotonic_us;
  if (now >= duties_at_us_) {
    duties_at_us_ = now + static_cast<uint64_t>(kDutiesEvery.count());
    DoDuties();
  }
  const bool renewed = renewal->Step();
  certificate_ends_us = renewal->ends_us();
  if (reconnect.exchange(false) || renewed || sync->lost()) {
    sync->Use(options.connect(identity.server, identity.tls));
  }
  const microseconds delay = sync->Step();
  ShowSync();
  const uint64_t after = clock->Now().monotonic_us;
  const microseconds duties(
      after < duties_at_us_ ? static_cast<int64_t>(duties_at_us_ - after) : 0);
  return std::min(delay, duties);
}

AgentStatus Agent::Parts::Status() const {
  AgentStatus status;
  const DeviceTime now = clock->Now();
  status.book = identity.journal.book;
  status.kiosk = identity.journal.kiosk;
  status.incarnation = identity.journal.incarnation;
  status.server = identity.server;
  status.software = options.software;
  status.clock_synced = now.synced;
  status.now_us = now.now_us;
  status.uptime_us = now.monotonic_us;
  status.sync = sync->status();
  status.certificate_ends_us = certificate_ends_us;
  common::MutexLock lock(mutex);
  const journal::DeviceJournal& journal = desk->journal();
  status.last_sequence = journal.last_sequence();
  status.acknowledged = journal.acknowledged();
  status.first_retained = journal.first_retained();
  status.journal_bytes = journal.size_bytes();
  status.free_bytes = desk->FreeBytes();
  status.journal_problem = refusal_;
  status.journal_failed = !journal.healthy();
  status.takes_drops =
      journal.healthy() && status.free_bytes >= options.free_bytes_min;
  status.tariff = cache->config().tariff().version();
  status.cards_known = cache->list_size();
  status.list_version = cache->list_version();
  return status;
}

absl::Status Agent::Parts::Stop() {
  (void)WriteHealth(options.folder, Status());
  return checkpoint::ReplaceFile(File("clean"), "", 0600);
}

}  // namespace greenledger::kiosk
