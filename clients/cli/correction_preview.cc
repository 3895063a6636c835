#include "clients/cli/correction_preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/refusal_text.h"
#include "clients/cli/server_error.h"
#include "clients/cli/text_width.h"
#include "greenledger/v1/points_service.pb.h"

namespace greenledger::cli {
namespace {

// Wide enough for 1,000,000,000 points with their decimals.
constexpr size_t kColumnWidth = 14;

// Sums may be larger than those of one household.
struct Totals {
  uint64_t households = 0;
  uint64_t drops = 0;
  uint64_t was_milli_points = 0;
  uint64_t now_milli_points = 0;
  uint64_t was_milli_merit = 0;
  uint64_t now_milli_merit = 0;
  uint64_t written_off_milli_points = 0;

  void Add(const v1::CorrectionDifference& one) {
    ++households;
    drops += one.drops();
    was_milli_points += one.was_milli_points();
    now_milli_points += one.now_milli_points();
    was_milli_merit += one.was_milli_merit();
    now_milli_merit += one.now_milli_merit();
    written_off_milli_points += one.written_off_milli_points();
  }
};

class PreviewTable {
 public:
  PreviewTable(Session& session, bool csv) : session_(session), csv_(csv) {}

  void Add(const v1::CorrectionDifference& one) {
    if (totals_.households == 0) PrintHeadings();
    totals_.Add(one);
    if (session_.json) {
      session_.around.out << ToJson(one) << "\n";
      return;
    }
    PrintRow(
        {std::to_string(one.household_number()), std::to_string(one.drops()),
         Thousandths(one.was_milli_points()),
         Thousandths(one.now_milli_points()),
         DifferenceInThousandths(one.now_milli_points(),
                                 one.was_milli_points()),
         DifferenceInThousandths(one.now_milli_merit(), one.was_milli_merit()),
         Thousandths(one.written_off_milli_points())});
  }

  // Comma-separated values have no line of totals, which a spreadsheet would
  // add up with the rest.
  void Finish() {
    if (session_.json) return PrintTotalsJson();
    if (totals_.households == 0 && csv_) PrintHeadings();
    if (csv_) return;
    session_.around.out << fmt::format(
        fmt::runtime(session_.Say(
            "共 {} 户、{} 次投放：积分 {} → {}（{}），荣誉 {} → {}（{}），"
            "已花而不追回 {} 分\n",
            "{} households, {} drops: points {} -> {} ({}), merit {} -> {} "
            "({}); {} points spent already and kept\n")),
        totals_.households, totals_.drops,
        Thousandths(totals_.was_milli_points),
        Thousandths(totals_.now_milli_points),
        DifferenceInThousandths(totals_.now_milli_points,
                                totals_.was_milli_points),
        Thousandths(totals_.was_milli_merit),
        Thousandths(totals_.now_milli_merit),
        DifferenceInThousandths(totals_.now_milli_merit,
                                totals_.was_milli_merit),
        Thousandths(totals_.written_off_milli_points));
  }

 private:
  void PrintHeadings() const {
    if (session_.json) return;
    PrintRow({session_.Say("住户", "household"), session_.Say("投放", "drops"),
              session_.Say("原积分", "points were"),
              session_.Say("应得积分", "points now"),
              session_.Say("积分差", "difference"),
              session_.Say("荣誉差", "merit diff."),
              session_.Say("不追回", "written off")});
  }

  void PrintRow(const std::vector<std::string>& cells) const {
    std::string line;
    for (const std::string& cell : cells) {
      if (csv_) {
        line += (line.empty() ? "" : ",") + cell;
        continue;
      }
      const size_t width = DisplayWidth(cell);
      line +=
          std::string(kColumnWidth - std::min(width, kColumnWidth - 1), ' ');
      line += cell;
    }
    session_.around.out << line << "\n";
  }

  void PrintTotalsJson() const {
    session_.around.out << fmt::format(
        "{{\"households\":{},\"drops\":{},\"was_milli_points\":{},"
        "\"now_milli_points\":{},\"was_milli_merit\":{},"
        "\"now_milli_merit\":{},\"written_off_milli_points\":{}}}\n",
        totals_.households, totals_.drops, totals_.was_milli_points,
        totals_.now_milli_points, totals_.was_milli_merit,
        totals_.now_milli_merit, totals_.written_off_milli_points);
  }

  Session& session_;
  const bool csv_;
  Totals totals_;
};

}  // namespace

ExitCode PreviewCorrection(Session& session,
                           const v1::CorrectionBegun& correction, bool csv) {
  PreviewTable table(session, csv);
  v1::PreviewCorrectionRequest request;
  request.set_book(session.book);
  *request.mutable_correction() = correction;
  do {
    v1::PreviewCorrectionResponse page;
    const grpc::Status status = session.client().Call(
        &Client::Points::PreviewCorrection, request, &page);
    if (!status.ok()) return ReportError(session, status);
    if (!page.refusals().empty()) {
      PrintRefusals(session, page.refusals());
      return ExitCode::kRefused;
    }
    for (const v1::CorrectionDifference& one : page.differences()) {
      table.Add(one);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  table.Finish();
  return ExitCode::kOk;
}

}  // namespace greenledger::cli
