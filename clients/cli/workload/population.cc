#include "clients/cli/workload/population.h"

#include <algorithm>
#include <string_view>

#include "storage/proof/sha256.h"

namespace greenledger::workload {
namespace {

using kiosk::Random;

// What a stream of random numbers is for.
constexpr uint64_t kSplitStream = 1;
constexpr uint64_t kHouseholdStream = 2;
constexpr uint64_t kKioskStream = 3;

constexpr uint64_t kBuildingHouseholds = 60;
constexpr uint64_t kTopUserTimesMean = 58;

// How much households take part, in thousandths of the mean: twenty equal parts
// of them from the idlest to the busiest.
constexpr std::array<uint64_t, 20> kPropensities = {
    20,  40,  60,  90,  130,  170,  220,  280,  350,  430,
    520, 630, 760, 900, 1080, 1300, 1600, 2050, 2900, 6470};

std::string RandomBytes(Random& random, size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    const uint64_t word = random.Next();
    for (int shift = 0; shift < 64; shift += 8) {
      bytes.push_back(static_cast<char>(word >> shift & 0xff));
    }
  }
  bytes.resize(size);
  return bytes;
}

void AddGrids(const CommunitySize& size, Community& community) {
  const std::vector<uint64_t> households = Apportion(
      size.households, std::vector<uint64_t>(size.grids, uint64_t{1}));
  for (uint64_t g = 0; g < size.grids; ++g) {
    Grid grid;
    grid.number = g + 1;
    const uint64_t buildings =
        std::max<uint64_t>(1, households[g] / kBuildingHouseholds);
    for (uint64_t b = 1; b <= buildings; ++b) {
      grid.buildings.push_back(grid.number * 1000 + b);
    }
    community.grids.push_back(std::move(grid));
  }
}

void AddPeople(Random& random, Household& household) {
  household.tenant = random.Chance(2500);
  household.active = !random.Chance(300);
  household.adults = static_cast<uint32_t>(random.Between(1, 3));
  if (household.adults > 1 && random.Chance(4500)) {
    household.minors = static_cast<uint32_t>(random.Between(1, 2));
  }
  const uint64_t share = random.Below(100);
  household.cards_working = share < 80 ? 1 : share < 96 ? 2 : 3;
  for (size_t i = 0; i < household.cards_working; ++i) {
    household.cards.push_back(RandomCard(random));
  }
}

// Household h of n lives in the part h / n of the grid's buildings.
void AddHouseholds(const CommunitySize& size, Random& random,
                   Community& community) {
  for (uint64_t h = 0; h < size.households; ++h) {
    Household household;
    household.number = h + 1;
    const uint64_t grid_place = h * size.grids;
    const Grid& grid = community.grids[grid_place / size.households];
    const uint64_t within = grid_place % size.households;
    household.building =
        grid.buildings[within * grid.buildings.size() / size.households];
    household.home_kiosk = h * size.kiosks / size.households;
    AddPeople(random, household);
    // The first household of a community has a blocked card in any case.
    if (h == 0 || random.Chance(100)) {
      household.cards.push_back(RandomCard(random));
      community.blocked_cards.push_back(household.cards.back());
    }
    community.households.push_back(std::move(household));
  }
}

void AddPropensities(const CommunitySize& size, Random& random,
                     Community& community) {
  std::vector<uint64_t> shares;
  uint64_t others = 0;
  for (size_t h = 0; h < community.households.size(); ++h) {
    shares.push_back(kPropensities[random.Below(kPropensities.size())]);
    others += shares.back();
  }
  if (size.has_top_user) {
    // x = 58 * (others + x) / households, solved for x.
    const size_t top = random.Below(shares.size());
    others -= shares[top];
    shares[top] =
        kTopUserTimesMean * others / (shares.size() - kTopUserTimesMean);
  }
  uint64_t sum = 0;
  for (const uint64_t share : shares) {
    sum += share;
    community.propensity_sums.push_back(sum);
  }
}

void AddKiosks(const CommunitySize& size, Random& random,
               Community& community) {
  for (uint64_t k = 0; k < size.kiosks; ++k) {
    KioskSite site;
    site.number = k + 1;
    site.grid = community.grids[k * size.grids / size.kiosks].number;
    site.seed = RandomBytes(random, 32);
    site.clock_synced = !random.Chance(800);
    site.clock_skew_us = site.clock_synced
                             ? random.Between(-1'500'000, 1'500'000)
                             : random.Between(-1'200'000'000, 1'200'000'000);
    community.kiosks.push_back(std::move(site));
  }
}

}  // namespace

kiosk::Random StreamOf(uint64_t seed, uint64_t book, uint64_t purpose) {
  uint64_t state = seed;
  state = kiosk::SplitMix64(state) ^ book;
  state = kiosk::SplitMix64(state) ^ purpose;
  return kiosk::Random(kiosk::SplitMix64(state));
}

CardHash RandomCard(Random& random) {
  const std::string card = RandomBytes(random, 16);
  const proof::Hash hash = proof::Sha256({"greenledger/card/v1\n", card});
  CardHash short_hash;
  std::copy_n(hash.begin(), short_hash.size(), short_hash.begin());
  return short_hash;
}

size_t DrawHousehold(const Community& community, Random& random) {
  const std::vector<uint64_t>& sums = community.propensity_sums;
  const uint64_t drawn = random.Below(sums.back());
  return static_cast<size_t>(std::upper_bound(sums.begin(), sums.end(), drawn) -
                             sums.begin());
}

std::vector<CommunitySize> SplitWorld(const WorldSize& size, uint64_t seed) {
  Random random = StreamOf(seed, 0, kSplitStream);
  std::vector<uint64_t> weights;
  for (uint64_t i = 0; i < size.communities; ++i) {
    weights.push_back(static_cast<uint64_t>(random.Between(300, 1700)));
  }
  const std::vector<uint64_t> households = Apportion(size.households, weights);
  const std::vector<uint64_t> grids = Apportion(size.grids, weights);
  const std::vector<uint64_t> kiosks = Apportion(size.kiosks, weights);
  std::vector<CommunitySize> parts;
  for (size_t i = 0; i < weights.size(); ++i) {
    parts.push_back({households[i], grids[i], kiosks[i], i == 0});
  }
  return parts;
}

Community MakeCommunity(const CommunityName& name, const CommunitySize& size,
                        uint64_t seed) {
  Community community;
  community.name = name;
  AddGrids(size, community);
  Random people = StreamOf(seed, name.code, kHouseholdStream);
  AddHouseholds(size, people, community);
  AddPropensities(size, people, community);
  Random machines = StreamOf(seed, name.code, kKioskStream);
  AddKiosks(size, machines, community);
  return community;
}

}  // namespace greenledger::workload
