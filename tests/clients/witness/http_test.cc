#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "clients/witness/http_client.h"
#include "clients/witness/http_server.h"
#include "tests/clients/witness/growing_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::witness {
namespace {

using std::chrono::milliseconds;

// Longer than any test should wait.
constexpr milliseconds kPatience{20'000};

// A connection that sends what it is told.
class RawClient {
 public:
  explicit RawClient(uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(
        connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)),
        0);
  }
  ~RawClient() { close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(std::string_view bytes) {
    EXPECT_EQ(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }

  // All that comes until the server closes.
  std::string ReadToEnd() {
    std::string all;
    char buffer[4096];
    ssize_t size = 0;
    while ((size = recv(fd_, buffer, sizeof(buffer), 0)) > 0) {
      all.append(buffer, static_cast<size_t>(size));
    }
    return all;
  }

 private:
  int fd_;
};

class HttpTest : public ::testing::Test {
 protected:
  void Serve(HttpServerOptions options) {
    auto server =
        HttpServer::Listen("127.0.0.1:0", "/w/add-checkpoint", options,
                           [this](std::string_view body) {
                             return witness_.AddCheckpoint(body, kTimeSeconds);
                           });
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    thread_ = std::thread([this] { server_->Run(); });
  }

  void TearDown() override {
    server_->Stop();
    thread_.join();
  }

  std::string Url(const std::string& path = "/w/add-checkpoint") {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
  }

  HttpAnswer Ask(const std::string& body) {
    auto answer = Post(Url(), body, 100'000, kPatience);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : HttpAnswer{.status = 0};
  }

  GrowingLog log_;
  testing::TempFolder folder_;
  Witness witness_{WitnessSigner(), log_.Policy(),
                   *StateFolder::Open(folder_.path())};
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(HttpTest, CosignsOverHttp) {
  Serve({});
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(0, 8)), 8));
  const HttpAnswer conflict = Ask(log_.Request(0, 9));
  EXPECT_EQ(conflict.status, 409u);
  EXPECT_EQ(conflict.content_type, "text/x.tlog.size");
  EXPECT_EQ(conflict.body, "8\n");
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(8, 9)), 9));
}

TEST_F(HttpTest, ManyAtOnceForOneLogOneWins) {
  Serve({});
  std::atomic<int> cosigned = 0;
  std::atomic<int> conflicts = 0;
  std::vector<std::thread> clients;
  for (uint64_t size = 1; size <= 8; ++size) {
    clients.emplace_back([&, size] {
      const HttpAnswer answer = Ask(log_.Request(0, size));
      cosigned += answer.status == 200 ? 1 : 0;
      conflicts += answer.status == 409 ? 1 : 0;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(cosigned, 1);
  EXPECT_EQ(conflicts, 7);
}

TEST_F(HttpTest, OtherPathsAndMethods) {
  Serve({});
  EXPECT_EQ(Post(Url("/"), "", 1000, kPatience)->status, 404u);
  RawClient client(server_->port());
  client.Send(
      "GET /w/add-checkpoint HTTP/1.1\r\nHost: x\r\nConnection: close"
      "\r\n\r\n");
  EXPECT_TRUE(client.ReadToEnd().starts_with("HTTP/1.1 405"));
}

TEST_F(HttpTest, ABodyThatIsTooLongIsNotRead) {
  Serve({.body_bytes_max = 1000});
  RawClient client(server_->port());
  client.Send(
      "POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\n"
      "Content-Length: 1000000000000\r\n\r\n");
  EXPECT_TRUE(client.ReadToEnd().starts_with("HTTP/1.1 413"));
}

TEST_F(HttpTest, NorOneThatComesWithItsHeader) {
  Serve({.body_bytes_max = 1000});
  RawClient client(server_->port());
  client.Send(
      "POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\n"
      "Content-Length: 1001\r\n\r\n" +
      std::string(1001, 'x'));
  EXPECT_TRUE(client.ReadToEnd().starts_with("HTTP/1.1 413"));
  RawClient chunked(server_->port());
  chunked.Send(
      "POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" +
      std::string(1001, 'x') + "\r\n0\r\n\r\n");
  EXPECT_TRUE(chunked.ReadToEnd().starts_with("HTTP/1.1 413"));
}

TEST_F(HttpTest, HeadersAreBounded) {
  Serve({});
  RawClient client(server_->port());
  client.Send("POST / HTTP/1.1\r\nX: " + std::string(20'000, 'x'));
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_F(HttpTest, WhoSaysNothingIsClosed) {
  Serve({.timeout = milliseconds(50)});
  RawClient silent(server_->port());
  EXPECT_EQ(silent.ReadToEnd(), "");
  RawClient slow(server_->port());
  slow.Send("POST /w/add-checkpoint HTTP/1.1\r\nContent-Length: 10\r\n\r\nab");
  EXPECT_EQ(slow.ReadToEnd(), "");
}

TEST_F(HttpTest, ConnectionsAreBounded) {
  Serve({.connections_max = 1});
  RawClient first(server_->port());
  // A whole request shows that the connection is served.
  first.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient second(server_->port());
  EXPECT_EQ(second.ReadToEnd(), "");
  first.Send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(first.ReadToEnd().starts_with("HTTP/1.1 404"));
}

TEST_F(HttpTest, GarbageEndsTheConnection) {
  Serve({});
  RawClient client(server_->port());
  client.Send("\x16\x03\x01 nothing like HTTP\r\n\r\n");
  client.ReadToEnd();
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(0, 8)), 8));
}

TEST_F(HttpTest, TheClientGivesUp) {
  Serve({});
  EXPECT_EQ(Post("https://witness.example/", "", 10, kPatience).status(),
            absl::InvalidArgumentError("URL \"https://witness.example/\": must "
                                       "be http://HOST[:PORT][/PATH]"));
  EXPECT_EQ(
      Post(Url("/"), "", 3, kPatience).status(),
      absl::OutOfRangeError(Url("/") + ": the answer is longer than 3 bytes"));
  // Bound to a port, but never accepting.
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(fd, 1), 0);
  ASSERT_EQ(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const std::string url =
      "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
  EXPECT_TRUE(
      absl::IsUnavailable(Post(url, "", 10, milliseconds(50)).status()));
  close(fd);
}

TEST(HttpServer, AddressesThatAreNone) {
  for (const auto address : {"", "127.0.0.1", "127.0.0.1:", "localhost:80",
                             "127.0.0.1:65536", "127.0.0.1:x"}) {
    EXPECT_EQ(HttpServer::Listen(address, "/", {}, nullptr).status().code(),
              absl::StatusCode::kInvalidArgument)
        << address;
  }
}

}  // namespace
}  // namespace greenledger::witness
