#include "clients/cli/document_file.h"

#include <fmt/format.h>

#include <utility>

#include "clients/cli/output.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

std::string FaultText(const Session& session, const std::string& file,
                      const rules::TextFault& fault) {
  if (session.json) {
    return fmt::format(
        R"({{"file":{},"line":{},"column":{},"field":{},"value":{},)"
        R"("expected":{}}})",
        JsonString(Printable(file)), fault.line, fault.column,
        JsonString(fault.fault.field), JsonString(fault.fault.value),
        JsonString(fault.fault.expected));
  }
  std::string text = fmt::format("{}:{}:{}: ", file, fault.line, fault.column);
  if (!fault.fault.field.empty()) text += fault.fault.field + ": ";
  return text + fmt::format(fmt::runtime(session.Say("得到 {}；应为 {}",
                                                     "found {}; expected {}")),
                            fault.fault.value.empty()
                                ? session.Say("空", "nothing")
                                : Printable(fault.fault.value),
                            fault.fault.expected);
}

}  // namespace

ExitCode ReportFaults(Session& session, const std::string& file,
                      const std::vector<rules::TextFault>& faults) {
  for (const rules::TextFault& fault : faults) {
    session.around.out << FaultText(session, file, fault) << "\n";
  }
  return faults.empty() ? ExitCode::kOk : ExitCode::kRefused;
}

DocumentPath AddFile(CLI::App& verb, const Session& session) {
  auto path = std::make_shared<std::string>();
  verb.add_option("file", *path,
                  session.Say("protobuf 文本格式的文件",
                              "file in protobuf's text format"))
      ->required();
  return path;
}

CLI::App* AddCheckVerb(CLI::App& noun, Session& session,
                       const Text& description, const std::string& examples,
                       OnDocument check) {
  CLI::App* verb = AddVerb(noun, session, "check", description, examples);
  DocumentPath path = AddFile(*verb, session);
  Do(*verb, session, [path, check = std::move(check)] { return check(*path); });
  return verb;
}

CLI::App* AddPublishVerb(CLI::App& noun, Session& session,
                         const Text& description, const std::string& examples,
                         OnDocument publish) {
  CLI::App* verb = AddVerb(noun, session, "publish", description, examples);
  DocumentPath path = AddFile(*verb, session);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [path, publish = std::move(publish)] { return publish(*path); });
  return verb;
}

}  // namespace greenledger::cli
