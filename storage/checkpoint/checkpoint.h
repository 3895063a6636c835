// Checkpoints (c2sp.org/tlog-checkpoint): the head of a book's tree as the text
// of a signed note.
//
//   ORIGIN LF                  ours: <domain>/<community code>
//   SIZE LF                    decimal without leading zeros
//   base64(root 32) LF
//   EXTENSION LF               any number; ours have none
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_CHECKPOINT_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/consistency.h"

namespace greenledger::checkpoint {

struct Checkpoint {
  std::string origin;
  proof::TreeHead head;
  // Lines that other logs add; kept, since signatures cover them.
  std::vector<std::string> extensions;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Reads the text of a note. INVALID_ARGUMENT names the line and what would be
// right. An empty tree must have the root of an empty tree.
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text);

// The text of a note. REQUIRES: ParseCheckpoint could have made it.
std::string FormatCheckpoint(const Checkpoint& checkpoint);

// `<domain>/<book>`, the name of a book's log. The book's code is written with
// twelve digits.
std::string OriginOf(std::string_view domain, uint64_t book);

// The book that an origin ends with; INVALID_ARGUMENT if it is not one that
// OriginOf makes.
absl::StatusOr<uint64_t> BookOfOrigin(std::string_view origin);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_CHECKPOINT_H_
