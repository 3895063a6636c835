// greenledger report kiosks: how far each kiosk's records are booked, and what
// its newest ones say of it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "clients/cli/local_time.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/source.h"

namespace greenledger::cli {
namespace {

struct Kiosk {
  bool closed = false;
  uint64_t incarnation = 0;
  uint64_t watermark = 0;
  // Records of this journal that are booked.
  uint64_t records = 0;
  uint64_t quarantined = 0;
  int64_t received_us = 0;
  bool clock_synced = false;
  // Device time less the time of receipt.
  int64_t clock_ahead_us = 0;
  std::map<std::pair<v1::MonitorKind, uint32_t>, v1::Monitor> monitors;
};

class Kiosks {
 public:
  void Add(const v1::Entry& entry);
  void Print(Session& session, int64_t now_us) const;

 private:
  void AddRecord(const v1::Entry& entry, const v1::KioskRecord& source);
  static std::string Monitors(const Session& session, const Kiosk& kiosk);

  int32_t utc_offset_minutes_ = 0;
  std::map<uint64_t, Kiosk> kiosks_;
};

void Kiosks::Add(const v1::Entry& entry) {
  if (entry.has_book_opened()) {
    utc_offset_minutes_ = entry.book_opened().utc_offset_minutes();
  } else if (entry.has_kiosk_opened()) {
    kiosks_[entry.kiosk_opened().number()].incarnation =
        entry.kiosk_opened().incarnation();
  } else if (entry.has_kiosk_closed()) {
    kiosks_[entry.kiosk_closed().number()].closed = true;
  } else if (const v1::KioskRecord* source = rules::SourceOf(entry)) {
    AddRecord(entry, *source);
  }
}

void Kiosks::AddRecord(const v1::Entry& entry, const v1::KioskRecord& source) {
  Kiosk& kiosk = kiosks_[entry.actor().number()];
  if (source.incarnation() != kiosk.incarnation) {
    kiosk.incarnation = source.incarnation();
    kiosk.records = 0;
  }
  ++kiosk.records;
  kiosk.watermark = source.sequence();
  kiosk.received_us = entry.time_us();
  if (entry.has_quarantined()) ++kiosk.quarantined;
  const auto record = RecordOf(entry);
  if (!record.has_value() || entry.has_quarantined()) return;
  kiosk.clock_synced = record->clock_synced();
  kiosk.clock_ahead_us = record->device_time_us() - entry.time_us();
  if (entry.has_monitor()) {
    const v1::Monitor& monitor = record->monitor();
    kiosk.monitors[{monitor.kind(), monitor.bin()}] = monitor;
  }
}

std::string Kiosks::Monitors(const Session& session, const Kiosk& kiosk) {
  std::string text;
  for (const auto& [key, monitor] : kiosk.monitors) {
    if (!text.empty()) text += ' ';
    text += In(session.language, NameOf(key.first));
    if (key.second != 0) text += fmt::format("[{}]", key.second);
    text += fmt::format("={}", monitor.value());
    if (monitor.severity() >= v1::SEVERITY_WARNING) {
      text +=
          fmt::format("({})", In(session.language, NameOf(monitor.severity())));
    }
  }
  return text;
}

void Kiosks::Print(Session& session, int64_t now_us) const {
  Table table({{session.Say("设备", "kiosk"), Table::Align::kRight},
               {session.Say("状态", "state")},
               {session.Say("已收记录", "watermark"), Table::Align::kRight},
               {session.Say("缺失序号", "missing"), Table::Align::kRight},
               {session.Say("隔离", "quarantined"), Table::Align::kRight},
               {session.Say("最近收到", "last received")},
               {session.Say("静默小时", "silent hours"), Table::Align::kRight},
               {session.Say("时钟", "clock")},
               {session.Say("监测", "monitors")}});
  for (const auto& [number, kiosk] : kiosks_) {
    const uint64_t missing = kiosk.watermark - kiosk.records;
    const int64_t silent_s =
        kiosk.received_us == 0 ? -1 : (now_us - kiosk.received_us) / 1'000'000;
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"kiosk\":{},\"closed\":{},\"incarnation\":{},\"watermark\":{},"
          "\"missing\":{},\"quarantined\":{},\"silent_seconds\":{},"
          "\"clock_synced\":{},\"clock_ahead_seconds\":{},\"monitors\":{}}}\n",
          number, kiosk.closed, kiosk.incarnation, kiosk.watermark, missing,
          kiosk.quarantined, silent_s, kiosk.clock_synced,
          kiosk.clock_ahead_us / 1'000'000,
          JsonString(Monitors(session, kiosk)));
    }
    const bool heard = kiosk.received_us != 0;
    table.AddRow(
        {std::to_string(number),
         kiosk.closed ? session.Say("已停用", "closed")
                      : session.Say("在用", "in service"),
         std::to_string(kiosk.watermark), std::to_string(missing),
         std::to_string(kiosk.quarantined),
         heard ? LocalTime(kiosk.received_us, utc_offset_minutes_) : "",
         heard ? std::to_string(std::max<int64_t>(silent_s, 0) / 3600) : "",
         !heard               ? ""
         : kiosk.clock_synced ? session.Say("已校准", "synced")
                              : session.Say("未校准", "not synced"),
         Monitors(session, kiosk)});
  }
  if (!session.json) table.Print(session.around.out);
}

ExitCode ReportKiosks(Session& session) {
  Kiosks kiosks;
  const ExitCode code =
      ForEachEntry(session, [&](const v1::Entry& entry) { kiosks.Add(entry); });
  if (code == ExitCode::kOk) {
    kiosks.Print(session, session.around.now_micros());
  }
  return code;
}

}  // namespace

void AddReportKiosks(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "kiosks",
              {"设备：缺失序号、静默时长、时钟和最近的监测值",
               "Kiosks: missing sequences, silence, clocks and last monitors"},
              "greenledger report kiosks --book 310101001001");
  DoInBook(*verb, session, [&session] { return ReportKiosks(session); });
}

}  // namespace greenledger::cli
