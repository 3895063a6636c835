// What a backup consists of. The manifest is readable to everybody and lists
// the sealed files; one of those, the contents, says what they are.
//
//   greenledger-backup-v1 LF                the manifest
//   name NAME LF                            see BackupName
//   created_us N LF                         microseconds since 1970-01-01 UTC
//   commit N LF                             the last one in it
//   key ID LF                               of backup_key.h
//   contents OBJECT BYTES LF
//   object OBJECT BYTES LF                  as often as there are, rising
//   sha256 HEX LF                           of all the lines before
//
//   greenledger-backup-contents-v1 LF       the contents
//   name NAME LF
//   created_us N LF
//   commit N LF
//   book CODE ENTRIES ROOT LF               as often as there are
//   file OBJECT BYTES PATH LF               as often as there are
//   end LF
//
// Numbers are decimal, hashes and object ids hexadecimal. PATH is `ANCHOR` or
// `db/` and a name.
#ifndef GREENLEDGER_STORAGE_BACKUP_MANIFEST_H_
#define GREENLEDGER_STORAGE_BACKUP_MANIFEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/backup/sealed_file.h"
#include "storage/proof/sha256.h"

namespace greenledger::backup {

// Bounds a manifest; enough for 500,000 files.
inline constexpr size_t kManifestBytesMax = size_t{64} << 20;

struct Manifest {
  std::string name;
  int64_t created_us = 0;
  uint64_t commit = 0;
  std::string key_id;
  Object contents;
  std::vector<Object> objects;
};

// Where a book ends in a backup.
struct BookEnd {
  uint64_t book = 0;
  uint64_t entries = 0;
  proof::Hash root{};
  friend bool operator==(const BookEnd&, const BookEnd&) = default;
};

struct BackedUpFile {
  Object object;
  // Relative to the data folder.
  std::string path;
};

struct Contents {
  std::string name;
  int64_t created_us = 0;
  uint64_t commit = 0;
  std::vector<BookEnd> books;
  std::vector<BackedUpFile> files;
};

// `20260501T083000Z` for microseconds since 1970-01-01 UTC; with `-2`, `-3` for
// another one in the same second.
std::string BackupName(int64_t created_us, int number = 1);
bool IsBackupName(std::string_view name);

// Whether a backup may have a file of this path.
bool IsFilePath(std::string_view path);

std::string FormatManifest(const Manifest& manifest);
std::string FormatContents(const Contents& contents);

// INVALID_ARGUMENT names the line and what would be right.
absl::StatusOr<Manifest> ParseManifest(std::string_view text);
absl::StatusOr<Contents> ParseContents(std::string_view text);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_MANIFEST_H_
