// greenledger verify
#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <set>
#include <vector>

#include "clients/cli/checkpoint_check.h"
#include "clients/cli/files.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/progress.h"
#include "clients/cli/served_book.h"
#include "clients/cli/server_error.h"
#include "clients/cli/stored_book.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::cli {
namespace {

struct VerifyOptions {
  // Of a stopped server; empty asks the server.
  std::string folder;
  std::vector<std::string> checkpoints;
  PinnedKeys pinned;
  std::string report_file;
};

std::string ReportJson(const BookReport& report) {
  return fmt::format(
      "{{\"book\":{},\"community\":{},\"entries\":{},\"postings\":{},"
      "\"records\":{},\"signatures\":{},\"compared\":{},"
      "\"checkpoints\":{},\"root\":\"{}\",\"right\":{},"
      "\"bad_entry\":{},\"fault\":{}}}",
      report.book, JsonString(report.community), report.counts.entries,
      report.counts.postings, report.counts.records, report.counts.signatures,
      report.compared, report.checkpoints, ToHex(proof::AsBytes(report.root)),
      report.status.ok(),
      report.bad_entry ? std::to_string(*report.bad_entry) : "null",
      JsonString(std::string(report.status.message())));
}

// Prints reports as they come and remembers the sum of them.
class Reporter {
 public:
  // All must outlive it. `heads` is what the books are held against.
  Reporter(Session& session, const SignedHeads& heads,
           const std::string& report_file)
      : session_(session),
        heads_(heads),
        report_file_(report_file),
        begin_us_(session.around.now_micros()),
        table_({{session.Say("账本", "book")},
                {session.Say("社区", "community")},
                {session.Say("条目", "entries"), Table::Align::kRight},
                {session.Say("记录", "records"), Table::Align::kRight},
                {session.Say("签名", "signatures"), Table::Align::kRight},
                {session.Say("已核对账户", "compared"), Table::Align::kRight},
                {session.Say("检查点", "checkpoints"), Table::Align::kRight},
                {session.Say("结果", "result")}}) {}

  void Add(const BookReport& report) {
    entries_ += report.counts.entries;
    seen_.insert(report.book);
    reports_ += (reports_.empty() ? "" : ",\n") + ReportJson(report);
    if (!report.status.ok()) {
      wrong_.push_back(std::string(report.status.message()));
    }
    if (session_.json) {
      session_.around.out << ReportJson(report) << "\n";
      return;
    }
    table_.AddRow({std::to_string(report.book), report.community,
                   std::to_string(report.counts.entries),
                   std::to_string(report.counts.records),
                   std::to_string(report.counts.signatures),
                   std::to_string(report.compared),
                   std::to_string(report.checkpoints),
                   report.status.ok() ? session_.Say("正确", "right")
                                      : session_.Say("有误", "WRONG")});
  }

  // Something that is wrong with more than one book.
  void AddFault(const absl::Status& status) {
    wrong_.push_back(std::string(status.message()));
  }

  ExitCode Finish() {
    for (const auto& [book, of_book] : heads_) {
      if (seen_.contains(book)) continue;
      wrong_.push_back(fmt::format(
          "book {}: there is a signed checkpoint of it and no book", book));
    }
    if (!session_.json) PrintSum();
    for (const std::string& what : wrong_) {
      session_.PrintError(Printable(what));
    }
    if (!report_file_.empty() && !WriteReport()) {
      return session_.UsageError(session_.Say("无法写入 ", "cannot write ") +
                                 report_file_);
    }
    return wrong_.empty() ? ExitCode::kOk : ExitCode::kVerificationFailed;
  }

 private:
  void PrintSum() {
    table_.Print(session_.around.out);
    const int64_t us =
        std::max<int64_t>(1, session_.around.now_micros() - begin_us_);
    session_.around.out << fmt::format(
        fmt::runtime(session_.Say("共 {} 本账、{} 条；每秒 {} 条。\n",
                                  "{} books, {} entries; {} entries a "
                                  "second.\n")),
        seen_.size(), entries_,
        static_cast<int64_t>(entries_) * 1'000'000 / us);
    if (!wrong_.empty()) return;
    session_.around.out << session_.Say(
        "每一条、每一笔分录、每个哈希和签名都正确。\n",
        "Every entry, posting, hash and signature is right.\n");
  }

  // One JSON object with those of the books in it.
  bool WriteReport() const {
    std::string faults;
    for (const std::string& what : wrong_) {
      faults += (faults.empty() ? "" : ",") + JsonString(Printable(what));
    }
    std::ofstream file(report_file_, std::ios::binary | std::ios::trunc);
    file << fmt::format(
        "{{\"right\":{},\"entries\":{},\"faults\":[{}],\n\"books\":[\n{}\n]}}"
        "\n",
        wrong_.empty(), entries_, faults, reports_);
    return file.flush().good();
  }

