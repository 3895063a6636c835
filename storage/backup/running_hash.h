// SHA-256 of bytes that come piece by piece.
#ifndef GREENLEDGER_STORAGE_BACKUP_RUNNING_HASH_H_
#define GREENLEDGER_STORAGE_BACKUP_RUNNING_HASH_H_

#include <memory>
#include <string_view>

#include "storage/proof/sha256.h"

namespace greenledger::backup {

// Not thread-safe. Aborts if OpenSSL fails.
class RunningHash {
 public:
  RunningHash();
  void Add(std::string_view bytes);
  // REQUIRES: called once, last.
  proof::Hash Take();

 private:
  std::shared_ptr<void> context_;  // EVP_MD_CTX
};

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_RUNNING_HASH_H_
