#include "clients/cli/oversight_text.h"

#include <fmt/format.h>

#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// Weight and pieces, as far as there are any.
std::string Amount(uint64_t grams, uint64_t pieces, Language language) {
  std::string text;
  if (grams > 0) text = Thousandths(grams) + " kg";
  if (pieces == 0) return text;
  if (!text.empty()) text += " ";
  return text + std::to_string(pieces) + In(language, {" 件", " pieces"});
}

std::string MissedText(const v1::ClearanceMissed& missed, Language language) {
  return fmt::format(
      fmt::runtime(In(language, {"设备 {} 投口 {}，时限 {} {}，清运单位 {}",
                                 "kiosk {} bin {}, due {} {}, collector {}"})),
      missed.kiosk_number(), missed.bin(),
      rules::FormatDay(static_cast<int32_t>(missed.day())),
      MinuteOfDay(missed.by_minute()), missed.collector_number());
}

std::string JudgedText(const v1::AnomalyJudged& judged, Language language) {
  return fmt::format(
      fmt::runtime(
          In(language, {"异常 {}：{}（{}：{}）", "anomaly {}: {} ({}: {})"})),
      judged.anomaly_index(), In(language, NameOf(judged.verdict())),
      judged.by(), judged.why());
}

std::string HandedOverText(const v1::MaterialHandedOver& material,
                           Language language) {
  return fmt::format(
      fmt::runtime(
          In(language, {"联单 {}：类别 {}，{}，清运单位 {} 交处理单位 {}",
                        "manifest {}: class {}, {}, collector {} to "
                        "processor {}"})),
      material.manifest(), material.class_code(),
      Amount(material.grams(), material.pieces(), language),
      material.collector_number(), material.processor_number());
}

std::string ReturnedText(const v1::MaterialReturned& material,
                         Language language) {
  return fmt::format(
      fmt::runtime(In(language, {"联单 {}：类别 {}，{}，制成 {} × {}",
                                 "manifest {}: class {}, {}, made {} x {}"})),
      material.manifest(), material.class_code(),
      Amount(material.used_grams(), material.used_pieces(), language),
      material.product(), material.product_pieces());
}

}  // namespace

std::string AnomalyText(const v1::AnomalyRaised& raised, Language language) {
  std::string text = fmt::format(
      "{}: {} {} ({})", raised.rule(), In(language, NameOf(raised.kind())),
      raised.found(), In(language, NameOf(raised.severity())));
  if (raised.kiosk_number() != 0) {
    text += fmt::format(fmt::runtime(In(language, {"，设备 {}", ", kiosk {}"})),
                        raised.kiosk_number());
  }
  if (raised.bin() != 0) {
    text += fmt::format(fmt::runtime(In(language, {" 投口 {}", " bin {}"})),
                        raised.bin());
  }
  return text;
}

std::string OversightDetail(const v1::Entry& entry, Language language) {
  switch (entry.body_case()) {
    case v1::Entry::kPartyOpened:
      return fmt::format(
          "{} {} {}", In(language, NameOf(entry.party_opened().kind())),
          entry.party_opened().number(), entry.party_opened().name());
    case v1::Entry::kCrewCardIssued:
      return fmt::format("{}: {}", entry.crew_card_issued().collector_number(),
                         ToHex(entry.crew_card_issued().card_hash()));
    case v1::Entry::kClearancePlanPublished:
      return entry.clearance_plan_published().version();
    case v1::Entry::kClearanceMissed:
      return MissedText(entry.clearance_missed(), language);
    case v1::Entry::kAnomalyRulesPublished:
      return entry.anomaly_rules_published().version();
    case v1::Entry::kAnomalyRaised:
      return AnomalyText(entry.anomaly_raised(), language);
    case v1::Entry::kAnomalyJudged:
      return JudgedText(entry.anomaly_judged(), language);
    case v1::Entry::kEntryReversed:
      return fmt::format(
          fmt::runtime(In(language, {"冲正条目 {}（{}：{}）",
                                     "reverses entry {} ({}: {})"})),
          entry.entry_reversed().reversed_index(), entry.entry_reversed().by(),
          entry.entry_reversed().why());
    case v1::Entry::kMaterialHandedOver:
      return HandedOverText(entry.material_handed_over(), language);
    case v1::Entry::kMaterialReturned:
      return ReturnedText(entry.material_returned(), language);
    default:
      return "";
  }
}

}  // namespace greenledger::cli
