// The folder in which a kiosk keeps what it is: whose it is, its keys and
// certificates.
//
//   kiosk.json      server, book, kiosk, incarnation, serial
//   record.seed     seed of the key that signs uploads, 64 hexadecimal digits
//   tls.crt         private key, operational certificate and those between it
//                   and the root, PEM; one file, so that they always fit
//   bootstrap.crt   the same with the certificate that only gets a new one
//   server-ca.crt   whom the server's certificate must lead to
//   journal/        the journal (storage/journal/FORMAT.md)
//   config.pb       GetKioskConfigResponse, as fetched last
//   list.bin        the list of cards, as fetched last
//   clean           there while the program is not running, if it ended in
//   order health.json     see health.h
//
// Every file is for its owner only.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_STATE_FOLDER_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_STATE_FOLDER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/kiosk/channel.h"
#include "storage/journal/record_chain.h"

namespace greenledger::kiosk {

// What an enrolled kiosk is.
struct KioskIdentity {
  // host:port of the server.
  std::string server;
  journal::JournalId journal;
  std::string serial;
  // 32 bytes.
  std::string record_seed;
  TlsIdentity tls;
  // PEM; empty if the kiosk was not enrolled with a code.
  std::string bootstrap_certificate;
  std::string bootstrap_key;
};

// Writes all of it, `kiosk.json` last: without it the folder is not enrolled.
absl::Status SaveIdentity(const std::string& folder,
                          const KioskIdentity& identity);

// Replaces the operational certificate and its key.
absl::Status SaveTls(const std::string& folder, const TlsIdentity& tls);

// NOT_FOUND for a folder that is not enrolled; INVALID_ARGUMENT names the file
// and what is wrong in it.
absl::StatusOr<KioskIdentity> LoadIdentity(const std::string& folder);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_STATE_FOLDER_H_
