#include "services/identity/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <string>

#include "clients/cli/pki/root_ca.h"
#include "clients/kiosk/enrolment.h"
#include "services/identity/certificate_request.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::identity {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kNowUs = 1'780'624'800LL * 1'000'000;
constexpr uint64_t kBook = 350212002001;

common::CertificatePointer FromDer(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  return common::CertificatePointer(
      d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

std::string UriOf(X509* certificate) {
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  EXPECT_EQ(sk_GENERAL_NAME_num(names), 1);
  const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, 0);
  EXPECT_EQ(name->type, GEN_URI);
  const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
  std::string text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                   static_cast<size_t>(ASN1_STRING_length(uri)));
  GENERAL_NAMES_free(names);
  return text;
}

class AuthorityTest : public ::testing::Test {
 protected:
  AuthorityTest() {
    pki::RootOptions options;
    options.folder = folder_.path();
    options.now_us = kNowUs - kDayUs;
    EXPECT_TRUE(pki::MakeRoot(options).ok());
    files_ = {folder_.File("issuing.pem"), folder_.File("issuing.key")};
    const auto made = kiosk::MakeTlsRequest().value();
    key_ = ReadCertificateRequest(made.certificate_request).value();
  }

  std::string FaultOf(const AuthorityFiles& files, int64_t now_us = kNowUs) {
    return std::string(Authority::Load(files, now_us).status().message());
  }
  v1::Certificate Issue(const Authority& authority, v1::CertificateKind kind,
                        int64_t now_us = kNowUs) {
    auto issued =
        authority.Issue(key_.get(), {kind, kBook, 3, NewSerial()}, now_us);
    EXPECT_TRUE(issued.ok()) << issued.status();
    return *issued;
  }
  // Whether a server that trusts the root lets the certificate in.
  bool LeadsToRoot(const Authority& authority, X509* leaf, int64_t now_us) {
    X509_STORE* roots = X509_STORE_new();
    const auto root = common::ParseCertificates(
        *common::ReadPemFile(folder_.File("root.pem")));
    X509_STORE_add_cert(roots, root.front().get());
    STACK_OF(X509)* between = sk_X509_new_null();
    std::vector<common::CertificatePointer> held;
    for (const std::string& der : authority.chain()) {
      held.push_back(FromDer(der));
      sk_X509_push(between, held.back().get());
    }
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, roots, leaf, between);
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT);
    X509_STORE_CTX_set_time(context, 0, now_us / 1'000'000);
    const bool good = X509_verify_cert(context) == 1;
    X509_STORE_CTX_free(context);
    sk_X509_free(between);
    X509_STORE_free(roots);
    return good;
  }

  const testing::TempFolder folder_;
  AuthorityFiles files_;
  common::KeyPointer key_;
};

TEST_F(AuthorityTest, ACertificateNamesItsKioskAndLeadsToTheRoot) {
  const auto authority = Authority::Load(files_, kNowUs).value();
  ASSERT_EQ(authority->chain().size(), 1u);
  const auto issued = Issue(*authority, v1::CERTIFICATE_KIND_OPERATIONAL);
  const auto leaf = FromDer(issued.der());
  EXPECT_EQ(UriOf(leaf.get()), "greenledger://kiosk/350212002001/3");
  EXPECT_EQ(EVP_PKEY_eq(X509_get0_pubkey(leaf.get()), key_.get()), 1);
  EXPECT_EQ(issued.not_after_us(), kNowUs + kOperationalUs);
  EXPECT_TRUE(LeadsToRoot(*authority, leaf.get(), kNowUs));
  EXPECT_TRUE(LeadsToRoot(*authority, leaf.get(), kNowUs - kBackdateUs));
  EXPECT_FALSE(
      LeadsToRoot(*authority, leaf.get(), kNowUs + kOperationalUs + 1'000'000));
}

TEST_F(AuthorityTest, ABootstrapCertificateIsNoKiosks) {
  const auto authority = Authority::Load(files_, kNowUs).value();
  const auto issued = Issue(*authority, v1::CERTIFICATE_KIND_BOOTSTRAP);
  EXPECT_EQ(UriOf(FromDer(issued.der()).get()),
            "greenledger://kiosk-bootstrap/350212002001/3");
  EXPECT_EQ(issued.not_after_us(), kNowUs + kBootstrapUs);
}

TEST_F(AuthorityTest, NothingOutlivesTheIssuingCertificate) {
  const auto authority = Authority::Load(files_, kNowUs).value();
  const int64_t end_us = kNowUs - kDayUs + 1'826 * kDayUs;
  const auto late =
      Issue(*authority, v1::CERTIFICATE_KIND_BOOTSTRAP, end_us - kDayUs);
  EXPECT_EQ(late.not_after_us(), end_us);
  EXPECT_EQ(
      authority
          ->Issue(key_.get(),
                  {v1::CERTIFICATE_KIND_OPERATIONAL, kBook, 3, NewSerial()},
                  end_us)
          .status()
          .code(),
      absl::StatusCode::kFailedPrecondition);
}

TEST_F(AuthorityTest, EachCertificateHasItsOwnNumber) {
  const auto authority = Authority::Load(files_, kNowUs).value();
  const auto one =
      FromDer(Issue(*authority, v1::CERTIFICATE_KIND_BOOTSTRAP).der());
  const auto two =
      FromDer(Issue(*authority, v1::CERTIFICATE_KIND_BOOTSTRAP).der());
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.get()),
                             X509_get0_serialNumber(two.get())),
            0);
}

TEST_F(AuthorityTest, WhatIsWrongWithTheFilesIsNamed) {
  const std::string text = folder_.Write("text", "no certificate\n");
  const testing::KeyPair leaf =
      testing::Authority("other").Issue("DNS:localhost", "serverAuth");
  const AuthorityFiles of_a_leaf{folder_.Write("leaf.pem", leaf.certificate),
                                 folder_.Write("leaf.key", leaf.key)};
  EXPECT_THAT(FaultOf({folder_.File("none"), files_.key}),
              HasSubstr("cannot read"));
  EXPECT_THAT(FaultOf({text, files_.key}), HasSubstr("no certificate in PEM"));
  EXPECT_THAT(FaultOf({files_.certificate, text}),
              HasSubstr("no unencrypted private key"));
  EXPECT_THAT(FaultOf({files_.certificate, of_a_leaf.key}),
              HasSubstr("is not that of"));
  EXPECT_THAT(FaultOf(of_a_leaf), HasSubstr("may issue others"));
  EXPECT_THAT(FaultOf(files_, kNowUs + 2'000 * kDayUs),
              HasSubstr("is valid from"));
  std::filesystem::permissions(files_.key, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(FaultOf(files_), HasSubstr("mode 0640"));
}

TEST_F(AuthorityTest, AnIssuingCertificateCanBeReplaced) {
  const testing::TempFolder next;
  pki::RootOptions options;
  options.folder = next.path();
  options.root_certificate = folder_.File("root.pem");
  options.root_key = folder_.File("root.key");
  options.now_us = kNowUs - kDayUs;
  ASSERT_TRUE(pki::MakeRoot(options).ok());
  const auto authority =
      Authority::Load({next.File("issuing.pem"), next.File("issuing.key")},
                      kNowUs)
          .value();
  const auto leaf =
      FromDer(Issue(*authority, v1::CERTIFICATE_KIND_OPERATIONAL).der());
  EXPECT_TRUE(LeadsToRoot(*authority, leaf.get(), kNowUs));
}

}  // namespace
}  // namespace greenledger::identity
