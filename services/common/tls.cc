#include "services/common/tls.h"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

namespace greenledger::common {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (file.is_open() && !file.bad()) return content;
  const int error = errno;
  const std::string message =
      fmt::format("cannot read {}: {}", path, std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::PermissionDeniedError(message);
}

absl::Status CheckPrivate(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return absl::NotFoundError(
        fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  if ((info.st_mode & 077) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(
      fmt::format("key file {} has mode {:04o}: others than its owner have "
                  "rights to it; expected 0600",
                  path, info.st_mode & 07777));
}

Certificate ParseCertificate(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), X509_free};
}

std::string TextOf(const ASN1_TIME* time) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  ASN1_TIME_print_ex(bio.get(), time, ASN1_DTFLGS_ISO8601);
  char text[64];
  const int size = BIO_read(bio.get(), text, sizeof(text));
  return std::string(text, static_cast<size_t>(std::max(size, 0)));
}

std::string TextOf(std::time_t time) {
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> asn1(
      ASN1_TIME_set(nullptr, time), ASN1_TIME_free);
  return TextOf(asn1.get());
}

Key ParseKey(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                BIO_free);
  // A callback that gives no password: never ask on the terminal.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  return {PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr),
          EVP_PKEY_free};
}

// gRPC would find all this too, but says only that it cannot listen.
absl::Status CheckPair(const TlsFiles& files, const std::string& certificate,
                       const std::string& key, const std::string& roots) {
  const Certificate own = ParseCertificate(certificate);
  if (own == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("{} has no certificate in PEM form", files.certificate));
  }
  const Key own_key = ParseKey(key);
  if (own_key == nullptr) {
    return absl::InvalidArgumentError(fmt::format(
        "{} has no unencrypted private key in PEM form", files.key));
  }
  if (X509_check_private_key(own.get(), own_key.get()) != 1) {
    return absl::InvalidArgumentError(fmt::format(
        "the key in {} is not that of {}", files.key, files.certificate));
  }
  if (ParseCertificate(roots) == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("{} has no certificate in PEM form", files.ca));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckValidAt(const TlsFiles& files, int64_t now_us) {
  absl::StatusOr<std::string> pem = ReadFile(files.certificate);
  if (!pem.ok()) return pem.status();
  const Certificate own = ParseCertificate(*pem);
  if (own == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("{} has no certificate in PEM form", files.certificate));
  }
  std::time_t now = now_us / 1'000'000;
  const ASN1_TIME* from = X509_get0_notBefore(own.get());
  const ASN1_TIME* to = X509_get0_notAfter(own.get());
  if (X509_cmp_time(from, &now) < 0 && X509_cmp_time(to, &now) > 0) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fmt::format(
      "{} is valid from {} to {}, and this machine's clock says {}: renew the "
      "certificate or set the clock",
      files.certificate, TextOf(from), TextOf(to), TextOf(now)));
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MutualTlsCredentials(
    const TlsFiles& files) {
  if (absl::Status s = CheckPrivate(files.key); !s.ok()) return s;
  absl::StatusOr<std::string> certificate = ReadFile(files.certificate);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<std::string> key = ReadFile(files.key);
  if (!key.ok()) return key.status();
  absl::StatusOr<std::string> roots = ReadFile(files.ca);
  if (!roots.ok()) return roots.status();
  if (absl::Status s = CheckPair(files, *certificate, *key, *roots); !s.ok()) {
    return s;
  }
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = *std::move(roots);
  options.pem_key_cert_pairs.push_back(
      {*std::move(key), *std::move(certificate)});
  return grpc::SslServerCredentials(options);
}

}  // namespace greenledger::common