  Session& session_;
  const SignedHeads& heads_;
  const std::string& report_file_;
  int64_t begin_us_;
  Table table_;
  uint64_t entries_ = 0;
  std::set<uint64_t> seen_;
  // JSON objects with commas between.
  std::string reports_;
  std::vector<std::string> wrong_;
};

// The heads of the named checkpoints; an exit code if one cannot be used.
std::optional<ExitCode> ReadHeads(Session& session,
                                  const VerifyOptions& options,
                                  SignedHeads* heads) {
  std::optional<checkpoint::Policy> policy;
  if (options.pinned.given()) {
    policy = LoadPolicy(session, options.pinned);
    if (!policy) return ExitCode::kUsage;
  }
  for (const std::string& path : options.checkpoints) {
    std::string bytes;
    if (!ReadNamedFile(session, path, checkpoint::kNoteMax, &bytes)) {
      return ExitCode::kUsage;
    }
    auto read = ReadCheckpoint(bytes, policy);
    if (!read.ok()) return ReportUnproven(session, read.status());
    auto book = checkpoint::BookOfOrigin(read->checkpoint.origin);
    if (!book.ok()) return ReportUnproven(session, book.status());
    if (session.book != 0 && *book != session.book) {
      return session.UsageError(session.Say("检查点不属于 --book 所指的账本：",
                                            "not a checkpoint of --book: ") +
                                path);
    }
    (*heads)[*book].push_back(read->checkpoint.head);
    session.around.err << Printable(path) << ": " << SignersText(session, *read)
                       << "\n";
  }
  return std::nullopt;
}

ExitCode VerifyServer(Session& session, const SignedHeads& heads,
                      Reporter& reporter) {
  std::vector<uint64_t> books;
  if (session.book != 0) {
    books.push_back(session.book);
  } else {
    const auto take = [&](const v1::ListBooksResponse& page) {
      for (const v1::Book& book : page.books()) books.push_back(book.book());
    };
    const grpc::Status listed = ForEachPage(session, &Client::Ledger::ListBooks,
                                            v1::ListBooksRequest(), take);
    if (!listed.ok()) return ReportError(session, listed);
  }
  for (uint64_t book : books) {
    Progress progress(session, std::to_string(book));
    grpc::Status failed;
    const BookReport report = VerifyServedBook(
        session, book, heads,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
        &failed);
    if (!failed.ok()) return ReportError(session, failed);
    reporter.Add(report);
  }
  return reporter.Finish();
}

ExitCode VerifyFolder(Session& session, const std::string& folder,
                      const SignedHeads& heads, Reporter& reporter) {
  absl::Status opened;
  std::vector<MovesOfBook> moves;
  bool right = true;
  {
    Progress progress(session, folder);
    opened = VerifyStoredBooks(
        folder, session.book, heads,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
        [&](const BookReport& report) {
          reporter.Add(report);
          moves.push_back(report.moves);
          right &= report.status.ok();
        });
  }
  // With a book left out or wrong, nothing can be said of what it took.
  if (opened.ok() && right && session.book == 0) {
    if (absl::Status s = CheckMoves(moves); !s.ok()) reporter.AddFault(s);
  }
  if (opened.ok()) return reporter.Finish();
  session.PrintError(std::string(opened.message()));
  return absl::IsDataLoss(opened) ? ExitCode::kVerificationFailed
                                  : ExitCode::kUsage;
}

ExitCode Verify(Session& session, const VerifyOptions& options) {
  SignedHeads heads;
  if (auto failed = ReadHeads(session, options, &heads)) return *failed;
  Reporter reporter(session, heads, options.report_file);
  return options.folder.empty()
             ? VerifyServer(session, heads, reporter)
             : VerifyFolder(session, options.folder, heads, reporter);
}

}  // namespace

void AddVerify(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "verify",
      {"逐条验证账本：编号、时间、分录、金额、签名、哈希、余额与检查点",
       "Check books entry by entry: numbering, times, postings, amounts, "
       "signatures, hashes, balances, signed checkpoints"},
      "greenledger verify\n"
      "greenledger verify --book 350212002001 --json\n"
      "greenledger verify --data greenledger-data --report report.json\n"
      "greenledger verify --checkpoint board.txt --policy policy.txt");
  auto options = std::make_shared<VerifyOptions>();
  verb->add_option(
      "--data", options->folder,
      session.Say("直接检查已停机服务器的数据目录",
                  "check the data folder of a server that is not running"));
  verb->add_option("--checkpoint", options->checkpoints,
                   session.Say("账本须与此检查点文件相符，可重复",
                               "file of a checkpoint that the book must agree "
                               "with, may be repeated"));
  AddPinnedKeys(*verb, session, &options->pinned);
  verb->add_option("--report", options->report_file,
                   session.Say("把结果写入此 JSON 文件",
                               "write what was found to this JSON file"));
  Do(*verb, session, [&session, options] { return Verify(session, *options); });
}

}  // namespace greenledger::cli
