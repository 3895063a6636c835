// Every fault of a campaign's rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/ledger/rules/document_check.h"
#include "tests/services/ledger/rules/rules_testing.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using ::testing::IsEmpty;

struct Spoilt {
  const char* name;
  std::function<void(v1::CampaignRule&)> spoil;
  std::vector<std::string> fields;
};

void PrintTo(const Spoilt& spoilt, std::ostream* out) { *out << spoilt.name; }

// The rule with what that text says besides.
std::function<void(v1::CampaignRule&)> With(const char* text) {
  return [text](v1::CampaignRule& rule) {
    rule.MergeFrom(FromText<v1::CampaignRule>(text));
  };
}

class CampaignCheckTest : public ::testing::TestWithParam<Spoilt> {};

TEST_P(CampaignCheckTest, NamesTheField) {
  v1::CampaignRule rule = VisitedRule();
  GetParam().spoil(rule);
  EXPECT_THAT(FieldsOf(CheckCampaignRule(rule)),
              ElementsAreArray(GetParam().fields));
}

TEST(CampaignRuleTest, GoodOnesHaveNoFaults) {
  EXPECT_THAT(FieldsOf(CheckCampaignRule(HonourRule())), IsEmpty());
  EXPECT_THAT(FieldsOf(CheckCampaignRule(VisitedRule())), IsEmpty());
  EXPECT_THAT(FieldsOf(CheckCampaignRule(StreetRule())), IsEmpty());
  v1::CampaignRule rule = HonourRule();
  rule.MergeFrom(FromText<v1::CampaignRule>(R"(
    gates { kind: GATE_KIND_MEASURE measure: STANDING_MEASURE_CLASS_DROPS
            class_code: 2 least: 2 }
    gates { kind: GATE_KIND_REGISTERED_DAYS least: 180 }
    gates { kind: GATE_KIND_ACTIVE }
    gates { kind: GATE_KIND_OCCUPANCY least: 1000 }
    gates { kind: GATE_KIND_TITLE_SHARE least: 100 title_code: "green-2025" }
    gates { kind: GATE_KIND_TITLE least: 5 title_code: "green" }
    vetoes { kind: VETO_KIND_VIOLATION }
    vetoes { kind: VETO_KIND_REJECTED most: 3 }
    vetoes { kind: VETO_KIND_INSPECTION least_score_permille: 600 }
    tie_breaks: TIE_BREAK_EARLIER tie_breaks: TIE_BREAK_DRAW
    draw_seed_digest: "01234567890123456789012345678901"
    phases { title: "first" from_day: "2026-03-01" to_day: "2026-03-01" }
  )"));
  EXPECT_THAT(FieldsOf(CheckCampaignRule(rule)), IsEmpty());
}

TEST(CampaignRuleTest, AnEmptyOneMissesWhatItNeeds) {
  EXPECT_THAT(
      FieldsOf(CheckCampaignRule(v1::CampaignRule())),
      ElementsAreArray({"number", "title_code", "title_zh", "title_en", "level",
                        "layer", "contestants", "from_day", "to_day",
                        "reviewers", "notice", "term", "by"}));
}

std::string NameOf(const ::testing::TestParamInfo<Spoilt>& row) {
  return row.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Names, CampaignCheckTest,
    ::testing::Values(
        Spoilt{"Number", With("number: 10000"), {"number"}},
        Spoilt{"CodeWithADot", With("title_code: 'a.b'"), {"title_code"}},
        Spoilt{"LongTitle",
               [](auto& rule) { rule.set_title_zh(std::string(61, 'x')); },
               {"title_zh"}},
        Spoilt{"ALevelAbove",
               With("level: TITLE_LEVEL_CITY"),
               {"from_nominations", "prizes"}},
        Spoilt{"Nominations",
               With("from_nominations: true"),
               {"from_nominations", "measures[0].measure"}},
        Spoilt{"NoDay", With("to_day: '2026-02-29'"), {"to_day"}},
        Spoilt{"DaysTurnedRound", With("to_day: '2026-02-28'"), {"to_day"}},
        Spoilt{"TooLong", With("to_day: '2029-03-06'"), {"to_day"}},
        Spoilt{"Reviewer", With("reviewers: 1"), {"reviewers"}},
        Spoilt{"Phases",
               With("phases { title: '' from_day: '2026-03-02' "
                    "to_day: '2026-03-01' }"),
               {"phases[0].title", "phases[0].to_day"}},
        Spoilt{"By", [](auto& rule) { rule.clear_by(); }, {"by"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Counts, CampaignCheckTest,
    ::testing::Values(
        Spoilt{"AGateOfNothing",
               With("gates { }"),
               {"gates[0].kind", "gates[0].least"}},
        Spoilt{"AGateWithoutAClass",
               With("gates { kind: GATE_KIND_MEASURE least: 1 "
                    "measure: STANDING_MEASURE_GRAMS }"),
               {"gates[0].class_code"}},
        Spoilt{"AGateWithAClassTooMany",
               With("gates { kind: GATE_KIND_MEASURE least: 1 class_code: 2 "
                    "measure: STANDING_MEASURE_DROPS }"),
               {"gates[0].class_code"}},
        Spoilt{"AGateByNomination",
               With("gates { kind: GATE_KIND_MEASURE least: 1 "
                    "measure: STANDING_MEASURE_NOMINATION }"),
               {"gates[0].measure"}},
        Spoilt{"AGateThatNobodyPasses",
               With("gates { kind: GATE_KIND_OCCUPANCY least: 1001 "
                    "measure: STANDING_MEASURE_DROPS title_code: 'x' }"),
               {"gates[0].measure", "gates[0].least", "gates[0].title_code"}},
        Spoilt{"ATitleGateWithoutATitle",
               With("gates { kind: GATE_KIND_TITLE least: 6 }"),
               {"gates[0].least", "gates[0].title_code"}},
        Spoilt{"VetoesWithWhatIsOfAnother",
               With("vetoes { kind: VETO_KIND_PENALTY most: 1 } "
                    "vetoes { kind: VETO_KIND_INSPECTION } vetoes { }"),
               {"vetoes[0].most", "vetoes[1].least_score_permille",
                "vetoes[2].kind"}},
        Spoilt{
            "WeightsAboveAThousand",
            With("measures { measure: STANDING_MEASURE_PURITY per_head: true "
                 "weight_permille: 1 scaling: SCALING_FULL_AT }"),
            {"measures[1].full_at", "measures[1].per_head", "measures"}},
        Spoilt{"NoMeasure",
               [](auto& rule) { rule.clear_measures(); },
               {"measures"}},
        Spoilt{"AStandardWithAQuota",
               With("layer: CAMPAIGN_LAYER_STANDARD"),
               {"measures", "quota"}},
        Spoilt{"NoQuota", [](auto& rule) { rule.clear_quota(); }, {"quota"}},
        Spoilt{"SeatsAndAShare",
               With("quota { share_permille: 10 }"),
               {"quota.share_permille"}},
        Spoilt{"NoSeats",
               [](auto& rule) { rule.mutable_quota()->set_seats(0); },
               {"quota.share_permille"}},
        Spoilt{"ARemainderOfTheWhole",
               With("quota { remainder: REMAINDER_RULE_BEST }"),
               {"quota.remainder"}},
        Spoilt{"NoRemainderRule",
               With("quota { scope: QUOTA_SCOPE_GRID }"),
               {"quota.remainder"}},
        Spoilt{"SeatsOfBooks",
               With("quota { scope: QUOTA_SCOPE_BOOK "
                    "remainder: REMAINDER_RULE_BEST }"),
               {"quota.scope"}},
        Spoilt{"ATieBreakTwice",
               With("tie_breaks: TIE_BREAK_EARLIER "
                    "tie_breaks: TIE_BREAK_EARLIER"),
               {"tie_breaks[1]"}},
        Spoilt{"ADrawWithoutASeed",
               With("tie_breaks: TIE_BREAK_DRAW"),
               {"draw_seed_digest"}},
        Spoilt{
            "ASeedWithoutADraw",
            [](auto& rule) { rule.set_draw_seed_digest(std::string(32, 'x')); },
            {"draw_seed_digest"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Ends, CampaignCheckTest,
    ::testing::Values(
        Spoilt{"OnSite",
               With("on_site { weight_permille: 1001 visited_permille: 999 "
                    "evidence: EVIDENCE_KIND_HEARING "
                    "least_score_permille: 1001 }"),
               {"on_site.weight_permille", "on_site.visited_permille",
                "on_site.evidence[2]", "on_site.least_score_permille"}},
        Spoilt{"NoNotice", [](auto& rule) { rule.clear_notice(); }, {"notice"}},
        Spoilt{"Notice",
               [](auto& rule) {
                 *rule.mutable_notice() =
                     FromText<v1::NoticeRule>("days: 61 extension_days: 61");
               },
               {"notice.days", "notice.count", "notice.answer_days",
                "notice.extension_days"}},
        Spoilt{"PrizesOverlap",
               With("prizes { from_rank: 2 to_rank: 1 }"),
               {"prizes[2].from_rank", "prizes[2].to_rank",
                "prizes[2].milli_points"}},
        Spoilt{"PrizesOfABuilding",
               With("contestants: CONTESTANT_KIND_BUILDING"),
               {"prizes"}},
        Spoilt{"PrizesWithoutABudget",
               [](auto& rule) { rule.clear_budget_number(); },
               {"budget_number"}},
        Spoilt{"ABudgetWithoutPrizes",
               [](auto& rule) { rule.clear_prizes(); },
               {"budget_number"}},
        Spoilt{"NoTerm", [](auto& rule) { rule.clear_term(); }, {"term"}},
        Spoilt{"Term",
               [](auto& rule) {
                 *rule.mutable_term() = FromText<v1::TitleTerm>(
                     "months: 121 barred_months: 121 row_flagged: 1");
               },
               {"term.months", "term.check_months", "term.barred_months",
                "term.row_flagged"}}),
    NameOf);

TEST(CampaignRuleTest, SeatsAreCountedWhereContestantsLie) {
  v1::CampaignRule rule = HonourRule();
  rule.clear_prizes();
  rule.clear_budget_number();
  rule.mutable_quota()->set_remainder(v1::REMAINDER_RULE_LARGEST);
  const auto sound = [&](v1::ContestantKind kind, v1::QuotaScope scope) {
    rule.set_contestants(kind);
    rule.mutable_quota()->set_scope(scope);
    return CheckCampaignRule(rule).empty();
  };
  EXPECT_TRUE(sound(v1::CONTESTANT_KIND_PERSON, v1::QUOTA_SCOPE_BUILDING));
  EXPECT_TRUE(sound(v1::CONTESTANT_KIND_BUILDING, v1::QUOTA_SCOPE_BUILDING));
  EXPECT_TRUE(sound(v1::CONTESTANT_KIND_GRID, v1::QUOTA_SCOPE_GRID));
  EXPECT_FALSE(sound(v1::CONTESTANT_KIND_GRID, v1::QUOTA_SCOPE_BUILDING));
  EXPECT_FALSE(sound(v1::CONTESTANT_KIND_COMMUNITY, v1::QUOTA_SCOPE_GRID));
}

TEST(CampaignRuleTest, TheLongestListsAreBounded) {
  v1::CampaignRule rule = HonourRule();
  for (int i = 0; i < 300; ++i) {
    rule.add_gates();
    rule.add_vetoes();
    rule.add_measures();
    rule.add_tie_breaks(v1::TIE_BREAK_EARLIER);
    rule.add_prizes();
    rule.add_phases();
  }
  const std::vector<std::string> fields = FieldsOf(CheckCampaignRule(rule));
  EXPECT_LE(fields.size(), kFaultsMax);
  EXPECT_THAT(fields, ::testing::Contains("gates"));
}

}  // namespace
}  // namespace greenledger::rules
