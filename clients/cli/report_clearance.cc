// greenledger report clearance: deadlines met and missed, by collector.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "clients/cli/money.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/oversight_state.h"
#include "services/ledger/rules/source.h"

namespace greenledger::cli {
namespace {

struct Collector {
  uint64_t met = 0;
  uint64_t missed = 0;
  int64_t penalty = 0;
};

class Deadlines {
 public:
  void Add(const v1::Entry& entry);
  std::map<uint64_t, Collector> ByCollector() const;

 private:
  struct Kiosk {
    v1::Kiosk kiosk;
    int64_t opened_us = 0;
    // Deadlines before this are judged.
    int64_t reached_us = 0;
  };
  using Missed = std::tuple<uint64_t, uint32_t, uint32_t, uint32_t>;

  int32_t utc_offset_minutes_ = 0;
  rules::OversightState plans_;
  std::map<uint64_t, Kiosk> kiosks_;
  std::set<Missed> missed_;
  std::map<uint64_t, Collector> told_;
};

void Deadlines::Add(const v1::Entry& entry) {
  if (entry.has_book_opened()) {
    utc_offset_minutes_ = entry.book_opened().utc_offset_minutes();
  } else if (entry.has_kiosk_opened()) {
    kiosks_[entry.kiosk_opened().number()] = {entry.kiosk_opened(),
                                              entry.time_us(), 0};
  } else if (entry.has_clearance_plan_published()) {
    const v1::ClearancePlan& plan = entry.clearance_plan_published();
    plans_.AddPlan({plan, rules::ParseDay(plan.effective_from()).value_or(0),
                    entry.time_us()});
  } else if (entry.has_clearance_missed()) {
    const v1::ClearanceMissed& missed = entry.clearance_missed();
    missed_.emplace(missed.kiosk_number(), missed.bin(), missed.day(),
                    missed.by_minute());
    Collector& collector = told_[missed.collector_number()];
    ++collector.missed;
    for (const v1::Posting& leg : entry.postings()) {
      if (leg.amount() > 0) collector.penalty += leg.amount();
    }
  } else if (rules::SourceOf(entry) != nullptr) {
    const auto record = RecordOf(entry);
    if (!record.has_value() || !record->clock_synced() ||
        record->device_time_us() > entry.time_us()) {
      return;
    }
    int64_t& reached_us = kiosks_[entry.actor().number()].reached_us;
    reached_us = std::max(reached_us, record->device_time_us() - 1);
  }
}

// What was judged and not told to be missed was met.
std::map<uint64_t, Collector> Deadlines::ByCollector() const {
  std::map<uint64_t, Collector> collectors = told_;
  for (const auto& [number, kiosk] : kiosks_) {
    for (const v1::Bin& bin : kiosk.kiosk.bins()) {
      int64_t after_us = kiosk.opened_us;
      while (const auto deadline =
                 plans_.NextDeadline({number, bin}, after_us, kiosk.reached_us,
                                     utc_offset_minutes_)) {
        const v1::ClearanceMissed& due = deadline->missed;
        if (!missed_.contains(
                {number, bin.number(), due.day(), due.by_minute()})) {
          ++collectors[due.collector_number()].met;
        }
        after_us = deadline->time_us;
      }
    }
  }
  return collectors;
}

ExitCode Report(Session& session) {
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
  DoInBook(*verb, session, [&session] { return Report(session); });
}

}  // namespace greenledger::cli
