#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAreArray;
using testing::FieldsOf;

struct TariffCase {
  const char* name;
  std::function<void(v1::Tariff&)> change;
  std::vector<std::string> fields;
};

void PrintTo(const TariffCase& row, std::ostream* out) { *out << row.name; }

class TariffCheckTest : public ::testing::TestWithParam<TariffCase> {};

TEST_P(TariffCheckTest, NamesEveryField) {
  v1::Tariff tariff = testing::SmallTariff();
  GetParam().change(tariff);
  EXPECT_THAT(FieldsOf(CheckTariff(tariff)),
              ElementsAreArray(GetParam().fields));
}

// A row that changes the line `index` of the small tariff.
TariffCase TariffLineCase(const char* name, int index,
                          std::function<void(v1::TariffLine&)> change,
                          std::vector<std::string> fields) {
  return {name,
          [index, change](v1::Tariff& tariff) {
            change(*tariff.mutable_lines(index));
          },
          std::move(fields)};
}

TariffCase InCampaign(const char* name,
                      std::function<void(v1::Campaign&)> change,
                      std::vector<std::string> fields) {
  return {
      name,
      [change](v1::Tariff& tariff) { change(*tariff.mutable_campaigns(0)); },
      std::move(fields)};
}

INSTANTIATE_TEST_SUITE_P(
    Head, TariffCheckTest,
    ::testing::Values(
        TariffCase{"good", [](v1::Tariff&) {}, {}},
        TariffCase{"empty",
                   [](v1::Tariff& tariff) { tariff.Clear(); },
                   {"version", "effective_from", "scheme", "lines",
                    "late_after_hours", "late_rule"}},
        TariffCase{"version with a blank",
                   [](v1::Tariff& tariff) { tariff.set_version("a b"); },
                   {"version"}},
        TariffCase{
            "long title",
            [](v1::Tariff& tariff) { tariff.set_title(std::string(121, 'x')); },
            {"title"}},
        TariffCase{
            "no such day",
            [](v1::Tariff& tariff) { tariff.set_effective_from("2026-06-31"); },
            {"effective_from"}},
        TariffCase{"no scheme",
                   [](v1::Tariff& tariff) { tariff.clear_scheme(); },
                   {"scheme"}},
        TariffCase{
            "merge window",
            [](v1::Tariff& tariff) { tariff.set_merge_window_minutes(121); },
            {"merge_window_minutes"}},
        TariffCase{
            "never late",
            [](v1::Tariff& tariff) { tariff.set_late_after_hours(1081); },
            {"late_after_hours"}},
        TariffCase{"always late",
                   [](v1::Tariff& tariff) { tariff.set_late_after_hours(0); },
                   {"late_after_hours"}},
        TariffCase{"no late rule",
                   [](v1::Tariff& tariff) { tariff.clear_late_rule(); },
                   {"late_rule"}},
        TariffCase{"unknown late rule",
                   [](v1::Tariff& tariff) {
                     tariff.set_late_rule(static_cast<v1::LateRule>(3));
                   },
                   {"late_rule"}},
        TariffCase{
            "poor is better",
            [](v1::Tariff& tariff) { tariff.set_poor_quality_permille(1001); },
            {"poor_quality_permille"}},
        TariffCase{"201 lines",
                   [](v1::Tariff& tariff) {
                     for (uint32_t code = 100; tariff.lines_size() <= 200;
                          ++code) {
                       *tariff.add_lines() = tariff.lines(0);
                       tariff.mutable_lines(tariff.lines_size() - 1)
                           ->set_class_code(code);
                     }
                   },
                   {"lines"}}));

