#include "clients/kiosk/enrolment.h"

#include <grpc/support/time.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <optional>
#include <utility>

#include "clients/kiosk/channel.h"
#include "storage/crypto/certificate_time.h"
#include "storage/crypto/ed25519.h"
#include "storage/proof/sha256.h"

namespace greenledger::kiosk {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Request = std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

constexpr size_t kSeedBytes = 32;
constexpr std::string_view kProofText = "greenledger/enrolment/v1\n";

Bio NewBio() { return {BIO_new(BIO_s_mem()), BIO_free_all}; }

Bio BioOf(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
          BIO_free_all};
}

std::string Content(BIO* bio) {
  const char* data = nullptr;
  const auto size = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &data);
  return std::string(data, static_cast<size_t>(size));
}

absl::Status OpenSslFailed() {
  return absl::InternalError("OpenSSL could not make a key");
}

Certificate ParseDer(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}

bool ReadValidity(X509* certificate, IssuedCertificate* issued) {
  const auto from = crypto::MicrosOf(X509_get0_notBefore(certificate));
  const auto to = crypto::MicrosOf(X509_get0_notAfter(certificate));
  if (!from || !to) return false;
  issued->not_before_us = *from;
  issued->not_after_us = *to;
  return true;
}

// Whether the certificate is of the key that signed the request.
bool IsFor(X509* certificate, const std::string& request_der) {
  const auto* at = reinterpret_cast<const unsigned char*>(request_der.data());
  const Request request(
      d2i_X509_REQ(nullptr, &at, static_cast<long>(request_der.size())),
      X509_REQ_free);
  return request != nullptr &&
         EVP_PKEY_eq(X509_get0_pubkey(certificate),
                     X509_REQ_get0_pubkey(request.get())) == 1;
}

// As it is stored; nullopt if it is no certificate for that request.
template <typename Chain>
std::optional<IssuedCertificate> Store(const v1::Certificate& certificate,
                                       const Chain& chain,
                                       const std::string& request) {
  IssuedCertificate issued;
  const Bio bio = NewBio();
  const Certificate own = ParseDer(certificate.der());
  if (own == nullptr || !IsFor(own.get(), request) ||
      !ReadValidity(own.get(), &issued) ||
      PEM_write_bio_X509(bio.get(), own.get()) != 1) {
    return std::nullopt;
  }
  for (const std::string& der : chain) {
    const Certificate above = ParseDer(der);
    if (above == nullptr || PEM_write_bio_X509(bio.get(), above.get()) != 1) {
      return std::nullopt;
    }
  }
  issued.pem = Content(bio.get());
  return issued;
}

grpc::Status BadAnswer(const std::string& what) {
  return {grpc::StatusCode::INTERNAL,
          "the server's answer contradicts the contract: " + what};
}

void SetDeadline(grpc::ClientContext* context,
                 std::chrono::microseconds timeout) {
  context->set_deadline(
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                   gpr_time_from_micros(timeout.count(), GPR_TIMESPAN)));
}

}  // namespace

absl::StatusOr<TlsRequest> MakeTlsRequest() {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const Request request(X509_REQ_new(), X509_REQ_free);
  const Bio key_text = NewBio();
  const Bio request_bytes = NewBio();
  const bool made =
      key != nullptr && request != nullptr &&
      X509_REQ_set_version(request.get(), 0) == 1 &&
      X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
      X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0 &&
      PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr,
                                    0, nullptr, nullptr) == 1 &&
      i2d_X509_REQ_bio(request_bytes.get(), request.get()) == 1;
  if (!made) return OpenSslFailed();
  return TlsRequest{Content(key_text.get()), Content(request_bytes.get())};
}

absl::StatusOr<DeviceKeys> MakeDeviceKeys() {
  absl::StatusOr<TlsRequest> tls = MakeTlsRequest();
  if (!tls.ok()) return tls.status();
  DeviceKeys keys{*std::move(tls), std::string(kSeedBytes, '\0')};
  if (RAND_bytes(reinterpret_cast<unsigned char*>(keys.record_seed.data()),
                 static_cast<int>(kSeedBytes)) != 1) {
    return OpenSslFailed();
  }
  return keys;
}

