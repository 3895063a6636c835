#include "services/common/tls.h"

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::common {
namespace {

using ::greenledger::testing::Authority;
using ::greenledger::testing::KeyPair;
using ::greenledger::testing::TempFolder;
using ::testing::HasSubstr;

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    const KeyPair pair = authority_.Issue("DNS:localhost", "serverAuth");
    files_ = {folder_.Write("server.crt", pair.certificate),
              folder_.Write("server.key", pair.key),
              folder_.Write("roots.crt", authority_.certificate())};
  }

  absl::Status Load() { return MutualTlsCredentials(files_).status(); }

  TempFolder folder_;
  Authority authority_{"root"};
  TlsFiles files_;
};

TEST_F(TlsTest, GoodFilesAreTaken) { EXPECT_TRUE(Load().ok()) << Load(); }

TEST_F(TlsTest, AKeyThatOthersMayReadIsRefused) {
  std::filesystem::permissions(files_.key, std::filesystem::perms(0640));
  EXPECT_EQ(Load().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Load().message(),
            "key file " + files_.key +
                " has mode 0640: others than its owner have rights to it; "
                "expected 0600");
  std::filesystem::permissions(files_.key, std::filesystem::perms(0604));
  EXPECT_EQ(Load().code(), absl::StatusCode::kPermissionDenied);
  std::filesystem::permissions(files_.key, std::filesystem::perms(0400));
  EXPECT_TRUE(Load().ok());
}

TEST_F(TlsTest, AMissingFileIsNamed) {
  for (std::string TlsFiles::*file :
       {&TlsFiles::certificate, &TlsFiles::key, &TlsFiles::ca}) {
    const std::string path = std::exchange(files_.*file, folder_.File("none"));
    EXPECT_EQ(Load().code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(std::string(Load().message()),
                HasSubstr("cannot read " + folder_.File("none")));
    files_.*file = path;
  }
}

TEST_F(TlsTest, AFileThatIsNotPemIsNamed) {
  for (std::string TlsFiles::*file :
       {&TlsFiles::certificate, &TlsFiles::key, &TlsFiles::ca}) {
    const std::string path =
        std::exchange(files_.*file, folder_.Write("bad", "not PEM"));
    EXPECT_EQ(Load().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(Load().message()), HasSubstr(folder_.File("bad")));
    files_.*file = path;
  }
}

TEST_F(TlsTest, TheKeyOfAnotherCertificateIsRefused) {
  files_.key = folder_.Write(
      "other.key", authority_.Issue("DNS:localhost", "serverAuth").key);
  EXPECT_EQ(Load().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Load().message(), "the key in " + files_.key + " is not that of " +
                                  files_.certificate);
}

}  // namespace
}  // namespace greenledger::common
