#include "tests/integration/tls_caller.h"

#include <fcntl.h>
#include <openssl/pem.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>

#include "tests/integration/sockets.h"

namespace greenledger::integration {
namespace {

constexpr uint8_t kHeadersFrame = 1;
constexpr uint8_t kResetFrame = 3;
constexpr uint8_t kSettingsFrame = 4;
constexpr uint8_t kPingFrame = 6;
constexpr uint8_t kEndHeaders = 4;
constexpr std::string_view kAlpn = "\x02h2";

std::string BigEndian(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift);
  }
  return bytes;
}

std::string Frame(uint8_t type, uint8_t flags, uint32_t stream,
                  std::string_view payload) {
  std::string frame =
      BigEndian(static_cast<uint32_t>(payload.size())).substr(1);
  frame += static_cast<char>(type);
  frame += static_cast<char>(flags);
  return frame + BigEndian(stream) + std::string(payload);
}

// A text of HPACK (RFC 7541), shorter than 127 bytes.
std::string Text(std::string_view text) {
  return static_cast<char>(text.size()) + std::string(text);
}

std::unique_ptr<X509, void (*)(X509*)> ReadCertificate(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return {certificate, X509_free};
}

void UseIdentity(SSL_CTX* context, const kiosk::TlsIdentity& identity) {
  SSL_CTX_use_certificate(context, ReadCertificate(identity.certificate).get());
  BIO* bio = BIO_new_mem_buf(identity.key.data(),
                             static_cast<int>(identity.key.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  SSL_CTX_use_PrivateKey(context, key);
  EVP_PKEY_free(key);
  BIO_free(bio);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context),
                      ReadCertificate(identity.ca_certificate).get());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
}

bool IsReady(int socket, short events, std::chrono::milliseconds limit) {
  pollfd what{socket, events, 0};
  return poll(&what, 1, static_cast<int>(limit.count())) == 1;
}

}  // namespace

std::string Preface() {
  return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + EmptySettings();
}

std::string BeginCall(uint32_t stream, std::string_view path, bool whole) {
  // POST, https, path, authority, content-type, te: the numbers are those of
  // HPACK's static table.
  const std::string block = "\x83\x87\x04" + Text(path) + "\x01" +
                            Text("localhost") + "\x0f\x10" +
                            Text("application/grpc") + std::string(1, '\0') +
                            Text("te") + Text("trailers");
  return Frame(kHeadersFrame, whole ? kEndHeaders : 0, stream, block);
}

std::string ResetStream(uint32_t stream) {
  constexpr uint32_t kCancel = 8;
  return Frame(kResetFrame, 0, stream, BigEndian(kCancel));
}

std::string Ping() { return Frame(kPingFrame, 0, 0, "12345678"); }

std::string EmptySettings() { return Frame(kSettingsFrame, 0, 0, ""); }

TlsCaller::TlsCaller(int port, const kiosk::TlsIdentity& identity)
    : socket_(ConnectTo(port)),
      context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      tls_(nullptr, SSL_free) {
  // Writing to a connection that is gone must not end the test.
  std::signal(SIGPIPE, SIG_IGN);
  UseIdentity(context_.get(), identity);
  tls_.reset(SSL_new(context_.get()));
  SSL_set_alpn_protos(tls_.get(),
                      reinterpret_cast<const unsigned char*>(kAlpn.data()),
                      kAlpn.size());
  SSL_set_fd(tls_.get(), socket_);
  connected_ = SSL_connect(tls_.get()) == 1;
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
}

TlsCaller::~TlsCaller() { close(socket_); }

void TlsCaller::ReadWhatIsThere() {
  char buffer[16384];
  int size = 0;
  do {
    size = SSL_read(tls_.get(), buffer, sizeof(buffer));
  } while (size > 0);
  const int error = SSL_get_error(tls_.get(), size);
  connected_ = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

void TlsCaller::Send(std::string_view bytes) {
  while (connected_ && !bytes.empty()) {
    ReadWhatIsThere();
    if (!connected_) return;
    const int sent =
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (SSL_get_error(tls_.get(), sent) == SSL_ERROR_WANT_WRITE) {
      IsReady(socket_, POLLIN | POLLOUT, std::chrono::seconds(1));
    } else {
      connected_ = false;
    }
  }
}

}  // namespace greenledger::integration
