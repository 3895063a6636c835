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

struct Case {
  const char* name;
  std::function<void(v1::Tariff&)> change;
  std::vector<std::string> fields;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

class TariffSchemeCheckTest : public ::testing::TestWithParam<Case> {};

TEST_P(TariffSchemeCheckTest, NamesEveryField) {
  v1::Tariff tariff = testing::SmallTariff();
  GetParam().change(tariff);
  EXPECT_THAT(
      FieldsOf(CheckTariffAgainstScheme(tariff, testing::SmallScheme())),
      ElementsAreArray(GetParam().fields));
}

// A row that changes the line `index` of the small tariff.
Case Line(const char* name, int index,
          std::function<void(v1::TariffLine&)> change,
          std::vector<std::string> fields) {
  return {name,
          [index, change](v1::Tariff& tariff) {
            change(*tariff.mutable_lines(index));
          },
          std::move(fields)};
}

INSTANTIATE_TEST_SUITE_P(
    All, TariffSchemeCheckTest,
    ::testing::Values(
        Case{"good", [](v1::Tariff&) {}, {}},
        Case{
            "before the scheme holds",
            [](v1::Tariff& tariff) { tariff.set_effective_from("2025-12-31"); },
            {"effective_from"}},
        Case{"another scheme",
             [](v1::Tariff& tariff) { tariff.set_scheme("s2"); },
             {"scheme"}},
        Line("no such class", 2, [](auto& l) { l.set_class_code(4); },
             {"lines[2].class_code"}),
        Line("a rate per piece of what is weighed", 2,
             [](auto& l) { l.set_milli_points_per_piece(1); },
             {"lines[2].milli_points_per_piece"}),
        Line("no limit for what is counted", 1,
             [](auto& l) { l.clear_max_pieces(); }, {"lines[1].max_pieces"}),
        Line("no limit for what a subtype counts", 0,
             [](auto& l) { l.clear_max_pieces(); }, {"lines[0].max_pieces"}),
        Line("a minimum for what may come without a weight", 0,
             [](auto& l) { l.set_min_grams(1); }, {"lines[0].min_grams"}),
        Line("a rate by weight of what is only counted", 0,
             [](auto& l) { l.set_class_code(12); },
             {"lines[0].milli_points_per_kg"}),
        Case{"subtypes with lines of their own are theirs",
             [](v1::Tariff& tariff) {
               *tariff.add_lines() = tariff.lines(0);
               tariff.mutable_lines(3)->set_class_code(12);
               tariff.mutable_lines(3)->clear_milli_points_per_kg();
               tariff.mutable_lines(0)->clear_max_pieces();
               tariff.mutable_lines(0)->clear_milli_points_per_piece();
               tariff.mutable_lines(0)->set_min_grams(100);
             },
             {}},
        Case{"every fault of every line",
             [](v1::Tariff& tariff) {
               tariff.mutable_lines(0)->set_class_code(99);
               tariff.mutable_lines(1)->clear_max_pieces();
               tariff.mutable_lines(2)->set_milli_points_per_piece(5);
             },
             {"lines[0].class_code", "lines[1].max_pieces",
              "lines[2].milli_points_per_piece"}}));

}  // namespace
}  // namespace greenledger::rules
