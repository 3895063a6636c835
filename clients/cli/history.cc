// greenledger balance, greenledger history
#include <fmt/format.h>

#include <memory>

#include "clients/cli/drop_reason.h"
#include "clients/cli/entry_text.h"
#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/price_list.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/tariff_cache.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

struct HistoryOptions {
  uint64_t household = 0;
  int32_t page_size = 20;
  std::string page_token;
  bool oldest_first = false;
};

// Names of classes are a convenience: without a tariff in force there are
// codes instead.
v1::Scheme SchemeInForce(Session& session) {
  v1::GetTariffRequest request;
  request.set_book(session.book);
  v1::GetTariffResponse response;
  if (!session.client()
           .Call(&Client::Registry::GetTariff, request, &response)
           .ok()) {
    return v1::Scheme();
  }
  return response.scheme();
}

void PrintBalances(Session& session, const v1::GetBalanceResponse& response) {
  v1::Scheme scheme = SchemeInForce(session);
  Table table({{session.Say("项目", "what")},
               {session.Say("类别", "class")},
               {session.Say("数量", "amount"), Table::Align::kRight},
               {session.Say("单位", "unit")}});
  for (const v1::Balance& balance : response.balances()) {
    std::string name = In(session.language, NameOf(balance.asset()));
    if (balance.asset() == v1::ASSET_POINTS ||
        balance.asset() == v1::ASSET_MERIT) {
      table.AddRow(
          {name, "",
           DifferenceInThousandths(balance.credits(), balance.debits()),
           balance.asset() == v1::ASSET_POINTS ? session.Say("分", "points")
                                               : ""});
      continue;
    }
    if (balance.asset() == v1::ASSET_GOODS) {
      table.AddRow({name, std::to_string(balance.class_code()),
                    std::to_string(balance.credits() - balance.debits()),
                    session.Say("件", "pieces")});
      continue;
    }
    // What a household returned is debited to it.
    bool mass = balance.asset() == v1::ASSET_MASS;
    table.AddRow({session.Say("已投放", "returned"),
                  ClassName(scheme, balance.class_code(), session.language),
                  mass ? Thousandths(balance.debits())
                       : std::to_string(balance.debits()),
                  mass ? "kg" : session.Say("件", "pieces")});
  }
  table.Print(session.around.out);
  session.around.out << fmt::format(
      fmt::runtime(session.Say("共 {} 个条目\n", "{} entries\n")),
      response.entries());
}

ExitCode ShowBalance(Session& session, uint64_t household) {
  v1::GetBalanceRequest request;
  request.set_book(session.book);
  request.set_household(household);
  v1::GetBalanceResponse response;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetBalance, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(response) << "\n";
  } else {
    PrintBalances(session, response);
  }
  return ExitCode::kOk;
}

std::string Reason(const v1::Entry& entry, TariffCache& tariffs,
                   Language language) {
  if (entry.has_drop()) {
    return DropReason(entry, tariffs.At(entry.drop().tariff_index()), language);
  }
  std::string detail = EntryDetail(entry, language);
  const bool claims = entry.has_card_issued() ||
                      entry.has_household_changed() ||
                      entry.has_household_opened();
  if (!claims || (PointsMoved(entry) == 0 && MeritMoved(entry) == 0)) {
    return detail;
  }
  return detail + In(language, {"：暂存的投放入账",
                                ": what was in suspense is credited"});
}

std::string Weight(const v1::Entry& entry, Language language) {
  v1::Record record;
  if (!entry.has_drop() ||
      !record.ParseFromString(entry.drop().source().record())) {
    return "";
  }
  return QuantityText(record.drop(), language);
}

// When the resident was there, as far as the kiosk's clock can be trusted;
// else when the record arrived.
int64_t TimeForPeople(const v1::Entry& entry) {
  v1::Record record;
  for (int note : entry.drop().notes()) {
    if (note == v1::DROP_NOTE_CLOCK_UNTRUSTED) return entry.time_us();
  }
  if (!entry.has_drop() ||
      !record.ParseFromString(entry.drop().source().record())) {
    return entry.time_us();
  }
  return record.device_time_us();
}

// An amount with its sign; nothing for nothing, unless it is a drop's.
std::string Amount(int64_t milli, bool drop) {
  if (milli == 0) return drop ? "0" : "";
  return (milli > 0 ? "+" : "") + SignedThousandths(milli);
}

