#include "clients/cli/workload/world.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "clients/cli/workload/communities_csv.h"
#include "clients/cli/workload/csv.h"

namespace greenledger::workload {
namespace {

constexpr std::array<WorldSize, 3> kSizes = {
    {{"E", 1, 373, 2, 2, 350},
     {"C", 1, 3'100, 8, 14, 2'900},
     {"T", 28, 84'000, 201, 380, 77'000}}};

}  // namespace

const WorldSize& SizeOf(World world) {
  return kSizes[static_cast<size_t>(world)];
}

std::optional<World> ParseWorld(std::string_view letter) {
  for (size_t i = 0; i < kSizes.size(); ++i) {
    if (kSizes[i].letter == letter) return static_cast<World>(i);
  }
  return std::nullopt;
}

const std::vector<CommunityName>& RealCommunities() {
  static const auto& communities = *new std::vector<CommunityName>([] {
    const Table table =
        ParseTable(kCommunitiesCsv, kCommunitiesHeader, "communities").value();
    std::vector<CommunityName> names;
    for (const Row& row : table) {
      names.push_back(
          {row.Number(0).value(), row.cells[1], row.cells[2], row.cells[3]});
    }
    return names;
  }());
  return communities;
}

std::vector<uint64_t> Apportion(uint64_t total,
                                std::span<const uint64_t> weights) {
  const uint64_t sum =
      std::accumulate(weights.begin(), weights.end(), uint64_t{0});
  std::vector<uint64_t> parts;
  uint64_t given = 0;
  for (uint64_t weight : weights) {
    parts.push_back(total * weight / sum);
    given += parts.back();
  }
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return total * weights[a] % sum > total * weights[b] % sum;
  });
  for (size_t i = 0; given < total; ++i, ++given) ++parts[order[i]];
  return parts;
}

}  // namespace greenledger::workload
