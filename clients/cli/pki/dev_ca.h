// A certificate authority for development, demonstrations and tests: one CA,
// one server certificate for this machine, one client certificate per kiosk.
// Its keys lie in files, so it must not vouch for kiosks in the street.
//
//   ca.pem, ca.key                     the authority
//   server.pem, server.key             for localhost, 127.0.0.1 and ::1
//   kiosks/<book>-<number>.pem, .key   a kiosk's TLS identity
//   kiosks/<book>-<number>.seed        seed of the Ed25519 key that its uploads
//                                      are signed with, 64 hex digits
//
// TLS keys are P-256. Key and seed files have mode 0600, folders 0700.
#ifndef GREENLEDGER_CLIENTS_CLI_PKI_DEV_CA_H_
#define GREENLEDGER_CLIENTS_CLI_PKI_DEV_CA_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace greenledger::pki {

// A kiosk that gets a certificate.
struct KioskIdentity {
  // The community's code.
  uint64_t book = 0;
  // The kiosk's number in it.
  uint64_t number = 0;
  // 32 bytes that its record-signing key is made from; empty draws them from
  // OpenSSL's generator.
  std::string record_seed;
};

struct PkiOptions {
  // Where the files go; made if it is missing.
  std::string folder;
  // First moment of validity, microseconds since 1970-01-01 UTC.
  int64_t now_us = 0;
  // Days that all certificates are valid, 1 to 825.
  int valid_days = 365;
  // At most 100,000.
  std::vector<KioskIdentity> kiosks;
};

struct PkiResult {
  // Kiosks that got a certificate.
  size_t kiosks = 0;
};

// Writes all files. ALREADY_EXISTS if the folder has a CA: replacing it would
// make every certificate it issued worthless. INVALID_ARGUMENT names an option.
// After any other error the folder is incomplete and can be deleted.
absl::StatusOr<PkiResult> RunPkiInit(const PkiOptions& options);

// Names of one kiosk's files.
struct KioskFiles {
  std::string certificate;
  std::string key;
  std::string seed;
};
KioskFiles KioskFilesIn(std::string_view folder, uint64_t book,
                        uint64_t number);

// Names of the authority's and the server's files.
struct AuthorityFiles {
  std::string ca_certificate;
  std::string ca_key;
  std::string server_certificate;
  std::string server_key;
};
AuthorityFiles AuthorityFilesIn(std::string_view folder);

// The URI SAN of a kiosk's certificate.
std::string KioskUri(uint64_t book, uint64_t number);

}  // namespace greenledger::pki

#endif  // GREENLEDGER_CLIENTS_CLI_PKI_DEV_CA_H_
