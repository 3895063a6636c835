#include "clients/cli/pki/certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/pki/files.h"

namespace greenledger::pki {
namespace {

absl::Status OpenSslError(const std::string& what) {
  std::array<char, 256> text = {};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  ERR_clear_error();
  return absl::InternalError(what + ": " + text.data());
}

bool SetSerial(X509* certificate) {
  // 63 random bits: positive, and never the same twice.
  std::array<unsigned char, 8> bytes = {};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) return false;
  uint64_t serial = 0;
  for (unsigned char byte : bytes) serial = serial << 8 | byte;
  return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate),
                                 (serial >> 1) | 1) == 1;
}

bool SetName(X509_NAME* name, const std::string& common_name) {
  return X509_NAME_add_entry_by_NID(
             name, NID_commonName, MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(common_name.data()),
             static_cast<int>(common_name.size()), -1, 0) == 1;
}

bool SetValidity(X509* certificate, const CertificateText& text) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate),
                       static_cast<time_t>(text.not_before)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate),
                       static_cast<time_t>(text.not_after)) != nullptr;
}

bool AddExtension(X509* certificate, X509* issuer, int nid,
                  const std::string& value) {
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

bool AddExtensions(X509* certificate, X509* issuer,
                   const CertificateText& text) {
  std::vector<std::pair<int, std::string>> extensions;
  if (text.extended_usage.empty()) {
    extensions = {
        {NID_basic_constraints,
         "critical,CA:TRUE,pathlen:" + std::to_string(text.authorities_below)},
        {NID_key_usage, "critical,keyCertSign,cRLSign"},
        {NID_subject_key_identifier, "hash"}};
    if (issuer != certificate) {
      extensions.emplace_back(NID_authority_key_identifier, "keyid:always");
    }
  } else {
    extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                  {NID_key_usage, "critical,digitalSignature"},
                  {NID_ext_key_usage, text.extended_usage},
                  {NID_subject_alt_name, text.alternative_names},
                  {NID_subject_key_identifier, "hash"},
                  {NID_authority_key_identifier, "keyid:always"}};
  }
  for (const auto& [nid, value] : extensions) {
    if (!AddExtension(certificate, issuer, nid, value)) return false;
  }
  return true;
}

// `write` puts one PEM object into a BIO and returns 1 on success.
template <typename Write>
absl::StatusOr<std::string> ToPem(Write&& write) {
  std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()),
                                                    &BIO_free_all);
  if (bio == nullptr || write(bio.get()) != 1) return OpenSslError("PEM");
  const char* data = nullptr;
  const auto size = BIO_ctrl(bio.get(), BIO_CTRL_INFO, 0, &data);
  return std::string(data, static_cast<size_t>(size));
}

}  // namespace

absl::StatusOr<Identity> Issue(const CertificateText& text,
                               const Identity* issuer) {
  Identity made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  if (made.key == nullptr || made.certificate == nullptr) {
    return OpenSslError("new key");
  }
  X509* certificate = made.certificate.get();
  X509* signer = issuer ? issuer->certificate.get() : certificate;
  EVP_PKEY* signing_key = issuer ? issuer->key.get() : made.key.get();
  const bool done =
      X509_set_version(certificate, X509_VERSION_3) == 1 &&
      SetSerial(certificate) && SetValidity(certificate, text) &&
      SetName(X509_get_subject_name(certificate), text.common_name) &&
      X509_set_issuer_name(certificate, X509_get_subject_name(signer)) == 1 &&
      X509_set_pubkey(certificate, made.key.get()) == 1 &&
      AddExtensions(certificate, signer, text) &&
      X509_sign(certificate, signing_key, EVP_sha256()) > 0;
  if (!done) return OpenSslError("certificate of " + text.common_name);
  return made;
}

absl::StatusOr<std::string> CertificatePem(const Identity& identity) {
  return ToPem([&](BIO* bio) {
    return PEM_write_bio_X509(bio, identity.certificate.get());
  });
}

absl::StatusOr<std::string> KeyPem(const Identity& identity) {
  return ToPem([&](BIO* bio) {
    return PEM_write_bio_PKCS8PrivateKey(bio, identity.key.get(), nullptr,
                                         nullptr, 0, nullptr, nullptr);
  });
}

absl::StatusOr<Identity> ReadIdentity(const std::string& certificate_pem,
                                      const std::string& key_pem) {
  const auto bio_of = [](const std::string& text) {
    return std::unique_ptr<BIO, decltype(&BIO_free_all)>(
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
        &BIO_free_all);
  };
  // A callback that gives no password: never ask on the terminal.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  Identity read;
  read.certificate.reset(PEM_read_bio_X509(bio_of(certificate_pem).get(),
                                           nullptr, nullptr, nullptr));
  read.key.reset(PEM_read_bio_PrivateKey(bio_of(key_pem).get(), nullptr,
                                         no_password, nullptr));
  if (read.certificate != nullptr && read.key != nullptr &&
      X509_check_private_key(read.certificate.get(), read.key.get()) == 1) {
    return read;
  }
  ERR_clear_error();
  return absl::InvalidArgumentError(
      "not a certificate with its key in PEM form");
}

absl::Status WriteIdentity(const Identity& identity,
                           const std::string& certificate_file,
                           const std::string& key_file) {
  absl::StatusOr<std::string> certificate = CertificatePem(identity);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<std::string> key = KeyPem(identity);
  if (!key.ok()) return key.status();
  absl::Status written = WriteNewFile(certificate_file, *certificate, 0644);
  if (!written.ok()) return written;
  return WriteNewFile(key_file, *key, 0600);
}

}  // namespace greenledger::pki
