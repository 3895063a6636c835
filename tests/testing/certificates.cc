#include "tests/testing/certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdlib>

namespace greenledger::testing {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// A test cannot go on without its certificates.
void Require(bool ok) {
  if (!ok) std::abort();
}

std::string Drain(const Bio& bio) {
  std::string text(BIO_pending(bio.get()), '\0');
  Require(BIO_read(bio.get(), text.data(), static_cast<int>(text.size())) > 0);
  return text;
}

std::string ToPem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  Require(PEM_write_bio_X509(bio.get(), certificate) == 1);
  return Drain(bio);
}

std::string ToPem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  Require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0,
                                        nullptr, nullptr) == 1);
  return Drain(bio);
}

Key NewKey() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

void AddExtension(X509* certificate, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  Require(extension != nullptr);
  Require(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// Not signed yet.
Certificate NewCertificate(const std::string& name, EVP_PKEY* key, int64_t id) {
  Certificate made(X509_new(), X509_free);
  Require(X509_set_version(made.get(), X509_VERSION_3) == 1);
  Require(ASN1_INTEGER_set_int64(X509_get_serialNumber(made.get()), id) == 1);
  Require(ASN1_TIME_set_string(X509_getm_notBefore(made.get()),
                               "20200101000000Z") == 1);
  Require(ASN1_TIME_set_string(X509_getm_notAfter(made.get()),
                               "20991231235959Z") == 1);
  X509_NAME* subject = X509_get_subject_name(made.get());
  const auto* bytes = reinterpret_cast<const unsigned char*>(name.data());
  Require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes,
                                     static_cast<int>(name.size()), -1,
                                     0) == 1);
  Require(X509_set_pubkey(made.get(), key) == 1);
  return made;
}

}  // namespace

struct Authority::Rep {
  Key key{nullptr, EVP_PKEY_free};
  Certificate certificate{nullptr, X509_free};
  int64_t last_id = 1;
};

Authority::Authority(const std::string& name) : rep_(new Rep) {
  rep_->key = NewKey();
  rep_->certificate = NewCertificate(name, rep_->key.get(), 1);
  X509* certificate = rep_->certificate.get();
  Require(X509_set_issuer_name(certificate,
                               X509_get_subject_name(certificate)) == 1);
  AddExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  Require(X509_sign(certificate, rep_->key.get(), EVP_sha256()) > 0);
  certificate_ = ToPem(certificate);
}

Authority::~Authority() = default;

KeyPair Authority::Issue(const std::string& names) {
  const Key key = NewKey();
  const Certificate made = NewCertificate("test", key.get(), ++rep_->last_id);
  Require(X509_set_issuer_name(
              made.get(), X509_get_subject_name(rep_->certificate.get())) == 1);
  AddExtension(made.get(), NID_subject_alt_name, names);
  Require(X509_sign(made.get(), rep_->key.get(), EVP_sha256()) > 0);
  return {ToPem(made.get()), ToPem(key.get())};
}

}  // namespace greenledger::testing
