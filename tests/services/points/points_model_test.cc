// Random days of earning, holding, spending, expiring, correcting and
// reversing against a naive model, with restarts; everything is decided again
// by the verifier and adds up at every index.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/random_days.h"
#include "tests/services/points/points_world.h"
#include "tests/testing/seeds.h"

namespace greenledger::points {
namespace {

constexpr uint64_t kHouseholds = 4;

// One household as anybody would keep it on paper: parcels of points with the
// month in which they end, and what is held.
struct Paper {
  struct Parcel {
    int32_t last_day = 0;
    int64_t milli_points = 0;
  };
  std::vector<Parcel> parcels;  // free ones
  int64_t held = 0;

  int64_t Free() const {
    int64_t sum = 0;
    for (const Parcel& parcel : parcels) sum += parcel.milli_points;
    return sum;
  }
  void Add(int32_t last_day, int64_t milli_points) {
    parcels.push_back({last_day, milli_points});
  }
  // Takes the soonest to end first.
  std::vector<Parcel> Take(int64_t milli_points) {
    std::stable_sort(parcels.begin(), parcels.end(),
                     [](const Parcel& a, const Parcel& b) {
                       return a.last_day < b.last_day;
                     });
    std::vector<Parcel> taken;
    for (Parcel& parcel : parcels) {
      const int64_t part = std::min(parcel.milli_points, milli_points);
      if (part > 0) taken.push_back({parcel.last_day, part});
      parcel.milli_points -= part;
      milli_points -= part;
    }
    std::erase_if(parcels, [](const Parcel& p) { return p.milli_points == 0; });
    return taken;
  }
  int64_t Expire(int32_t today) {
    int64_t ended = 0;
    for (const Parcel& parcel : parcels) {
      if (parcel.last_day < today) ended += parcel.milli_points;
    }
    std::erase_if(parcels, [&](const Parcel& p) { return p.last_day < today; });
    return ended;
  }
};

struct PaperHold {
  uint64_t household = 0;
  int64_t milli_points = 0;
  int64_t expires_us = 0;
  std::vector<Paper::Parcel> parts;
};

class PointsModelTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  PointsModelTest() : random(GetParam()) {}

  uint64_t Pick(uint64_t n) { return random() % n; }
  uint64_t Someone() { return 1 + Pick(kHouseholds); }
  int32_t Today() const {
    return static_cast<int32_t>((world.Now() + 8 * kHourUs) / kDayUs);
  }
  int32_t LastDay() const { return rules::LastDay(RollingMonths(1), Today()); }

  void Earn() {
    const uint64_t household = Someone();
    const auto before =
        static_cast<int64_t>(world.Points(household).milli_points());
    const auto points = static_cast<uint32_t>(1 + Pick(8));
    earned.push_back({world.Earn(household, points), household});
    // The daily cap may cut it; that is other tests' business.
    const int64_t got =
        static_cast<int64_t>(world.Points(household).milli_points()) - before;
    ASSERT_GE(got, 0);
    earned_points[earned.back().first] = got;
    if (got > 0) paper[household].Add(LastDay(), got);
  }

