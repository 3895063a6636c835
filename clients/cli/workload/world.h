// How large the generated worlds are.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_WORLD_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_WORLD_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenledger::workload {

// An estate, a community, a seed town.
enum class World { kEstate, kCommunity, kTown };

struct WorldSize {
  std::string_view letter;
  uint64_t communities;
  uint64_t households;
  uint64_t grids;
  uint64_t kiosks;
  // On a day whose weekday and month change nothing.
  uint64_t drops_per_day;
};

const WorldSize& SizeOf(World world);

// The world of `E`, `C` or `T`.
std::optional<World> ParseWorld(std::string_view letter);

// A real community.
struct CommunityName {
  uint64_t code = 0;
  std::string community;
  std::string street;
  std::string district;
};

// The 28 communities that ship (clients/cli/data/communities-tongan.csv), in
// the order of their codes.
const std::vector<CommunityName>& RealCommunities();

// Splits `total` in proportion to `weights` by the largest remainder (ties: the
// earlier one); the parts sum to `total`. REQUIRES: a weight above 0, total *
// sum of weights below 2^63.
std::vector<uint64_t> Apportion(uint64_t total,
                                std::span<const uint64_t> weights);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_WORLD_H_
