// The verbs of `greenledger document`, and what they share: where the figures
// are from, what people are called, writing the files.
#ifndef GREENLEDGER_CLIENTS_CLI_DOCUMENT_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_DOCUMENT_VERBS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/pinned_keys.h"
#include "clients/cli/session.h"
#include "clients/documents/directory.h"
#include "clients/documents/source.h"

namespace greenledger::cli {

// notice, candidates, result, certificates
void AddDocumentLists(CLI::App& noun, Session& session);
// comparison, titles, self-report
void AddDocumentFigures(CLI::App& noun, Session& session);
// praise, archive
void AddDocumentRecord(CLI::App& noun, Session& session);

// Options of every document.
struct DocumentOptions {
  std::string out;
  // CSV with the columns household and name; stays on this machine.
  std::string names;
  PinnedKeys pinned;
};
// --out, --names, --key, --policy. `options` must outlive the command line.
void AddDocumentOptions(CLI::App& verb, const Session& session,
                        DocumentOptions* options);

// A document's surroundings, as the server has them now.
struct DocumentWorld {
  documents::Source source;
  documents::Directory directory{0, Language::kChinese};
  v1::GetTotalsResponse totals;
};
// Gets a fresh signed checkpoint (where the server has no key, its unsigned
// head), the community's name, its places and the server's communities, and
// reads the names. An exit code after saying why not.
std::optional<ExitCode> ReadWorld(Session& session,
                                  const DocumentOptions& options,
                                  DocumentWorld* world);

// Writes new files into the folder and says which; none if one of them is
// there already.
ExitCode WriteDocuments(Session& session, const std::string& folder,
                        const std::vector<documents::File>& files);

// A stretch of local days, `YYYY-MM-DD`.
struct DayOptions {
  std::string from;
  std::string to;
};
// --from and --to. `days` must outlive the command line.
void AddDayOptions(CLI::App& verb, const Session& session, DayOptions* days);
// An exit code after saying what is wrong with them.
std::optional<ExitCode> ReadDays(Session& session, const DayOptions& days,
                                 int32_t* from, int32_t* to);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_DOCUMENT_VERBS_H_
