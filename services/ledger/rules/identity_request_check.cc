#include <string>

#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr size_t kSerialBytesMax = 60;
constexpr size_t kClaimCodeBytesMax = 100;
constexpr size_t kCertificateRequestBytesMax = 4096;
// 2100-01-01.
constexpr int64_t kTimeMaxUs = 4'102'444'800LL * 1'000'000;

void CheckCertificateRequest(const std::string& bytes, FaultList& faults) {
  if (!bytes.empty() && bytes.size() <= kCertificateRequestBytesMax) return;
  faults.Add({}, "certificate_request", std::to_string(bytes.size()) + " bytes",
             "1 to 4096 bytes");
}

}  // namespace

common::Faults Check(const v1::RenewCertificateRequest& request) {
  FaultList faults;
  CheckCertificateRequest(request.certificate_request(), faults);
  return faults.Take();
}

common::Faults Check(const v1::EnrolRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "kiosk_number", request.kiosk_number(), 1, kKioskMax);
  faults.CheckText(root, "serial", request.serial(), 1, kSerialBytesMax);
  // The code is a secret: a fault must not repeat it.
  if (request.code().empty() || request.code().size() > kClaimCodeBytesMax) {
    faults.Add(root, "code", std::to_string(request.code().size()) + " bytes",
               "1 to 100 bytes");
  }
  CheckCertificateRequest(request.certificate_request(), faults);
  faults.CheckSize(root, "public_key", request.public_key(), kPublicKeyBytes);
  faults.CheckSize(root, "public_key_proof", request.public_key_proof(),
                   kSignatureBytes);
  if (request.incarnation() == 0) {
    faults.Add(root, "incarnation", "0", "1 or more");
  }
  return faults.Take();
}

common::Faults Check(const v1::InviteKioskRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (!faults.CheckPresent(root, "invited", request.has_invited())) {
    return faults.Take();
  }
  const FieldPath at(root, "invited");
  const v1::KioskInvited& invited = request.invited();
  faults.CheckRange(at, "kiosk_number", invited.kiosk_number(), 1, kKioskMax);
  faults.CheckText(at, "serial", invited.serial(), 1, kSerialBytesMax);
  faults.CheckSize(at, "code_hash", invited.code_hash(), kDigestBytes);
  if (invited.expires_us() < 1 || invited.expires_us() > kTimeMaxUs) {
    faults.Add(at, "expires_us", std::to_string(invited.expires_us()),
               "microseconds since 1970-01-01 UTC, before 2100");
  }
  return faults.Take();
}

common::Faults Check(const v1::RevokeCertificatesRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (!faults.CheckPresent(root, "revoked", request.has_revoked())) {
    return faults.Take();
  }
  const FieldPath at(root, "revoked");
  const v1::CertificatesRevoked& revoked = request.revoked();
  faults.CheckRange(at, "kiosk_number", revoked.kiosk_number(), 1, kKioskMax);
  if (!revoked.fingerprint().empty()) {
    faults.CheckSize(at, "fingerprint", revoked.fingerprint(), kDigestBytes);
  }
  faults.CheckText(at, "why", revoked.why(), 1, kWhyBytesMax);
  return faults.Take();
}

common::Faults Check(const v1::ListDevicesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
