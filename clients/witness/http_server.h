// A small HTTP/1.1 server for short requests, on Boost.Beast: one thread, and a
// limit on everything.
#ifndef GREENLEDGER_CLIENTS_WITNESS_HTTP_SERVER_H_
#define GREENLEDGER_CLIENTS_WITNESS_HTTP_SERVER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/witness/witness.h"

namespace greenledger::witness {

struct HttpServerOptions {
  // A longer body is answered with 413.
  size_t body_bytes_max = size_t{64} * 1024;
  // More connections at once are closed as they come.
  size_t connections_max = 64;
  // For each request, with the wait for it and its answer.
  std::chrono::milliseconds timeout{30'000};
  // Run ends with SIGINT and SIGTERM, also with those that come before it but
  // after Listen.
  bool stop_on_signals = false;
};

// Gets the body of a POST to the one path that is served. Called by the thread
// in Run.
using HttpHandler = std::function<HttpAnswer(std::string_view body)>;

class HttpServer {
 public:
  // Listens on `address`, HOST:PORT with an IP address ([IP]:PORT for IPv6) and
  // port 0 for any free one. Other paths than `path` are answered with 404,
  // other methods than POST with 405.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Listen(
      const std::string& address, const std::string& path,
      const HttpServerOptions& options, HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  uint16_t port() const;

  // Serves until Stop, which any thread may call, or a signal.
  void Run();
  void Stop();

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace greenledger::witness

#endif  // GREENLEDGER_CLIENTS_WITNESS_HTTP_SERVER_H_
