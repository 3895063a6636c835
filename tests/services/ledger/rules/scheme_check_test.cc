#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::FieldsOf;

struct SchemeCase {
  const char* name;
  std::function<void(v1::Scheme&)> change;
  std::vector<std::string> fields;
};

void PrintTo(const SchemeCase& row, std::ostream* out) { *out << row.name; }

class SchemeCheckTest : public ::testing::TestWithParam<SchemeCase> {};

TEST_P(SchemeCheckTest, NamesEveryField) {
  v1::Scheme scheme = testing::SmallScheme();
  GetParam().change(scheme);
  EXPECT_THAT(FieldsOf(CheckScheme(scheme)),
              ElementsAreArray(GetParam().fields));
}

INSTANTIATE_TEST_SUITE_P(
    Head, SchemeCheckTest,
    ::testing::Values(
        SchemeCase{"good", [](v1::Scheme&) {}, {}},
        SchemeCase{
            "no version", [](auto& s) { s.clear_version(); }, {"version"}},
        SchemeCase{
            "capitals", [](auto& s) { s.set_version("A"); }, {"version"}},
        SchemeCase{"33 long",
                   [](auto& s) { s.set_version(std::string(33, 'a')); },
                   {"version"}},
        SchemeCase{"32 long",
                   [](auto& s) { s.set_version(std::string(32, 'a')); },
                   {}},
        SchemeCase{"no title", [](auto& s) { s.clear_title(); }, {}},
        SchemeCase{"long title",
                   [](auto& s) { s.set_title(std::string(121, 'a')); },
                   {"title"}},
        SchemeCase{"title in two lines",
                   [](auto& s) { s.set_title("a\nb"); },
                   {"title"}},
        SchemeCase{"no day",
                   [](auto& s) { s.clear_effective_from(); },
                   {"effective_from"}},
        SchemeCase{"no such day",
                   [](auto& s) { s.set_effective_from("2026-02-29"); },
                   {"effective_from"}},
        SchemeCase{
            "no classes", [](auto& s) { s.clear_classes(); }, {"classes"}}));

INSTANTIATE_TEST_SUITE_P(
    Classes, SchemeCheckTest,
    ::testing::Values(
        SchemeCase{"code 0",
                   [](auto& s) { s.mutable_classes(5)->set_code(0); },
                   {"classes[5].code"}},
        SchemeCase{"code 10000",
                   [](auto& s) { s.mutable_classes(5)->set_code(10000); },
                   {"classes[5].code"}},
        SchemeCase{"code twice",
                   [](auto& s) { s.mutable_classes(5)->set_code(2); },
                   {"classes[5].code"}},
        SchemeCase{"no parent of that code",
                   [](auto& s) { s.mutable_classes(2)->set_parent_code(9); },
                   {"classes[2].parent_code"}},
        SchemeCase{"parent comes later",
                   [](auto& s) { s.mutable_classes(2)->set_parent_code(3); },
                   {"classes[2].parent_code"}},
        SchemeCase{"its own parent",
                   [](auto& s) { s.mutable_classes(2)->set_parent_code(11); },
                   {"classes[2].parent_code"}},
        SchemeCase{"parent is a subtype",
                   [](auto& s) { s.mutable_classes(3)->set_parent_code(11); },
                   {"classes[3].parent_code"}},
        SchemeCase{"no names",
                   [](auto& s) {
                     s.mutable_classes(0)->clear_name_zh();
                     s.mutable_classes(0)->clear_name_en();
                   },
                   {"classes[0].name_zh", "classes[0].name_en"}},
        SchemeCase{"name not UTF-8",
                   [](auto& s) { s.mutable_classes(0)->set_name_zh("\xff"); },
                   {"classes[0].name_zh"}},
        SchemeCase{"61 bytes of name",
                   [](auto& s) {
                     s.mutable_classes(0)->set_name_en(std::string(61, 'a'));
                   },
                   {"classes[0].name_en"}},
        SchemeCase{"class without colour",
                   [](auto& s) { s.mutable_classes(0)->clear_colour(); },
                   {"classes[0].colour"}},
        SchemeCase{"colour by name",
                   [](auto& s) { s.mutable_classes(0)->set_colour("blue"); },
                   {"classes[0].colour"}},
        SchemeCase{"colour of no digits",
                   [](auto& s) { s.mutable_classes(0)->set_colour("#00ggff"); },
                   {"classes[0].colour"}},
        SchemeCase{"subtype with colour",
                   [](auto& s) { s.mutable_classes(2)->set_colour("#0000ff"); },
                   {"classes[2].colour"}},
        SchemeCase{"unknown measure",
                   [](auto& s) {
                     s.mutable_classes(0)->set_measure(
                         static_cast<v1::Measure>(9));
                   },
                   {"classes[0].measure"}}));

TEST(SchemeCheckTest, SaysWhatWasFoundAndWhatWouldBeRight) {
  v1::Scheme scheme = testing::SmallScheme();
  scheme.mutable_classes(0)->set_measure(static_cast<v1::Measure>(9));
  scheme.mutable_classes(5)->set_code(10000);
  EXPECT_THAT(
      CheckScheme(scheme),
      ElementsAre(common::Fault{"classes[0].measure", "9",
                                "MEASURE_UNSPECIFIED or MEASURE_WEIGHT or "
                                "MEASURE_PIECES or MEASURE_WEIGHT_AND_PIECES"},
                  common::Fault{"classes[5].code", "10000", "1 to 9999"}));
}

TEST(SchemeCheckTest, ListsAtMost200Faults) {
  v1::Scheme scheme = testing::SmallScheme();
  for (int i = 0; i < 300; ++i) scheme.add_classes();
  EXPECT_EQ(CheckScheme(scheme).size(), 200u);
}

}  // namespace
}  // namespace greenledger::rules
