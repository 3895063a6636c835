// Requests made to hurt: too large, too many, too deep, packed, or claiming to
// be what they are not. Each is refused with a status, costs no memory that
// stays, and the next good request is served.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "tests/integration/community.h"
#include "tests/integration/process_figures.h"
#include "tests/testing/sanitized.h"

namespace greenledger::integration {
namespace {

using grpc::StatusCode;
using ::testing::AnyOf;

constexpr char kSubmit[] = "/greenledger.v1.KioskService/SubmitRecords";
constexpr char kTotals[] = "/greenledger.v1.LedgerService/GetTotals";
constexpr uint64_t kMoreMib = 32;
// What all calls of a listener may take, see services/common/server.cc.
constexpr uint64_t kQuotaMib = 128;
constexpr size_t kMiB = size_t{1} << 20;

// Field 1, wire type 3 again and again, and as often its end.
std::string Nested(int depth) {
  return std::string(static_cast<size_t>(depth), '\x7b') +
         std::string(static_cast<size_t>(depth), '\x7c');
}

std::string Frame(char type, char flags, char stream,
                  const std::string& payload) {
  std::string frame;
  for (int shift = 16; shift >= 0; shift -= 8) {
    frame.push_back(static_cast<char>(payload.size() >> shift));
  }
  return frame + type + flags + std::string(3, '\0') + stream + payload;
}

std::string Literal(const std::string& name, const std::string& value) {
  return std::string(1, '\0') + static_cast<char>(name.size()) + name +
         static_cast<char>(value.size()) + value;
}

class BombsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = community_.Serve();
    community_.Populate(*server_);
    ExpectServed();
  }

  // A good request to both listeners.
  void ExpectServed() {
    const auto kiosk = community_.Connect(1, server_->kiosk_address());
    v1::GetWatermarkRequest request;
    request.set_incarnation(kIncarnation);
    grpc::ClientContext context;
    v1::GetWatermarkResponse response;
    EXPECT_TRUE(kiosk->GetWatermark(&context, request, &response).ok());
    EXPECT_TRUE(Call(server_->Operator(), kTotals, Totals()).ok());
  }

  static std::string Totals() {
    v1::GetTotalsRequest request;
    request.set_book(kBook);
    return request.SerializeAsString();
  }

  // Bytes as a request.
  static grpc::Status Call(
      const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
      const std::string& bytes,
      const std::function<void(grpc::ClientContext*)>& with = nullptr) {
    grpc::GenericStub stub(channel);
    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    if (with) with(&context);
    const grpc::Slice slice(bytes);
    auto call = stub.PrepareUnaryCall(&context, method,
                                      grpc::ByteBuffer(&slice, 1), &queue);
    call->StartCall();
    grpc::ByteBuffer response;
    grpc::Status status;
    call->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    return status;
  }

  // The same to the kiosk listener.
  grpc::Status Upload(
      const std::string& bytes,
      const std::function<void(grpc::ClientContext*)>& with = nullptr) {
    return Call(community_.Channel(1, server_->kiosk_address()), kSubmit, bytes,
                with);
  }

  // Makes the attempt some times: all of them together cost no more memory than
  // that, so nothing adds up.
  void ExpectCheap(const std::string& what,
                   const std::function<void()>& attempt,
                   uint64_t more_mib = kMoreMib, int times = 4) {
    SCOPED_TRACE(what);
    const uint64_t before = FigureOf(*server_, "VmRSS");
    for (int i = 0; i < times; ++i) attempt();
    const uint64_t after = FigureOf(*server_, "VmRSS");
    std::printf("%s: %lld KiB more\n", what.c_str(),
                static_cast<long long>(after) - static_cast<long long>(before));
    if (!testing::kSanitized) {
      EXPECT_LE(after, before + (more_mib << 10));
    }
    ExpectServed();
  }

  // A connection to the local socket on which these bytes were sent.
  int Send(const std::string& bytes) const {
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = community_.data() + "/greenledgerd.sock";
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    EXPECT_EQ(connect(fd, reinterpret_cast<const sockaddr*>(&address),
                      sizeof(address)),
              0);
    EXPECT_EQ(write(fd, bytes.data(), bytes.size()),
              static_cast<ssize_t>(bytes.size()));
    return fd;
  }

