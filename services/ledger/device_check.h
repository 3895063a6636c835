// Whether the device that calls may act for its kiosk, and what an operator
// should hear of those that may not.
#ifndef GREENLEDGER_SERVICES_LEDGER_DEVICE_CHECK_H_
#define GREENLEDGER_SERVICES_LEDGER_DEVICE_CHECK_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "services/common/mutex.h"
#include "services/common/peer.h"
#include "services/common/reasons.h"
#include "services/ledger/rules/state.h"

namespace greenledger::ledger {

// What a caller wants to do.
enum class Purpose {
  // Everything a kiosk does.
  kWork,
  // To get its next certificate.
  kRenewal,
};

// Why the caller may not act for the kiosk (nullptr: there is none); nullopt if
// it may. A kiosk whose device never enrolled is known by its name alone, by
// whatever certificate the authority gave it; after that only a certificate
// that the book knows, that has not ended at `now_us` and that is for this
// purpose will do. The caller holds the lock of the kiosk's book.
std::optional<common::Reason> WhyNotAdmitted(
    const rules::KioskState* kiosk, const common::KioskIdentity& identity,
    Purpose purpose, int64_t now_us);

// Notices a certificate that is in use on two connections at once: a device
// that was copied. A device that connects anew leaves its old connection, so
// only one that is heard of again after another was is a second one.
// Thread-safe.
class ConnectionWatch {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  // Connections that were silent for longer are forgotten.
  static constexpr std::chrono::minutes kMemory{1};
  // Certificates remembered; if there are more, all are forgotten.
  static constexpr size_t kCertificatesMax = 20'000;

  // A call with this certificate over the connection from `peer` (address and
  // port). True if it is in use on two; then not again for kMemory.
  bool Note(const proof::Hash& fingerprint, const std::string& peer,
            Steady now);

 private:
  struct Use {
    std::string newest;
    std::string before;
    Steady newest_at;
    Steady before_at;
    std::optional<Steady> told_at;
  };

  common::Mutex mu_;
  absl::flat_hash_map<proof::Hash, Use> uses_ ABSL_GUARDED_BY(mu_);
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_DEVICE_CHECK_H_
