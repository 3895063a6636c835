// Rows of evidence: the same after a restart, and built again from the entries.
#include <gtest/gtest.h>

#include <random>

#include "services/ledger/rules/local_day.h"
#include "tests/services/evidence/evidence_world.h"
#include "tests/services/ledger/random_days.h"

namespace greenledger::evidence {
namespace {

constexpr uint64_t kHouseholds = 5;
constexpr int32_t kDays = 100;

// Random evidence of many days; some of it is refused.
class RandomEvidence {
 public:
  RandomEvidence(EvidenceWorld* world, uint64_t seed)
      : world_(world), random_(seed) {}

  void PlayOne() {
    switch (Pick(6)) {
      case 0:
        return Book(Activity(Household(), 2, 1 + uint32_t(Pick(200)), Day()));
      case 1:
        return Keep(&inspections_,
                    Inspection(Household(), By(), Score(), Day()));
      case 2:
        return Repeat();
      case 3:
        return Keep(&violations_, Violation(Household(), Day()));
      case 4:
        return Withdraw();
      default:
        return Sample();
    }
  }

 private:
  uint64_t Pick(uint64_t n) { return random_() % n; }
  uint64_t Household() { return 1 + Pick(kHouseholds); }
  uint32_t Score() { return static_cast<uint32_t>(Pick(1001)); }
  std::string By() { return std::string(1, static_cast<char>('A' + Pick(3))); }

  std::string Day() {
    const int32_t today = static_cast<int32_t>(
        (world_->points.Now() + 8 * points::kHourUs) / points::kDayUs);
    return "day: '" + rules::FormatDay(today - int32_t(Pick(70))) + "'";
  }

  void Book(const std::string& entry) { world_->Book(entry); }

  void Keep(std::vector<std::pair<uint64_t, std::string>>* kept,
            const std::string& entry) {
    const v1::CommandResult result = world_->Book(entry);
    if (points::IsAccepted(result)) {
      kept->emplace_back(result.first_index(), entry);
    }
  }

  void Repeat() {
    if (inspections_.empty()) return;
    const auto& [index, entry] = inspections_[Pick(inspections_.size())];
    std::string again = entry;
    again.insert(again.rfind('}'), "recheck_of: " + std::to_string(index));
    const size_t by = again.find("by: '") + 5;
    again[by] = By()[0];
    Book(again);
  }

  void Withdraw() {
    if (violations_.empty()) return;
    const auto& [index, entry] = violations_[Pick(violations_.size())];
    std::string again = entry;
    again.insert(again.rfind('}'), "withdraws: " + std::to_string(index));
    Book(again);
  }

  static std::string SeedOf(uint32_t number) {
    return std::string(32, static_cast<char>('a' + number));
  }

  void Sample() {
    const uint32_t number = 1 + uint32_t(Pick(20));
    Book(Commitment(
        number, SeedOf(number),
        Pick(2) == 0 ? "SAMPLE_FROM_HOUSEHOLDS" : "SAMPLE_FROM_INSPECTIONS",
        3));
    const uint32_t drawn = 1 + uint32_t(Pick(20));
    Book(Drawing(drawn, SeedOf(drawn)));
  }

  EvidenceWorld* world_;
  std::mt19937_64 random_;
  std::vector<std::pair<uint64_t, std::string>> inspections_;
  std::vector<std::pair<uint64_t, std::string>> violations_;
};

class EvidenceRowsTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(EvidenceRowsTest, AreTheSameHoweverTheyCameToBe) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  EvidenceWorld world(kHouseholds, /*rows_every=*/37);
  for (uint64_t number = 1; number <= kHouseholds; ++number) {
    world.AddMember(number, 2);
  }
  world.MustBook(Rules());
  world.MustBook("calendar_published { year: 2026 source: 'circular 7' }");
  RandomEvidence play(&world, GetParam());
  const auto rows = [&] { return ledger::RowsOf(&world.points.ledger); };
  for (int32_t day = 0; day < kDays; ++day) {
    for (int i = 0; i < 4; ++i) play.PlayOne();
    world.points.ledger.clock.Advance(points::kDayUs);
    if (day % 25 != 24) continue;
    const auto live = rows();
    world.Restart();
    EXPECT_EQ(rows(), live) << "rows and the entries after them";
  }
  const auto live = rows();
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
  world.Restart();
  EXPECT_EQ(rows(), live);
  world.Restart(/*rebuild=*/true);
  EXPECT_EQ(rows(), live) << "built again from all entries";
}

INSTANTIATE_TEST_SUITE_P(Seeds, EvidenceRowsTest,
                         ::testing::Range(uint64_t{1}, uint64_t{4}));

}  // namespace
}  // namespace greenledger::evidence
