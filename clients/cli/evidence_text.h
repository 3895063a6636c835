// Entries about what people observed, as text.
#ifndef GREENLEDGER_CLIENTS_CLI_EVIDENCE_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_EVIDENCE_TEXT_H_

#include <google/protobuf/repeated_field.h>

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// What an entry about calendars, activities, inspections, samples, surveys or
// violations says; empty for others.
std::string EvidenceDetail(const v1::Entry& entry, Language language);

// `files, interviews` for values of v1::EvidenceKind.
std::string EvidenceKindsText(const google::protobuf::RepeatedField<int>& kinds,
                              Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_EVIDENCE_TEXT_H_
