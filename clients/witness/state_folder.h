// What a witness remembers: a file for each origin, named by the SHA-256 of the
// origin in hexadecimal, with the signed checkpoint that it cosigned last.
#ifndef GREENLEDGER_CLIENTS_WITNESS_STATE_FOLDER_H_
#define GREENLEDGER_CLIENTS_WITNESS_STATE_FOLDER_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/consistency.h"

namespace greenledger::witness {

// Used by one thread at a time.
class StateFolder {
 public:
  // Makes the folder if it is not there, and keeps other witnesses out of it as
  // long as this lives. UNAVAILABLE if one is at work there.
  static absl::StatusOr<StateFolder> Open(const std::string& path);

  // Head of the checkpoint kept for an origin; that of an empty tree if there
  // is none. DATA_LOSS if the file is damaged: forgetting what was cosigned
  // would let a log show this witness two histories.
  absl::StatusOr<proof::TreeHead> Load(std::string_view origin) const;

  // Replaces the checkpoint of an origin; durable when it returns.
  absl::Status Store(std::string_view origin, std::string_view note_bytes);

 private:
  StateFolder(std::string path, std::shared_ptr<void> lock);
  std::string FileOf(std::string_view origin) const;

  std::string path_;
  std::shared_ptr<void> lock_;
};

}  // namespace greenledger::witness

#endif  // GREENLEDGER_CLIENTS_WITNESS_STATE_FOLDER_H_
