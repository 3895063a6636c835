#include "clients/cli/points_figures.h"

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"

namespace greenledger::cli {

ExitCode GetPointsFigures(Session& session,
                          v1::GetPointsFiguresResponse* figures) {
  v1::GetPointsFiguresRequest request;
  request.set_book(session.book);
  const grpc::Status status = session.client().Call(
      &Client::Points::GetPointsFigures, request, figures);
  return status.ok() ? ExitCode::kOk : ReportError(session, status);
}

void PrintBudgets(Session& session,
                  const v1::GetPointsFiguresResponse& figures) {
  Table table({{session.Say("预算", "budget"), Table::Align::kRight},
               {session.Say("名称", "title")},
               {session.Say("自", "from")},
               {session.Say("至", "to")},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("已发行", "issued"), Table::Align::kRight},
               {session.Say("已承诺", "promised"), Table::Align::kRight},
               {session.Say("剩余", "left"), Table::Align::kRight},
               {session.Say("用完时", "when used up")}});
  for (const v1::BudgetFigures& one : figures.budgets()) {
    if (session.json) session.around.out << ToJson(one) << "\n";
    const v1::Budget& budget = one.budget();
    table.AddRow({std::to_string(budget.number()), budget.title(),
                  budget.from_day(), budget.to_day(),
                  Thousandths(budget.milli_points()),
                  Thousandths(one.issued_milli_points()),
                  Thousandths(one.promised_milli_points()),
                  SignedThousandths(one.left_milli_points()),
                  In(session.language, NameOf(budget.rule()))});
  }
  if (!session.json) table.Print(session.around.out);
}

void PrintPools(Session& session, const v1::GetPointsFiguresResponse& figures) {
  Table table({{session.Say("奖池", "pool"), Table::Align::kRight},
               {session.Say("预算", "budget"), Table::Align::kRight},
               {session.Say("剩余", "left"), Table::Align::kRight},
               {session.Say("用途", "what for")}});
  for (const v1::PoolFigures& pool : figures.pools()) {
    if (session.json) session.around.out << ToJson(pool) << "\n";
    table.AddRow({std::to_string(pool.pool_number()),
                  std::to_string(pool.budget_number()),
                  Thousandths(pool.left_milli_points()), pool.purpose()});
  }
  if (!session.json) table.Print(session.around.out);
}

}  // namespace greenledger::cli
