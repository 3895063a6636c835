// The certificate authority of kiosks in the street, in two parts:
//
//   root.pem, root.key         the root: its key goes off line, onto a medium
//                              that is locked away; all trust begins with it
//   issuing.pem, issuing.key   signed by the root; its key works on the server
//                              and can be replaced without touching a kiosk
//   server.pem, server.key     for the server's listeners, signed by the root
//
// Keys are P-256, in files of mode 0600, in a folder of mode 0700.
#ifndef GREENLEDGER_CLIENTS_CLI_PKI_ROOT_CA_H_
#define GREENLEDGER_CLIENTS_CLI_PKI_ROOT_CA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace greenledger::pki {

struct RootOptions {
  // Where the files go; made if it is missing.
  std::string folder;
  // A root made before, for a new issuing or server certificate; empty makes
  // one.
  std::string root_certificate;
  std::string root_key;
  // First moment of validity, microseconds since 1970-01-01 UTC.
  int64_t now_us = 0;
  int root_days = 7'300;
  int issuing_days = 1'826;
  int server_days = 365;
  // Host names and addresses of the server; empty: no certificate for it.
  std::vector<std::string> server_names;
};

// Writes the files. ALREADY_EXISTS names the one that is there already,
// INVALID_ARGUMENT an option or a root that cannot be read, NOT_FOUND a file.
absl::Status MakeRoot(const RootOptions& options);

}  // namespace greenledger::pki

#endif  // GREENLEDGER_CLIENTS_CLI_PKI_ROOT_CA_H_
