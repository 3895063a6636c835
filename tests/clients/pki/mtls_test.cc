// The files of the development CA under real connections.
#include <filesystem>
#include <memory>

#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/pki/files.h"
#include "clients/kiosk/channel.h"
#include "gmock/gmock.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"

namespace greenledger::pki {
namespace {

constexpr uint64_t kBook = 350212002001;

std::string Read(const std::string& path) {
  return ReadSmallFile(path, 65536).value_or("");
}

// Answers with the URI that the caller's certificate carries.
class WhoAmI final : public v1::KioskService::Service {
 public:
  grpc::Status GetWatermark(grpc::ServerContext* context,
                            const v1::GetWatermarkRequest*,
                            v1::GetWatermarkResponse* response) override {
    for (const grpc::string_ref& uri :
         context->auth_context()->FindPropertyValues("peer_uri")) {
      response->mutable_chain()->append(uri.data(), uri.size());
    }
    return grpc::Status::OK;
  }
};

class MtlsTest : public testing::Test {
 protected:
  MtlsTest()
      : folder_(testing::TempDir() + "mtls_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    Init("ours");
    Init("theirs");
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    const AuthorityFiles files = AuthorityFilesIn(folder_ + "/ours");
    options.pem_root_certs = Read(files.ca_certificate);
    options.pem_key_cert_pairs.push_back(
        {Read(files.server_key), Read(files.server_certificate)});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options),
                             &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
  }
  ~MtlsTest() override { std::filesystem::remove_all(folder_); }

  void Init(const std::string& name) {
    PkiOptions options;
    options.folder = folder_ + "/" + name;
    options.now_us = common::SystemClock().NowMicros() - 60'000'000;
    options.kiosks = {{kBook, 1, ""}, {kBook, 2, ""}};
    ASSERT_TRUE(RunPkiInit(options).ok());
  }

  grpc::Status Ask(const std::string& identity_of, const std::string& trusting,
                   uint64_t kiosk, std::string& uri) {
    const KioskFiles files =
        KioskFilesIn(folder_ + "/" + identity_of, kBook, kiosk);
    const kiosk::TlsIdentity identity{
        Read(AuthorityFilesIn(folder_ + "/" + trusting).ca_certificate),
        Read(files.certificate), Read(files.key)};
    const auto stub = v1::KioskService::NewStub(
        kiosk::OpenChannel("127.0.0.1:" + std::to_string(port_), identity));
    grpc::ClientContext context;
    v1::GetWatermarkResponse response;
    const grpc::Status status =
        stub->GetWatermark(&context, v1::GetWatermarkRequest(), &response);
    uri = response.chain();
    return status;
  }

  std::string folder_;
  int port_ = 0;
  WhoAmI service_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(MtlsTest, EveryKioskIsKnownByItsOwnUri) {
  std::string uri;
  ASSERT_TRUE(Ask("ours", "ours", 1, uri).ok());
  EXPECT_EQ(uri, KioskUri(kBook, 1));
  ASSERT_TRUE(Ask("ours", "ours", 2, uri).ok());
  EXPECT_EQ(uri, KioskUri(kBook, 2));
}

TEST_F(MtlsTest, AnAuthorityNobodyTrustsOpensNothing) {
  std::string uri;
  EXPECT_EQ(Ask("theirs", "ours", 1, uri).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Ask("ours", "theirs", 1, uri).error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace greenledger::pki
