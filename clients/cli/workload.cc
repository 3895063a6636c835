// greenledger workload generate|send|compare|clearances
#include <fmt/format.h>

#include <memory>

#include "clients/cli/compare.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/money.h"
#include "clients/cli/nouns.h"
#include "clients/cli/progress.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "clients/cli/workload/clearances.h"
#include "clients/cli/workload/generate.h"
#include "clients/cli/workload/send.h"

namespace greenledger::cli {
namespace {

std::string NameOf(const workload::CommunityName& name) {
  return fmt::format("{} {}", name.code, name.community);
}

ExitCode Generate(Session& session, workload::GenerateOptions options) {
  Progress progress(session, session.Say("生成", "generating"));
  options.progress = [&progress](size_t done, size_t total) {
    progress.Show(done, total);
  };
  auto result = workload::RunGenerate(options);
  if (!result.ok()) return ReportLocal(session, result.status());
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("{}：{} 个账本，{} 户，{} 台设备，{} 条记录\n",
                      "{}: {} books, {} households, {} kiosks, {} records\n")),
      options.folder, result->books.size(), result->total.households,
      result->total.kiosks, result->total.records);
  return ExitCode::kOk;
}

void PrintSent(Session& session, const workload::SendResult& result) {
  constexpr auto kRight = Table::Align::kRight;
  Table table({{session.Say("账本", "book")},
               {session.Say("入账", "accepted"), kRight},
               {session.Say("重复", "duplicates"), kRight},
               {session.Say("隔离", "quarantined"), kRight},
               {session.Say("积分", "points"), kRight},
               {session.Say("中断的上传", "uploads stopped"), kRight}});
  auto add = [&table](const std::string& name,
                      const workload::CommunitySent& sent) {
    const kiosk::UploadResult& counts = sent.counts;
    table.AddRow(
        {name, std::to_string(counts.Count(v1::RECORD_RESULT_CODE_ACCEPTED)),
         std::to_string(counts.Count(v1::RECORD_RESULT_CODE_DUPLICATE)),
         std::to_string(counts.Count(v1::RECORD_RESULT_CODE_QUARANTINED)),
         SignedThousandths(counts.milli_points),
         std::to_string(sent.failures)});
  };
  for (const workload::CommunitySent& sent : result.communities) {
    add(NameOf(sent.name), sent);
  }
  add(session.Say("合计", "total"), result.total);
  table.Print(session.around.out);
}

ExitCode Send(Session& session, workload::SendOptions options) {
  options.sleep = [&session](std::chrono::microseconds time) {
    session.around.sleep(std::chrono::ceil<std::chrono::milliseconds>(time));
  };
  options.call_timeout = std::chrono::seconds(session.timeout_seconds);
  auto result = [&] {
    Progress progress(session, session.Say("发送", "sending"));
    options.progress = [&progress](const workload::SendProgress& sent) {
      progress.Show(sent.records, sent.records_planned);
    };
    return workload::RunSend(options);
  }();
  if (!result.ok()) return ReportLocal(session, result.status());
  PrintSent(session, *result);
  for (const workload::CommunitySent& sent : result->communities) {
    for (const std::string& error : sent.errors) {
      session.PrintError(NameOf(sent.name) + ": " + error);
    }
  }
  return result->total.failures == 0 ? ExitCode::kOk : ExitCode::kRefused;
}

ExitCode Clearances(Session& session,
                    const workload::ClearancesOptions& options) {
  auto result = workload::RunClearances(options);
  if (!result.ok()) return ReportLocal(session, result.status());
  std::ostream& out = session.around.out;
  for (const workload::RowNote& note : result->days.notes) {
    out << fmt::format("{}:{}: {}: {}\n", options.weighbridge_file, note.line,
                       workload::RowFaultName(note.fault),
                       Printable(note.detail));
  }
  out << fmt::format(
      fmt::runtime(session.Say("{} 次清运，{} kg，{} 处说明\n",
                               "{} clearances, {} kg, {} notes\n")),
      result->counts.clearances, Thousandths(result->counts.clearance_grams),
      result->days.notes.size());
  return ExitCode::kOk;
}

void AddGenerateWorkload(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "generate",
              {"生成一个虚构世界的登记文件和设备记录",
               "Invent a world: files to import and what its kiosks record"},
              "greenledger workload generate --folder estate --world E "
              "--start 2026-03-01 --days 7");
  auto options = std::make_shared<workload::GenerateOptions>();
  verb->add_option("--folder", options->folder,
                   session.Say("新文件夹", "new folder"))
      ->required();
  verb->add_option(
          "--world", options->world,
          session.Say("E 小区，C 社区，T 镇", "E estate, C community, T town"))
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, workload::World>{
              {"E", workload::World::kEstate},
              {"C", workload::World::kCommunity},
              {"T", workload::World::kTown}}));
  verb->add_option("--start", options->start_day,
                   session.Say("第一天 YYYY-MM-DD", "first day, YYYY-MM-DD"))
      ->required();
  verb->add_option("--days", options->days, session.Say("天数", "days"))
      ->check(CLI::Range(1, 366))
      ->capture_default_str();
  verb->add_option("--seed", options->seed,
                   session.Say("种子；同一种子生成同样的文件",
                               "the same seed makes the same files"))
      ->capture_default_str();
  Do(*verb, session,
     [&session, options] { return Generate(session, *options); });
}

