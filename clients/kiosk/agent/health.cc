#include "clients/kiosk/agent/health.h"

#include "nlohmann/json.hpp"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

using nlohmann::json;

constexpr size_t kHealthBytesMax = 64 << 10;

template <typename Value>
void Read(const json& from, const char* name, Value* value) {
  const auto at = from.find(name);
  if (at == from.end()) return;
  if constexpr (std::is_same_v<Value, bool>) {
    if (at->is_boolean()) *value = at->get<bool>();
  } else if constexpr (std::is_same_v<Value, std::string>) {
    if (at->is_string()) *value = at->get<std::string>();
  } else {
    if (at->is_number_integer()) *value = at->get<Value>();
  }
}

json SyncJson(const SyncStatus& sync) {
  return {{"admission", v1::BootAdmission_Name(sync.admission)},
          {"problem", sync.problem},
          {"last_contact_us", sync.last_contact_us},
          {"clock_offset_us", sync.clock_offset_us},
          {"watermark", sync.watermark},
          {"booked", sync.booked},
          {"quarantined", sync.quarantined},
          {"calls", sync.calls},
          {"calls_failed", sync.calls_failed}};
}

SyncStatus ParseSync(const json& from) {
  SyncStatus sync;
  std::string admission;
  Read(from, "admission", &admission);
  if (!v1::BootAdmission_Parse(admission, &sync.admission)) {
    sync.admission = v1::BOOT_ADMISSION_UNSPECIFIED;
  }
  Read(from, "problem", &sync.problem);
  Read(from, "last_contact_us", &sync.last_contact_us);
  Read(from, "clock_offset_us", &sync.clock_offset_us);
  Read(from, "watermark", &sync.watermark);
  Read(from, "booked", &sync.booked);
  Read(from, "quarantined", &sync.quarantined);
  Read(from, "calls", &sync.calls);
  Read(from, "calls_failed", &sync.calls_failed);
  return sync;
}

}  // namespace

std::string HealthJson(const AgentStatus& status) {
  const json object = {{"book", status.book},
                       {"kiosk", status.kiosk},
                       {"incarnation", status.incarnation},
                       {"server", status.server},
                       {"software", status.software},
                       {"last_sequence", status.last_sequence},
                       {"acknowledged", status.acknowledged},
                       {"first_retained", status.first_retained},
                       {"journal_bytes", status.journal_bytes},
                       {"free_bytes", status.free_bytes},
                       {"takes_drops", status.takes_drops},
                       {"journal_problem", status.journal_problem},
                       {"journal_failed", status.journal_failed},
                       {"clock_synced", status.clock_synced},
                       {"now_us", status.now_us},
                       {"uptime_us", status.uptime_us},
                       {"tariff", status.tariff},
                       {"cards_known", status.cards_known},
                       {"list_version", status.list_version},
                       {"certificate_ends_us", status.certificate_ends_us},
                       {"sync", SyncJson(status.sync)}};
  // Text from elsewhere may be no UTF-8.
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

absl::StatusOr<AgentStatus> ParseHealth(const std::string& text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) {
    return absl::InvalidArgumentError("health.json: not a JSON object");
  }
  AgentStatus status;
  Read(object, "book", &status.book);
  Read(object, "kiosk", &status.kiosk);
  Read(object, "incarnation", &status.incarnation);
  Read(object, "server", &status.server);
  Read(object, "software", &status.software);
  Read(object, "last_sequence", &status.last_sequence);
  Read(object, "acknowledged", &status.acknowledged);
  Read(object, "first_retained", &status.first_retained);
  Read(object, "journal_bytes", &status.journal_bytes);
  Read(object, "free_bytes", &status.free_bytes);
  Read(object, "takes_drops", &status.takes_drops);
  Read(object, "journal_problem", &status.journal_problem);
  Read(object, "journal_failed", &status.journal_failed);
  Read(object, "clock_synced", &status.clock_synced);
  Read(object, "now_us", &status.now_us);
  Read(object, "uptime_us", &status.uptime_us);
  Read(object, "tariff", &status.tariff);
  Read(object, "cards_known", &status.cards_known);
  Read(object, "list_version", &status.list_version);
  Read(object, "certificate_ends_us", &status.certificate_ends_us);
  const auto sync = object.find("sync");
  if (sync != object.end() && sync->is_object()) status.sync = ParseSync(*sync);
  return status;
}

absl::Status WriteHealth(const std::string& folder, const AgentStatus& status) {
  return checkpoint::ReplaceFile(folder + "/health.json",
                                 HealthJson(status) + "\n", 0644);
}

absl::StatusOr<AgentStatus> ReadHealth(const std::string& folder) {
  const auto text =
      checkpoint::ReadFile(folder + "/health.json", kHealthBytesMax);
  if (!text.ok()) return text.status();
  return ParseHealth(*text);
}

}  // namespace greenledger::kiosk
