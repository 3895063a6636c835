#include "storage/checkpoint/note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/big_endian.h"
#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";
constexpr size_t kKeyIdSize = 4;

struct CodePoint {
  uint32_t value = 0;
  // Bytes it takes; 0 if there is no character.
  size_t size = 0;
};

// The character that `text` begins with. Refuses overlong forms, surrogates and
// what is above U+10FFFF.
CodePoint FirstOf(std::string_view text) {
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(text[at]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
  uint32_t value = lead & (0x7fu >> size);
  for (size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return {};
    value = (value << 6) | (byte(at) & 0x3fu);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[size] || value > 0x10ffff) return {};
  if (value >= 0xd800 && value <= 0xdfff) return {};
  return {value, size};
}

// Unicode's White_Space.
bool IsSpace(uint32_t c) {
  constexpr uint32_t kOthers[] = {0x20,   0x85,   0xa0,   0x1680, 0x2028,
                                  0x2029, 0x202f, 0x205f, 0x3000};
  return (c >= 0x09 && c <= 0x0d) || (c >= 0x2000 && c <= 0x200a) ||
         std::find(std::begin(kOthers), std::end(kOthers), c) !=
             std::end(kOthers);
}

size_t LinesIn(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

absl::StatusOr<NoteSignature> ParseLine(const LineReader& lines,
                                        std::string_view line) {
  const size_t space = line.rfind(' ');
  if (!line.starts_with(kDash) || space < kDash.size()) {
    return lines.Wrong(line, "a signature: em dash, name and base64");
  }
  NoteSignature signature;
  signature.name = line.substr(kDash.size(), space - kDash.size());
  if (absl::Status s = CheckNoteName(signature.name); !s.ok()) {
    return lines.Wrong(line,
                       "a signature whose name is 1 to 255 bytes of "
                       "UTF-8 without spaces and '+'");
  }
  const std::string_view text = line.substr(space + 1);
  std::optional<std::string> bytes;
  if (text.size() <= 4 * (kKeyIdSize + kNoteSignatureMax + 2) / 3) {
    bytes = DecodeBase64(text);
  }
  if (!bytes || bytes->size() <= kKeyIdSize ||
      bytes->size() > kKeyIdSize + kNoteSignatureMax) {
    return lines.Wrong(line, "a signature with base64 of 5 to 4,100 bytes");
  }
  signature.key_id =
      static_cast<uint32_t>(storage::BigEndian(bytes->substr(0, kKeyIdSize)));
  signature.signature = bytes->substr(kKeyIdSize);
  return signature;
}

absl::StatusOr<std::vector<NoteSignature>> ParseLines(LineReader lines) {
  std::vector<NoteSignature> signatures;
  do {
    const auto line = lines.Next("a signature");
    if (!line.ok()) return line.status();
    if (signatures.size() == kNoteSignaturesMax) {
      return lines.Wrong(*line, "the end: a note has at most 16 signatures");
    }
    absl::StatusOr<NoteSignature> signature = ParseLine(lines, *line);
    if (!signature.ok()) return signature.status();
    signatures.push_back(*std::move(signature));
  } while (!lines.AtEnd());
  return signatures;
}

}  // namespace

absl::Status CheckNoteText(std::string_view text) {
  const auto wrong = [&](size_t at, std::string_view what) {
    return absl::InvalidArgumentError(
        "note, line " + std::to_string(1 + LinesIn(text.substr(0, at))) + ": " +
        std::string(what));
  };
  if (text.size() > kNoteTextMax) {
    return absl::InvalidArgumentError(
        "the note's text has " + std::to_string(text.size()) +
        " bytes: must have at most " + std::to_string(kNoteTextMax));
  }
  if (!text.ends_with('\n')) {
    return absl::InvalidArgumentError(
        "the note's text does not end in a line feed");
  }
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = FirstOf(text.substr(at));
    if (c.size == 0) return wrong(at, "is not UTF-8");
    if (c.value < 0x20 && c.value != '\n') {
      return wrong(at, "has the control byte " + std::to_string(c.value) +
                           ": the only one a note may have is the line feed");
    }
    at += c.size;
  }
  return absl::OkStatus();
}

absl::Status CheckNoteName(std::string_view name) {
  bool good = !name.empty() && name.size() <= kNoteNameMax;
  for (size_t at = 0; good && at < name.size();) {
    const CodePoint c = FirstOf(name.substr(at));
    good =
        c.size != 0 && c.value >= 0x20 && c.value != '+' && !IsSpace(c.value);
    at += c.size;
  }
  if (good) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "name " + Quoted(name) +
      ": must be 1 to 255 bytes of UTF-8 without spaces and '+'");
}

absl::StatusOr<Note> ParseNote(std::string_view bytes) {
  if (bytes.size() > kNoteMax) {
    return absl::InvalidArgumentError(
        "the note has " + std::to_string(bytes.size()) +
        " bytes: must have at most " + std::to_string(kNoteMax));
  }
  const size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos) {
    return absl::InvalidArgumentError(
        "the note has no empty line: must have one between its text and its "
        "signatures");
  }
  Note note;
  note.text = bytes.substr(0, split + 1);
  if (absl::Status s = CheckNoteText(note.text); !s.ok()) return s;
  auto signatures = ParseLines(
      LineReader(bytes.substr(split + 2), "note", LinesIn(note.text) + 2));
  if (!signatures.ok()) return signatures.status();
  note.signatures = *std::move(signatures);
  return note;
}

absl::StatusOr<std::vector<NoteSignature>> ParseSignatureLines(
    std::string_view bytes) {
  return ParseLines(LineReader(bytes, "signatures"));
}

std::string FormatNote(const Note& note) {
  std::string bytes = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) {
    bytes += FormatSignatureLine(signature);
  }
  return bytes;
}

std::string FormatSignatureLine(const NoteSignature& signature) {
  std::string field;
  storage::AppendBigEndian32(&field, signature.key_id);
  field += signature.signature;
  return std::string(kDash) + signature.name + " " + EncodeBase64(field) + "\n";
}

}  // namespace greenledger::checkpoint
