// Signed notes (c2sp.org/signed-note): a text and lines of signatures.
//
//   TEXT LF                      UTF-8, no control bytes but LF
//   LF
//   "— " NAME " " BASE64 LF      once or more; the base64 holds
//                                key id u32 big-endian || signature
//
// The last empty line splits the text from the signatures; a signature covers
// the text with its last LF.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_NOTE_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_NOTE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace greenledger::checkpoint {

inline constexpr size_t kNoteTextMax = size_t{64} * 1024;
inline constexpr size_t kNoteSignaturesMax = 16;
inline constexpr size_t kNoteNameMax = 255;
// Bytes after the key id. The longest known kind, ML-DSA-44, has 2,428.
inline constexpr size_t kNoteSignatureMax = 4096;
// No note is longer.
inline constexpr size_t kNoteMax =
    kNoteTextMax + 1 +
    kNoteSignaturesMax * (kNoteNameMax + 4 * (kNoteSignatureMax + 6) / 3 + 8);

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  // What follows the key id; its form depends on the key.
  std::string signature;
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  // Ends in LF.
  std::string text;
  std::vector<NoteSignature> signatures;
  friend bool operator==(const Note&, const Note&) = default;
};

// Reads a note without verifying it. INVALID_ARGUMENT names the line and what
// is wrong with it. Any bytes are safe.
absl::StatusOr<Note> ParseNote(std::string_view bytes);

// Reads signature lines alone, each ending in LF; at least one.
absl::StatusOr<std::vector<NoteSignature>> ParseSignatureLines(
    std::string_view bytes);

// The bytes of a note. REQUIRES: ParseNote could have made it.
std::string FormatNote(const Note& note);

// One signature line with its LF.
std::string FormatSignatureLine(const NoteSignature& signature);

// INVALID_ARGUMENT unless `text` can be the text of a note.
absl::Status CheckNoteText(std::string_view text);

// INVALID_ARGUMENT unless `name` can be the name of a key: 1 to 255 bytes of
// UTF-8 without spaces, control characters and `+`.
absl::Status CheckNoteName(std::string_view name);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_NOTE_H_
