#include "services/ledger/device_check.h"

#include <utility>

namespace greenledger::ledger {

std::optional<common::Reason> WhyNotAdmitted(
    const rules::KioskState* kiosk, const common::KioskIdentity& identity,
    Purpose purpose, int64_t now_us) {
  if (kiosk == nullptr) return common::Reason::kKioskUnknown;
  if (kiosk->closed) return common::Reason::kKioskClosed;
  if (!kiosk->enrolled()) {
    if (purpose == Purpose::kWork) return std::nullopt;
    return common::Reason::kCertificateRevoked;
  }
  const rules::KioskCertificate* certificate =
      kiosk->FindCertificate(identity.fingerprint);
  const bool counts = certificate != nullptr &&
                      certificate->not_after_us > now_us &&
                      (certificate->kind == v1::CERTIFICATE_KIND_OPERATIONAL ||
                       purpose == Purpose::kRenewal);
  if (!counts) return common::Reason::kCertificateRevoked;
  return std::nullopt;
}

bool ConnectionWatch::Note(const proof::Hash& fingerprint,
                           const std::string& peer, Steady now) {
  common::MutexLock lock(mu_);
  if (uses_.size() >= kCertificatesMax && !uses_.contains(fingerprint)) {
    uses_.clear();
  }
  Use& use = uses_[fingerprint];
  if (use.newest == peer) {
    use.newest_at = now;
    return false;
  }
  // The one before speaks again, while the newest was heard of lately.
  const bool twice = use.before == peer && now - use.newest_at <= kMemory &&
                     now - use.before_at <= kMemory;
  std::swap(use.newest, use.before);
  std::swap(use.newest_at, use.before_at);
  use.newest = peer;
  use.newest_at = now;
  if (!twice || (use.told_at && now - *use.told_at < kMemory)) return false;
  use.told_at = now;
  return true;
}

}  // namespace greenledger::ledger
