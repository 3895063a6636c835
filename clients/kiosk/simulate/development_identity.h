// What a kiosk is whose certificate comes from a development authority
// (`greenledger pki init`) and not from enrolment.
#ifndef GREENLEDGER_CLIENTS_KIOSK_SIMULATE_DEVELOPMENT_IDENTITY_H_
#define GREENLEDGER_CLIENTS_KIOSK_SIMULATE_DEVELOPMENT_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/kiosk/agent/state_folder.h"

namespace greenledger::kiosk {

// For the server at `server` (host:port). It has no bootstrap certificate and
// is never renewed. Errors name the file.
absl::StatusOr<KioskIdentity> DevelopmentIdentity(const std::string& pki_folder,
                                                  const std::string& server,
                                                  const journal::JournalId& id);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_SIMULATE_DEVELOPMENT_IDENTITY_H_
