// The data folder of a server that is not running: a snapshot of it, and the
// search for damage in it.
#ifndef GREENLEDGER_CLIENTS_CLI_STORED_FOLDER_H_
#define GREENLEDGER_CLIENTS_CLI_STORED_FOLDER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/book_report.h"
#include "greenledger/v1/operations_service.pb.h"
#include "storage/backup/create.h"

namespace greenledger::cli {

// A snapshot, which is removed when this goes. Meanwhile no server can open the
// folder.
class StoredSnapshot {
 public:
  // Opens the folder as a server would, and ends as one. Errors as
  // storage::Store::Open.
  static absl::StatusOr<std::unique_ptr<StoredSnapshot>> Take(
      const std::string& folder);
  ~StoredSnapshot();

  const backup::Source& source() const { return source_; }

 private:
  StoredSnapshot() = default;

  std::shared_ptr<void> store_;
  backup::Source source_;
};

// What a server's scrub would find. Changes nothing. Errors as
// storage::CheckFolder.
absl::StatusOr<v1::GetScrubResponse> ScrubStored(const std::string& folder,
                                                 const OnProgress& on_progress);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_STORED_FOLDER_H_
