// Who gets through the kiosk listener, by certificate.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/pki/dev_ca.h"
#include "gmock/gmock.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "tests/integration/community.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::greenledger::testing::Authority;
using ::greenledger::testing::KeyPair;
using ::testing::HasSubstr;

constexpr uint64_t kOtherBook = 350212002002;

std::string NameOf(uint64_t book, uint64_t kiosk) {
  return "URI:" + pki::KioskUri(book, kiosk);
}

v1::GetWatermarkRequest AskWatermark() {
  v1::GetWatermarkRequest request;
  request.set_incarnation(kIncarnation);
  return request;
}

// Asks for the watermark over a connection of its own or a shared one.
grpc::Status Ask(v1::KioskService::StubInterface& stub) {
  grpc::ClientContext context;
  v1::GetWatermarkResponse response;
  return stub.GetWatermark(&context, AskWatermark(), &response);
}

// A server that trusts `ours`; kiosks 1 and 2 are registered.
class IdentityTest : public ::testing::Test {
 protected:
  IdentityTest() {
    const KeyPair pair = ours_.Issue("IP:127.0.0.1", "serverAuth");
    folder_.Write("ca.pem", ours_.certificate());
    folder_.Write("server.pem", pair.certificate);
    folder_.Write("server.key", pair.key);
    server_ = std::make_unique<ServerProcess>(
        ServerFlags(community_.data(), folder_.path()));
    EXPECT_TRUE(server_->WaitUntilServing()) << server_->log();
    community_.Populate(*server_);
  }

  std::shared_ptr<grpc::Channel> Channel(const KeyPair& pair) const {
    return kiosk::OpenChannel(
        server_->kiosk_address(),
        {ours_.certificate(), pair.certificate, pair.key});
  }
  std::unique_ptr<v1::KioskService::StubInterface> Connect(
      const KeyPair& pair) const {
    return v1::KioskService::NewStub(Channel(pair));
  }

  void CloseKiosk(uint64_t number) const {
    v1::CloseKioskRequest request;
    request.mutable_kiosk()->set_number(number);
    const auto registry = v1::RegistryService::NewStub(server_->Operator());
    MustRun(*registry, &v1::RegistryService::StubInterface::CloseKiosk,
            request);
  }

  const Authority ours_{"ours"};
  const Authority theirs_{"theirs"};
  const Community community_{2};
  const testing::TempFolder folder_;
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(IdentityTest, ACertificateStandsForTheOneKioskItNames) {
  struct Case {
    std::string names;
    grpc::StatusCode code;
    std::string reason;
  };
  const std::vector<Case> cases = {
      {NameOf(kBook, 1), grpc::StatusCode::OK, ""},
      {"DNS:kiosk.example", grpc::StatusCode::UNAUTHENTICATED,
       "NO_KIOSK_CERTIFICATE"},
      {"URI:greenledger://operator/1", grpc::StatusCode::UNAUTHENTICATED,
       "NO_KIOSK_CERTIFICATE"},
      {NameOf(kBook, 1) + "," + NameOf(kBook, 2),
       grpc::StatusCode::UNAUTHENTICATED, "NO_KIOSK_CERTIFICATE"},
      {NameOf(kBook, 1) + "," + NameOf(kBook, 1),
       grpc::StatusCode::UNAUTHENTICATED, "NO_KIOSK_CERTIFICATE"},
      {NameOf(kOtherBook, 1), grpc::StatusCode::PERMISSION_DENIED,
       "KIOSK_UNKNOWN"},
      {NameOf(kBook, 3), grpc::StatusCode::PERMISSION_DENIED, "KIOSK_UNKNOWN"},
  };
  for (const Case& c : cases) {
    const grpc::Status status =
        Ask(*Connect(ours_.Issue(c.names, "clientAuth")));
    EXPECT_EQ(status.error_code(), c.code) << c.names;
    EXPECT_THAT(status.error_details(), HasSubstr(c.reason)) << c.names;
  }
}

TEST_F(IdentityTest, WithoutACertificateOfOurAuthorityNothingGetsThrough) {
  const std::string name = NameOf(kBook, 1);
  const KeyPair good = ours_.Issue(name, "clientAuth");
  const KeyPair foreign = theirs_.Issue(name, "clientAuth");
  const KeyPair of_a_server = ours_.Issue(name, "serverAuth");
  for (const KeyPair& pair : {KeyPair{}, foreign, of_a_server}) {
    const grpc::Status status = Ask(*Connect(pair));
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(status.error_details(), "");
  }
  const auto plain = v1::KioskService::NewStub(grpc::CreateChannel(
      server_->kiosk_address(), grpc::InsecureChannelCredentials()));
  EXPECT_EQ(Ask(*plain).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(Ask(*Connect(good)).ok());
}

TEST_F(IdentityTest, AClosedKioskIsRefusedOnAnOpenConnectionToo) {
  const auto one = Connect(ours_.Issue(NameOf(kBook, 1), "clientAuth"));
  const auto two = Connect(ours_.Issue(NameOf(kBook, 2), "clientAuth"));
  ASSERT_TRUE(Ask(*two).ok());
  CloseKiosk(2);
  const kiosk::SignedJournal journal =
      community_.Journal(2, {PaperDrop(1, 1, 1000)});
  for (const grpc::Status& status :
       {Ask(*two), Submit(*two, journal.Batch(1, 1).value()).status}) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
    EXPECT_THAT(status.error_details(), HasSubstr("KIOSK_CLOSED"));
  }
  EXPECT_TRUE(Ask(*one).ok());
}

TEST_F(IdentityTest, OneKioskCannotUploadForAnother) {
  const auto one = Connect(ours_.Issue(NameOf(kBook, 1), "clientAuth"));
  const kiosk::SignedJournal of_two =
      community_.Journal(2, {PaperDrop(1, 1, 1000)});
  const Answer answer = Submit(*one, of_two.Batch(1, 1).value());
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(answer.status.error_details(), HasSubstr("BAD_SIGNATURE"));
}

TEST_F(IdentityTest, KiosksReachNothingButTheirOwnService) {
  const auto ledger = v1::LedgerService::NewStub(
      Channel(ours_.Issue(NameOf(kBook, 1), "clientAuth")));
  grpc::ClientContext context;
  v1::ListBooksResponse response;
  EXPECT_EQ(ledger->ListBooks(&context, v1::ListBooksRequest(), &response)
                .error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

}  // namespace
}  // namespace greenledger::integration
