// The catalogue on the command line.
#include <filesystem>

#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

using RewardTest = PointsTest;

constexpr char kSoap[] = R"(number: 3 kind: REWARD_KIND_REWARD
name_zh: "肥皂" name_en: "soap" milli_points: 3000 pick_up_hours: 72
places { place_number: 21 hours: "周一 9:00" })";

TEST_F(RewardTest, AFaultIsNamedWithItsLine) {
  const std::string good = WriteFile("good", kSoap);
  EXPECT_THAT(Do({"reward", "check", good}).out, HasSubstr("number 3 soap"));
  std::string text = kSoap;
  text.replace(text.find("3000"), 4, "0");
  const std::string bad = WriteFile("bad", text);
  const Outcome outcome = Do({"reward", "check", bad});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr(bad + ":2:"), HasSubstr("milli_points")));
}

TEST_F(RewardTest, AFaultOfAPlaceLiesWhereThePlaceDoes) {
  const std::string bad =
      WriteFile("bad", std::string(kSoap) + "\nplaces { place_number: 22 }");
  EXPECT_THAT(Do({"reward", "check", bad}).out,
              AllOf(HasSubstr(bad + ":4:"), HasSubstr("places[1].hours")));
}

TEST_F(RewardTest, IsPublishedWithItsPicture) {
  const std::string file = WriteFile("soap", kSoap);
  const std::string picture = WriteFile("picture", "\xFF\xD8\xFFjpeg");
  EXPECT_THAT(SentToRewards({"reward", "publish", file, "--picture", picture}),
              AllOf(HasSubstr("number: 3"), HasSubstr("jpeg")));
  const std::string large = WriteFile("large", std::string(40'001, 'x'));
  EXPECT_EQ(Do({"reward", "publish", file, "--picture", large}).code,
            ExitCode::kUsage);
}

TEST_F(RewardTest, ListShowsStocksAndWhatIsReserved) {
  EXPECT_THAT(Do({"reward", "list"}).out,
              AllOf(HasSubstr("place 21: 10 (4 reserved)"), HasSubstr("lamp")));
  language = "zh";
  EXPECT_THAT(Do({"reward", "list", "--household", "12"}).out,
              AllOf(HasSubstr("肥皂"), HasSubstr("已预留 4")));
}

TEST_F(RewardTest, APictureGoesToANewFile) {
  const std::string file = WriteFile("picture.jpg", "");
  EXPECT_EQ(Do({"reward", "picture", "3", "--out", file}).code,
            ExitCode::kRefused);
  rewards.picture.set_picture("jpeg");
  EXPECT_NE(Do({"reward", "picture", "3", "--out", file}).code, ExitCode::kOk);
  std::filesystem::remove(file);
  EXPECT_EQ(Do({"reward", "picture", "3", "--out", file}).code, ExitCode::kOk);
  EXPECT_EQ(std::filesystem::file_size(file), 4u);
}

}  // namespace
}  // namespace greenledger::cli
