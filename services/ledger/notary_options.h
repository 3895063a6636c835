// The notary's options from what the command line names.
#ifndef GREENLEDGER_SERVICES_LEDGER_NOTARY_OPTIONS_H_
#define GREENLEDGER_SERVICES_LEDGER_NOTARY_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ledger/notary.h"

namespace greenledger::ledger {

struct NotaryFiles {
  // Name of the logs; empty takes that of the first key.
  std::string domain = {};
  // Key files of type `log`. The folders beside them are made and locked.
  std::vector<std::string> keys = {};
  // Public keys, 64 hexadecimal digits each.
  std::vector<std::string> retired = {};
  // Policy file whose witnesses are trusted; empty for none.
  std::string witness_policy = {};
};

// Errors name the file and what would be right: of the file system, of
// ReadKeyFile, SignedFolder::Open and Policy::Parse; INVALID_ARGUMENT if keys
// are for different domains, stand twice, or there are other options but no
// key.
absl::StatusOr<Notary::Options> LoadNotaryOptions(const NotaryFiles& files);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_NOTARY_OPTIONS_H_
