// Documents for tests of the rules.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RULES_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RULES_TESTING_H_

#include <google/protobuf/text_format.h>

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/common/fault.h"
#include "services/ledger/rules/compiled_tariff.h"

namespace greenledger::rules::testing {

// The message that `text` is; a text that does not parse fails the test.
template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// Paper (11) and plastic (12) are recyclables (1); batteries (23) are
// hazardous (2), food (3) and rubble (5) have no subtypes.
inline v1::Scheme SmallScheme() {
  return FromText<v1::Scheme>(R"(
    version: "s1" title: "four classes" effective_from: "2026-01-01"
    classes { code: 1 name_zh: "可回收物" name_en: "Recyclable"
              colour: "#0000ff" measure: MEASURE_WEIGHT }
    classes { code: 2 name_zh: "有害垃圾" name_en: "Hazardous"
              colour: "#ff0000" }
    classes { code: 11 parent_code: 1 name_zh: "纸类" name_en: "Paper" }
    classes { code: 12 parent_code: 1 name_zh: "塑料" name_en: "Plastic"
              measure: MEASURE_PIECES }
    classes { code: 23 parent_code: 2 name_zh: "电池" name_en: "Batteries"
              measure: MEASURE_WEIGHT_AND_PIECES }
    classes { code: 3 name_zh: "厨余垃圾" name_en: "Food"
              colour: "#00ff00" measure: MEASURE_WEIGHT }
    classes { code: 5 name_zh: "建筑垃圾" name_en: "Rubble"
              colour: "#808080" measure: MEASURE_WEIGHT }
  )");
}

// Has a line for recyclables, batteries and food, none for plastic (rated as
// recyclable), hazardous or rubble.
inline v1::Tariff SmallTariff() {
  return FromText<v1::Tariff>(R"(
    version: "t1" title: "small" effective_from: "2026-01-01" scheme: "s1"
    lines { class_code: 1 milli_points_per_kg: 500 milli_points_per_piece: 5
            milli_merit_per_drop: 1000
            min_grams: 0 max_grams: 50000 max_pieces: 200 }
    lines { class_code: 23 milli_points_per_piece: 300
            milli_merit_per_drop: 333 max_grams: 5000 max_pieces: 50
            daily_cap_milli_points: 1000 daily_cap_merit_drops: 2 }
    lines { class_code: 3 milli_points_per_kg: 2000 milli_merit_per_drop: 1000
            min_grams: 100 max_grams: 20000
            windows { from_minute: 420 to_minute: 540 }
            windows { from_minute: 1080 to_minute: 1200 } }
    merge_window_minutes: 10 late_after_hours: 72
    late_rule: LATE_RULE_COUNT_WHEN_RECEIVED poor_quality_permille: 500
    campaigns { name: "World Environment Day" from_day: "2026-06-05"
                to_day: "2026-06-06" class_code: 23 points_permille: 2000
                merit_permille: 1500 }
  )");
}

// The fields that faults name, in order.
inline std::vector<std::string> FieldsOf(const common::Faults& faults) {
  std::vector<std::string> fields;
  for (const common::Fault& fault : faults) fields.push_back(fault.field);
  return fields;
}

inline CompiledTariff Compile(const v1::Tariff& tariff,
                              const v1::Scheme& scheme = SmallScheme()) {
  return CompiledTariff(tariff, scheme, 2);
}

}  // namespace greenledger::rules::testing

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_RULES_RULES_TESTING_H_