absl::StatusOr<v1::EnrolRequest> MakeEnrolRequest(const EnrolmentForm& form,
                                                  const DeviceKeys& keys) {
  auto record_key = crypto::Ed25519PrivateKey::FromSeed(keys.record_seed);
  if (!record_key.ok()) return record_key.status();
  const proof::Hash hash = proof::Sha256({keys.tls.certificate_request});
  v1::EnrolRequest request;
  request.set_book(form.book);
  request.set_kiosk_number(form.kiosk);
  request.set_serial(form.serial);
  request.set_code(form.code);
  request.set_certificate_request(keys.tls.certificate_request);
  request.set_public_key(record_key->public_key());
  request.set_public_key_proof(record_key->Sign(
      std::string(kProofText) + std::string(proof::AsBytes(hash))));
  request.set_incarnation(form.incarnation);
  return request;
}

std::shared_ptr<grpc::Channel> OpenEnrolmentChannel(
    const std::string& address, const std::string& server_ca) {
  return OpenChannel(address, {server_ca, "", ""});
}

grpc::Status Enrol(v1::EnrolmentService::StubInterface& stub,
                   const v1::EnrolRequest& request,
                   std::chrono::microseconds timeout, Enrolment* enrolment) {
  grpc::ClientContext context;
  SetDeadline(&context, timeout);
  v1::EnrolResponse response;
  grpc::Status status = stub.Enrol(&context, request, &response);
  if (!status.ok()) return status;
  if (response.certificates_size() != 2 ||
      response.certificates(0).kind() != v1::CERTIFICATE_KIND_OPERATIONAL ||
      response.certificates(1).kind() != v1::CERTIFICATE_KIND_BOOTSTRAP) {
    return BadAnswer("not an operational and a bootstrap certificate");
  }
  auto operational = Store(response.certificates(0), response.chain(),
                           request.certificate_request());
  auto bootstrap = Store(response.certificates(1), response.chain(),
                         request.certificate_request());
  if (!operational || !bootstrap) {
    return BadAnswer("the certificates are not of the device's key");
  }
  if (response.kiosk().public_key() != request.public_key() ||
      response.kiosk().incarnation() != request.incarnation()) {
    return BadAnswer("the kiosk has another key or journal");
  }
  *enrolment = {*std::move(operational), *std::move(bootstrap),
                response.kiosk()};
  return status;
}

grpc::Status Renew(v1::KioskService::StubInterface& stub,
                   const TlsRequest& request, std::chrono::microseconds timeout,
                   IssuedCertificate* certificate) {
  grpc::ClientContext context;
  SetDeadline(&context, timeout);
  v1::RenewCertificateRequest message;
  message.set_certificate_request(request.certificate_request);
  v1::RenewCertificateResponse response;
  grpc::Status status = stub.RenewCertificate(&context, message, &response);
  if (!status.ok()) return status;
  auto issued = Store(response.certificate(), response.chain(),
                      request.certificate_request);
  if (!issued) return BadAnswer("the certificate is not of the device's key");
  *certificate = *std::move(issued);
  return status;
}

bool IsRenewalDue(const IssuedCertificate& certificate, int64_t now_us) {
  const int64_t life_us = certificate.not_after_us - certificate.not_before_us;
  return now_us >= certificate.not_before_us + life_us / 3 * 2;
}

absl::StatusOr<IssuedCertificate> ReadCertificate(std::string_view pem) {
  const Certificate own(
      PEM_read_bio_X509(BioOf(pem).get(), nullptr, nullptr, nullptr),
      X509_free);
  IssuedCertificate issued;
  if (own == nullptr || !ReadValidity(own.get(), &issued)) {
    return absl::InvalidArgumentError("no certificate in PEM form");
  }
  issued.pem = pem;
  return issued;
}

}  // namespace greenledger::kiosk
