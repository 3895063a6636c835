#include "clients/witness/http_server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace greenledger::witness {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr size_t kHeaderBytesMax = size_t{8} * 1024;

// What all connections share.
struct Shared {
  std::string path;
  HttpServerOptions options;
  HttpHandler handler;
  size_t connections = 0;
};

// Lives as long as one of its operations is under way; each has a time limit.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, Shared& shared)
      : stream_(std::move(socket)), shared_(shared) {
    ++shared_.connections;
  }
  ~Connection() { --shared_.connections; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Read() {
    parser_.emplace();
    parser_->header_limit(kHeaderBytesMax);
    parser_->body_limit(shared_.options.body_bytes_max);
    stream_.expires_after(shared_.options.timeout);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](const error_code& error, size_t) {
          self->OnRead(error);
        });
  }

 private:
  void OnRead(const error_code& error) {
    if (error == http::error::body_limit) {
      return Write({413, "text/plain; charset=utf-8", "too long\n"}, false);
    }
    if (error) return Close();
    Write(Answer(parser_->get()), parser_->get().keep_alive());
  }

  HttpAnswer Answer(const http::request<http::string_body>& request) const {
    const std::string_view target(request.target().data(),
                                  request.target().size());
    if (target != shared_.path) return {.status = 404, .body = "not found\n"};
    if (request.method() != http::verb::post) {
      return {.status = 405, .body = "only POST\n"};
    }
    return shared_.handler(request.body());
  }

  void Write(HttpAnswer answer, bool keep_alive) {
    response_ = {};
    response_.result(answer.status);
    response_.set(http::field::content_type, answer.content_type);
    response_.keep_alive(keep_alive);
    response_.body() = std::move(answer.body);
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      [self = shared_from_this(), keep_alive](
                          const error_code& error, size_t) {
                        if (error || !keep_alive) return self->Close();
                        self->Read();
                      });
  }

  void Close() {
    error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_{kHeaderBytesMax + size_t{64} * 1024};
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
};

absl::Status BadAddress(const std::string& address) {
  return absl::InvalidArgumentError(
      "address \"" + address + "\": must be IP:PORT, such as 127.0.0.1:8470");
}

absl::StatusOr<Tcp::endpoint> ParseAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return BadAddress(address);
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  uint16_t port = 0;
  const char* end = address.data() + address.size();
  const auto parsed = std::from_chars(address.data() + colon + 1, end, port);
  error_code error;
  const auto ip = asio::ip::make_address(host, error);
  if (error || parsed.ec != std::errc() || parsed.ptr != end) {
    return BadAddress(address);
  }
  return Tcp::endpoint(ip, port);
}

}  // namespace

class HttpServer::Impl {
 public:
  explicit Impl(Shared shared) : shared_(std::move(shared)) {}

  absl::Status Listen(const Tcp::endpoint& endpoint) {
    // From here on, so that none is lost before Run.
    if (shared_.options.stop_on_signals) {
      signals_.add(SIGINT);
      signals_.add(SIGTERM);
    }
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error)
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return absl::OkStatus();
    return absl::ErrnoToStatus(error.value(), "listening");
  }

  uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void Run() {
    if (shared_.options.stop_on_signals) {
      signals_.async_wait([this](const error_code& error, int) {
        if (!error) context_.stop();
      });
    }
    Accept();
    context_.run();
  }

  void Stop() { context_.stop(); }

 private:
  void Accept() {
    acceptor_.async_accept([this](const error_code& error, Tcp::socket socket) {
      // One that is refused is closed by its destructor.
      if (error) return AcceptLater();
      if (shared_.connections < shared_.options.connections_max) {
        std::make_shared<Connection>(std::move(socket), shared_)->Read();
      }
      Accept();
    });
  }

  // The machine has no room for a connection now: asking again at once would
  // keep a processor busy until it has.
  void AcceptLater() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](const error_code& error) {
      if (!error) Accept();
    });
  }

  Shared shared_;
  asio::io_context context_{1};
  Tcp::acceptor acceptor_{context_};
  asio::steady_timer pause_{context_};
  asio::signal_set signals_{context_};
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Listen(
    const std::string& address, const std::string& path,
    const HttpServerOptions& options, HttpHandler handler) {
  const auto endpoint = ParseAddress(address);
  if (!endpoint.ok()) return endpoint.status();
  auto impl = std::make_unique<Impl>(Shared{path, options, std::move(handler)});
  if (absl::Status s = impl->Listen(*endpoint); !s.ok()) {
    return absl::Status(s.code(), address + ": " + std::string(s.message()));
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

uint16_t HttpServer::port() const { return impl_->port(); }
void HttpServer::Run() { impl_->Run(); }
void HttpServer::Stop() { impl_->Stop(); }

}  // namespace greenledger::witness
