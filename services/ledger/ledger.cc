#include "services/ledger/ledger.h"

#include <chrono>
#include <utility>

#include "services/common/clock_watch.h"
#include "services/common/fatal.h"
#include "services/common/logging.h"
#include "services/common/proxied_peer.h"

namespace greenledger::ledger {
namespace {

KioskServiceImpl::Renewals WithHooks(KioskServiceImpl::Renewals renewals) {
  if (!renewals.identify) renewals.identify = common::DeviceThatCalls;
  return renewals;
}

// After a failed sync nobody knows what is on disk: only a restart can tell.
void StopProcess(const absl::Status& status) {
  common::Fatal(common::ExitCode::kWriteFailed, "write_failed",
                std::string(status.message()));
}

// Entries keep their order whatever the clock does, but somebody should know.
void LookAtClock(const common::Clock& clock, common::ClockWatch* watch,
                 LedgerMetrics* metrics) {
  const int64_t steady_us =
      std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now().time_since_epoch())
          .count();
  const auto step_us = watch->Look(clock.NowMicros(), steady_us);
  if (!step_us) return;
  metrics->CountSecurityEvent("clock_stepped");
  common::LogWarning("clock_stepped",
                     {{"by_seconds", std::to_string(*step_us / 1'000'000)}});
}

Committer::Options WithHooks(Committer::Options options,
                             const common::Clock* clock,
                             LedgerMetrics* metrics) {
  if (!options.fatal) options.fatal = StopProcess;
  if (!options.on_group) {
    options.on_group = [clock, metrics, watch = common::ClockWatch()](
                           const GroupStats& stats) mutable {
      metrics->CountGroup(stats);
      LookAtClock(*clock, &watch, metrics);
    };
  }
  return options;
}

Notary::Options WithHooks(Notary::Options options, LedgerMetrics* metrics) {
  if (!options.on_conflict) {
    options.on_conflict = [metrics] {
      metrics->CountSecurityEvent("checkpoint_conflict");
    };
  }
  return options;
}

Scrubber::Options WithHooks(Scrubber::Options options, rocksdb::Env* env,
                            Admission* admission, LedgerMetrics* metrics) {
  options.env = env;
  options.on_damage = [metrics](const storage::Damage&) {
    metrics->CountSecurityEvent("stored_damage");
  };
  options.stop_writes = [admission, metrics](bool stop) {
    admission->StopWrites(stop);
    metrics->SetWritesStopped(stop);
  };
  return options;
}

}  // namespace

Ledger::Ledger(std::unique_ptr<storage::Store> store,
               std::unique_ptr<Books> books,
               std::unique_ptr<DiskGuard> disk_guard, Options options,
               common::Clock* clock, prometheus::Registry* registry)
    : store_(std::move(store)),
      books_(std::move(books)),
      metrics_(registry),
      disk_guard_(std::move(disk_guard)),
      committer_(store_.get(), books_.get(), clock,
                 WithHooks(std::move(options.committer), clock, &metrics_)),
      admission_(&committer_, disk_guard_.get()),
      notary_(WithHooks(std::move(options.notary), &metrics_), books_.get(),
              store_.get()),
      snapshots_(store_.get(), clock),
      scrubber_(WithHooks(std::move(options.scrub), options.store.env,
                          &admission_, &metrics_),
                store_.get(), clock),
      kiosk_service_(books_.get(), store_.get(), &admission_, &metrics_,
                     &notary_, clock,
                     options.identify ? std::move(options.identify)
                                      : common::KioskThatCalls,
                     WithHooks(std::move(options.renewals))),
      ledger_service_(books_.get(), store_.get()),
      registry_service_(books_.get(), store_.get(), &admission_, clock),
      proof_service_(books_.get(), store_.get(), &notary_),
      operations_service_(&snapshots_, &scrubber_, disk_guard_.get()) {
  kiosk_service_.TellIdentityEvents(&security_events_);
}

absl::StatusOr<std::unique_ptr<Ledger>> Ledger::Open(
    Options options, common::Clock* clock, prometheus::Registry* registry) {
  auto disk_guard = std::make_unique<DiskGuard>(
      DiskGuard::Options{.folder = options.store.path,
                         .free_bytes_min = options.free_bytes_min,
                         .ballast_bytes = options.ballast_bytes});
  disk_guard->MakeRoom();
  auto store = storage::Store::Open(options.store);
  if (!store.ok()) return store.status();
  if (options.rebuild) {
    if (absl::Status s = (*store)->DropRows(); !s.ok()) return s;
  }
  auto books = std::make_unique<Books>(store->get());
  if (absl::Status s = books->Load(); !s.ok()) return s;
  disk_guard->Start();
  return std::unique_ptr<Ledger>(
      new Ledger(*std::move(store), std::move(books), std::move(disk_guard),
                 std::move(options), clock, registry));
}

}  // namespace greenledger::ledger
