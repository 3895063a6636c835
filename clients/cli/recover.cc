// greenledger recover
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/recovered_folder.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

namespace fs = std::filesystem;

// Commands that are named one by one; --json names all.
constexpr size_t kRequestsShown = 20;

struct RecoverOptions {
  std::string from;
  std::string to;
  bool check = false;
};

template <typename... Arguments>
std::string Fill(const Session& session, const Text& text,
                 const Arguments&... arguments) {
  return fmt::format(fmt::runtime(In(session.language, text)), arguments...);
}

std::string BookJson(const RecoveredBook& book) {
  std::string missing;
  for (const MissingEntries& part : book.missing) {
    missing += fmt::format(
        "{}{{\"first\":{},\"last\":{},\"first_commit\":{},\"last_commit\":{},"
        "\"readable\":{}}}",
        missing.empty() ? "" : ",", part.first, part.last, part.first_commit,
        part.last_commit, part.readable);
  }
  std::string records;
  for (const MissingRecords& part : book.records) {
    records += fmt::format(
        "{}{{\"kiosk\":{},\"incarnation\":{},\"first_sequence\":{},"
        "\"last_seen\":{}}}",
        records.empty() ? "" : ",", part.kiosk, part.incarnation,
        part.first_sequence, part.last_seen);
  }
  std::string requests;
  for (const std::string& id : book.requests) {
    requests += (requests.empty() ? "" : ",") + JsonString(Printable(id));
  }
  return fmt::format(
      "{{\"book\":{},\"community\":{},\"kept\":{},\"root\":\"{}\","
      "\"proved\":{},\"missing\":[{}],\"records\":[{}],\"requests\":[{}],"
      "\"fault\":{}}}",
      book.book, JsonString(Printable(book.community)), book.kept,
      ToHex(proof::AsBytes(book.root)), book.proved, missing, records, requests,
      JsonString(Printable(book.fault)));
}

std::string OrNull(const std::optional<uint64_t>& number) {
  return number ? std::to_string(*number) : "null";
}

void PrintJson(const Session& session, const RecoveredFolder& found) {
  for (const RecoveredBook& book : found.books) {
    session.around.out << BookJson(book) << "\n";
  }
  std::string damage;
  for (const std::string& line : found.damage) {
    damage += (damage.empty() ? "" : ",") + JsonString(Printable(line));
  }
  session.around.out << fmt::format(
      "{{\"complete\":{},\"acknowledged_commit\":{},\"newest_commit\":{},"
      "\"kept\":{},\"damage\":[{}]}}\n",
      found.complete(), OrNull(found.acknowledged), OrNull(found.newest),
      found.kept(), damage);
}

void PrintTable(const Session& session, const RecoveredFolder& found) {
  Table table({{session.Say("账本", "book")},
               {session.Say("社区", "community")},
               {session.Say("保留", "kept"), Table::Align::kRight},
               {session.Say("有根证明", "proved"), Table::Align::kRight},
               {session.Say("已知缺失", "missing"), Table::Align::kRight}});
  for (const RecoveredBook& book : found.books) {
    table.AddRow({std::to_string(book.book), book.community,
                  std::to_string(book.kept), std::to_string(book.proved),
                  std::to_string(book.missing_entries())});
  }
  table.Print(session.around.out);
}

void PrintMissing(const Session& session, const RecoveredBook& book) {
  std::ostream& out = session.around.out;
  out << Fill(session, {"账本 {}：{}\n", "book {}: {}\n"}, book.book,
              Printable(book.fault));
  for (const MissingEntries& part : book.missing) {
    out << Fill(session,
                part.readable
                    ? Text{"  条目 {}-{}（提交 {}-{}）：可读，但前面有缺失，"
                           "不能保留\n",
                           "  entries {}-{} (commits {}-{}): readable, but not "
                           "without those before\n"}
                    : Text{"  条目 {}-{}（提交 {}-{}）：无法读取\n",
                           "  entries {}-{} (commits {}-{}): cannot be read\n"},
                part.first, part.last, part.first_commit, part.last_commit);
  }
  const size_t shown = std::min(book.requests.size(), kRequestsShown);
  for (size_t i = 0; i < shown; ++i) {
    out << Fill(session, {"  须重新下达命令 {}\n", "  give command {} again\n"},
                Printable(book.requests[i]));
  }
  if (shown < book.requests.size()) {
    out << Fill(session,
                {"  另有 {} 条命令，见 --json\n",
                 "  and {} more commands: see --json\n"},
                book.requests.size() - shown);
  }
}

// What the kiosks have to send again, if anything of the book may be missing.
void PrintRecords(const Session& session, const RecoveredBook& book) {
  for (const MissingRecords& part : book.records) {
    session.around.out << Fill(
        session,
        {"  账本 {}：柜机 {}（日志 {}）须从记录 {} 起重新上传",
         "  book {}: kiosk {} (journal {}) must send its records from {} on "
         "again"},
        book.book, part.kiosk, part.incarnation, part.first_sequence);
    if (part.last_seen >= part.first_sequence) {
      session.around.out << Fill(
          session, {"，至少到 {}", ", at least up to {}"}, part.last_seen);
    }
    session.around.out << "\n";
  }
}

