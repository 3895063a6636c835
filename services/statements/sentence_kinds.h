// The sentences of each kind of entry. Each function takes the bodies that its
// name says and answers as WriteSentence does.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_KINDS_H_
#define GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_KINDS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/statements/messages.h"
#include "services/statements/sentence.h"
#include "services/statements/sources.h"

namespace greenledger::statements {

// What one sentence is written with.
struct Pen {
  v1::Language language;
  Archive* archive;

  std::string Say(Message id, Places places = {}) const {
    return Fill(id, language, places);
  }
};

// The household, or one of its members, as the beginning of a sentence.
std::string Holder(const v1::Contestant& contestant, const Pen& pen);

// Adds a sentence to others.
void Append(const std::string& more, const Pen& pen, std::string* text);

absl::StatusOr<Sentence> DropSentence(const v1::Entry& entry, const Pen& pen);

// "Food waste, 2.5 kg, 5 March 2026", for a sentence about a drop.
absl::StatusOr<std::string> DropInShort(const v1::Entry& entry, const Pen& pen);

// Placed, committed, voided.
absl::StatusOr<Sentence> HoldSentence(const v1::Entry& entry, const Pen& pen);

// Expiry, adjustments, penalties, prizes.
absl::StatusOr<Sentence> PointsSentence(const v1::Entry& entry, const Pen& pen);

// Reversals and drops that were rated again.
absl::StatusOr<Sentence> CorrectionSentence(const v1::Entry& entry,
                                            const Pen& pen);

// The register, moves and articles.
absl::StatusOr<Sentence> HouseholdSentence(const v1::Entry& entry,
                                           const Pen& pen);

// Activities, inspections, violations.
Sentence EvidenceSentence(const v1::Entry& entry, const Pen& pen);

// Declarations and titles.
absl::StatusOr<Sentence> SelectionSentence(const v1::Entry& entry,
                                           const Pen& pen);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_SENTENCE_KINDS_H_
