#include "clients/cli/workload/weighbridge.h"

#include "clients/cli/workload/clearances.h"
#include "clients/cli/workload/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/local_day.h"
#include "tests/clients/workload/recount.h"
#include "tests/clients/workload/temp_folder.h"

namespace greenledger::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kClasses[] =
    "waste_type,class_code,means\n"
    "MSW,4,\n"
    "Organic,3,\n"
    "Mesuring,0,Measuring\n"
    "Polythyne,12,Polythene\n";

WeighbridgeDays Read(const std::string& rows,
                     const WeighbridgeRules& rules = {}) {
  const auto days = ReadWeighbridge(
      "area,ticket_date,waste_type,net_weight_kg\n" + rows, kClasses, rules);
  EXPECT_TRUE(days.ok()) << days.status();
  return *days;
}

// `<line> <FAULT>` of each note.
std::vector<std::string> Notes(const WeighbridgeDays& days) {
  std::vector<std::string> notes;
  for (const RowNote& note : days.notes) {
    notes.push_back(std::to_string(note.line) + " " +
                    std::string(RowFaultName(note.fault)));
  }
  return notes;
}

TEST(WeighbridgeTest, ListsWhatIsWrongByLine) {
  const WeighbridgeDays days = Read(
      "A,2015-02-30,MSW,10\n"
      "A,2015-03-20,MSW,-5\n"
      "A,2015-03-20,MSW,0.0\n"
      "A,2015-03-20,Ashes,10\n"
      "A,2015-03-20,Mesuring,10\n"
      "A,2015-03-20,Polythyne,10.5\n"
      "A,2015-03-20,MSW,20\n"
      "A,2015-03-20,MSW,30\n"
      "B,2015-03-20,MSW,30\n");
  EXPECT_THAT(
      Notes(days),
      ElementsAre("2 BAD_DATE", "3 BAD_WEIGHT", "4 ZERO_WEIGHT",
                  "5 UNKNOWN_TYPE", "6 LEFT_OUT", "7 MISSPELT", "9 DUPLICATE"));
  ASSERT_EQ(days.weighings.size(), 3);
  EXPECT_EQ(days.weighings[0].type, "Polythene");
  EXPECT_EQ(days.weighings[0].grams, 10'500);
  EXPECT_EQ(days.notes[0].detail, "`2015-02-30`, must be a day as YYYY-MM-DD");
}

TEST(WeighbridgeTest, SwapsDayAndMonthWhereTheFileDoes) {
  WeighbridgeRules rules;
  rules.swap_day_and_month = true;
  rules.years_not_swapped = {2016};
  const WeighbridgeDays days = Read(
      "A,2014-02-12,MSW,10\n"
      "A,2014-02-13,MSW,11\n"
      "A,2014-05-05,MSW,12\n"
      "A,2016-02-12,MSW,13\n",
      rules);
  EXPECT_THAT(Notes(days), ElementsAre("2 DAY_SWAPPED"));
  EXPECT_EQ(days.notes[0].detail, "2014-02-12 taken as 2014-12-02");
  std::vector<std::string> taken;
  for (const Weighing& weighing : days.weighings) {
    taken.push_back(rules::FormatDay(weighing.day));
  }
  EXPECT_THAT(taken, ElementsAre("2014-02-13", "2014-05-05", "2014-12-02",
                                 "2016-02-12"));
}

TEST(WeighbridgeTest, ListsDaysFarAboveTheMedianOfTheirType) {
  const std::string rows =
      "A,2015-03-13,MSW,100\n"
      "A,2015-03-14,MSW,120\n"
      "A,2015-03-15,MSW,961\n"
      "A,2015-03-15,Organic,9000\n";
  const WeighbridgeDays all = Read(rows);
  EXPECT_THAT(Notes(all), ElementsAre("4 OUTLIER"));
  EXPECT_EQ(all.weighings.size(), 4);
  WeighbridgeRules strict;
  strict.leave_out_outliers = true;
  EXPECT_EQ(Read(rows, strict).weighings.size(), 3);
}

TEST(WeighbridgeTest, RefusesATableOfOtherColumns) {
  const auto days = ReadWeighbridge("day,kg\n", kClasses, {});
  EXPECT_THAT(std::string(days.status().message()),
              HasSubstr("weighbridge, line 1: the header must be"));
}

class ClearancesTest : public ::testing::Test {
 protected:
  ClearancesOptions Shipped(const std::string& file) const {
    const std::string data = GREENLEDGER_DATA "/weighbridge/";
    ClearancesOptions options;
    options.weighbridge_file = data + file;
    options.classes_file = data + "classes.csv";
    options.rules.swap_day_and_month = true;
    options.community = RealCommunities()[0];
    return options;
  }

  TempFolder folder_;
};

TEST_F(ClearancesTest, ChecksBoralesgamuwa) {
  const auto result = RunClearances(Shipped("boralasgamuwa_uc_2012-2018.csv"));
  ASSERT_TRUE(result.ok()) << result.status();
  const WeighbridgeDays& days = result->days;
  EXPECT_EQ(days.Count(RowFault::kZeroWeight), 5);
  EXPECT_EQ(days.Count(RowFault::kDaySwapped), 1070);
  EXPECT_EQ(days.Count(RowFault::kDuplicate), 0);
  EXPECT_EQ(days.Count(RowFault::kOutlier), 2);
  EXPECT_EQ(result->counts.clearances, 2983);
  EXPECT_EQ(result->counts.clearance_grams, 66'213'580'000);
}

TEST_F(ClearancesTest, ChecksDehiwala) {
  ClearancesOptions options = Shipped("dehiwala_mc_2012-2018.csv");
  options.rules.years_not_swapped = {2015};
  const auto result = RunClearances(options);
  ASSERT_TRUE(result.ok()) << result.status();
  const WeighbridgeDays& days = result->days;
  EXPECT_EQ(days.Count(RowFault::kMisspeltType), 2);
  EXPECT_EQ(days.Count(RowFault::kZeroWeight), 0);
  EXPECT_EQ(days.Count(RowFault::kDaySwapped), 1150);
  EXPECT_EQ(days.Count(RowFault::kDuplicate), 0);
  EXPECT_EQ(days.Count(RowFault::kOutlier), 192);
  EXPECT_EQ(result->counts.clearances, 3583);
  EXPECT_EQ(result->counts.clearance_grams, 301'839'540'000);
}

TEST_F(ClearancesTest, WritesAFolderThatComesToTheSame) {
  ClearancesOptions options = Shipped("boralasgamuwa_uc_2012-2018.csv");
  options.from_day = "2017-03-01";
  options.to_day = "2017-03-31";
  options.folder = folder_ / "weighbridge";
  const auto result = RunClearances(options);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(Recount(options.folder, options.community.code), result->counts);
  const auto kiosks = AllRecords(options.folder, options.community.code);
  v1::Record first;
  ASSERT_TRUE(first.ParseFromString(kiosks.at(0).records.at(0)));
  // 17:00 in China.
  EXPECT_EQ(first.device_time_us(),
            (*rules::ParseDay("2017-03-01") * 24LL + 9) * 3'600'000'000);
}

TEST_F(ClearancesTest, SaysWhenNothingIsLeft) {
  ClearancesOptions options = Shipped("dehiwala_mc_2012-2018.csv");
  options.from_day = "2030-01-01";
  EXPECT_EQ(RunClearances(options).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace greenledger::workload
