// Every fault of OversightService's requests and of the documents a committee
// writes for it.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/tariff_text.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using testing::Command;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using testing::RequestCase;
using testing::TextRow;

class OversightCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(OversightCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Empty, OversightCheckTest,
    ::testing::Values(
        TextRow<v1::OpenPartiesRequest>("parties", "", {"header", "parties"}),
        TextRow<v1::IssueCrewCardRequest>("card", "", {"header", "card"}),
        TextRow<v1::PublishClearancePlanRequest>("plan", "",
                                                 {"header", "plan"}),
        TextRow<v1::PublishAnomalyRulesRequest>("rules", "",
                                                {"header", "rules"}),
        TextRow<v1::JudgeAnomalyRequest>("judge", "", {"header", "judged"}),
        TextRow<v1::ReverseEntryRequest>("reverse", "", {"header", "reversed"}),
        TextRow<v1::HandOverMaterialRequest>("hand over", "",
                                             {"header", "material"}),
        TextRow<v1::ReturnMaterialRequest>("return", "",
                                           {"header", "material"}),
        TextRow<v1::ListAnomaliesRequest>("list", "page_size: -1",
                                          {"book", "page_size"}),
        TextRow<v1::GetOversightRequest>("get", "", {"book"})));

INSTANTIATE_TEST_SUITE_P(
    Bodies, OversightCheckTest,
    ::testing::Values(
        Command<v1::OpenPartiesRequest>(
            "parties",
            "parties { kind: PARTY_KIND_COLLECTOR number: 1 name: 'a' } "
            "parties { kind: PARTY_KIND_PROCESSOR number: 1 name: 'b' } "
            "parties { kind: PARTY_KIND_COLLECTOR number: 1 name: 'c' } "
            "parties { number: 1000001 }",
            {"parties[2].number", "parties[3].kind", "parties[3].number",
             "parties[3].name"}),
        Command<v1::IssueCrewCardRequest>(
            "crew card", "card { card_hash: 'x' }",
            {"card.collector_number", "card.card_hash"}),
        Command<v1::JudgeAnomalyRequest>("judge", "judged { }",
                                         {"judged.verdict", "judged.by",
                                          "judged.why"}),
        Command<v1::ReverseEntryRequest>("reverse", "reversed { }",
                                         {"reversed.by", "reversed.why"}),
        Command<v1::HandOverMaterialRequest>(
            "hand over", "material { }",
            {"material.collector_number", "material.processor_number",
             "material.manifest", "material.class_code", "material.grams"}),
        Command<v1::HandOverMaterialRequest>(
            "hand over pieces alone",
            "material { collector_number: 1 processor_number: 2 "
            "manifest: 'm' class_code: 23 pieces: 100000001 }",
            {"material.pieces"}),
        Command<v1::ReturnMaterialRequest>(
            "return", "material { product_pieces: 1000001 }",
            {"material.processor_number", "material.manifest",
             "material.class_code", "material.used_grams", "material.product",
             "material.product_pieces"})));

TEST(ClearancePlanCheckTest, NamesEveryField) {
  const auto plan = FromText<v1::ClearancePlan>(R"(
    version: "Plan" effective_from: "2026-02-30"
    rules { by_minutes: 600 collector_number: 5 penalty: 1000 }
    rules { kiosk_number: 1000001 class_code: 10000 penalty: 1001 }
    rules { by_minutes: [0, 600, 600, 1441] collector_number: 5 })");
  EXPECT_THAT(FieldsOf(CheckClearancePlan(plan)),
              ElementsAre("version", "effective_from", "rules[1].kiosk_number",
                          "rules[1].class_code", "rules[1].by_minutes",
                          "rules[1].collector_number", "rules[1].penalty",
                          "rules[2].by_minutes[0]", "rules[2].by_minutes[2]",
                          "rules[2].by_minutes[3]"));
  EXPECT_THAT(FieldsOf(CheckClearancePlan(v1::ClearancePlan())),
              ElementsAre("version", "effective_from", "rules"));
}

TEST(AnomalyRulesCheckTest, NamesEveryField) {
  const auto rules = FromText<v1::AnomalyRules>(R"(
    version: "r1"
    rules { name: "a" kind: ANOMALY_KIND_CARD_RATE severity: SEVERITY_INFO
            limit: 3 window_minutes: 10080 }
    rules { name: "a" kind: ANOMALY_KIND_CLOCK_JUMP severity: SEVERITY_INFO
            limit: 3 window_minutes: 1 }
    rules { name: "b" kind: ANOMALY_KIND_CARD_RATE severity: SEVERITY_INFO
            limit: 1001 window_minutes: 10081 }
    rules { name: "c" kind: ANOMALY_KIND_COUNT_DIFFERENCE
            severity: SEVERITY_INFO limit: 2 }
    rules { name: "d" kind: ANOMALY_KIND_IDENTITY severity: SEVERITY_INFO
            limit: 1 }
    rules { })");
  EXPECT_THAT(
      FieldsOf(CheckAnomalyRules(rules)),
      ElementsAre("rules[1].window_minutes", "rules[1].name", "rules[2].limit",
                  "rules[2].window_minutes", "rules[3].limit",
                  "rules[4].window_minutes", "rules[5].name", "rules[5].kind",
                  "rules[5].severity", "rules[5].limit"));
  EXPECT_TRUE(
      CheckAnomalyRules(FromText<v1::AnomalyRules>("version: 'none'")).empty())
      << "no rules at all are rules";
}

TEST(OversightTextTest, FaultsHaveTheirLine) {
  const auto plan = ParseClearancePlanText(
      "version: \"p1\"\neffective_from: \"2026-06-05\"\n"
      "rules { by_minutes: 720\n        by_minutes: 600 collector_number: 5 }");
  ASSERT_EQ(plan.faults.size(), 1u);
  EXPECT_EQ(plan.faults[0].line, 4);
  EXPECT_EQ(plan.faults[0].fault.field, "rules[0].by_minutes[1]");
  const auto rules =
      ParseAnomalyRulesText("version: \"r1\"\nrules { limt: 3 }");
  ASSERT_EQ(rules.faults.size(), 1u);
  EXPECT_EQ(rules.faults[0].line, 2);
}

}  // namespace
}  // namespace greenledger::rules
