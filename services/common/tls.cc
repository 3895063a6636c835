#include "services/common/tls.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "services/common/pem.h"

namespace greenledger::common {
namespace {

absl::Status NoCertificate(const std::string& file) {
  return absl::InvalidArgumentError(
      fmt::format("{} has no certificate in PEM form", file));
}

// gRPC would find all this too, but says only that it cannot listen.
absl::Status CheckPair(const TlsFiles& files, const std::string& certificate,
                       const std::string& key) {
  const std::vector<CertificatePointer> own = ParseCertificates(certificate);
  if (own.empty()) return NoCertificate(files.certificate);
  const KeyPointer own_key = ParseKey(key);
  if (own_key == nullptr) {
    return absl::InvalidArgumentError(fmt::format(
        "{} has no unencrypted private key in PEM form", files.key));
  }
  if (X509_check_private_key(own.front().get(), own_key.get()) != 1) {
    return absl::InvalidArgumentError(fmt::format(
        "the key in {} is not that of {}", files.key, files.certificate));
  }
  return absl::OkStatus();
}

// The server's own half.
absl::StatusOr<grpc::SslServerCredentialsOptions::PemKeyCertPair> ReadPair(
    const TlsFiles& files) {
  if (absl::Status s = CheckPrivate(files.key); !s.ok()) return s;
  absl::StatusOr<std::string> certificate = ReadPemFile(files.certificate);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<std::string> key = ReadPemFile(files.key);
  if (!key.ok()) return key.status();
  if (absl::Status s = CheckPair(files, *certificate, *key); !s.ok()) return s;
  return grpc::SslServerCredentialsOptions::PemKeyCertPair{
      *std::move(key), *std::move(certificate)};
}

}  // namespace

absl::Status CheckValidAt(const TlsFiles& files, int64_t now_us) {
  absl::StatusOr<std::string> pem = ReadPemFile(files.certificate);
  if (!pem.ok()) return pem.status();
  const std::vector<CertificatePointer> own = ParseCertificates(*pem);
  if (own.empty()) return NoCertificate(files.certificate);
  return CheckValidAt(files.certificate, *own.front(), now_us);
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MutualTlsCredentials(
    const TlsFiles& files) {
  auto pair = ReadPair(files);
  if (!pair.ok()) return pair.status();
  absl::StatusOr<std::string> roots = ReadPemFile(files.ca);
  if (!roots.ok()) return roots.status();
  if (ParseCertificates(*roots).empty()) return NoCertificate(files.ca);
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = *std::move(roots);
  options.pem_key_cert_pairs.push_back(*std::move(pair));
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerTlsCredentials(
    const TlsFiles& files) {
  auto pair = ReadPair(files);
  if (!pair.ok()) return pair.status();
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  options.pem_key_cert_pairs.push_back(*std::move(pair));
  return grpc::SslServerCredentials(options);
}

}  // namespace greenledger::common
