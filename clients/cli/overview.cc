// greenledger community overview
#include "clients/cli/overview.h"

#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "clients/cli/money.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"

namespace greenledger::cli {
namespace {

struct WasteClass {
  uint32_t code;
  std::string name;
};

// Grams per class, those of subtypes counted with their class.
std::map<uint32_t, uint64_t> GramsPerClass(const v1::GetTotalsResponse& totals,
                                           const v1::Scheme& scheme) {
  std::map<uint32_t, uint32_t> class_of;
  for (const v1::WasteClass& waste : scheme.classes()) {
    class_of[waste.code()] =
        waste.parent_code() == 0 ? waste.code() : waste.parent_code();
  }
  std::map<uint32_t, uint64_t> grams;
  for (const v1::Balance& returned : totals.returned()) {
    if (returned.asset() != v1::ASSET_MASS) continue;
    grams[class_of[returned.class_code()]] += returned.credits();
  }
  return grams;
}

// One community's line, and with it the columns: its scheme's classes.
struct Line {
  v1::GetTotalsResponse totals;
  std::vector<WasteClass> classes;
  std::map<uint32_t, uint64_t> grams;
};

grpc::Status ReadLine(Session& session, uint64_t book, Line* line) {
  v1::GetTotalsRequest totals;
  totals.set_book(book);
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, totals, &line->totals);
  if (!status.ok()) return status;
  v1::GetTariffRequest tariff;
  tariff.set_book(book);
  v1::GetTariffResponse in_force;
  status =
      session.client().Call(&Client::Registry::GetTariff, tariff, &in_force);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
    return grpc::Status::OK;  // a new book: nothing was returned yet either
  }
  for (const v1::WasteClass& waste : in_force.scheme().classes()) {
    if (waste.parent_code() == 0) {
      line->classes.push_back(
          {waste.code(), session.Say(waste.name_zh(), waste.name_en())});
    }
  }
  line->grams = GramsPerClass(line->totals, in_force.scheme());
  return status;
}

Table MakeTable(const Session& session,
                const std::map<uint32_t, std::string>& classes) {
  const auto right = Table::Align::kRight;
  std::vector<Table::Column> columns = {{session.Say("社区", "community")},
                                        {session.Say("投放", "drops"), right}};
  for (const auto& [code, name] : classes) {
    columns.push_back({name + " kg", right});
  }
  columns.push_back({session.Say("积分", "points"), right});
  columns.push_back({session.Say("荣誉", "merit"), right});
  columns.push_back({session.Say("隔离", "quarantined"), right});
  return Table(std::move(columns));
}

void AddTo(const Line& line, Line* sum) {
  const v1::GetTotalsResponse& from = line.totals;
  v1::GetTotalsResponse& to = sum->totals;
  to.set_drops(to.drops() + from.drops());
  to.set_quarantined(to.quarantined() + from.quarantined());
  to.set_milli_points_issued(to.milli_points_issued() +
                             from.milli_points_issued());
  to.set_milli_merit_issued(to.milli_merit_issued() +
                            from.milli_merit_issued());
  for (const auto& [code, grams] : line.grams) sum->grams[code] += grams;
}

void PrintLines(Session& session, const std::vector<Line>& lines) {
  std::map<uint32_t, std::string> classes;
  Line sum;
  for (const Line& line : lines) {
    for (const WasteClass& waste : line.classes) {
      classes[waste.code] = waste.name;
    }
    AddTo(line, &sum);
  }
  sum.totals.mutable_book()->set_community_name(session.Say("合计", "total"));
  Table table = MakeTable(session, classes);
  const auto add = [&](const Line& line) {
    std::vector<std::string> cells = {line.totals.book().community_name(),
                                      std::to_string(line.totals.drops())};
    for (const auto& [code, name] : classes) {
      auto grams = line.grams.find(code);
      cells.push_back(
          Thousandths(grams == line.grams.end() ? 0 : grams->second));
    }
    cells.push_back(Thousandths(line.totals.milli_points_issued()));
    cells.push_back(Thousandths(line.totals.milli_merit_issued()));
    cells.push_back(std::to_string(line.totals.quarantined()));
    table.AddRow(cells);
  };
  for (const Line& line : lines) add(line);
  add(sum);
  table.Print(session.around.out);
}

}  // namespace

ExitCode Overview(Session& session) {
  std::vector<uint64_t> books;
  const auto take = [&](const v1::ListBooksResponse& page) {
    for (const v1::Book& book : page.books()) books.push_back(book.book());
  };
  grpc::Status status = ForEachPage(session, &Client::Ledger::ListBooks,
                                    v1::ListBooksRequest(), take);
  std::vector<Line> lines(books.size());
  for (size_t i = 0; i < books.size() && status.ok(); ++i) {
    status = ReadLine(session, books[i], &lines[i]);
    if (status.ok() && session.json) {
      session.around.out << ToJson(lines[i].totals) << "\n";
    }
  }
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) PrintLines(session, lines);
  return ExitCode::kOk;
}

}  // namespace greenledger::cli
