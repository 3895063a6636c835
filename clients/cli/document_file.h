// Documents that a committee writes as text files: schemes, tariffs, clearance
// plans, anomaly rules, lines of the catalogue.
#ifndef GREENLEDGER_CLIENTS_CLI_DOCUMENT_FILE_H_
#define GREENLEDGER_CLIENTS_CLI_DOCUMENT_FILE_H_

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/files.h"
#include "clients/cli/session.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::cli {

using DocumentPath = std::shared_ptr<std::string>;

// The verb's argument that names the file.
DocumentPath AddFile(CLI::App& verb, const Session& session);

// What a verb does with the file it was given.
using OnDocument = std::function<ExitCode(const std::string& path)>;

// The verb `check` of a noun; it needs no server.
CLI::App* AddCheckVerb(CLI::App& noun, Session& session,
                       const Text& description, const std::string& examples,
                       OnDocument check);

// The verb `publish`; it sends a command.
CLI::App* AddPublishVerb(CLI::App& noun, Session& session,
                         const Text& description, const std::string& examples,
                         OnDocument publish);

// Prints every fault with its line and column; kOk if there are none.
ExitCode ReportFaults(Session& session, const std::string& file,
                      const std::vector<rules::TextFault>& faults);

// Reads a file with `parse`, such as rules::ParseSchemeText, and reports its
// faults. kUsage if it cannot be read, kRefused if it has faults.
template <typename Parse, typename Document>
ExitCode ReadDocument(Session& session, const std::string& path,
                      const Parse& parse, Document* document) {
  std::string text;
  if (!ReadNamedFile(session, path, rules::kDocumentBytesMax, &text)) {
    return ExitCode::kUsage;
  }
  auto parsed = parse(text);
  *document = parsed.document;
  return ReportFaults(session, path, parsed.faults);
}

// Reads a document of rules in the same way and says how many it has.
template <typename Document, typename Parse>
ExitCode CheckRulesFile(Session& session, const std::string& path,
                        const Parse& parse) {
  Document document;
  const ExitCode code = ReadDocument(session, path, parse, &document);
  if (code != ExitCode::kOk) return code;
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} 条规则\n",
                               "{}: no faults, {} rules\n")),
      path, document.rules_size());
  return code;
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_DOCUMENT_FILE_H_
