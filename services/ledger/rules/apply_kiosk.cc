// The part of BookState::Apply that folds entries about kiosks and their
// devices.
#include <algorithm>

#include "services/ledger/rules/source.h"
#include "services/ledger/rules/state.h"
#include "storage/journal/record_chain.h"

namespace greenledger::rules {
namespace {

constexpr size_t kCertificateBytesMax = 4096;

bool IsOfKind(const v1::Certificate& certificate, v1::CertificateKind kind) {
  return certificate.kind() == kind && !certificate.der().empty() &&
         certificate.der().size() <= kCertificateBytesMax;
}

bool IsWellFormed(const v1::KioskEnrolled& enrolled) {
  return !enrolled.serial().empty() && enrolled.incarnation() != 0 &&
         enrolled.certificates_size() == 2 &&
         IsOfKind(enrolled.certificates(0), v1::CERTIFICATE_KIND_OPERATIONAL) &&
         IsOfKind(enrolled.certificates(1), v1::CERTIFICATE_KIND_BOOTSTRAP);
}

KioskCertificate Remember(const v1::Certificate& certificate) {
  return KioskCertificate{proof::Sha256({certificate.der()}),
                          certificate.kind(), certificate.not_after_us()};
}

// The newest operational certificate stays beside the next one.
void AddRenewed(const v1::Certificate& certificate, KioskState* kiosk) {
  auto& all = kiosk->certificates;
  const auto is_operational = [](const KioskCertificate& one) {
    return one.kind == v1::CERTIFICATE_KIND_OPERATIONAL;
  };
  const auto newest = std::find_if(all.rbegin(), all.rend(), is_operational);
  if (newest != all.rend()) {
    const KioskCertificate kept = *newest;
    std::erase_if(all, [&](const KioskCertificate& one) {
      return is_operational(one) && one != kept;
    });
  }
  all.push_back(Remember(certificate));
}

}  // namespace

absl::Status BookState::ApplyKiosk(const v1::Entry& entry) {
  if (entry.has_kiosk_opened()) return OpenKiosk(entry);
  const uint64_t number = entry.has_kiosk_closed()
                              ? entry.kiosk_closed().number()
                              : entry.incarnation_admitted().kiosk_number();
  KioskState* kiosk = MutableKiosk(number);
  if (kiosk == nullptr) return Damaged(entry, "kiosk is not registered");
  if (entry.has_kiosk_closed()) {
    kiosk->closed = true;
    return absl::OkStatus();
  }
  if (kiosk->key == nullptr) {
    return Damaged(entry, "the kiosk has not enrolled");
  }
  BeginJournal(entry.incarnation_admitted().incarnation(), kiosk);
  return absl::OkStatus();
}

absl::Status BookState::OpenKiosk(const v1::Entry& entry) {
  const v1::Kiosk& kiosk = entry.kiosk_opened();
  if (kiosk.public_key().empty() && kiosk.incarnation() == 0) {
    kiosks_[kiosk.number()].kiosk = kiosk;
    oversight_.Begin(kiosk, entry.time_us());
    return absl::OkStatus();
  }
  auto key = crypto::Ed25519PublicKey::FromBytes(kiosk.public_key());
  if (!key.ok()) return Damaged(entry, "the kiosk's public key is no key");
  KioskState& state = kiosks_[kiosk.number()];
  state.kiosk = kiosk;
  state.key = std::make_shared<const crypto::Ed25519PublicKey>(*std::move(key));
  BeginJournal(kiosk.incarnation(), &state);
  oversight_.Begin(kiosk, entry.time_us());
  return absl::OkStatus();
}

absl::Status BookState::ApplyDevice(const v1::Entry& entry) {
  KioskState* kiosk = MutableKiosk(KioskNamedBy(entry));
  if (kiosk == nullptr) return Damaged(entry, "kiosk is not registered");
  switch (entry.body_case()) {
    case v1::Entry::kKioskInvited:
      kiosk->invitation = entry.kiosk_invited();
      return absl::OkStatus();
    case v1::Entry::kKioskEnrolled:
      return Enrol(entry, kiosk);
    case v1::Entry::kCertificateRenewed: {
      const v1::Certificate& renewed =
          entry.certificate_renewed().certificate();
      if (!IsOfKind(renewed, v1::CERTIFICATE_KIND_OPERATIONAL)) {
        return Damaged(entry, "it holds no operational certificate");
      }
      AddRenewed(renewed, kiosk);
      return absl::OkStatus();
    }
    default: {
      const std::string& fingerprint =
          entry.certificates_revoked().fingerprint();
      std::erase_if(kiosk->certificates, [&](const KioskCertificate& one) {
        return fingerprint.empty() ||
               fingerprint == proof::AsBytes(one.fingerprint);
      });
      return absl::OkStatus();
    }
  }
}

absl::Status BookState::Enrol(const v1::Entry& entry, KioskState* kiosk) {
  const v1::KioskEnrolled& enrolled = entry.kiosk_enrolled();
  auto key = crypto::Ed25519PublicKey::FromBytes(enrolled.public_key());
  if (!key.ok() || !IsWellFormed(enrolled)) {
    return Damaged(entry,
                   "serial number, key, journal or certificates of the "
                   "enrolment are missing");
  }
  kiosk->key =
      std::make_shared<const crypto::Ed25519PublicKey>(*std::move(key));
  kiosk->kiosk.set_public_key(enrolled.public_key());
  kiosk->serial = enrolled.serial();
  kiosk->invitation.Clear();
  kiosk->certificates.clear();
  for (const v1::Certificate& certificate : enrolled.certificates()) {
    kiosk->certificates.push_back(Remember(certificate));
  }
  BeginJournal(enrolled.incarnation(), kiosk);
  oversight_.Begin(kiosk->kiosk, entry.time_us());
  return absl::OkStatus();
}

void BookState::BeginJournal(uint64_t incarnation, KioskState* kiosk) const {
  kiosk->kiosk.set_incarnation(incarnation);
  kiosk->used_incarnations.push_back(incarnation);
  kiosk->watermark = 0;
  kiosk->tally = Tally();
  kiosk->last_device_time_us = 0;
  kiosk->last_monotonic_us = 0;
  kiosk->chain = journal::ChainStart(
      journal::JournalId{book_, kiosk->kiosk.number(), incarnation});
}

}  // namespace greenledger::rules