ExitCode PrintPage(Session& session, const v1::ListStatementResponse& page,
                   int32_t utc_offset_minutes) {
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("时间", "time")},
               {session.Say("事项", "what")},
               {session.Say("数量", "amount"), Table::Align::kRight},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("荣誉", "merit"), Table::Align::kRight},
               {session.Say("原因", "reason")}});
  TariffCache tariffs(session);
  for (const v1::StoredEntry& stored : page.entries()) {
    v1::Entry entry;
    if (!entry.ParseFromString(stored.entry())) {
      session.PrintError(session.Say("条目无法解读：", "cannot read entry ") +
                         std::to_string(stored.index()));
      return ExitCode::kServerError;
    }
    std::string reason = Reason(entry, tariffs, session.language);
    if (session.json) {
      std::string json = EntryJson(entry);
      json.back() = ',';
      session.around.out << json << "\"reason\":" << JsonString(reason)
                         << "}\n";
      continue;
    }
    table.AddRow({std::to_string(stored.index()),
                  LocalTime(TimeForPeople(entry), utc_offset_minutes),
                  In(session.language, NameOf(entry.body_case())),
                  Weight(entry, session.language),
                  Amount(PointsMoved(entry), entry.has_drop()),
                  Amount(MeritMoved(entry), entry.has_drop()), reason});
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void PrintNextPage(Session& session, const std::string& token) {
  if (token.empty()) return;
  if (session.json) {
    session.around.out << "{\"next_page_token\":" << JsonString(token) << "}\n";
  } else {
    session.around.out << session.Say("\n下一页：--page-token ",
                                      "\nNext page: --page-token ")
                       << token << "\n";
  }
}

ExitCode ShowHistory(Session& session, const HistoryOptions& options) {
  v1::GetTotalsRequest book_request;
  book_request.set_book(session.book);
  v1::GetTotalsResponse totals;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, book_request, &totals);
  if (!status.ok()) return ReportError(session, status);
  v1::ListStatementRequest request;
  request.set_book(session.book);
  request.set_household(options.household);
  request.set_page_size(options.page_size);
  request.set_page_token(options.page_token);
  request.set_oldest_first(options.oldest_first);
  v1::ListStatementResponse page;
  status =
      session.client().Call(&Client::Ledger::ListStatement, request, &page);
  if (!status.ok()) return ReportError(session, status);
  ExitCode code = PrintPage(session, page, totals.book().utc_offset_minutes());
  if (code == ExitCode::kOk) PrintNextPage(session, page.next_page_token());
  return code;
}

}  // namespace

void AddBalance(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(app, session, "balance",
                           {"一户的积分、荣誉和投放总量",
                            "Points, merit and returns of a household"},
                           "greenledger balance 12 --book 310101001001");
  auto household = std::make_shared<uint64_t>(0);
  verb->add_option("household", *household,
                   session.Say("住户编号", "the household's number"))
      ->required();
  DoInBook(*verb, session,
           [&session, household] { return ShowBalance(session, *household); });
}

void AddHistory(CLI::App& app, Session& session) {
  CLI::App* verb =
      AddVerb(app, session, "history",
              {"一户的明细：何时、何事、多少、为什么",
               "Statement of a household: when, what, how much and why"},
              "greenledger history 12 --book 310101001001\n"
              "greenledger history 12 --oldest-first --page-size 100 "
              "--book 310101001001\n"
              "greenledger history 12 --json --book 310101001001");
  auto options = std::make_shared<HistoryOptions>();
  verb->add_option("household", options->household,
                   session.Say("住户编号", "the household's number"))
      ->required();
  verb->add_option("--page-size", options->page_size,
                   session.Say("每页条目数", "entries on a page"))
      ->check(CLI::Range(1, 200))
      ->capture_default_str();
  verb->add_option(
      "--page-token", options->page_token,
      session.Say("上一页给出的记号", "what the page before said"));
  verb->add_flag("--oldest-first", options->oldest_first,
                 session.Say("从最早的开始", "oldest first"));
  DoInBook(*verb, session,
           [&session, options] { return ShowHistory(session, *options); });
}

}  // namespace greenledger::cli
