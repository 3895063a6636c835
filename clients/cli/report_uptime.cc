// greenledger report uptime: how long each kiosk's program ran, by the
// monotonic times of its records.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "clients/cli/money.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

class Uptime {
 public:
  // Takes the next record of the kiosk.
  void Add(const v1::Record& record) {
    const auto ran_us = static_cast<int64_t>(record.monotonic_us());
    const int64_t at_us = record.device_time_us();
    if (!record.clock_synced()) return;
    if (record.has_started()) {
      ++starts_;
      if (!record.started().after_clean_stop()) ++unclean_;
    }
    if (first_us_ == 0) {
      first_us_ = at_us;
    } else if (record.has_started() || ran_us < last_ran_us_) {
      up_us_ += ran_us;  // of the new run
    } else {
      up_us_ += ran_us - last_ran_us_;
    }
    last_ran_us_ = ran_us;
    last_us_ = std::max(last_us_, at_us);
  }

  int starts() const { return starts_; }
  int unclean() const { return unclean_; }
  int64_t observed_us() const {
    return std::max<int64_t>(last_us_ - first_us_, 0);
  }
  int64_t up_us() const { return std::min(up_us_, observed_us()); }
  // Thousandths of the time observed.
  int64_t permille() const {
    return observed_us() == 0 ? 1000
                              : up_us() / 1000 * 1000 /
                                    std::max<int64_t>(observed_us() / 1000, 1);
  }

 private:
  int starts_ = 0;
  int unclean_ = 0;
  int64_t first_us_ = 0;
  int64_t last_us_ = 0;
  int64_t last_ran_us_ = 0;
  int64_t up_us_ = 0;
};

void Print(Session& session, const std::map<uint64_t, Uptime>& kiosks) {
  Table table({{session.Say("设备", "kiosk"), Table::Align::kRight},
               {session.Say("启动次数", "starts"), Table::Align::kRight},
               {session.Say("非正常停机", "unclean"), Table::Align::kRight},
               {session.Say("观察小时", "observed h"), Table::Align::kRight},
               {session.Say("运行小时", "up h"), Table::Align::kRight},
               {session.Say("运行率 %", "up %"), Table::Align::kRight}});
  constexpr int64_t kMilliHourUs = 3'600'000;
  for (const auto& [number, uptime] : kiosks) {
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"kiosk\":{},\"starts\":{},\"unclean\":{},"
          "\"observed_seconds\":{},\"up_seconds\":{},\"up_permille\":{}}}\n",
          number, uptime.starts(), uptime.unclean(),
          uptime.observed_us() / 1'000'000, uptime.up_us() / 1'000'000,
          uptime.permille());
    }
    table.AddRow({std::to_string(number), std::to_string(uptime.starts()),
                  std::to_string(uptime.unclean()),
                  SignedThousandths(uptime.observed_us() / kMilliHourUs),
                  SignedThousandths(uptime.up_us() / kMilliHourUs),
                  SignedThousandths(uptime.permille() * 100)});
  }
  if (!session.json) table.Print(session.around.out);
}

ExitCode ReportUptime(Session& session) {
  std::map<uint64_t, Uptime> kiosks;
  const ExitCode code = ForEachEntry(session, [&](const v1::Entry& entry) {
    const auto record = RecordOf(entry);
    if (record.has_value() && !entry.has_quarantined()) {
      kiosks[entry.actor().number()].Add(*record);
    }
  });
  if (code == ExitCode::kOk) Print(session, kiosks);
  return code;
}

}  // namespace

void AddReportUptime(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(noun, session, "uptime",
                           {"设备运行率，由记录中的运行时长算出",
                            "How long kiosks ran, by what their records say"},
                           "greenledger report uptime --book 310101001001");
  DoInBook(*verb, session, [&session] { return ReportUptime(session); });
}

}  // namespace greenledger::cli
