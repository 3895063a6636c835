// What a key has signed: the newest checkpoint of each book, beside the key
// and not in the data folder. A data folder that comes back from an older copy
// does not bring an older memory of what was signed with it.
//
//   <key file>.signed/<12-digit book>   the signed note
#ifndef GREENLEDGER_SERVICES_LEDGER_SIGNED_FOLDER_H_
#define GREENLEDGER_SERVICES_LEDGER_SIGNED_FOLDER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::ledger {

// Read is safe from many threads, Write is called by one at a time. Messages
// name the path.
class SignedFolder {
 public:
  // Opens the folder of this key or makes it, for its owner only. Nobody else
  // may sign with the key meanwhile: FAILED_PRECONDITION if another process
  // has the folder open. Other errors as the file system gives them.
  static absl::StatusOr<std::shared_ptr<const SignedFolder>> Open(
      const std::string& key_file);

  // What Write was given last; nullopt if nothing was signed for this book.
  absl::StatusOr<std::optional<std::string>> Read(uint64_t book) const;

  // Replaces it as a whole; durable when it returns. After an error either of
  // the two is there.
  absl::Status Write(uint64_t book, std::string_view note) const;

  // Path of a book's file.
  std::string PathOf(uint64_t book) const;

 private:
  SignedFolder(std::string path,
               std::unique_ptr<const checkpoint::PosixFile> lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  // The folder, locked as long as it is open.
  std::unique_ptr<const checkpoint::PosixFile> lock_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_SIGNED_FOLDER_H_
