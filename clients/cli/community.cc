// greenledger community open|list|overview|totals
#include <fmt/format.h>

#include <memory>

#include "clients/cli/command.h"
#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/overview.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

void AddOpen(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "open", {"开立社区的账本", "Open the book of a community"},
      "greenledger community open --book 310101001001 --name 外滩社区 "
      "--street 外滩街道 --district 黄浦区");
  auto opened = std::make_shared<v1::BookOpened>();
  auto add = [&](const char* flag, const char* zh, const char* en, auto set) {
    verb->add_option_function<std::string>(
            flag, [opened, set](const std::string& v) { set(*opened, v); },
            session.Say(zh, en))
        ->required();
  };
  add("--name", "社区名称", "name of the community",
      [](auto& book, const auto& v) { book.set_community_name(v); });
  add("--street", "街道名称", "name of its street",
      [](auto& book, const auto& v) { book.set_street_name(v); });
  add("--district", "区名称", "name of its district",
      [](auto& book, const auto& v) { book.set_district_name(v); });
  auto offset = std::make_shared<int32_t>(480);
  verb->add_option("--utc-offset", *offset,
                   session.Say("当地时间与 UTC 相差的分钟数",
                               "minutes from UTC to local time"))
      ->capture_default_str();
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, opened, offset] {
    v1::OpenBookRequest request;
    opened->set_utc_offset_minutes(*offset);
    *request.mutable_book_opened() = *opened;
    return SendCommand(session, &Client::Registry::OpenBook, request,
                       session.Say("账本已开立", "book opened"));
  });
}

ExitCode ListCommunities(Session& session) {
  Table table({{session.Say("账本", "book")},
               {session.Say("区", "district")},
               {session.Say("街道", "street")},
               {session.Say("社区", "community")},
               {session.Say("时区", "time zone")},
               {session.Say("条目", "entries"), Table::Align::kRight}});
  auto take = [&](const v1::ListBooksResponse& page) {
    for (const v1::Book& book : page.books()) {
      if (session.json) session.around.out << ToJson(book) << "\n";
      table.AddRow({std::to_string(book.book()), book.district_name(),
                    book.street_name(), book.community_name(),
                    UtcOffset(book.utc_offset_minutes()),
                    std::to_string(book.size())});
    }
  };
  grpc::Status status = ForEachPage(session, &Client::Ledger::ListBooks,
                                    v1::ListBooksRequest(), take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void PrintCounts(Session& session, const v1::GetTotalsResponse& totals) {
  const v1::Book& book = totals.book();
  Table table({{session.Say("项目", "total")},
               {session.Say("数值", "value"), Table::Align::kRight}});
  auto row = [&](const char* zh, const char* en, const std::string& value) {
    table.AddRow({session.Say(zh, en), value});
  };
  auto count = [&](const char* zh, const char* en, uint64_t value) {
    row(zh, en, std::to_string(value));
  };
  count("条目", "entries", book.size());
  count("住户", "households", totals.households());
  count("卡", "cards", totals.cards());
  count("设备", "kiosks", totals.kiosks());
  count("投放", "drops", totals.drops());
  count("其中质量不合格", "of these rejected", totals.drops_rejected());
  count("其中待认领", "of these in suspense", totals.drops_suspense());
  count("隔离记录", "quarantined records", totals.quarantined());
  count("清运", "clearances", totals.clearances());
  row("发行积分（分）", "points issued",
      Thousandths(totals.milli_points_issued()));
  row("发行荣誉", "merit issued", Thousandths(totals.milli_merit_issued()));
  table.Print(session.around.out);
}

void PrintReturned(Session& session, const v1::GetTotalsResponse& totals) {
  Table table({{session.Say("类别", "class"), Table::Align::kRight},
               {session.Say("已回收", "returned"), Table::Align::kRight},
               {session.Say("单位", "unit")}});
  for (const v1::Balance& returned : totals.returned()) {
    bool mass = returned.asset() == v1::ASSET_MASS;
    table.AddRow({std::to_string(returned.class_code()),
                  mass ? Thousandths(returned.credits())
                       : std::to_string(returned.credits()),
                  mass ? "kg" : session.Say("件", "pieces")});
  }
  session.around.out << "\n";
  table.Print(session.around.out);
}

ExitCode Totals(Session& session) {
  v1::GetTotalsRequest request;
  request.set_book(session.book);
  v1::GetTotalsResponse totals;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, request, &totals);
  if (!status.ok()) return ReportError(session, status);
  std::ostream& out = session.around.out;
  if (session.json) {
    out << ToJson(totals) << "\n";
    return ExitCode::kOk;
  }
  const v1::Book& book = totals.book();
  out << fmt::format(
      "{} {} {} {}\n", book.book(), Printable(book.district_name()),
      Printable(book.street_name()), Printable(book.community_name()));
  PrintCounts(session, totals);
  if (totals.returned_size() > 0) PrintReturned(session, totals);
  out << "\n"
      << session.Say("默克尔根 ", "Merkle root ") << ToHex(totals.root_hash())
      << "\n";
  return ExitCode::kOk;
}

}  // namespace

void AddCommunity(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "community",
                           {"社区及其账本", "Communities and their books"});
  AddOpen(*noun, session);
  CLI::App* list = AddVerb(*noun, session, "list",
                           {"列出服务器上的账本", "List the server's books"},
                           "greenledger community list\n"
                           "greenledger community list --json");
  Do(*list, session, [&session] { return ListCommunities(session); });
  CLI::App* overview = AddVerb(
      *noun, session, "overview",
      {"所有社区一页：投放、重量、积分、荣誉、隔离记录",
       "All communities on one page: drops, weight, points, merit, quarantine"},
      "greenledger community overview");
  Do(*overview, session, [&session] { return Overview(session); });
  CLI::App* totals =
      AddVerb(*noun, session, "totals",
              {"账本的总数和默克尔根", "Totals and Merkle root of a book"},
              "greenledger community totals --book 310101001001");
  DoInBook(*totals, session, [&session] { return Totals(session); });
}

}  // namespace greenledger::cli
