// Corrections of tariffs on the command line.
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"
#include "tests/clients/cli/tariff_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

class CorrectionTest : public PointsTest {
 protected:
  Outcome Correct(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"tariff", "correct",
                                          WriteFile("tariff", kTariffText),
                                          "--to-day", "2026-01-31"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Do(std::move(arguments));
  }

  // A page in which one household changes.
  void AddPage(uint64_t household, uint64_t was, uint64_t now) {
    v1::CorrectionDifference* one =
        points.pages.emplace_back().add_differences();
    one->set_household_number(household);
    one->set_drops(2);
    one->set_was_milli_points(was);
    one->set_now_milli_points(now);
    one->set_written_off_milli_points(100);
  }
};

TEST_F(CorrectionTest, DryRunPrintsEveryPageAndTheTotals) {
  AddPage(12, 5000, 2500);
  points.pages.emplace_back();
  AddPage(13, 1000, 1500);
  const Outcome outcome = Correct({"--dry-run"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(outcome.out,
            "     household         drops   points were    points now"
            "    difference   merit diff.   written off\n"
            "            12             2             5           2.5"
            "          -2.5             0           0.1\n"
            "            13             2             1           1.5"
            "           0.5             0           0.1\n"
            "2 households, 4 drops: points 6 -> 4 (-2), merit 0 -> 0 (0); "
            "0.2 points spent already and kept\n");
  EXPECT_EQ(points.last, "");
}

TEST_F(CorrectionTest, DryRunForASpreadsheet) {
  AddPage(12, 5000, 2500);
  EXPECT_EQ(Correct({"--dry-run", "--csv"}).out,
            "household,drops,points were,points now,difference,merit diff.,"
            "written off\n12,2,5,2.5,-2.5,0,0.1\n");
}

TEST_F(CorrectionTest, DryRunSaysWhyItWouldBeRefused) {
  v1::Refusal* refusal = points.pages.emplace_back().add_refusals();
  refusal->set_field("correction.tariff");
  refusal->set_reason(v1::REFUSAL_REASON_CORRECTION_RUNS);
  refusal->set_value("4711");
  const Outcome outcome = Correct({"--dry-run"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("not complete yet (entry 4711)"));
}

TEST_F(CorrectionTest, IsWatchedUntilItIsComplete) {
  points.corrections.resize(3);
  points.corrections[2].set_complete(true);
  points.corrections[2].set_drops_changed(7);
  points.corrections[2].set_milli_points(-2000);
  const Outcome outcome = Correct({"--why", "2, not 20", "--by", "C-01"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(points.last, HasSubstr(R"(to_day: "2026-01-31")"));
  EXPECT_THAT(outcome.out, HasSubstr("complete, 7 drops changed, points -2"));
  EXPECT_EQ(slept, std::chrono::milliseconds(1000));
}

TEST_F(CorrectionTest, SaysHowFarOneIs) {
  points.corrections.resize(1);
  points.corrections[0].set_household(345);
  EXPECT_THAT(Do({"tariff", "correction", "4711"}).out,
              HasSubstr("at household 345"));
}

}  // namespace
}  // namespace greenledger::cli
