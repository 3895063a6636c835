// greenledger report clearance: deadlines met and missed, by collector.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <vector>

#include "clients/cli/money.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ranking/fold/deadline_fold.h"

namespace greenledger::cli {
namespace {

struct Collector {
  uint64_t met = 0;
  uint64_t missed = 0;
  int64_t penalty = 0;
};

// Every day that a book may have.
constexpr ranking::DaySpan kAllDays{0, 84'006};

class Deadlines {
 public:
  void Add(const v1::Entry& entry) {
    if (entry.has_book_opened()) {
      deadlines_.emplace(std::vector<ranking::DaySpan>{kAllDays},
                         entry.book_opened().utc_offset_minutes());
    }
    if (!deadlines_.has_value()) return;
    const auto record = deadlines_->NeedsRecord(entry)
                            ? RecordOf(entry)
                            : std::optional<v1::Record>();
    deadlines_->Add(entry, record.has_value() ? &*record : nullptr);
    if (!entry.has_clearance_missed()) return;
    int64_t& penalty = penalties_[entry.clearance_missed().collector_number()];
    for (const v1::Posting& leg : entry.postings()) {
      if (leg.amount() > 0) penalty += leg.amount();
    }
  }

  std::map<uint64_t, Collector> ByCollector() const {
    std::map<uint64_t, Collector> collectors;
    if (!deadlines_.has_value()) return collectors;
    deadlines_->Judge(kAllDays, [&](const ranking::JudgedDeadline& deadline) {
      Collector& collector = collectors[deadline.collector];
      ++(deadline.kept ? collector.met : collector.missed);
    });
    for (const auto& [number, penalty] : penalties_) {
      collectors[number].penalty = penalty;
    }
    return collectors;
  }

 private:
  std::optional<ranking::DeadlineFold> deadlines_;
  std::map<uint64_t, int64_t> penalties_;
};

ExitCode ReportClearances(Session& session) {
  Deadlines deadlines;
  const ExitCode code = ForEachEntry(
      session, [&](const v1::Entry& entry) { deadlines.Add(entry); });
  if (code != ExitCode::kOk) return code;
  Table table({{session.Say("清运单位", "collector"), Table::Align::kRight},
               {session.Say("按时", "met"), Table::Align::kRight},
               {session.Say("超时", "missed"), Table::Align::kRight},
               {session.Say("按时率 %", "met %"), Table::Align::kRight},
               {session.Say("扣分", "penalty"), Table::Align::kRight}});
  for (const auto& [number, collector] : deadlines.ByCollector()) {
    const uint64_t all = collector.met + collector.missed;
    const uint64_t permille = all == 0 ? 1000 : collector.met * 1000 / all;
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"collector\":{},\"met\":{},\"missed\":{},\"penalty\":{}}}\n",
          number, collector.met, collector.missed, collector.penalty);
    }
    table.AddRow({std::to_string(number), std::to_string(collector.met),
                  std::to_string(collector.missed), Thousandths(permille * 100),
                  std::to_string(collector.penalty)});
  }
  if (!session.json) table.Print(session.around.out);
  return code;
}

}  // namespace

void AddReportClearance(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "clearance",
              {"清运时限：各清运单位按时和超时的次数",
               "Deadlines of clearances met and missed, by collector"},
              "greenledger report clearance --book 310101001001");
  DoInBook(*verb, session, [&session] { return ReportClearances(session); });
}

}  // namespace greenledger::cli
