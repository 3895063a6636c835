#include "services/common/server.h"

#include <sys/stat.h>

#include <filesystem>
#include <future>

#include "gmock/gmock.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "services/common/errors.h"
#include "services/common/peer.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::common {
namespace {

using ::greenledger::testing::Authority;
using ::greenledger::testing::KeyPair;
using ::greenledger::testing::TempFolder;
using ::testing::HasSubstr;

constexpr char kKiosk42[] = "URI:greenledger://kiosk/330106001001/42";
constexpr char kHealth[] = "/grpc.health.v1.Health/Check";
constexpr char kReflection[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// Answers with the caller's kiosk number.
class WhoAmI final : public v1::KioskService::Service {
  grpc::Status GetWatermark(grpc::ServerContext* context,
                            const v1::GetWatermarkRequest*,
                            v1::GetWatermarkResponse* response) override {
    const auto kiosk = CallingKiosk(*context->auth_context());
    if (!kiosk) return Error(Reason::kNoKioskCertificate);
    response->set_watermark(kiosk->number);
    return grpc::Status::OK;
  }
};

// Answers at once; from the household 1 on only when it is let go.
class Slow final : public v1::LedgerService::Service {
 public:
  std::promise<void> began;
  std::promise<void> let_go;

 private:
  grpc::Status GetTotals(grpc::ServerContext*, const v1::GetTotalsRequest*,
                         v1::GetTotalsResponse* response) override {
    response->set_drops(7);
    return grpc::Status::OK;
  }
  grpc::Status GetBalance(grpc::ServerContext*, const v1::GetBalanceRequest*,
                          v1::GetBalanceResponse* response) override {
    began.set_value();
    let_go.get_future().wait();
    response->set_entries(7);
    return grpc::Status::OK;
  }
  grpc::Status ListBooks(grpc::ServerContext*, const v1::ListBooksRequest*,
                         v1::ListBooksResponse*) override {
    return BadFields(Faults(5000, {"field", std::string(80, 'x'), "less"}));
  }
};

template <typename Stub, typename Request, typename Response>
grpc::Status Call(Stub& stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*,
                                               const Request&, Response*),
                  const Request& request, Response& response) {
  grpc::ClientContext context;
  context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                    gpr_time_from_seconds(20, GPR_TIMESPAN)));
  return (stub.*method)(&context, request, &response);
}

// A call of a method of which only the name is known, with an empty request.
struct RawAnswer {
  grpc::Status status;
  std::string bytes;
};