  void Place() {
    const uint64_t household = Someone();
    const auto amount = static_cast<int64_t>(1 + Pick(12'000));
    const int64_t for_us = static_cast<int64_t>(1 + Pick(40)) * kDayUs;
    const v1::CommandResult result =
        world.Place(household, static_cast<uint64_t>(amount), for_us);
    ASSERT_EQ(IsAccepted(result), amount <= paper[household].Free());
    if (!IsAccepted(result)) return;
    holds[result.first_index()] = {household, amount, world.Now() + for_us,
                                   paper[household].Take(amount)};
    paper[household].held += amount;
  }

  void End(bool commit) {
    if (holds.empty()) return;
    auto at = std::next(holds.begin(),
                        static_cast<std::ptrdiff_t>(Pick(holds.size())));
    PaperHold& hold = at->second;
    const bool over = hold.expires_us < world.Now();
    if (commit) {
      const auto part = static_cast<int64_t>(
          Pick(2) == 0 ? 0
                       : 1 + Pick(static_cast<uint64_t>(hold.milli_points)));
      const v1::CommandResult result =
          world.Commit(at->first, static_cast<uint64_t>(part));
      ASSERT_EQ(IsAccepted(result), !over);
      if (over) return;
      int64_t spent = part == 0 ? hold.milli_points : part;
      for (Paper::Parcel& parcel : hold.parts) {
        const int64_t used = std::min(parcel.milli_points, spent);
        parcel.milli_points -= used;
        spent -= used;
      }
    } else {
      ASSERT_TRUE(IsAccepted(world.Void(at->first)));
    }
    GiveBack(hold);
    holds.erase(at);
  }

  void GiveBack(const PaperHold& hold) {
    Paper& of = paper[hold.household];
    of.held -= hold.milli_points;
    for (const Paper::Parcel& parcel : hold.parts) {
      if (parcel.milli_points > 0) of.Add(parcel.last_day, parcel.milli_points);
    }
  }

  void Adjust() {
    const uint64_t household = Someone();
    const int64_t amount = static_cast<int64_t>(Pick(10'000)) - 5000;
    const int64_t free = paper[household].Free();
    const bool fits = amount != 0 && -amount <= free;
    if (amount == 0) return;
    const v1::CommandResult proposal = world.Propose(household, amount);
    ASSERT_EQ(IsAccepted(proposal), fits);
    if (!fits) return;
    const bool approved = Pick(4) != 0;
    ASSERT_TRUE(IsAccepted(world.Decide(proposal.first_index(), approved)));
    if (!approved) return;
    if (amount > 0) paper[household].Add(LastDay(), amount);
    if (amount < 0) paper[household].Take(-amount);
  }

  void Reverse() {
    if (earned.empty()) return;
    const auto [index, household] = earned[Pick(earned.size())];
    const int64_t given = earned_points[index];
    const v1::CommandResult result = world.Reverse(index);
    const bool fits =
        !reversed.contains(index) && given <= paper[household].Free();
    ASSERT_EQ(IsAccepted(result), fits) << result.DebugString();
    if (!fits) return;
    reversed.insert(index);
    if (given > 0) paper[household].Take(given);
  }

  void PassTime() {
    world.ledger.clock.Advance(static_cast<int64_t>(Pick(12)) * kDayUs);
    world.Look();
    for (auto at = holds.begin(); at != holds.end();) {
      if (at->second.expires_us >= world.Now()) {
        ++at;
        continue;
      }
      GiveBack(at->second);
      at = holds.erase(at);
    }
    for (auto& [number, household] : paper) household.Expire(Today());
    // What came back into a lot that had ended goes at the next look.
    world.Look();
  }

  void Compare() {
    for (uint64_t n = 1; n <= kHouseholds; ++n) {
      const v1::GetPointsResponse points = world.Points(n);
      ASSERT_EQ(static_cast<int64_t>(points.milli_points()),
                paper[n].Free() + paper[n].held)
          << "household " << n;
      ASSERT_EQ(static_cast<int64_t>(points.held_milli_points()),
                paper[n].held);
      std::map<int32_t, int64_t> lots;
      for (const Paper::Parcel& parcel : paper[n].parcels) {
        lots[parcel.last_day] += parcel.milli_points;
      }
      ASSERT_EQ(static_cast<size_t>(points.lots_size()), lots.size());
      for (const v1::PointsLot& lot : points.lots()) {
        ASSERT_EQ(static_cast<int64_t>(lot.milli_points()),
                  lots[lot.last_day()]);
      }
    }
  }

  std::mt19937_64 random;
  PointsWorld world{{.households = kHouseholds,
                     .rows_every = 23,
                     .expiry = RollingMonths(1)}};
  std::map<uint64_t, Paper> paper;
  std::map<uint64_t, PaperHold> holds;
  std::vector<std::pair<uint64_t, uint64_t>> earned;  // entry, household
  std::map<uint64_t, int64_t> earned_points;
  std::set<uint64_t> reversed;
};

TEST_P(PointsModelTest, TheLedgerSaysWhatThePaperSays) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  const uint64_t steps = 250 * testing::SoakFactor();
  for (uint64_t i = 0; i < steps && !HasFatalFailure(); ++i) {
    switch (Pick(10)) {
      case 0:
      case 1:
      case 2:
        Earn();
        break;
      case 3:
      case 4:
        Place();
        break;
      case 5:
        End(/*commit=*/true);
        break;
      case 6:
        End(/*commit=*/false);
        break;
      case 7:
        Adjust();
        break;
      case 8:
        Reverse();
        break;
      default:
        PassTime();
        break;
    }
    if (Pick(40) == 0) world.Restart(Pick(3) == 0);
    if (!HasFatalFailure()) Compare();
  }
  verify::BookVerifier verifier(ledger::kBook);
  for (const v1::Entry& entry : world.Entries()) {
    const absl::Status checked = verifier.Add(entry.SerializeAsString());
    ASSERT_TRUE(checked.ok()) << checked;
    for (uint64_t n = 1; n <= kHouseholds; ++n) {
      ASSERT_GE(verifier.state().FreePoints(n), 0);
    }
  }
  const auto live = ledger::RowsOf(&world.ledger);
  EXPECT_EQ(ledger::RowsOf(verifier.state()), live) << "the verifier's fold";
}

INSTANTIATE_TEST_SUITE_P(Seeds, PointsModelTest,
                         ::testing::Range(uint64_t{1}, uint64_t{7}));

}  // namespace
}  // namespace greenledger::points
