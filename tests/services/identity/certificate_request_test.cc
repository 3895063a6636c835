// Requests for certificates come from strangers.
#include "services/identity/certificate_request.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "clients/kiosk/enrolment.h"

namespace greenledger::identity {
namespace {

// A request for `key`, signed by `signer`.
std::string RequestBytes(EVP_PKEY* key, EVP_PKEY* signer,
                         const EVP_MD* digest = EVP_sha256()) {
  const std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)> request(
      X509_REQ_new(), X509_REQ_free);
  X509_REQ_set_pubkey(request.get(), key);
  EXPECT_GT(X509_REQ_sign(request.get(), signer, digest), 0);
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_REQ(request.get(), &bytes);
  std::string der(reinterpret_cast<char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

std::string FaultOf(const std::string& der) {
  return std::string(ReadCertificateRequest(der).status().message());
}

const common::KeyPointer& P256() {
  static const common::KeyPointer key(EVP_EC_gen("P-256"));
  return key;
}

TEST(CertificateRequestTest, WhatADeviceMakesIsRead) {
  const auto made = kiosk::MakeTlsRequest().value();
  const auto key = ReadCertificateRequest(made.certificate_request);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(EVP_PKEY_eq(key->get(), common::ParseKey(made.key).get()), 1);
}

TEST(CertificateRequestTest, OtherKeysAreRefused) {
  const common::KeyPointer p384(EVP_EC_gen("P-384"));
  const common::KeyPointer rsa(EVP_RSA_gen(2048));
  const common::KeyPointer ed25519(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const std::string wanted = "a request for a key on the curve P-256";
  EXPECT_EQ(FaultOf(RequestBytes(p384.get(), p384.get())), wanted);
  EXPECT_EQ(FaultOf(RequestBytes(rsa.get(), rsa.get())), wanted);
  EXPECT_EQ(FaultOf(RequestBytes(ed25519.get(), ed25519.get(), nullptr)),
            wanted);
}

TEST(CertificateRequestTest, ACurveSpelledOutByNumbersIsRefused) {
  const common::KeyPointer spelled(EVP_EC_gen("P-256"));
  EVP_PKEY_set_utf8_string_param(spelled.get(), "encoding", "explicit");
  EXPECT_EQ(FaultOf(RequestBytes(spelled.get(), spelled.get())),
            "a request for a key on the curve P-256");
}

TEST(CertificateRequestTest, SomebodyElsesKeyIsRefused) {
  const common::KeyPointer other(EVP_EC_gen("P-256"));
  EXPECT_EQ(FaultOf(RequestBytes(P256().get(), other.get())),
            "a request that is signed with the key it is for");
}

TEST(CertificateRequestTest, NoPartOfARequestIsOne) {
  const std::string der = RequestBytes(P256().get(), P256().get());
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_NE(FaultOf(der.substr(0, size)), "") << size;
  }
  EXPECT_NE(FaultOf(der + std::string(1, '\0')), "");
}

TEST(CertificateRequestTest, NoChangedByteGoesUnnoticed) {
  const std::string der = RequestBytes(P256().get(), P256().get());
  for (size_t i = 0; i < der.size(); ++i) {
    std::string changed = der;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    EXPECT_NE(FaultOf(changed), "") << i;
  }
}

TEST(CertificateRequestTest, HugeOnesAreNotLookedAt) {
  EXPECT_EQ(FaultOf(std::string(4097, '\x30')), "at most 4096 bytes");
  // A length of two gigabytes in a few bytes.
  EXPECT_EQ(FaultOf("\x30\x84\x7f\xff\xff\xff\x30"),
            "a PKCS #10 request in DER");
}

}  // namespace
}  // namespace greenledger::identity