void AddSend(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "send",
              {"以设备身份上传一个工作量文件夹的记录",
               "Upload the records of a workload folder as its kiosks"},
              "greenledger workload send --folder estate --pki pki "
              "--kiosk-address localhost:7443\n"
              "greenledger workload send --folder year --pki pki "
              "--kiosk-address localhost:7443 --rounds 1-31");
  auto options = std::make_shared<workload::SendOptions>();
  verb->add_option("--folder", options->folder,
                   session.Say("workload generate 生成的文件夹",
                               "folder of workload generate"))
      ->required();
  verb->add_option("--pki", options->pki_folder,
                   session.Say("pki init 生成的文件夹", "folder of pki init"))
      ->required();
  verb->add_option("--kiosk-address", options->address,
                   session.Say("服务器的设备端口，主机:端口",
                               "the server's kiosk listener, HOST:PORT"))
      ->required();
  verb->add_option("--workers", options->workers,
                   session.Say("同时上传的设备数", "kiosks at the same time"))
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  verb->add_option("--rounds", options->rounds,
                   session.Say("只发这些轮次（第几天之后），如 1-31，合并发送",
                               "only what is sent after these days, such as "
                               "1-31, in one go"));
  verb->add_flag("--again", options->again,
                 session.Say("最后全部再发一遍：不得重复计分",
                             "all once more at the end: nothing may count "
                             "twice"));
  Do(*verb, session, [&session, options] { return Send(session, *options); });
}

void AddCompare(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "compare",
      {"把账上的总数与生成时的计数核对",
       "Hold the books' totals against the count made when it was invented"},
      "greenledger workload compare --folder estate");
  auto folder = std::make_shared<std::string>();
  verb->add_option("--folder", *folder,
                   session.Say("workload generate 生成的文件夹",
                               "folder of workload generate"))
      ->required();
  Do(*verb, session,
     [&session, folder] { return CompareWithSummary(session, *folder); });
}

void AddClearances(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "clearances",
      {"把地磅日报变成清运记录，并列出数据问题；不给 --folder 则只检查",
       "Turn a weighbridge's days into clearances and list faults in the "
       "data; without --folder only check"},
      "greenledger workload clearances ballarat.csv --classes classes.csv\n"
      "greenledger workload clearances ballarat.csv --classes classes.csv "
      "--folder tip --book 310101001001 --name 外滩社区 --street 外滩街道 "
      "--district 黄浦区");
  auto options = std::make_shared<workload::ClearancesOptions>();
  verb->add_option("file", options->weighbridge_file,
                   session.Say("地磅 CSV", "CSV of the weighbridge"))
      ->required();
  verb->add_option("--classes", options->classes_file,
                   session.Say("各类型对应的类别", "what class each type is"))
      ->required();
  auto text = [&](const char* flag, std::string& value, const char* zh,
                  const char* en) {
    verb->add_option(flag, value, session.Say(zh, en));
  };
  text("--folder", options->folder, "新文件夹", "new folder");
  text("--from", options->from_day, "第一天 YYYY-MM-DD",
       "first day, YYYY-MM-DD");
  text("--to", options->to_day, "最后一天 YYYY-MM-DD", "last day, YYYY-MM-DD");
  text("--name", options->community.community, "社区名称",
       "name of the community");
  text("--street", options->community.street, "街道名称", "name of its street");
  text("--district", options->community.district, "区名称",
       "name of its district");
  verb->add_option("--kiosk", options->kiosk,
                   session.Say("代表地磅的设备编号",
                               "kiosk that stands for the weighbridge"))
      ->capture_default_str();
  verb->add_option("--shift-days", options->shift_days,
                   session.Say("日期平移的天数", "days to move every day by"));
  verb->add_flag("--swap-day-and-month", options->rules.swap_day_and_month,
                 session.Say("日和月写反了", "day and month are swapped"));
  verb->add_option("--year-not-swapped", options->rules.years_not_swapped,
                   session.Say("没有写反的年份，可重复",
                               "a year that is right; may be repeated"));
  Do(*verb, session, [&session, options] {
    options->community.code = session.book;
    return Clearances(session, *options);
  });
}

}  // namespace

void AddWorkload(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "workload",
              {"演示和测量用的工作量", "Workloads to show and to measure"});
  AddGenerateWorkload(*noun, session);
  AddSend(*noun, session);
  AddCompare(*noun, session);
  AddClearances(*noun, session);
}

}  // namespace greenledger::cli
