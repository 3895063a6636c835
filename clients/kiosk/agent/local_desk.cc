#include "clients/kiosk/agent/local_desk.h"

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/cli/card_hash.h"
#include "clients/kiosk/agent/health.h"
#include "nlohmann/json.hpp"

namespace greenledger::kiosk {
namespace {

using nlohmann::json;

constexpr size_t kCardDigits = 32;

std::string Dump(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

// The fields of a request; remembers the first that is wrong.
class Fields {
 public:
  explicit Fields(const json& request) : request_(request) {}

  // nullopt if it is missing; it is wrong if it is no number from `low` to
  // `high`.
  std::optional<int64_t> Number(const char* name, int64_t low, int64_t high) {
    const auto at = request_.find(name);
    if (at == request_.end()) return std::nullopt;
    const bool fits =
        at->is_number_integer() &&
        (!at->is_number_unsigned() || at->get<uint64_t>() <= INT64_MAX) &&
        at->get<int64_t>() >= low && at->get<int64_t>() <= high;
    if (fits) return at->get<int64_t>();
    Wrong(name, std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
  }
  int64_t Needed(const char* name, int64_t low, int64_t high) {
    const auto number = Number(name, low, high);
    if (!number.has_value()) {
      Wrong(name, std::to_string(low) + " to " + std::to_string(high));
    }
    return number.value_or(low);
  }
  std::string Word(const char* name) const {
    const auto at = request_.find(name);
    return at != request_.end() && at->is_string() ? at->get<std::string>()
                                                   : "";
  }
  // The hash of `card` (32 hexadecimal digits) or of the number `card_number`.
  std::string Card(bool needed) {
    for (const char* name : {"card", "card_number"}) {
      const std::string digits = Word(name);
      if (digits.empty()) continue;
      if (digits.size() != kCardDigits ||
          digits.find_first_not_of("0123456789abcdefABCDEF") !=
              std::string::npos) {
        Wrong(name, "32 hexadecimal digits");
        return "";
      }
      const std::string bytes = absl::HexStringToBytes(digits);
      return name == std::string_view("card") ? bytes : cli::CardHash(bytes);
    }
    if (needed) Wrong("card", "32 hexadecimal digits");
    return "";
  }
  void Wrong(std::string_view name, std::string_view expected) {
    if (!wrong_.empty()) return;
    const auto at = request_.find(std::string(name));
    wrong_ = std::string(name) + ": " +
             (at == request_.end() ? "missing"
              : at->is_primitive() ? Dump(*at).substr(0, 60)
                                   : "not a plain value") +
             "; expected " + std::string(expected);
  }
  const std::string& wrong() const { return wrong_; }

 private:
  const json& request_;
  std::string wrong_;
};

json Refused(std::string_view error, std::string_view message) {
  return {{"ok", false}, {"error", error}, {"message", message}};
}

json Refused(const absl::Status& status) {
  const std::string message(status.message());
  if (absl::IsInvalidArgument(status)) return Refused("BAD_FIELD", message);
  if (absl::IsResourceExhausted(status)) return Refused("DISK_FULL", message);
  return Refused("JOURNAL_FAILED", message);
}

json Written(const absl::StatusOr<uint64_t>& sequence) {
  if (!sequence.ok()) return Refused(sequence.status());
  return {{"ok", true}, {"sequence", *sequence}};
}

v1::Quality ParseQuality(Fields& fields) {
  const std::string word = fields.Word("quality");
  if (word == "good") return v1::QUALITY_GOOD;
  if (word == "poor") return v1::QUALITY_POOR;
  if (word == "rejected") return v1::QUALITY_REJECTED;
  fields.Wrong("quality", "\"good\", \"poor\" or \"rejected\"");
  return v1::QUALITY_UNSPECIFIED;
}

v1::Drop ParseDrop(Fields& fields, bool card_needed) {
  v1::Drop drop;
  drop.set_card_hash(fields.Card(card_needed));
  drop.set_bin(static_cast<uint32_t>(fields.Needed("bin", 1, 999)));
  drop.set_class_code(static_cast<uint32_t>(fields.Needed("class", 1, 9999)));
  if (const auto grams = fields.Number("grams", 0, UINT32_MAX)) {
    drop.set_grams(static_cast<uint32_t>(*grams));
  }
  if (const auto pieces = fields.Number("pieces", 0, UINT32_MAX)) {
    drop.set_pieces(static_cast<uint32_t>(*pieces));
  }
  drop.set_quality(ParseQuality(fields));
  return drop;
}

json TakeDrop(Agent& agent, Fields& fields) {
  const v1::Drop drop = ParseDrop(fields, true);
  if (!fields.wrong().empty()) return Refused("BAD_FIELD", fields.wrong());
  const auto taken = agent.TakeDrop(drop);
  if (!taken.ok()) return Refused(taken.status());
  json answer = {{"ok", true}, {"sequence", taken->sequence}};
  if (taken->card_known.has_value()) answer["card_known"] = *taken->card_known;
  if (taken->milli_points.has_value()) {
    answer["milli_points"] = *taken->milli_points;
    answer["milli_merit"] = *taken->milli_merit;
  }
  if (!taken->claim_code.empty()) answer["claim_code"] = taken->claim_code;
  return answer;
}

json TakeClearance(Agent& agent, Fields& fields) {
  v1::Clearance clearance;
  clearance.set_bin(static_cast<uint32_t>(fields.Needed("bin", 1, 999)));
  clearance.set_class_code(
      static_cast<uint32_t>(fields.Needed("class", 1, 9999)));
  clearance.set_grams(
      static_cast<uint32_t>(fields.Needed("grams", 1, UINT32_MAX)));
  clearance.set_collector(
      static_cast<uint32_t>(fields.Needed("collector", 1, 1'000'000)));
  clearance.set_card_hash(fields.Card(false));
  if (!fields.wrong().empty()) return Refused("BAD_FIELD", fields.wrong());
  return Written(agent.TakeClearance(clearance));
}

json TakeScaleTest(Agent& agent, Fields& fields) {
  v1::ScaleTest test;
  test.set_bin(static_cast<uint32_t>(fields.Needed("bin", 1, 999)));
  test.set_reference_grams(
      static_cast<uint32_t>(fields.Needed("reference_grams", 0, UINT32_MAX)));
  test.set_measured_grams(
      static_cast<uint32_t>(fields.Needed("measured_grams", 0, UINT32_MAX)));
  if (!fields.wrong().empty()) return Refused("BAD_FIELD", fields.wrong());
  return Written(agent.TakeScaleTest(test));
}

json TakeMonitor(Agent& agent, Fields& fields) {
  constexpr std::pair<std::string_view, v1::MonitorKind> kKinds[] = {
      {"bin_fill", v1::MONITOR_KIND_BIN_FILL},
      {"scale_drift", v1::MONITOR_KIND_SCALE_DRIFT},
      {"door", v1::MONITOR_KIND_DOOR},
      {"temperature", v1::MONITOR_KIND_TEMPERATURE},
      {"voltage", v1::MONITOR_KIND_VOLTAGE}};
  v1::MonitorKind kind = v1::MONITOR_KIND_UNSPECIFIED;
  for (const auto& [name, value] : kKinds) {
    if (fields.Word("kind") == name) kind = value;
  }
  if (kind == v1::MONITOR_KIND_UNSPECIFIED) {
    fields.Wrong("kind", "bin_fill, scale_drift, door, temperature or voltage");
  }
  const auto bin =
      static_cast<uint32_t>(fields.Number("bin", 0, 999).value_or(0));
  const int64_t value = fields.Needed("value", -1'000'000, 1'000'000);
  if (!fields.wrong().empty()) return Refused("BAD_FIELD", fields.wrong());
  const auto told = agent.Measure(kind, bin, value);
  if (!told.ok()) return Refused(told.status());
  if (!told->has_value()) return {{"ok", true}};
  return {{"ok", true}, {"sequence", **told}};
}

json LookUpCard(Agent& agent, Fields& fields) {
  const std::string card = fields.Card(true);
  if (!fields.wrong().empty()) return Refused("BAD_FIELD", fields.wrong());
  json answer = {{"ok", true}};
  const auto known = agent.LookUpCard(card);
  if (known.has_value()) answer["card_known"] = *known;
  return answer;
}

// The price list for the screen.
json Price(Agent& agent) {
  const v1::GetKioskConfigResponse config = agent.config();
  if (config.tariff().version().empty()) {
    return Refused("NO_TARIFF", "no tariff was fetched yet");
  }
  json lines = json::array();
  for (const v1::TariffLine& line : config.tariff().lines()) {
    lines.push_back({{"class", line.class_code()},
                     {"milli_points_per_kg", line.milli_points_per_kg()},
                     {"milli_points_per_piece", line.milli_points_per_piece()},
                     {"milli_merit_per_drop", line.milli_merit_per_drop()},
                     {"min_grams", line.min_grams()}});
  }
  json bins = json::array();
  for (const v1::Bin& bin : config.kiosk().bins()) {
    bins.push_back({{"bin", bin.number()}, {"class", bin.class_code()}});
  }
  return {{"ok", true},
          {"tariff", config.tariff().version()},
          {"effective_from", config.tariff().effective_from()},
          {"next_tariff", config.next_tariff().version()},
          {"lines", lines},
          {"bins", bins}};
}

json Answer(Agent& agent, const json& request, bool* wants_receipts) {
  Fields fields(request);
  const std::string op = fields.Word("op");
  if (op == "drop") return TakeDrop(agent, fields);
  if (op == "clearance") return TakeClearance(agent, fields);
  if (op == "scale_test") return TakeScaleTest(agent, fields);
  if (op == "monitor") return TakeMonitor(agent, fields);
  if (op == "daily_close") return Written(agent.CloseDay());
  if (op == "lookup_card") return LookUpCard(agent, fields);
  if (op == "price") return Price(agent);
  if (op == "status") {
    json answer = json::parse(HealthJson(agent.status()), nullptr, false);
    answer["ok"] = true;
    return answer;
  }
  if (op == "receipts") {
    *wants_receipts = true;
    return {{"ok", true}};
  }
  fields.Wrong("op",
               "drop, clearance, scale_test, monitor, daily_close, status, "
               "lookup_card, price or receipts");
  return Refused("BAD_FIELD", fields.wrong());
}

}  // namespace

LocalAnswer AnswerLine(Agent& agent, std::string_view line) {
  const json request = json::parse(line.begin(), line.end(), nullptr, false);
  LocalAnswer answer;
  if (!request.is_object()) {
    answer.line = Dump(Refused("BAD_LINE", "not one JSON object on a line"));
    return answer;
  }
  json object = Answer(agent, request, &answer.wants_receipts);
  const auto id = request.find("id");
  if (id != request.end() && id->is_primitive()) object["id"] = *id;
  answer.line = Dump(object);
  return answer;
}

std::string ReceiptLine(const Receipt& receipt) {
  json object = {{"sequence", receipt.sequence},
                 {"booked", receipt.booked},
                 {"book", receipt.book},
                 {"index", receipt.index},
                 {"milli_points", receipt.milli_points},
                 {"milli_merit", receipt.milli_merit},
                 {"text", receipt.text}};
  if (!receipt.booked) {
    object["reason"] = v1::QuarantineReason_Name(receipt.quarantine_reason);
  }
  return Dump({{"receipt", object}});
}

}  // namespace greenledger::kiosk
