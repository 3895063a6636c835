// The ledger of one data folder with its services: the book of record.
#ifndef GREENLEDGER_SERVICES_LEDGER_LEDGER_H_
#define GREENLEDGER_SERVICES_LEDGER_LEDGER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"
#include "services/common/clock.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/committer.h"
#include "services/ledger/disk_guard.h"
#include "services/ledger/kiosk_service.h"
#include "services/ledger/ledger_metrics.h"
#include "services/ledger/ledger_service.h"
#include "services/ledger/notary.h"
#include "services/ledger/operations_service.h"
#include "services/ledger/proof_service.h"
#include "services/ledger/registry_service.h"
#include "services/ledger/scrubber.h"
#include "services/ledger/security_events.h"
#include "services/ledger/snapshot_keeper.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Largest request and answer of the services, with room for what surrounds the
// 1 MiB of records in an upload and the 512 KiB of entries in a stream.
inline constexpr int kRequestBytesMax = 2 << 20;
inline constexpr int kResponseBytesMax = 8 << 20;

class Ledger {
 public:
  struct Options {
    storage::Store::Options store;
    // Throws the rows away and folds them from the entries again.
    bool rebuild = false;
    // See DiskGuard.
    uint64_t free_bytes_min = 0;
    uint64_t ballast_bytes = 0;
    Committer::Options committer;
    Notary::Options notary;
    // Its environment and the two calls are filled in.
    Scrubber::Options scrub;
    // Who calls; by the client certificate if empty.
    KioskServiceImpl::Identify identify;
    // How devices get their next certificates; by the client certificate if
    // who calls is empty. The authority must outlive the ledger.
    KioskServiceImpl::Renewals renewals;
  };

  // Opens the store, loads every book and starts the committer. `clock` and
  // `registry` must outlive it. Errors as Store::Open and Books::Load.
  static absl::StatusOr<std::unique_ptr<Ledger>> Open(
      Options options, common::Clock* clock, prometheus::Registry* registry);

  // Completes what was submitted and makes the rows durable. Call when no
  // service is being called any more; the destructor does it if need be.
  void Stop() {
    scrubber_.Stop();
    snapshots_.Stop();
    notary_.Stop();
    committer_.Stop();
  }

  grpc::Service* kiosk_service() { return &kiosk_service_; }
  grpc::Service* ledger_service() { return &ledger_service_; }
  grpc::Service* registry_service() { return &registry_service_; }
  grpc::Service* proof_service() { return &proof_service_; }
  grpc::Service* operations_service() { return &operations_service_; }

  storage::Store& store() { return *store_; }
  Books& books() { return *books_; }
  Committer& committer() { return committer_; }
  Notary& notary() { return notary_; }
  Admission& admission() { return admission_; }
  LedgerMetrics& metrics() { return metrics_; }
  SecurityEvents& security_events() { return security_events_; }

 private:
  Ledger(std::unique_ptr<storage::Store> store, std::unique_ptr<Books> books,
         std::unique_ptr<DiskGuard> disk_guard, Options options,
         common::Clock* clock, prometheus::Registry* registry);

  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<Books> books_;
  LedgerMetrics metrics_;
  std::unique_ptr<DiskGuard> disk_guard_;
  Committer committer_;
  Admission admission_;
  Notary notary_;
  SnapshotKeeper snapshots_;
  Scrubber scrubber_;
  SecurityEvents security_events_;
  KioskServiceImpl kiosk_service_;
  LedgerServiceImpl ledger_service_;
  RegistryServiceImpl registry_service_;
  ProofServiceImpl proof_service_;
  OperationsServiceImpl operations_service_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_LEDGER_H_