RawAnswer CallByName(const std::shared_ptr<grpc::Channel>& channel,
                     const std::string& method) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  const grpc::ByteBuffer empty(nullptr, 0);
  grpc::ByteBuffer answer;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, method, {}, &empty, &answer,
                 [&done](const grpc::Status& s) { done.set_value(s); });
  RawAnswer out{done.get_future().get(), {}};
  std::vector<grpc::Slice> slices;
  if (!out.status.ok() || !answer.Dump(&slices).ok()) return out;
  for (const grpc::Slice& slice : slices) {
    out.bytes.append(reinterpret_cast<const char*>(slice.begin()),
                     slice.size());
  }
  return out;
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    const KeyPair pair =
        authority_.Issue("DNS:localhost,IP:127.0.0.1", "serverAuth");
    kiosk_.address = "127.0.0.1:0";
    kiosk_.tls = {folder_.Write("server.crt", pair.certificate),
                  folder_.Write("server.key", pair.key),
                  folder_.Write("roots.crt", authority_.certificate())};
    kiosk_.services = {&who_am_i_};
    kiosk_.limits = {1024, 1024};
    local_.socket_path = folder_.File("s");
    local_.loopback_address = "127.0.0.1:0";
    local_.services = {&slow_};
    local_.limits = {1024, 65536};
  }

  void Start() {
    auto server = Server::Start(kiosk_, local_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  std::shared_ptr<grpc::Channel> Local() const {
    return grpc::CreateChannel("unix:" + local_.socket_path,
                               grpc::InsecureChannelCredentials());
  }

  std::shared_ptr<grpc::Channel> Kiosk(const KeyPair& pair) const {
    return grpc::CreateChannel(
        "127.0.0.1:" + std::to_string(server_->kiosk_port()),
        grpc::SslCredentials(
            {authority_.certificate(), pair.key, pair.certificate}));
  }

  grpc::Status AskWhoAmI(const std::shared_ptr<grpc::Channel>& channel) {
    v1::KioskService::Stub stub(channel);
    return Call(stub, &v1::KioskService::Stub::GetWatermark,
                v1::GetWatermarkRequest(), watermark_);
  }

  Authority authority_{"root"};
  TempFolder folder_;
  WhoAmI who_am_i_;
  Slow slow_;
  KioskListener kiosk_;
  LocalListener local_;
  std::unique_ptr<Server> server_;
  v1::GetWatermarkResponse watermark_;
};

TEST_F(ServerTest, AKioskIsKnownByItsCertificate) {
  Start();
  const auto kiosk = Kiosk(authority_.Issue(kKiosk42, "clientAuth"));
  EXPECT_TRUE(AskWhoAmI(kiosk).ok());
  EXPECT_EQ(watermark_.watermark(), 42);
}

TEST_F(ServerTest, ACertificateWithAnotherNameIsNobody) {
  Start();
  for (const char* names :
       {"DNS:kiosk", "URI:greenledger://staff/330106001001/42",
        "URI:greenledger://kiosk/330106001001/1,"
        "URI:greenledger://kiosk/330106001001/2"}) {
    const grpc::Status status =
        AskWhoAmI(Kiosk(authority_.Issue(names, "clientAuth")));
    EXPECT_EQ(status.error_code(), grpc::UNAUTHENTICATED) << names;
  }
}

TEST_F(ServerTest, WithoutAGoodCertificateNothingIsServed) {
  Start();
  Authority stranger("stranger");
  const auto forged = Kiosk(stranger.Issue(kKiosk42, "clientAuth"));
  EXPECT_EQ(AskWhoAmI(forged).error_code(), grpc::UNAVAILABLE);
  EXPECT_EQ(AskWhoAmI(Kiosk({})).error_code(), grpc::UNAVAILABLE);
  const auto plain =
      grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->kiosk_port()),
                          grpc::InsecureChannelCredentials());
  EXPECT_EQ(AskWhoAmI(plain).error_code(), grpc::UNAVAILABLE);
}

TEST_F(ServerTest, TheKioskListenerServesNothingElse) {
  Start();
  const auto kiosk = Kiosk(authority_.Issue(kKiosk42, "clientAuth"));
  for (const char* method :
       {kHealth, kReflection, "/greenledger.v1.LedgerService/GetTotals"}) {
    EXPECT_EQ(CallByName(kiosk, method).status.error_code(),
              grpc::UNIMPLEMENTED)
        << method;
  }
}

TEST_F(ServerTest, TheLocalListenerServesHealthAndReflection) {
  Start();
  const RawAnswer health = CallByName(Local(), kHealth);
  EXPECT_TRUE(health.status.ok());
  EXPECT_EQ(health.bytes, "\x08\x01");
  EXPECT_NE(CallByName(Local(), kReflection).status.error_code(),
            grpc::UNIMPLEMENTED);
  EXPECT_EQ(AskWhoAmI(Local()).error_code(), grpc::UNIMPLEMENTED);
}