// What is said of the end of the log.
std::string EndText(const Session& session, const RecoveredFolder& found) {
  if (!found.acknowledged) {
    return session.Say(
        "ANCHOR 不可用：找到的最后一次提交之后是否还有已确认的提交，无法得知",
        "without the ANCHOR nobody can tell whether commits were acknowledged "
        "after the last one found");
  }
  if (!found.newest) {
    return session.Say("最后一次提交的记录已丢失，无法得知是否还缺条目",
                       "the record of the last commit is lost, so it cannot "
                       "be told whether more entries are missing");
  }
  if (*found.newest < *found.acknowledged) {
    return Fill(session,
                {"已确认的提交 {}-{} 完全丢失，其中的条目无从得知",
                 "acknowledged commits {}-{} are gone altogether: which "
                 "entries they held is not known"},
                *found.newest + 1, *found.acknowledged);
  }
  if (!found.reaches_the_end) {
    return Fill(session,
                {"ANCHOR（提交 {}）与日志的末尾（提交 {}）不是同一份",
                 "the ANCHOR, at commit {}, is not that of the end of the log, "
                 "at commit {}"},
                *found.acknowledged, *found.newest);
  }
  return Fill(session,
              {"日志应有 {} 块，保留了 {} 块",
               "the log had {} chunks, {} of them are kept"},
              found.chunks_expected, found.chunks_kept);
}

void PrintReport(const Session& session, const RecoveredFolder& found) {
  std::ostream& out = session.around.out;
  PrintTable(session, found);
  for (const std::string& line : found.damage) {
    out << session.Say("损坏：", "damaged: ") << Printable(line) << "\n";
  }
  if (found.complete()) {
    out << session.Say("所有已确认的条目都在。\n",
                       "Every acknowledged entry is there.\n");
    return;
  }
  for (const RecoveredBook& book : found.books) {
    if (!book.missing.empty()) PrintMissing(session, book);
  }
  out << EndText(session, found) << "\n";
  for (const RecoveredBook& book : found.books) {
    if (!found.reaches_the_end || !book.missing.empty()) {
      PrintRecords(session, book);
    }
  }
}

// Whether `path` is the folder or in it.
bool IsWithin(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path at = fs::weakly_canonical(path, error);
  const fs::path above = fs::weakly_canonical(folder, error);
  return std::mismatch(above.begin(), above.end(), at.begin(), at.end())
             .first == above.end();
}

ExitCode Refuse(Session& session, const std::string& message) {
  session.PrintError(Printable(message));
  return ExitCode::kRefused;
}

std::optional<ExitCode> CheckOptions(Session& session,
                                     const RecoverOptions& options) {
  std::error_code error;
  if (options.check != options.to.empty()) {
    return session.UsageError(
        session.Say("须给出 --to 新目录 或 --check（只检查）之一",
                    "give either --to NEWFOLDER or --check"));
  }
  if (!options.to.empty() && fs::exists(options.to, error)) {
    return session.UsageError(
        options.to +
        session.Say(" 已存在：须给出新目录", " is there already: must be new"));
  }
  if (!options.to.empty() && IsWithin(options.to, options.from)) {
    return session.UsageError(
        options.to + session.Say(" 在数据目录之内：须在别处",
                                 " is in the data folder: must be elsewhere"));
  }
  if (IsOpenElsewhere(options.from)) {
    return Refuse(session,
                  options.from + session.Say(" 正被服务器使用：请先停机",
                                             " is in use: stop the server "
                                             "first"));
  }
  return std::nullopt;
}

ExitCode Recover(Session& session, const RecoverOptions& options) {
  if (auto failed = CheckOptions(session, options)) return *failed;
  auto folder = storage::DamagedFolder::Open(options.from);
  if (!folder.ok()) {
    const std::string message(folder.status().message());
    return absl::IsFailedPrecondition(folder.status())
               ? Refuse(session, message)
               : session.UsageError(Printable(message));
  }
  RecoveredFolder found;
  {
    Progress progress(session, options.from);
    found = ExamineFolder(**folder, [&](uint64_t done, uint64_t total) {
      progress.Show(done, total);
    });
  }
  session.json ? PrintJson(session, found) : PrintReport(session, found);
  if (!options.check) {
    const absl::Status written = WriteFolder(**folder, found, options.to);
    if (!written.ok()) {
      return session.UsageError(Printable(std::string(written.message())));
    }
    if (!session.json) {
      session.around.out << Fill(
          session,
          {"已写入 {}：{} 条，逐条验证无误。\n",
           "{} has {} entries, each of them verified.\n"},
          Printable(options.to), found.kept());
    }
  }
  return found.complete() ? ExitCode::kOk : ExitCode::kEntriesMissing;
}

}  // namespace

void AddRecover(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "recover",
      {"从损坏的数据目录中抢救可证明完好的条目，写入新目录，并列出缺失的部分；"
       "原目录不会改动",
       "Save what is provably intact in a damaged data folder into a new one, "
       "and say what is missing; the old one is not changed"},
      "greenledger recover --data greenledger-data --check\n"
      "greenledger recover --data greenledger-data --to recovered-data");
  auto options = std::make_shared<RecoverOptions>();
  verb->add_option("--data", options->from,
                   session.Say("已停机服务器的损坏的数据目录",
                               "damaged data folder of a server that is not "
                               "running"))
      ->required();
  verb->add_option("--to", options->to,
                   session.Say("写入此新目录", "make this new folder"));
  verb->add_flag("--check", options->check,
                 session.Say("只报告，不写入", "only report, write nothing"));
  Do(*verb, session,
     [&session, options] { return Recover(session, *options); });
}

}  // namespace greenledger::cli
