// How a device becomes a kiosk, and how it gets its next certificate. The keys
// are made here, on the device, and never leave it.
//
// Whoever calls keeps the keys on disk before it sends a request: after an
// error the outcome is unknown, and only the same request again, byte for byte,
// gets the answer that was lost.
#ifndef GREENLEDGER_CLIENTS_KIOSK_ENROLMENT_H_
#define GREENLEDGER_CLIENTS_KIOSK_ENROLMENT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "greenledger/v1/identity_service.grpc.pb.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/support/status.h"

namespace greenledger::kiosk {

// A new TLS key with the request for its certificate.
struct TlsRequest {
  // P-256, PKCS #8 in PEM, not encrypted: a file of mode 0600.
  std::string key;
  // PKCS #10 in DER, signed with that key.
  std::string certificate_request;
};

// From OpenSSL's generator. INTERNAL if that fails.
absl::StatusOr<TlsRequest> MakeTlsRequest();

// All keys of a device.
struct DeviceKeys {
  TlsRequest tls;
  // Seed of the Ed25519 key that signs uploads, 32 bytes, a secret too; as
  // crypto::Ed25519PrivateKey::FromSeed takes it.
  std::string record_seed;
};

// From OpenSSL's generator. INTERNAL if that fails.
absl::StatusOr<DeviceKeys> MakeDeviceKeys();

// What the technician types in, and the journal that was made for it.
struct EnrolmentForm {
  uint64_t book = 0;
  uint64_t kiosk = 0;
  std::string serial;
  // As printed; case, spaces and hyphens do not matter.
  std::string code;
  // Random, not 0.
  uint64_t incarnation = 0;
};

// The request, the same bytes for the same arguments. INVALID_ARGUMENT if the
// seed is not 32 bytes.
absl::StatusOr<v1::EnrolRequest> MakeEnrolRequest(const EnrolmentForm& form,
                                                  const DeviceKeys& keys);

// A certificate as it is stored and as TlsIdentity.certificate takes it.
struct IssuedCertificate {
  // PEM: the certificate, then those between it and the authority's root.
  std::string pem;
  // Validity, microseconds since 1970-01-01 UTC.
  int64_t not_before_us = 0;
  int64_t not_after_us = 0;
};

// What a device has after it enrolled. Both certificates are of the same key.
struct Enrolment {
  IssuedCertificate operational;
  // For Renew alone, after the operational one ended.
  IssuedCertificate bootstrap;
  // As registered: place, bins, record key, incarnation.
  v1::Kiosk kiosk;
};

// A channel to the enrolment listener at `address` (host:port), on which the
// server must show a certificate that leads to one of `server_ca` (PEM); the
// device shows none.
std::shared_ptr<grpc::Channel> OpenEnrolmentChannel(
    const std::string& address, const std::string& server_ca);

// Asks once. The server's error as it came (IsRetryable and PushBack of retry.h
// say when to send the same request again); INTERNAL if the answer contradicts
// the contract, such as a certificate of another key.
grpc::Status Enrol(v1::EnrolmentService::StubInterface& stub,
                   const v1::EnrolRequest& request,
                   std::chrono::microseconds timeout, Enrolment* enrolment);

// Asks once for the next operational certificate, on a channel with the present
// or the bootstrap one. Errors as Enrol. The old certificate works on until it
// ends; the new one comes with the key of `request`.
grpc::Status Renew(v1::KioskService::StubInterface& stub,
                   const TlsRequest& request, std::chrono::microseconds timeout,
                   IssuedCertificate* certificate);

// Whether two thirds of its validity are over.
bool IsRenewalDue(const IssuedCertificate& certificate, int64_t now_us);

// Validity of the first certificate of a PEM text, as it was stored.
// INVALID_ARGUMENT if there is none.
absl::StatusOr<IssuedCertificate> ReadCertificate(std::string_view pem);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_ENROLMENT_H_
