#include "clients/cli/pki/dev_ca.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <filesystem>

#include "absl/strings/escaping.h"
#include "clients/cli/pki/certificate.h"
#include "clients/cli/pki/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace greenledger::pki {
namespace {

constexpr uint64_t kBook = 350212002001;
constexpr int64_t kNow = 1'760'000'000;
constexpr int64_t kYear = 365 * 86400;

class DevCaTest : public testing::Test {
 protected:
  DevCaTest()
      : folder_(testing::TempDir() + "dev_ca_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
  }
  ~DevCaTest() override { std::filesystem::remove_all(folder_); }

  PkiOptions Options(const std::string& subfolder = "pki") const {
    PkiOptions options;
    options.folder = folder_ + "/" + subfolder;
    options.now_us = kNow * 1'000'000;
    options.kiosks = {{kBook, 1, std::string(32, '\x01')}, {kBook, 2, ""}};
    return options;
  }

  static CertificatePointer Load(const std::string& path) {
    const std::string pem = ReadSmallFile(path, 65536).value_or("");
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    CertificatePointer made(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr));
    BIO_free(bio);
    return made;
  }

  // OpenSSL's verdict on `leaf` under `ca` at `time` for `purpose`.
  static int Verify(const std::string& ca, const std::string& leaf,
                    int64_t time, int purpose) {
    CertificatePointer root = Load(ca);
    CertificatePointer subject = Load(leaf);
    X509_STORE* store = X509_STORE_new();
    X509_STORE_add_cert(store, root.get());
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, subject.get(), nullptr);
    X509_STORE_CTX_set_time(context, 0, static_cast<time_t>(time));
    X509_STORE_CTX_set_purpose(context, purpose);
    X509_verify_cert(context);
    const int verdict = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return verdict;
  }

  // All URI SANs of a certificate.
  static std::vector<std::string> Uris(const std::string& path) {
    CertificatePointer certificate = Load(path);
    auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
        certificate.get(), NID_subject_alt_name, nullptr, nullptr));
    std::vector<std::string> uris;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
      const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
      EXPECT_EQ(name->type, GEN_URI);
      uris.emplace_back(reinterpret_cast<const char*>(
          ASN1_STRING_get0_data(name->d.uniformResourceIdentifier)));
    }
    GENERAL_NAMES_free(names);
    return uris;
  }

  static mode_t Mode(const std::string& path) {
    struct stat status = {};
    stat(path.c_str(), &status);
    return status.st_mode & 0777u;
  }

  std::string folder_;
};

TEST_F(DevCaTest, IssuesWhatItsAuthorityVouchesForUntilItExpires) {
  const PkiOptions options = Options();
  ASSERT_EQ(RunPkiInit(options)->kiosks, 2);
  const AuthorityFiles files = AuthorityFilesIn(options.folder);
  const std::string kiosk = KioskFilesIn(options.folder, kBook, 2).certificate;
  const auto verify = [&](int64_t time, int purpose) {
    return Verify(files.ca_certificate, kiosk, time, purpose);
  };
  EXPECT_EQ(verify(kNow, X509_PURPOSE_SSL_CLIENT), X509_V_OK);
  EXPECT_EQ(verify(kNow + kYear - 1, X509_PURPOSE_SSL_CLIENT), X509_V_OK);
  EXPECT_EQ(verify(kNow + kYear + 1, X509_PURPOSE_SSL_CLIENT),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(verify(kNow - 1, X509_PURPOSE_SSL_CLIENT),
            X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(verify(kNow, X509_PURPOSE_SSL_SERVER), X509_V_ERR_INVALID_PURPOSE);
  EXPECT_EQ(Verify(files.ca_certificate, files.server_certificate, kNow,
                   X509_PURPOSE_SSL_SERVER),
            X509_V_OK);
}

TEST_F(DevCaTest, AnotherAuthorityOfTheSameNameIsRefused) {
  ASSERT_TRUE(RunPkiInit(Options("one")).ok());
  ASSERT_TRUE(RunPkiInit(Options("two")).ok());
  EXPECT_NE(Verify(folder_ + "/two/ca.pem",
                   KioskFilesIn(folder_ + "/one", kBook, 1).certificate, kNow,
                   X509_PURPOSE_SSL_CLIENT),
            X509_V_OK);
}

TEST_F(DevCaTest, AKioskIsNamedByOneUriAndTheServerByThisMachine) {
  const PkiOptions options = Options();
  ASSERT_TRUE(RunPkiInit(options).ok());
  EXPECT_THAT(Uris(KioskFilesIn(options.folder, kBook, 2).certificate),
              testing::ElementsAre("greenledger://kiosk/350212002001/2"));
  const CertificatePointer server =
      Load(AuthorityFilesIn(options.folder).server_certificate);
  EXPECT_EQ(X509_check_host(server.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(server.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_host(server.get(), "example.org", 0, 0, nullptr), 0);
}

TEST_F(DevCaTest, KeysAndSeedsAreForTheOwnerAlone) {
  const PkiOptions options = Options();
  ASSERT_TRUE(RunPkiInit(options).ok());
  const AuthorityFiles files = AuthorityFilesIn(options.folder);
  const KioskFiles kiosk = KioskFilesIn(options.folder, kBook, 1);
  for (const std::string& secret :
       {files.ca_key, files.server_key, kiosk.key, kiosk.seed}) {
    EXPECT_EQ(Mode(secret), 0600u) << secret;
  }
  EXPECT_EQ(Mode(options.folder), 0700u);
}

TEST_F(DevCaTest, KeepsAGivenSeedAndDrawsAMissingOne) {
  const PkiOptions options = Options();
  ASSERT_TRUE(RunPkiInit(options).ok());
  const auto seed = [&](uint64_t kiosk) {
    const std::string file = KioskFilesIn(options.folder, kBook, kiosk).seed;
    return ReadSmallFile(file, 100).value_or("");
  };
  EXPECT_EQ(seed(1), absl::BytesToHexString(std::string(32, '\x01')) + "\n");
  EXPECT_EQ(seed(2).size(), 65);
  EXPECT_NE(seed(2), seed(1));
}

TEST_F(DevCaTest, NeverReplacesAnAuthority) {
  ASSERT_TRUE(RunPkiInit(Options()).ok());
  EXPECT_EQ(RunPkiInit(Options()).status().code(),
            absl::StatusCode::kAlreadyExists);
}

TEST_F(DevCaTest, NamesTheOptionThatIsWrong) {
  PkiOptions options = Options();
  options.valid_days = 0;
  EXPECT_EQ(std::string(RunPkiInit(options).status().message()),
            "valid_days: 0, must be 1 to 825");
  options = Options();
  options.kiosks[1].record_seed = "short";
  EXPECT_EQ(std::string(RunPkiInit(options).status().message()),
            "record_seed of kiosk 350212002001-2: 5 bytes, must be 32");
}

}  // namespace
}  // namespace greenledger::pki
