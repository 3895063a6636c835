#include "clients/cli/app.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <regex>

#include "clients/cli/nouns.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

// The language is needed before the command line is read: its help is in it.
Language ChooseLanguage(const std::vector<std::string>& arguments,
                        const Surroundings& around) {
  std::string chosen;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
      chosen = arguments[i + 1];
    } else if (arguments[i].starts_with("--lang=")) {
      chosen = arguments[i].substr(7);
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (chosen.empty()) chosen = around.environment(name).value_or("");
  }
  return chosen.starts_with("en") ? Language::kEnglish : Language::kChinese;
}

// Chinese is the default, so `C` and unset count as that too.
constexpr Text kDescription = {
    "绿账本：分类投放、积分与荣誉的公开账本",
    "greenledger: a public book of sorted waste, points and merit"};

constexpr Text kFooter = {
    "示例：\n"
    "  greenledger community list\n"
    "  greenledger tariff show --book 310101001001\n"
    "  greenledger history 12 --book 310101001001 --lang zh\n"
    "\n"
    "退出码：0 完成；1 被拒绝或有错误；2 用法错误；3 连不上服务器；\n"
    "        4 服务器故障；5 验证未通过；6 已抢救，但有条目缺失；\n"
    "        7 设备的某些约定未见",
    "Examples:\n"
    "  greenledger community list\n"
    "  greenledger tariff show --book 310101001001\n"
    "  greenledger history 12 --book 310101001001 --lang en\n"
    "\n"
    "Exit codes: 0 done; 1 refused or faults found; 2 wrong usage;\n"
    "            3 cannot reach the server; 4 server error;\n"
    "            5 verification failed; 6 recovered, entries missing;\n"
    "            7 some promises of a kiosk not seen"};

void AddSharedOptions(CLI::App& app, Session& session, std::string& language) {
  app.add_option("--server", session.server,
                 session.Say("服务器：unix:路径 或 本机:端口",
                             "server: unix:PATH or LOOPBACK:PORT"))
      ->envname("GREENLEDGER_SERVER")
      ->capture_default_str();
  app.add_option("--book", session.book,
                 session.Say("12 位社区代码", "the community's 12-digit code"))
      ->envname("GREENLEDGER_BOOK");
  app.add_option("--lang", language,
                 session.Say("语言 zh 或 en（默认取自 LANG）",
                             "language, zh or en (default from LANG)"))
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_flag("--json", session.json,
               session.Say("输出 JSON，列表每行一个对象",
                           "print JSON, one object a line for lists"));
  app.add_option("--timeout", session.timeout_seconds,
                 session.Say("每次调用的秒数", "seconds for each call"))
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

void AddNouns(CLI::App& app, Session& session) {
  AddCommunity(app, session);
  AddImport(app, session);
  AddScheme(app, session);
  AddTariff(app, session);
  AddPlace(app, session);
  AddHousehold(app, session);
  AddCard(app, session);
  AddKiosk(app, session);
  AddCollector(app, session);
  AddProcessor(app, session);
  AddClearance(app, session);
  AddMaterial(app, session);
  AddAnomaly(app, session);
  AddPoints(app, session);
  AddHold(app, session);
  AddOrder(app, session);
  AddVoucher(app, session);
  AddReward(app, session);
  AddStock(app, session);
  AddArticle(app, session);
  AddAdjustment(app, session);
  AddPenalty(app, session);
  AddBudget(app, session);
  AddPrize(app, session);
  AddCalendar(app, session);
  AddActivity(app, session);
  AddInspection(app, session);
  AddSample(app, session);
  AddSurvey(app, session);
  AddViolation(app, session);
  AddStanding(app, session);
  AddIndicators(app, session);
  AddCampaign(app, session);
  AddObjection(app, session);
  AddTitle(app, session);
  AddDocument(app, session);
  AddReport(app, session);
  AddBalance(app, session);
  AddHistory(app, session);
  AddEntries(app, session);
  AddVerify(app, session);
  AddRecover(app, session);
  AddLog(app, session);
  AddWitness(app, session);
  AddCheckpoint(app, session);
  AddProof(app, session);
  AddReceipt(app, session);
  AddKey(app, session);
  AddBackup(app, session);
  AddScrub(app, session);
  AddPki(app, session);
  AddWorkload(app, session);
  AddCompletion(app, session);
}

ExitCode ReportParseError(const CLI::App& app, const CLI::ParseError& error,
                          Session& session) {
  // --help and --version come as "errors" with exit code 0.
  int code = app.exit(error, session.around.out, session.around.err);
  return code == 0 ? ExitCode::kOk : ExitCode::kUsage;
}

}  // namespace

bool IsLocalAddress(const std::string& address) {
  static const std::regex kLocal(
      R"(unix:.+|(localhost|127(\.\d{1,3}){3}|\[::1\]):\d{1,5})");
  return std::regex_match(address, kLocal);
}

ExitCode Run(const std::vector<std::string>& arguments,
             const Surroundings& around) {
  Session session(around);
  session.language = ChooseLanguage(arguments, around);
  CLI::App app(In(session.language, kDescription), "greenledger");
  std::string language;
  app.fallthrough();
  app.require_subcommand(1);
  AddSharedOptions(app, session, language);
  AddNouns(app, session);
  app.footer(In(session.language, kFooter));
  // CLI11 takes the arguments from the back.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return ReportParseError(app, error, session);
  }
  if (!IsLocalAddress(session.server)) {
    return session.UsageError(
        session.Say("--server 应为 unix:路径 或 本机地址:端口，得到 ",
                    "--server must be unix:PATH or LOOPBACK:PORT, found ") +
        session.server);
  }
  return session.action();
}

}  // namespace greenledger::cli
