// A caller that speaks HTTP/2 over TLS byte by byte, to say what no library
// would.
#ifndef GREENLEDGER_TESTS_INTEGRATION_TLS_CALLER_H_
#define GREENLEDGER_TESTS_INTEGRATION_TLS_CALLER_H_

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "clients/kiosk/channel.h"

namespace greenledger::integration {

// Frames of HTTP/2 (RFC 9113).
std::string Preface();
// A call of `path` that is begun; with `whole` its headers end.
std::string BeginCall(uint32_t stream, std::string_view path, bool whole);
std::string ResetStream(uint32_t stream);
std::string Ping();
std::string EmptySettings();

// Used by one thread.
class TlsCaller {
 public:
  // Blocks until the handshake is over, with ALPN h2.
  TlsCaller(int port, const kiosk::TlsIdentity& identity);
  ~TlsCaller();
  TlsCaller(const TlsCaller&) = delete;
  TlsCaller& operator=(const TlsCaller&) = delete;

  // Whether the handshake went well and the other side is still there.
  bool connected() const { return connected_; }
  int socket() const { return socket_; }
  // Blocks until all is sent; what came in meanwhile is thrown away.
  void Send(std::string_view bytes);

 private:
  void ReadWhatIsThere();

  int socket_ = -1;
  bool connected_ = false;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::unique_ptr<SSL, void (*)(SSL*)> tls_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_TLS_CALLER_H_
