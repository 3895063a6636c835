#include "clients/cli/command.h"

#include <fmt/format.h>

#include "clients/cli/output.h"
#include "clients/cli/refusal_text.h"

namespace greenledger::cli {
namespace {

void PrintDone(Session& session, const v1::CommandResult& result,
               const std::string& done) {
  std::ostream& out = session.around.out;
  if (session.dry_run) {
    out << session.Say("检查通过，未写入：", "would be accepted: ") << done;
  } else {
    out << done;
  }
  if (result.code() == v1::COMMAND_RESULT_CODE_DUPLICATE) {
    out << session.Say("（此前已完成）", " (it was done before)");
  }
  if (!session.dry_run && result.entries() > 0) {
    out << fmt::format(fmt::runtime(session.Say("，条目 {}", ", entry {}")),
                       result.first_index());
    if (result.entries() > 1) {
      out << "-" << result.first_index() + result.entries() - 1;
    }
  }
  out << "\n";
}

}  // namespace

std::string Uuid(std::string_view bytes, int version) {
  std::string id(bytes.substr(0, 16));
  auto set_bits = [&id](size_t at, int keep, int value) {
    id[at] =
        static_cast<char>((static_cast<unsigned char>(id[at]) & keep) | value);
  };
  set_bits(6, 0x0F, version << 4);
  set_bits(8, 0x3F, 0x80);
  std::string hex = ToHex(id);
  std::string_view view = hex;
  return fmt::format("{}-{}-{}-{}-{}", view.substr(0, 8), view.substr(8, 4),
                     view.substr(12, 4), view.substr(16, 4), view.substr(20));
}

v1::CommandHeader MakeHeader(Session& session) {
  if (session.request_id.empty()) {
    session.request_id = Uuid(session.around.random_bytes(16), 4);
  }
  v1::CommandHeader header;
  header.set_request_id(session.request_id);
  header.set_book(session.book);
  header.set_validate_only(session.dry_run);
  return header;
}

ExitCode ReportResult(Session& session, const v1::CommandResult& result,
                      const std::string& done) {
  bool accepted = result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED ||
                  result.code() == v1::COMMAND_RESULT_CODE_DUPLICATE;
  if (session.json) {
    session.around.out << ToJson(result) << "\n";
  } else if (accepted) {
    PrintDone(session, result, done);
  } else if (result.code() == v1::COMMAND_RESULT_CODE_ID_REUSED) {
    session.PrintError(session.Say(
        "该 --request-id 已用于内容不同的命令，没有任何改动",
        "this --request-id was used for another command; nothing was changed"));
  } else {
    PrintRefusals(session, result.refusals());
  }
  return accepted ? ExitCode::kOk : ExitCode::kRefused;
}

}  // namespace greenledger::cli
