// Who lives in an invented community and where its kiosks stand.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_POPULATION_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_POPULATION_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/workload/world.h"
#include "clients/kiosk/random.h"

namespace greenledger::workload {

// 16 bytes, see v1::Drop.card_hash.
using CardHash = std::array<char, 16>;

struct Household {
  uint64_t number = 0;
  uint64_t building = 0;
  bool tenant = false;
  uint32_t adults = 1;
  uint32_t minors = 0;
  // Registered households have not been activated: their drops go to suspense.
  bool active = true;
  // 1 to 3 that work, and perhaps a blocked one after them.
  std::vector<CardHash> cards;
  size_t cards_working = 1;
  // Kiosk nearest to it, as place in Community::kiosks.
  size_t home_kiosk = 0;
};

struct Grid {
  uint64_t number = 0;
  std::vector<uint64_t> buildings;
};

struct KioskSite {
  uint64_t number = 0;
  uint64_t grid = 0;
  uint64_t incarnation = 1;
  // Of the Ed25519 key that its uploads are signed with, 32 bytes.
  std::string seed;
  // What its clock shows less the true time.
  int64_t clock_skew_us = 0;
  bool clock_synced = true;
};

struct Community {
  CommunityName name;
  std::vector<Grid> grids;
  std::vector<Household> households;
  std::vector<KioskSite> kiosks;
  // Blocked cards, each with a household.
  std::vector<CardHash> blocked_cards;
  // Sums of how much each household and those before it take part; the last is
  // below 2^32.
  std::vector<uint64_t> propensity_sums;
};

struct CommunitySize {
  uint64_t households = 0;
  uint64_t grids = 0;
  uint64_t kiosks = 0;
  // One household takes part 58 times as much as the mean.
  bool has_top_user = false;
};

// How a world is split into its communities. Depends on `seed` alone.
std::vector<CommunitySize> SplitWorld(const WorldSize& size, uint64_t seed);

// Depends on the arguments alone. REQUIRES: 1 kiosk and 1 grid at least, at
// most 60,000 households.
Community MakeCommunity(const CommunityName& name, const CommunitySize& size,
                        uint64_t seed);

// A stream of random numbers for one purpose in one community.
kiosk::Random StreamOf(uint64_t seed, uint64_t book, uint64_t purpose);

// A card nobody has.
CardHash RandomCard(kiosk::Random& random);

// A household drawn by how much it takes part, as place in the list.
size_t DrawHousehold(const Community& community, kiosk::Random& random);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_POPULATION_H_
