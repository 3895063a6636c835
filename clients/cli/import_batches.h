// Sends the lines of a file in batches, each one command, so that an import
// can be run again after an interruption: a batch's request id follows from
// its content, and the server does each id once.
//
// First every batch is checked (validate_only) and all refusals are collected
// by line; only if there are none is anything stored.
#ifndef GREENLEDGER_CLIENTS_CLI_IMPORT_BATCHES_H_
#define GREENLEDGER_CLIENTS_CLI_IMPORT_BATCHES_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/line_fault.h"
#include "clients/cli/session.h"
#include "clients/cli/sheet.h"
#include "greenledger/v1/registry_service.pb.h"

namespace greenledger::cli {

struct ImportBatch {
  std::string request_id;
  // The file's line of each item.
  std::vector<size_t> lines;
  // Makes the call and fills in the result.
  std::function<grpc::Status(const v1::CommandHeader&, v1::CommandResult*)>
      send;
};

struct ImportPlan {
  // What is imported, in the user's language, such as `places`.
  std::string what;
  std::string file;
  std::vector<ImportBatch> batches;
  // For each place the file opens, by its number, the batch that does. While
  // only checking, the server does not know places of earlier batches.
  std::map<std::string, size_t> place_batches;
};

// A UUID (version 8) from SHA-256 of book, kind and the rows' cells.
std::string BatchRequestId(uint64_t book, std::string_view kind,
                           const std::vector<SheetRow>& rows);

// Checks all batches and, unless it is a dry run or one is refused, stores
// them. Prints refusals by line, and what was imported and what was there.
ExitCode RunImport(Session& session, const ImportPlan& plan);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_IMPORT_BATCHES_H_
