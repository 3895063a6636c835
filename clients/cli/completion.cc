// greenledger completion bash
#include <fmt/format.h>

#include "clients/cli/nouns.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

std::string OptionNames(const CLI::App& app) {
  std::string names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names += " --" + name;
    }
  }
  // Groups of options are commands without a name.
  for (const CLI::App* group : app.get_subcommands({})) {
    if (group->get_name().empty()) names += OptionNames(*group);
  }
  return names;
}

// One case of the script for `app` and each command below it.
void AddCases(const CLI::App& app, const std::string& path,
              std::string* script) {
  std::string words;
  for (const CLI::App* sub : app.get_subcommands({})) {
    if (!sub->get_name().empty()) words += " " + sub->get_name();
  }
  *script +=
      fmt::format("    '{}') words='{}{}' ;;\n", path, words, OptionNames(app));
  for (const CLI::App* sub : app.get_subcommands({})) {
    if (sub->get_name().empty()) continue;
    std::string below =
        path.empty() ? sub->get_name() : path + " " + sub->get_name();
    AddCases(*sub, below, script);
  }
}

// The path is what was typed up to the cursor, without options: nouns and
// verbs come first, so what is no command ends it.
std::string BashScript(const CLI::App& app) {
  std::string cases;
  AddCases(app, "", &cases);
  return R"(_greenledger() {
  local word path='' words=''
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] && break
    path="${path:+$path }$word"
  done
  case "$path" in
)" + cases +
         R"(    *) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _greenledger greenledger
)";
}

}  // namespace

void AddCompletion(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "completion",
                           {"命令行补全脚本", "Scripts for shell completion"});
  CLI::App* bash = AddVerb(*noun, session, "bash",
                           {"输出 bash 补全脚本", "Print it for bash"},
                           "source <(greenledger completion bash)");
  Do(*bash, session, [&session, &app] {
    session.around.out << BashScript(app);
    return ExitCode::kOk;
  });
}

}  // namespace greenledger::cli
