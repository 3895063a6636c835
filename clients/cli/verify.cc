// greenledger verify
#include <fmt/format.h>

#include <memory>
#include <vector>

#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/progress.h"
#include "clients/cli/served_book.h"
#include "clients/cli/server_error.h"
#include "clients/cli/stored_book.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

// Prints reports as they come and remembers the sum of them.
class Reporter {
 public:
  explicit Reporter(Session& session)
      : session_(session),
        begin_us_(session.around.now_micros()),
        table_({{session.Say("账本", "book")},
                {session.Say("社区", "community")},
                {session.Say("条目", "entries"), Table::Align::kRight},
                {session.Say("记录", "records"), Table::Align::kRight},
                {session.Say("签名", "signatures"), Table::Align::kRight},
                {session.Say("已核对账户", "compared"), Table::Align::kRight},
                {session.Say("结果", "result")}}) {}

  void Add(const BookReport& report) {
    entries_ += report.counts.entries;
    ++books_;
    if (session_.json) return PrintJson(report);
    table_.AddRow({std::to_string(report.book), report.community,
                   std::to_string(report.counts.entries),
                   std::to_string(report.counts.records),
                   std::to_string(report.counts.signatures),
                   std::to_string(report.compared),
                   report.status.ok() ? session_.Say("正确", "right")
                                      : session_.Say("有误", "WRONG")});
    if (!report.status.ok()) {
      wrong_.push_back(std::string(report.status.message()));
    }
  }

  ExitCode Finish() {
    if (session_.json) return Code();
    table_.Print(session_.around.out);
    const int64_t us =
        std::max<int64_t>(1, session_.around.now_micros() - begin_us_);
    session_.around.out << fmt::format(
        "{}\n",
        session_.Say(
            fmt::format("共 {} 本账、{} 条；每秒 {} 条。", books_, entries_,
                        static_cast<int64_t>(entries_) * 1'000'000 / us),
            fmt::format("{} books, {} entries; {} entries a second.", books_,
                        entries_,
                        static_cast<int64_t>(entries_) * 1'000'000 / us)));
    for (const std::string& what : wrong_) session_.PrintError(what);
    if (wrong_.empty()) {
      session_.around.out << session_.Say(
          "每一条、每一笔分录、每个哈希和签名都正确。\n",
          "Every entry, posting, hash and signature is right.\n");
    }
    return Code();
  }

 private:
  ExitCode Code() const {
    return failed_ || !wrong_.empty() ? ExitCode::kVerificationFailed
                                      : ExitCode::kOk;
  }

  void PrintJson(const BookReport& report) {
    failed_ = failed_ || !report.status.ok();
    session_.around.out << fmt::format(
        "{{\"book\":{},\"community\":{},\"entries\":{},\"records\":{},"
        "\"signatures\":{},\"compared\":{},\"root\":\"{}\",\"right\":{},"
        "\"fault\":{}}}\n",
        report.book, JsonString(report.community), report.counts.entries,
        report.counts.records, report.counts.signatures, report.compared,
        ToHex(proof::AsBytes(report.root)), report.status.ok(),
        JsonString(std::string(report.status.message())));
  }

  Session& session_;
  int64_t begin_us_;
  Table table_;
  uint64_t entries_ = 0;
  uint64_t books_ = 0;
  bool failed_ = false;
  std::vector<std::string> wrong_;
};

ExitCode VerifyServer(Session& session) {
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
  Reporter reporter(session);
  for (uint64_t book : books) {
    Progress progress(session, std::to_string(book));
    grpc::Status failed;
    const BookReport report = VerifyServedBook(
        session, book,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
        &failed);
    if (!failed.ok()) return ReportError(session, failed);
    reporter.Add(report);
  }
  return reporter.Finish();
}

ExitCode VerifyFolder(Session& session, const std::string& folder) {
  Reporter reporter(session);
  absl::Status opened;
  {
    Progress progress(session, folder);
    opened = VerifyStoredBooks(
        folder, session.book,
        [&](uint64_t done, uint64_t total) { progress.Show(done, total); },
        [&](const BookReport& report) { reporter.Add(report); });
  }
  if (opened.ok()) return reporter.Finish();
  session.PrintError(std::string(opened.message()));
  return absl::IsDataLoss(opened) ? ExitCode::kVerificationFailed
                                  : ExitCode::kUsage;
}

}  // namespace

void AddVerify(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "verify",
      {"逐条验证账本：编号、时间、分录、金额、签名、哈希与余额",
       "Check books entry by entry: numbering, times, postings, amounts, "
       "signatures, hashes, balances"},
      "greenledger verify\n"
      "greenledger verify --book 350212002001 --json\n"
      "greenledger verify --data greenledger-data");
  auto folder = std::make_shared<std::string>();
  verb->add_option(
      "--data", *folder,
      session.Say("直接检查已停机服务器的数据目录",
                  "check the data folder of a server that is not running"));
  Do(*verb, session, [&session, folder] {
    return folder->empty() ? VerifyServer(session)
                           : VerifyFolder(session, *folder);
  });
}

}  // namespace greenledger::cli
