#include "services/identity/authority.h"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <utility>

#include "storage/crypto/certificate_time.h"

namespace greenledger::identity {
namespace {

absl::Status OpenSslError(std::string_view what) {
  char text[256] = {};
  ERR_error_string_n(ERR_get_error(), text, sizeof(text));
  ERR_clear_error();
  return absl::InternalError(fmt::format("{}: {}", what, text));
}

std::optional<std::string> ToDer(X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate, &bytes);
  if (size < 0) return std::nullopt;
  std::string der(reinterpret_cast<char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

bool IsOwnIssuer(X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate),
                       X509_get_issuer_name(certificate)) == 0;
}

bool SetSerial(std::string_view serial, X509* certificate) {
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()),
                static_cast<int>(serial.size()), nullptr),
      BN_free);
  return number != nullptr &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) !=
             nullptr;
}

bool SetName(const CertificateWish& wish, X509* certificate) {
  const std::string name = fmt::format("kiosk {}-{}", wish.book, wish.kiosk);
  return X509_NAME_add_entry_by_NID(
             X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(name.data()),
             static_cast<int>(name.size()), -1, 0) == 1;
}

bool SetValidity(int64_t from_us, int64_t to_us, X509* certificate) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate),
                       static_cast<std::time_t>(from_us / 1'000'000)) &&
         ASN1_TIME_set(X509_getm_notAfter(certificate),
                       static_cast<std::time_t>(to_us / 1'000'000));
}

bool AddExtension(int nid, const std::string& value, X509* issuer,
                  X509* certificate) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

bool AddExtensions(const CertificateWish& wish, X509* issuer,
                   X509* certificate) {
  const std::string uri = fmt::format(
      "URI:greenledger://{}/{}/{}",
      wish.kind == v1::CERTIFICATE_KIND_BOOTSTRAP ? "kiosk-bootstrap" : "kiosk",
      wish.book, wish.kiosk);
  const std::pair<int, std::string> extensions[] = {
      {NID_basic_constraints, "critical,CA:FALSE"},
      {NID_key_usage, "critical,digitalSignature"},
      {NID_ext_key_usage, "clientAuth"},
      {NID_subject_alt_name, uri},
      {NID_subject_key_identifier, "hash"},
      {NID_authority_key_identifier, "keyid"}};
  return std::all_of(std::begin(extensions), std::end(extensions),
                     [&](const auto& extension) {
                       return AddExtension(extension.first, extension.second,
                                           issuer, certificate);
                     });
}

absl::Status CheckIssuer(const AuthorityFiles& files, X509* certificate,
                         EVP_PKEY* key) {
  if (X509_check_private_key(certificate, key) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError(fmt::format(
        "the key in {} is not that of {}", files.key, files.certificate));
  }
  if (X509_check_ca(certificate) == 1) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format(
      "{} is no certificate that may issue others", files.certificate));
}

}  // namespace

std::string NewSerial() {
  std::string serial(kSerialBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(serial.data()),
                 static_cast<int>(serial.size())) != 1) {
    std::abort();
  }
  return serial;
}

absl::StatusOr<std::unique_ptr<Authority>> Authority::Load(
    const AuthorityFiles& files, int64_t now_us) {
  if (absl::Status s = common::CheckPrivate(files.key); !s.ok()) return s;
  absl::StatusOr<std::string> text = common::ReadPemFile(files.certificate);
  if (!text.ok()) return text.status();
  absl::StatusOr<std::string> key = common::ReadPemFile(files.key);
  if (!key.ok()) return key.status();
  std::vector<common::CertificatePointer> all =
      common::ParseCertificates(*text);
  if (all.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("{} has no certificate in PEM form", files.certificate));
  }
  std::unique_ptr<Authority> authority(new Authority());
  authority->key_ = common::ParseKey(*key);
  if (authority->key_ == nullptr) {
    return absl::InvalidArgumentError(fmt::format(
        "{} has no unencrypted private key in PEM form", files.key));
  }
  X509* own = all.front().get();
  absl::Status good = CheckIssuer(files, own, authority->key_.get());
  if (!good.ok()) return good;
  good = common::CheckValidAt(files.certificate, *own, now_us);
  if (!good.ok()) return good;
  authority->not_after_us_ =
      crypto::MicrosOf(X509_get0_notAfter(own)).value_or(0);
  for (const common::CertificatePointer& one : all) {
    if (IsOwnIssuer(one.get())) break;
    authority->chain_.push_back(ToDer(one.get()).value_or(""));
  }
  authority->certificate_ = std::move(all.front());
  return authority;
}

absl::StatusOr<v1::Certificate> Authority::Issue(EVP_PKEY* key,
                                                 const CertificateWish& wish,
                                                 int64_t now_us) const {
  const int64_t life_us = wish.kind == v1::CERTIFICATE_KIND_BOOTSTRAP
                              ? kBootstrapUs
                              : kOperationalUs;
  // Certificates tell whole seconds.
  const int64_t end_us =
      std::min(now_us + life_us, not_after_us_) / 1'000'000 * 1'000'000;
  if (end_us <= now_us) {
    return absl::FailedPreconditionError("the issuing certificate has ended");
  }
  const common::CertificatePointer made(X509_new());
  const bool done =
      made != nullptr && X509_set_version(made.get(), X509_VERSION_3) == 1 &&
      SetSerial(wish.serial, made.get()) &&
      SetValidity(now_us - kBackdateUs, end_us, made.get()) &&
      SetName(wish, made.get()) &&
      X509_set_issuer_name(made.get(),
                           X509_get_subject_name(certificate_.get())) == 1 &&
      X509_set_pubkey(made.get(), key) == 1 &&
      AddExtensions(wish, certificate_.get(), made.get()) &&
      X509_sign(made.get(), key_.get(), EVP_sha256()) > 0;
  if (!done) return OpenSslError("certificate");
  std::optional<std::string> der = ToDer(made.get());
  if (!der) return OpenSslError("certificate");
  v1::Certificate certificate;
  certificate.set_kind(wish.kind);
  certificate.set_der(*std::move(der));
  certificate.set_not_after_us(end_us);
  return certificate;
}

}  // namespace greenledger::identity
