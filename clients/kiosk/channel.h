// A kiosk's mTLS channel.
#ifndef GREENLEDGER_CLIENTS_KIOSK_CHANNEL_H_
#define GREENLEDGER_CLIENTS_KIOSK_CHANNEL_H_

#include <memory>
#include <string>

#include "grpcpp/channel.h"

namespace greenledger::kiosk {

// PEM texts.
struct TlsIdentity {
  // Certificates that the server's may be signed by.
  std::string ca_certificate;
  // The kiosk's own.
  std::string certificate;
  std::string key;
};

// A channel to `address` (host:port) with a connection of its own: two kiosks
// never share one. Connects on the first call; what is wrong with the identity
// shows there as UNAVAILABLE.
std::shared_ptr<grpc::Channel> OpenChannel(const std::string& address,
                                           const TlsIdentity& identity);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_CHANNEL_H_