INSTANTIATE_TEST_SUITE_P(
    Lines, TariffCheckTest,
    ::testing::Values(
        TariffLineCase("class 0", 0, [](auto& l) { l.set_class_code(0); },
                       {"lines[0].class_code"}),
        TariffLineCase("class twice", 2, [](auto& l) { l.set_class_code(1); },
                       {"lines[2].class_code"}),
        TariffLineCase("rates", 0,
                       [](auto& l) {
                         l.set_milli_points_per_kg(1'000'001);
                         l.set_milli_points_per_piece(1'000'001);
                         l.set_milli_merit_per_drop(UINT64_MAX);
                       },
                       {"lines[0].milli_points_per_kg",
                        "lines[0].milli_points_per_piece",
                        "lines[0].milli_merit_per_drop"}),
        TariffLineCase("highest rates", 0,
                       [](auto& l) {
                         l.set_milli_points_per_kg(1'000'000);
                         l.set_milli_points_per_piece(1'000'000);
                         l.set_milli_merit_per_drop(1'000'000);
                       },
                       {}),
        TariffLineCase("minimum above maximum", 0,
                       [](auto& l) { l.set_min_grams(50'001); },
                       {"lines[0].min_grams"}),
        TariffLineCase("minimum is maximum", 0,
                       [](auto& l) { l.set_min_grams(50'000); }, {}),
        TariffLineCase("no maximum", 0, [](auto& l) { l.clear_max_grams(); },
                       {"lines[0].max_grams"}),
        TariffLineCase("half a tonne and a gram", 0,
                       [](auto& l) { l.set_max_grams(500'001); },
                       {"lines[0].max_grams"}),
        TariffLineCase("too many pieces", 0,
                       [](auto& l) { l.set_max_pieces(10'001); },
                       {"lines[0].max_pieces"})));

INSTANTIATE_TEST_SUITE_P(
    Windows, TariffCheckTest,
    ::testing::Values(
        TariffLineCase("ends when it begins", 2,
                       [](auto& l) {
                         l.mutable_windows(0)->set_to_minute(420);
                       },
                       {"lines[2].windows[0].to_minute"}),
        TariffLineCase("after midnight", 2,
                       [](auto& l) {
                         l.mutable_windows(1)->set_to_minute(1441);
                       },
                       {"lines[2].windows[1].to_minute"}),
        TariffLineCase(
            "until midnight", 2,
            [](auto& l) { l.mutable_windows(1)->set_to_minute(1440); }, {}),
        TariffLineCase("begins at midnight's end", 2,
                       [](auto& l) {
                         l.mutable_windows(1)->set_from_minute(1440);
                       },
                       {"lines[2].windows[1].from_minute",
                        "lines[2].windows[1].to_minute"}),
        TariffLineCase("overlap", 2,
                       [](auto& l) {
                         l.mutable_windows(1)->set_from_minute(539);
                       },
                       {"lines[2].windows[1].from_minute"}),
        TariffLineCase(
            "touch", 2,
            [](auto& l) { l.mutable_windows(1)->set_from_minute(540); }, {}),
        TariffLineCase("out of order", 2,
                       [](auto& l) { l.mutable_windows()->SwapElements(0, 1); },
                       {"lines[2].windows[1].from_minute"}),
        TariffLineCase("nine", 2,
                       [](auto& l) {
                         l.clear_windows();
                         for (uint32_t i = 0; i < 9; ++i) {
                           l.add_windows()->set_from_minute(i);
                           l.mutable_windows(static_cast<int>(i))
                               ->set_to_minute(i + 1);
                         }
                       },
                       {"lines[2].windows"})));

INSTANTIATE_TEST_SUITE_P(
    Campaigns, TariffCheckTest,
    ::testing::Values(
        InCampaign("no name", [](auto& c) { c.clear_name(); },
                   {"campaigns[0].name"}),
        InCampaign("no days",
                   [](auto& c) {
                     c.clear_from_day();
                     c.set_to_day("tomorrow");
                   },
                   {"campaigns[0].from_day", "campaigns[0].to_day"}),
        InCampaign("ends before it begins",
                   [](auto& c) { c.set_to_day("2026-06-04"); },
                   {"campaigns[0].to_day"}),
        InCampaign("a class without a line",
                   [](auto& c) { c.set_class_code(11); },
                   {"campaigns[0].class_code"}),
        InCampaign("factors",
                   [](auto& c) {
                     c.set_points_permille(9001);
                     c.set_merit_permille(9001);
                   },
                   {"campaigns[0].points_permille",
                    "campaigns[0].merit_permille"}),
        TariffCase{"overlap on a day",
                   [](v1::Tariff& tariff) {
                     *tariff.add_campaigns() = tariff.campaigns(0);
                     tariff.mutable_campaigns(1)->set_from_day("2026-06-01");
                     tariff.mutable_campaigns(1)->set_to_day("2026-06-05");
                   },
                   {"campaigns[1].from_day"}},
        TariffCase{"one after the other",
                   [](v1::Tariff& tariff) {
                     *tariff.add_campaigns() = tariff.campaigns(0);
                     tariff.mutable_campaigns(1)->set_from_day("2026-06-07");
                     tariff.mutable_campaigns(1)->set_to_day("2026-06-07");
                   },
                   {}},
        TariffCase{"same days, other line",
                   [](v1::Tariff& tariff) {
                     *tariff.add_campaigns() = tariff.campaigns(0);
                     tariff.mutable_campaigns(1)->set_class_code(3);
                   },
                   {}},
        TariffCase{"51",
                   [](v1::Tariff& tariff) {
                     while (tariff.campaigns_size() < 51) {
                       *tariff.add_campaigns() = tariff.campaigns(0);
                       v1::Campaign& last = *tariff.mutable_campaigns(
                           tariff.campaigns_size() - 1);
                       const int year = 2030 + tariff.campaigns_size();
                       last.set_from_day(std::to_string(year) + "-06-05");
                       last.set_to_day(std::to_string(year) + "-06-05");
                     }
                   },
                   {"campaigns"}}));

}  // namespace
}  // namespace greenledger::rules
