#include "services/ledger/rules/decide_device.h"

#include <algorithm>

#include "services/ledger/rules/plain_text.h"

namespace greenledger::rules {

void CheckInvited(const v1::KioskInvited& invited, int64_t time_us,
                  const RefuseField& refuse) {
  if (invited.expires_us() >= time_us) return;
  refuse("expires_us", v1::REFUSAL_REASON_INVITATION_ENDED,
         std::to_string(invited.expires_us()));
}

void CheckEnrolled(const KioskState& kiosk, const v1::KioskEnrolled& enrolled,
                   int64_t time_us, const RefuseField& refuse) {
  const auto& used = kiosk.used_incarnations;
  if (std::find(used.begin(), used.end(), enrolled.incarnation()) !=
      used.end()) {
    refuse("incarnation", v1::REFUSAL_REASON_INCARNATION_USED,
           std::to_string(enrolled.incarnation()));
  }
  const v1::KioskInvited& invitation = kiosk.invitation;
  if (invitation.serial().empty()) {
    return refuse("kiosk_number", v1::REFUSAL_REASON_NOT_INVITED,
                  std::to_string(enrolled.kiosk_number()));
  }
  if (enrolled.code_hash() != invitation.code_hash()) {
    refuse("code_hash", v1::REFUSAL_REASON_CODE_WRONG,
           ToHexText(enrolled.code_hash()));
  }
  if (invitation.expires_us() < time_us) {
    refuse("code_hash", v1::REFUSAL_REASON_INVITATION_ENDED,
           std::to_string(invitation.expires_us()));
  }
  if (enrolled.serial() != invitation.serial()) {
    refuse("serial", v1::REFUSAL_REASON_SERIAL_WRONG, enrolled.serial());
  }
}

void CheckRenewed(const KioskState& kiosk, const RefuseField& refuse) {
  if (!kiosk.certificates.empty()) return;
  refuse("kiosk_number", v1::REFUSAL_REASON_CERTIFICATE_UNKNOWN,
         std::to_string(kiosk.kiosk.number()));
}

void CheckRevoked(const KioskState& kiosk,
                  const v1::CertificatesRevoked& revoked,
                  const RefuseField& refuse) {
  const std::string& wanted = revoked.fingerprint();
  const bool known = std::any_of(
      kiosk.certificates.begin(), kiosk.certificates.end(),
      [&](const KioskCertificate& one) {
        return wanted.empty() || wanted == proof::AsBytes(one.fingerprint);
      });
  if (known) return;
  refuse("fingerprint", v1::REFUSAL_REASON_CERTIFICATE_UNKNOWN,
         ToHexText(wanted));
}

}  // namespace greenledger::rules
