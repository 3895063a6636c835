// An entry of a household as a sentence.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_H_
#define GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/statement_service.pb.h"
#include "services/statements/sources.h"

namespace greenledger::statements {

struct Sentence {
  v1::StatementKind kind = v1::STATEMENT_KIND_UNSPECIFIED;
  std::string text;
  // One for each drop that was rated again.
  std::vector<std::string> details;
};

// Says what happened and why it moved what it moved. Staff numbers are left
// out. DATA_LOSS for an entry that no household has, or that refers to one
// which is not what it should be; else what `archive` fails with.
absl::StatusOr<Sentence> WriteSentence(const v1::Entry& entry,
                                       v1::Language language, Archive* archive);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_H_
