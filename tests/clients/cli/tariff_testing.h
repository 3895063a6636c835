// A small scheme and tariff for tests of what people read.
#ifndef GREENLEDGER_TESTS_CLIENTS_CLI_TARIFF_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_CLI_TARIFF_TESTING_H_

#include <string>

#include "services/ledger/rules/tariff_text.h"

namespace greenledger::cli {

inline constexpr char kSchemeText[] = R"(
version: "s1" title: "四分类" effective_from: "2026-01-01"
classes { code: 1 name_zh: "可回收物" name_en: "Recyclables"
  colour: "#0000ff" measure: MEASURE_WEIGHT }
classes { code: 2 name_zh: "有害垃圾" name_en: "Hazardous waste"
  colour: "#ff0000" measure: MEASURE_WEIGHT_AND_PIECES }
classes { code: 3 name_zh: "厨余垃圾" name_en: "Food waste"
  colour: "#00ff00" measure: MEASURE_WEIGHT }
)";

inline constexpr char kTariffText[] = R"(
version: "t1" title: "2026 价目表" effective_from: "2026-01-01" scheme: "s1"
lines { class_code: 3 milli_points_per_kg: 2000 milli_merit_per_drop: 1000
  min_grams: 100 max_grams: 20000 daily_cap_milli_points: 10000
  daily_cap_merit_drops: 2
  windows { from_minute: 390 to_minute: 540 }
  windows { from_minute: 1080 to_minute: 1230 } }
lines { class_code: 2 milli_points_per_kg: 500 milli_points_per_piece: 1500
  milli_merit_per_drop: 500 max_grams: 5000 max_pieces: 100 }
merge_window_minutes: 30 late_after_hours: 72
late_rule: LATE_RULE_COUNT_WHEN_RECEIVED poor_quality_permille: 500
campaigns { name: "五月双倍" from_day: "2026-05-01" to_day: "2026-05-07"
  class_code: 3 points_permille: 2000 merit_permille: 1000 }
)";

inline v1::Scheme TestScheme() {
  return rules::ParseSchemeText(kSchemeText).document;
}

inline v1::Tariff TestTariff() {
  v1::Scheme scheme = TestScheme();
  return rules::ParseTariffText(kTariffText, &scheme).document;
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_TESTS_CLIENTS_CLI_TARIFF_TESTING_H_
