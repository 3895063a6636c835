#include "clients/cli/verb.h"

#include <utility>

namespace greenledger::cli {

CLI::App* AddNoun(CLI::App& app, const Session& session,
                  const std::string& name, const Text& description) {
  CLI::App* noun = app.add_subcommand(name, In(session.language, description));
  noun->require_subcommand(1);
  noun->footer(session.Say("每个动词都有 --help，附示例。",
                           "Every verb has --help with examples."));
  return noun;
}

CLI::App* AddVerb(CLI::App& noun, const Session& session,
                  const std::string& name, const Text& description,
                  const std::string& examples) {
  CLI::App* verb = noun.add_subcommand(name, In(session.language, description));
  verb->require_subcommand(0);
  std::string footer = session.Say("示例：\n", "Examples:\n");
  footer += "  ";
  for (char c : examples) footer += c == '\n' ? "\n  " : std::string(1, c);
  verb->footer(footer + "\n" +
               session.Say("\n共用选项（--server、--book、--json 等）见 "
                           "greenledger --help",
                           "\nShared options (--server, --book, --json ...): "
                           "greenledger --help"));
  return verb;
}

void AddDryRun(CLI::App& verb, Session& session) {
  verb.add_flag("--dry-run", session.dry_run,
                session.Say("只检查，不写入", "only check, store nothing"));
}

void AddCommandOptions(CLI::App& verb, Session& session) {
  verb.add_option(
      "--request-id", session.request_id,
      session.Say("命令的 UUID；同一 UUID 重复提交只执行一次",
                  "UUID of the command; the same one again is done once"));
  AddDryRun(verb, session);
}

void Do(CLI::App& verb, Session& session, std::function<ExitCode()> action) {
  verb.callback(
      [&session, action = std::move(action)] { session.action = action; });
}

void DoInBook(CLI::App& verb, Session& session,
              std::function<ExitCode()> action) {
  Do(verb, session, [&session, action = std::move(action)] {
    if (session.book != 0) return action();
    return session.UsageError(session.Say(
        "缺少账本：请用 --book 或环境变量 GREENLEDGER_BOOK 给出 12 位社区代码",
        "which book? Give the community's 12-digit code with --book or in the "
        "environment variable GREENLEDGER_BOOK"));
  });
}

}  // namespace greenledger::cli
