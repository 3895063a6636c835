#include "clients/cli/workload/rhythm.h"

#include "clients/cli/workload/files.h"
#include "clients/cli/workload/world.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::workload {
namespace {

using google::protobuf::Struct;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

const Struct& Member(const Struct& json, const std::string& name) {
  return json.fields().at(name).struct_value();
}

void ExpectFactor(const FoodFactor& ours, const Struct& theirs) {
  const auto permille =
      std::to_string(theirs.fields().at("drops_factor").number_value() * 1000);
  EXPECT_EQ(std::to_string(ours.drops_permille),
            permille.substr(0, permille.find('.')));
  EXPECT_EQ(
      ours.grams_per_drop,
      static_cast<uint64_t>(theirs.fields().at("g_per_drop").number_value()));
}

TEST(RhythmTest, FactorsAreThoseOfTheCalibration) {
  Struct json;
  const std::string text =
      ReadWholeFile(GREENLEDGER_DATA "/calibration.json").value();
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(text, &json).ok());
  const char* const weekdays[] = {"mon", "tue", "wed", "thu",
                                  "fri", "sat", "sun"};
  for (size_t i = 0; i < 7; ++i) {
    ExpectFactor(kFoodByWeekday[i],
                 Member(Member(json, "weekday"), weekdays[i]));
  }
  for (size_t i = 0; i < 12; ++i) {
    const std::string month = (i < 9 ? "0" : "") + std::to_string(i + 1);
    ExpectFactor(kFoodByMonth[i], Member(Member(json, "month"), month));
  }
}

TEST(RhythmTest, KnowsWeekdaysMonthsAndWeekends) {
  const Day sunday = DayOf(*rules::ParseDay("2026-03-01"));
  EXPECT_EQ(sunday.weekday, 6);
  EXPECT_EQ(sunday.month, 2);
  EXPECT_EQ(FoodOn(sunday).drops_permille, 1160 * 878 / 1000);
  const Day monday = DayOf(sunday.number + 1);
  EXPECT_EQ(RecyclablesPermille(sunday) / RecyclablesPermille(monday), 1);
  EXPECT_EQ((RecyclablesPermille(sunday) + 1) / RecyclablesPermille(monday), 2);
}

TEST(RhythmTest, WeightsKeepTheirMeanAndTheStepOfTheScale) {
  kiosk::Random random(3);
  uint64_t sum = 0;
  for (int i = 0; i < 20000; ++i) {
    const uint32_t grams = DrawGrams(1741, 50, random);
    EXPECT_EQ(grams % 50, 0);
    EXPECT_GE(grams, 50);
    sum += grams;
  }
  EXPECT_THAT(sum / 20000, AllOf(Ge(1700u), Le(1780u)));
}

TEST(RhythmTest, ThePeakMinuteIsThreeTimesTheWindowsMean) {
  kiosk::Random random(4);
  constexpr int64_t kTenMinutes = 600'000'000;
  constexpr int64_t kPeak = 8 * 3'600'000'000 - kTenMinutes / 2;
  uint64_t window = 0;
  uint64_t peak = 0;
  for (int i = 0; i < 200'000; ++i) {
    const int64_t time = DrawFoodTime(random);
    window += time / 3'600'000'000 == 7 || time / 3'600'000'000 == 8;
    peak += time >= kPeak && time < kPeak + kTenMinutes;
  }
  // Ten minutes of 120, around the peak of the triangle.
  EXPECT_THAT(peak * 12 * 100 / window, AllOf(Ge(255u), Le(295u)));
}

TEST(ApportionTest, PartsSumToTheTotal) {
  const std::vector<uint64_t> weights = {3, 3, 3, 1};
  EXPECT_THAT(Apportion(10, weights), ::testing::ElementsAre(3, 3, 3, 1));
  EXPECT_THAT(Apportion(11, weights), ::testing::ElementsAre(4, 3, 3, 1));
  EXPECT_THAT(Apportion(1, weights), ::testing::ElementsAre(1, 0, 0, 0));
}

TEST(RealCommunitiesTest, AreThoseOfThreeStreets) {
  const std::vector<CommunityName>& all = RealCommunities();
  ASSERT_EQ(all.size(), 28);
  EXPECT_EQ(all[0].code, 350212002001);
  EXPECT_EQ(all[0].community, "西溪社区居委会");
  EXPECT_EQ(all[27].street, "新美街道");
}

}  // namespace
}  // namespace greenledger::workload