  const Community community_{1};
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(BombsTest, TooLarge) {
  v1::SubmitRecordsRequest one;
  one.set_incarnation(kIncarnation);
  one.set_first_sequence(1);
  one.set_signature(std::string(64, 's'));
  one.add_records(std::string((64 << 10) + 1, 'r'));
  ExpectCheap("a record of 64 KiB and a byte", [&] {
    EXPECT_EQ(Upload(one.SerializeAsString()).error_code(),
              StatusCode::INVALID_ARGUMENT);
  });
  ExpectCheap("a message of 5 MiB", [&] {
    EXPECT_EQ(Upload(std::string(5 * kMiB, 'm')).error_code(),
              StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_EQ(Call(server_->Operator(), kTotals, std::string(5 * kMiB, 'm'))
                  .error_code(),
              StatusCode::RESOURCE_EXHAUSTED);
  });
}

// Two bytes each on the wire, forty in memory: once, and the same ones again.
TEST_F(BombsTest, TooMany) {
  std::string many;
  v1::SubmitRecordsRequest empty;
  empty.add_records("");
  const std::string record = empty.SerializeAsString();
  for (int i = 0; i < 1'000'000; ++i) many += record;
  ExpectCheap(
      "a million fields",
      [&] {
        EXPECT_EQ(Upload(many).error_code(), StatusCode::INVALID_ARGUMENT);
      },
      3 * kMoreMib, /*times=*/8);
}

TEST_F(BombsTest, TooDeep) {
  for (const int depth : {101, 10'000, 900'000}) {
    ExpectCheap("groups " + std::to_string(depth) + " deep", [&] {
      // What gRPC answers to what is no message.
      EXPECT_EQ(Upload(Nested(depth)).error_code(), StatusCode::UNIMPLEMENTED);
      EXPECT_EQ(Call(server_->Operator(), kTotals, Nested(depth)).error_code(),
                StatusCode::UNIMPLEMENTED);
    });
  }
}

TEST_F(BombsTest, Packed) {
  const std::string zeros(64 * kMiB, '\0');
  const auto packed = [](grpc::ClientContext* context) {
    context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
  };
  ExpectCheap("64 MiB in a small gzip", [&] {
    EXPECT_THAT(Upload(zeros, packed).error_code(),
                AnyOf(StatusCode::UNIMPLEMENTED, StatusCode::INTERNAL,
                      StatusCode::RESOURCE_EXHAUSTED));
  });
}

TEST_F(BombsTest, LargeHeaders) {
  const auto call = [&](size_t fields, size_t bytes) {
    return Call(server_->Operator(), kTotals, Totals(),
                [&](grpc::ClientContext* context) {
                  for (size_t i = 0; i < fields; ++i) {
                    context->AddMetadata("x-" + std::to_string(i),
                                         std::string(bytes, 'h'));
                  }
                })
        .error_code();
  };
  ExpectCheap("headers", [&] {
    // OPERATING.md promises 16 KiB.
    EXPECT_EQ(call(1, 9 << 10), StatusCode::OK);
    EXPECT_EQ(call(1, 17 << 10), StatusCode::RESOURCE_EXHAUSTED);
  });
  // That much ends the connection.
  ExpectCheap(
      "ten thousand headers",
      [&] {
        EXPECT_THAT(call(10'000, 10), AnyOf(StatusCode::RESOURCE_EXHAUSTED,
                                            StatusCode::UNAVAILABLE));
      },
      kMoreMib, /*times=*/1);
}

// Nothing is set aside for what only is announced.
TEST_F(BombsTest, AGigabyteIsDeclared) {
  const std::string request =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Frame(4, 0, 0, "") +
      Frame(1, 4, 1,
            Literal(":method", "POST") + Literal(":scheme", "http") +
                Literal(":path", kTotals) + Literal(":authority", "localhost") +
                Literal("te", "trailers") +
                Literal("content-type", "application/grpc")) +
      Frame(0, 0, 1, std::string("\0\x40\0\0\0", 5) + "only this");
  std::vector<int> connections;
  ExpectCheap("a gigabyte that is declared", [&] {
    connections.push_back(Send(request));
    // The server has read all of it when it answers this.
    ExpectServed();
  });
  for (const int connection : connections) close(connection);
}

// What is sent all the same is held up by the quota of all calls together, and
// then refused.
TEST_F(BombsTest, ManyTimesTheQuotaIsSent) {
  const std::string large(400 * kMiB, 'm');
  ExpectCheap(
      "400 MiB",
      [&] {
        EXPECT_EQ(Upload(large).error_code(), StatusCode::RESOURCE_EXHAUSTED);
      },
      2 * kQuotaMib, /*times=*/1);
}

}  // namespace
}  // namespace greenledger::integration