TEST_F(ServerTest, OnlyTheOwnerMayUseTheSocket) {
  const mode_t before = umask(0);
  Start();
  EXPECT_EQ(umask(before), 0U);
  struct stat info {};
  ASSERT_EQ(stat(local_.socket_path.c_str(), &info), 0);
  EXPECT_TRUE(S_ISSOCK(info.st_mode));
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(ServerTest, TheLoopbackPortServesToo) {
  Start();
  ASSERT_GT(server_->loopback_port(), 0);
  v1::LedgerService::Stub stub(grpc::CreateChannel(
      "127.0.0.1:" + std::to_string(server_->loopback_port()),
      grpc::InsecureChannelCredentials()));
  v1::GetTotalsResponse totals;
  EXPECT_TRUE(Call(stub, &v1::LedgerService::Stub::GetTotals,
                   v1::GetTotalsRequest(), totals)
                  .ok());
  EXPECT_EQ(totals.drops(), 7);
}

TEST_F(ServerTest, AMessageThatIsTooLargeIsRefused) {
  Start();
  v1::KioskService::Stub stub(Kiosk(authority_.Issue(kKiosk42, "clientAuth")));
  v1::SubmitRecordsRequest request;
  request.add_records(std::string(2000, 'x'));
  v1::SubmitRecordsResponse response;
  const grpc::Status status =
      Call(stub, &v1::KioskService::Stub::SubmitRecords, request, response);
  EXPECT_EQ(status.error_code(), grpc::RESOURCE_EXHAUSTED);
}

TEST_F(ServerTest, ACompressedMessageIsNotUnpacked) {
  Start();
  v1::KioskService::Stub stub(Kiosk(authority_.Issue(kKiosk42, "clientAuth")));
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  v1::SubmitRecordsRequest request;
  // A thousandth of it on the wire, so it is not its size that is refused.
  request.add_records(std::string(500'000, 'x'));
  v1::SubmitRecordsResponse response;
  const grpc::Status status = stub.SubmitRecords(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::INTERNAL) << status.error_message();
}

TEST_F(ServerTest, AnErrorWithThousandsOfFaultsArrives) {
  Start();
  v1::LedgerService::Stub stub(Local());
  v1::ListBooksResponse books;
  const grpc::Status status = Call(stub, &v1::LedgerService::Stub::ListBooks,
                                   v1::ListBooksRequest(), books);
  EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_GT(status.error_details().size(), 3000U);
}

TEST_F(ServerTest, DrainFinishesWhatRunsAndRefusesWhatIsNew) {
  Start();
  v1::LedgerService::Stub stub(Local());
  v1::GetBalanceResponse balance;
  auto running = std::async(std::launch::async, [&] {
    return Call(stub, &v1::LedgerService::Stub::GetBalance,
                v1::GetBalanceRequest(), balance);
  });
  slow_.began.get_future().wait();
  auto drained = std::async(std::launch::async,
                            [&] { server_->Drain(std::chrono::seconds(20)); });
  // Health turns before anything else.
  while (CallByName(Local(), kHealth).status.ok()) {
  }
  EXPECT_FALSE(CallByName(Local(), kHealth).status.ok());
  slow_.let_go.set_value();
  drained.wait();
  EXPECT_TRUE(running.get().ok());
  EXPECT_EQ(balance.entries(), 7);
}

TEST_F(ServerTest, DrainCancelsWhatTakesTooLong) {
  Start();
  v1::LedgerService::Stub stub(Local());
  auto running = std::async(std::launch::async, [&] {
    v1::GetBalanceResponse balance;
    const grpc::Status status = Call(stub, &v1::LedgerService::Stub::GetBalance,
                                     v1::GetBalanceRequest(), balance);
    slow_.let_go.set_value();
    return status;
  });
  slow_.began.get_future().wait();
  server_->Drain(std::chrono::milliseconds(1));
  EXPECT_FALSE(running.get().ok());
}

TEST_F(ServerTest, BadAddressesAreNamed) {
  const struct {
    std::string socket;
    std::string loopback;
    std::string found;
  } rows[] = {
      {"", "", "''"},
      {std::string(108, 'x'), "", "108 bytes"},
      {"s", "0.0.0.0:1", "'0.0.0.0:1'"},
      {"s", "localhost.example:1", "'localhost.example:1'"},
      {"s", ":1", "':1'"},
  };
  for (const auto& row : rows) {
    local_.socket_path = row.socket;
    local_.loopback_address = row.loopback;
    const absl::Status status = Server::Start({}, local_).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.found));
  }
}

TEST_F(ServerTest, APortThatIsTakenIsNamed) {
  Start();
  kiosk_.address = "127.0.0.1:" + std::to_string(server_->kiosk_port());
  local_.socket_path = folder_.File("other");
  const absl::Status status = Server::Start(kiosk_, local_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr(kiosk_.address));
}

}  // namespace
}  // namespace greenledger::common
