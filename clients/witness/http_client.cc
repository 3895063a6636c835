#include "clients/witness/http_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

namespace greenledger::witness {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

struct Url {
  std::string host;
  std::string port = "80";
  std::string path = "/";
};

std::optional<Url> ParseUrl(const std::string& text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  Url url;
  const size_t path_at = text.find('/', kScheme.size());
  if (path_at != std::string::npos) url.path = text.substr(path_at);
  url.host = text.substr(kScheme.size(), path_at - kScheme.size());
  const size_t colon = url.host.rfind(':');
  if (colon != std::string::npos && !url.host.ends_with(']')) {
    url.port = url.host.substr(colon + 1);
    url.host.resize(colon);
  }
  if (url.host.starts_with('[') && url.host.ends_with(']')) {
    url.host = url.host.substr(1, url.host.size() - 2);
  }
  if (url.host.empty() || url.port.empty()) return std::nullopt;
  return url;
}

// Resolve, connect, write, read: each step starts the next.
class Exchange {
 public:
  Exchange(const Url& url, const std::string& body, size_t body_bytes_max)
      : url_(url), body_bytes_max_(body_bytes_max) {
    request_.method(http::verb::post);
    request_.target(url.path);
    request_.version(11);
    request_.set(http::field::host, url.host);
    request_.set(http::field::content_type, "text/plain; charset=utf-8");
    request_.keep_alive(false);
    request_.body() = body;
    request_.prepare_payload();
    parser_.body_limit(body_bytes_max);
  }

  // nullopt if the time ran out.
  std::optional<error_code> Run(std::chrono::milliseconds timeout) {
    resolver_.async_resolve(
        url_.host, url_.port,
        [this](const error_code& error,
               const asio::ip::tcp::resolver::results_type& all) {
          if (Go(error)) Connect(all);
        });
    context_.run_for(timeout);
    return result_;
  }

  const http::response<http::string_body>& response() const {
    return parser_.get();
  }

 private:
  // Whether the next step may begin.
  bool Go(const error_code& error) {
    if (error) result_ = error;
    return !error;
  }

  void Connect(const asio::ip::tcp::resolver::results_type& all) {
    stream_.async_connect(
        all, [this](const error_code& error, const asio::ip::tcp::endpoint&) {
          if (Go(error)) Write();
        });
  }

  void Write() {
    http::async_write(stream_, request_,
                      [this](const error_code& error, size_t) {
                        if (Go(error)) ReadHeader();
                      });
  }

  // Boost 1.74 can take a body of a stated length past the parser's limit, so
  // that length is compared here; the limit holds for other bodies.
  void ReadHeader() {
    http::async_read_header(
        stream_, buffer_, parser_, [this](const error_code& error, size_t) {
          const auto length = parser_.content_length();
          const bool too_long = !error && length && *length > body_bytes_max_;
          if (Go(too_long ? error_code(http::error::body_limit) : error))
            ReadBody();
        });
  }

  void ReadBody() {
    http::async_read(
        stream_, buffer_, parser_,
        [this](const error_code& error, size_t) { result_ = error; });
  }

  const Url url_;
  const size_t body_bytes_max_;
  asio::io_context context_{1};
  asio::ip::tcp::resolver resolver_{context_};
  beast::tcp_stream stream_{context_};
  http::request<http::string_body> request_;
  beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  std::optional<error_code> result_;
};

}  // namespace

absl::StatusOr<HttpAnswer> Post(const std::string& url, const std::string& body,
                                size_t body_bytes_max,
                                std::chrono::milliseconds timeout) {
  const std::optional<Url> parsed = ParseUrl(url);
  if (!parsed) {
    return absl::InvalidArgumentError("URL \"" + url +
                                      "\": must be http://HOST[:PORT][/PATH]");
  }
  Exchange exchange(*parsed, body, body_bytes_max);
  const std::optional<error_code> result = exchange.Run(timeout);
  if (!result) {
    return absl::UnavailableError(url + ": no answer within " +
                                  std::to_string(timeout.count()) + " ms");
  }
  if (*result == http::error::body_limit) {
    return absl::OutOfRangeError(url + ": the answer is longer than " +
                                 std::to_string(body_bytes_max) + " bytes");
  }
  if (*result) {
    return absl::UnavailableError(url + ": " + result->message());
  }
  const auto& response = exchange.response();
  const auto type = response[http::field::content_type];
  return HttpAnswer{response.result_int(),
                    std::string(type.data(), type.size()), response.body()};
}

}  // namespace greenledger::witness
