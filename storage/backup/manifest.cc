#include "storage/backup/manifest.h"

#include <cstdio>
#include <ctime>
#include <optional>
#include <utility>

#include "storage/backup/running_hash.h"
#include "storage/checkpoint/lines.h"

namespace greenledger::backup {
namespace {

using checkpoint::LineReader;
using checkpoint::ParseDecimal;

constexpr std::string_view kManifestLine = "greenledger-backup-v1";
constexpr std::string_view kContentsLine = "greenledger-backup-contents-v1";
constexpr size_t kHashDigits = 64;
constexpr size_t kKeyIdDigits = 16;
// More than any disk has; keeps sums from wrapping.
constexpr uint64_t kObjectBytesMax = uint64_t{1} << 50;
constexpr uint64_t kTimeUsMax = uint64_t{1} << 62;

bool IsHex(std::string_view text, size_t digits) {
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string ToHex(const proof::Hash& hash) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : hash) {
    hex.push_back(kHexDigits[byte >> 4]);
    hex.push_back(kHexDigits[byte & 15]);
  }
  return hex;
}

proof::Hash HashFromHex(std::string_view hex) {
  proof::Hash hash{};
  const auto digit = [](char c) {
    return static_cast<uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  for (size_t i = 0; i < hash.size(); ++i) {
    hash[i] =
        static_cast<uint8_t>(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  }
  return hash;
}

// The words of a line, which single blanks part.
std::vector<std::string_view> Words(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const size_t blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

// Takes lines of words; after the first wrong one, nothing more.
class WordReader {
 public:
  WordReader(std::string_view text, const std::string& what)
      : lines_(text, what) {}

  // The words of the next line, the first of which is in `first`.
  const std::vector<std::string_view>& Take(std::string_view expected) {
    words_.clear();
    if (!status_.ok()) return words_;
    const auto line = lines_.Next(expected);
    status_ = line.status();
    if (line.ok()) {
      line_ = *line;
      words_ = Words(*line);
    }
    return words_;
  }

  // The one word behind `word` in the next line.
  std::string_view Value(std::string_view word) {
    const std::string expected = std::string(word) + " and a value";
    Take(expected);
    if (status_.ok() && (words_.size() != 2 || words_[0] != word)) {
      Wrong(expected);
    }
    return status_.ok() ? words_[1] : "";
  }

  uint64_t Number(std::string_view word) {
    const auto number = ParseDecimal(Value(word));
    if (status_.ok() && !number) Wrong(std::string(word) + " and a number");
    return number.value_or(0);
  }

  std::string_view line() const { return line_; }
  void Wrong(std::string_view expected) {
    if (status_.ok()) status_ = lines_.Wrong(line_, expected);
  }
  const absl::Status& status() const { return status_; }
  bool AtEnd() const { return lines_.AtEnd(); }
  size_t left() const { return lines_.rest().size(); }

 private:
  LineReader lines_;
  absl::Status status_;
  std::string_view line_;
  std::vector<std::string_view> words_;
};

std::optional<Object> ParseObject(std::string_view id, std::string_view bytes) {
  const auto size = ParseDecimal(bytes);
  if (!IsHex(id, kHashDigits) || !size || *size > kObjectBytesMax) {
    return std::nullopt;
  }
  return Object{std::string(id), *size};
}

// The lines that both have: name, time, commit.
template <typename T>
void TakeFront(WordReader* lines, std::string_view first, T* to) {
  lines->Take(first);
  if (lines->line() != first) lines->Wrong(first);
  to->name = lines->Value("name");
  if (!IsBackupName(to->name)) lines->Wrong("name and a backup's name");
  const uint64_t created_us = lines->Number("created_us");
  if (created_us > kTimeUsMax) lines->Wrong("created_us, at most 2^62");
  to->created_us = static_cast<int64_t>(created_us);
  to->commit = lines->Number("commit");
}

template <typename T>
std::string FormatFront(std::string_view first, const T& from) {
  return std::string(first) + "\nname " + from.name + "\ncreated_us " +
         std::to_string(from.created_us) + "\ncommit " +
         std::to_string(from.commit) + "\n";
}

std::string ObjectWords(std::string_view word, const Object& object) {
  return std::string(word) + " " + object.id + " " +
         std::to_string(object.bytes);
}

// Takes lines `object` until that of the checksum.
void TakeObjects(WordReader* lines, std::string_view text, Manifest* manifest) {
  constexpr std::string_view kExpected =
      "object, its id, greater than the one before, and its size; or sha256 "
      "of the lines before";
  while (lines->status().ok()) {
    const size_t before = text.size() - lines->left();
    const auto& words = lines->Take(kExpected);
    if (!lines->status().ok()) return;
    if (words.size() == 2 && words[0] == "sha256") {
      RunningHash hash;
      hash.Add(text.substr(0, before));
      if (words[1] != ToHex(hash.Take())) {
        lines->Wrong("sha256 of the lines before: something was changed");
      }
      return;
    }
    auto object = words.size() == 3 && words[0] == "object"
                      ? ParseObject(words[1], words[2])
                      : std::nullopt;
    const bool rises = object && (manifest->objects.empty() ||
                                  manifest->objects.back().id < object->id);
    if (!rises) return lines->Wrong(kExpected);
    manifest->objects.push_back(*std::move(object));
  }
}

// Takes one line of the contents; false after the last.
bool TakePart(WordReader* lines, Contents* contents) {
  constexpr std::string_view kExpected = "book, file or end";
  const auto& words = lines->Take(kExpected);
  if (!lines->status().ok() || lines->line() == "end") return false;
  if (words.size() == 4 && words[0] == "book" && contents->files.empty()) {
    const auto book = ParseDecimal(words[1]);
    const auto entries = ParseDecimal(words[2]);
    if (book && entries && IsHex(words[3], kHashDigits)) {
      contents->books.push_back({*book, *entries, HashFromHex(words[3])});
      return true;
    }
  } else if (words.size() == 4 && words[0] == "file") {
    auto object = ParseObject(words[1], words[2]);
    if (object && IsFilePath(words[3])) {
      contents->files.push_back({*std::move(object), std::string(words[3])});
      return true;
    }
  }
  lines->Wrong(kExpected);
  return false;
}

}  // namespace

std::string BackupName(int64_t created_us, int number) {
  const std::time_t seconds = created_us / 1'000'000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char name[32];
  std::strftime(name, sizeof(name), "%Y%m%dT%H%M%SZ", &utc);
  std::string made = name;
  if (number > 1) made += "-" + std::to_string(number);
  return made;
}

bool IsBackupName(std::string_view name) {
  return name.size() >= 16 && name.size() <= 32 &&
         name.find_first_not_of("0123456789TZ-") == std::string_view::npos;
}

bool IsFilePath(std::string_view path) {
  if (path == "ANCHOR") return true;
  if (!path.starts_with("db/")) return false;
  path.remove_prefix(3);
  return !path.empty() && path.size() <= 100 && path[0] != '.' &&
         path.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyz"
             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
             std::string_view::npos;
}

std::string FormatManifest(const Manifest& manifest) {
  std::string text = FormatFront(kManifestLine, manifest) + "key " +
                     manifest.key_id + "\n" +
                     ObjectWords("contents", manifest.contents) + "\n";
  for (const Object& object : manifest.objects) {
    text += ObjectWords("object", object) + "\n";
  }
  return text + "sha256 " + ToHex(proof::Sha256({text})) + "\n";
}

std::string FormatContents(const Contents& contents) {
  std::string text = FormatFront(kContentsLine, contents);
  for (const BookEnd& book : contents.books) {
    text += "book " + std::to_string(book.book) + " " +
            std::to_string(book.entries) + " " + ToHex(book.root) + "\n";
  }
  for (const BackedUpFile& file : contents.files) {
    text += ObjectWords("file", file.object) + " " + file.path + "\n";
  }
  return text + "end\n";
}

absl::StatusOr<Manifest> ParseManifest(std::string_view text) {
  WordReader lines(text, "manifest");
  Manifest manifest;
  TakeFront(&lines, kManifestLine, &manifest);
  manifest.key_id = lines.Value("key");
  if (!IsHex(manifest.key_id, kKeyIdDigits)) {
    lines.Wrong("key and 16 hexadecimal digits");
  }
  const auto& words = lines.Take("contents, its id and size");
  auto contents = words.size() == 3 && words[0] == "contents"
                      ? ParseObject(words[1], words[2])
                      : std::nullopt;
  if (!contents) {
    lines.Wrong("contents, its id and size");
  } else {
    manifest.contents = *std::move(contents);
  }
  TakeObjects(&lines, text, &manifest);
  if (!lines.status().ok()) return lines.status();
  if (!lines.AtEnd()) {
    return absl::InvalidArgumentError("manifest: must end after sha256");
  }
  return manifest;
}

absl::StatusOr<Contents> ParseContents(std::string_view text) {
  WordReader lines(text, "contents");
  Contents contents;
  TakeFront(&lines, kContentsLine, &contents);
  while (lines.status().ok() && TakePart(&lines, &contents)) {
  }
  if (!lines.status().ok()) return lines.status();
  if (!lines.AtEnd()) {
    return absl::InvalidArgumentError("contents: must end after end");
  }
  return contents;
}

}  // namespace greenledger::backup
