// Reading the line formats of this folder: strict pieces and errors that name
// the line.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_LINES_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace greenledger::checkpoint {

// Takes the lines of a text one by one; each must end in LF. The text must
// outlive it.
class LineReader {
 public:
  // Errors call the text `what` and count lines from `first_line`.
  LineReader(std::string_view text, std::string what, size_t first_line = 1)
      : rest_(text), what_(std::move(what)), line_(first_line - 1) {}

  // The next line without its LF. INVALID_ARGUMENT at the end, or if the last
  // line has no LF; `expected` is what should have been there.
  absl::StatusOr<std::string_view> Next(std::string_view expected);

  bool AtEnd() const { return rest_.empty(); }
  // What was not taken yet.
  std::string_view rest() const { return rest_; }

  // INVALID_ARGUMENT that names the line taken last, what it is (shortened, and
  // unprintable bytes replaced) and what would be right.
  absl::Status Wrong(std::string_view found, std::string_view expected) const;

 private:
  std::string_view rest_;
  std::string what_;
  size_t line_;
};

// Decimal digits without a leading zero, below 2^64; nullopt for anything else.
std::optional<uint64_t> ParseDecimal(std::string_view text);

// Base64 of 32 bytes; nullopt for anything else.
std::optional<proof::Hash> ParseHash(std::string_view text);

// Takes lines of hashes up to and with the empty line after them.
// INVALID_ARGUMENT also for more than `count_max`.
absl::StatusOr<std::vector<proof::Hash>> ReadHashes(LineReader* lines,
                                                    size_t count_max);

// One line for each hash.
std::string FormatHashes(const std::vector<proof::Hash>& hashes);

// At most 80 bytes of text in quotes, with `?` for bytes that are not printable
// ASCII.
std::string Quoted(std::string_view text);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_LINES_H_
