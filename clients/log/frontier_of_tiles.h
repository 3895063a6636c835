// The right edge of an exported tree, read from its partial tiles.
#ifndef GREENLEDGER_CLIENTS_LOG_FRONTIER_OF_TILES_H_
#define GREENLEDGER_CLIENTS_LOG_FRONTIER_OF_TILES_H_

#include <cstdint>
#include <vector>

#include "storage/proof/frontier.h"
#include "storage/proof/sha256.h"

namespace greenledger::log {

// Levels of tiles that a tree of fewer than 2^64 leaves can have.
inline constexpr uint32_t kTileLevels = 8;

// Frontier of a tree of `size` leaves from the hashes of the partial tile on
// each level, level 0 first. REQUIRES: `partial` has kTileLevels elements or
// more, with HashesOnLevel(size, level) mod 256 hashes each.
proof::Frontier FrontierOfTiles(
    uint64_t size, const std::vector<std::vector<proof::Hash>>& partial);

}  // namespace greenledger::log

#endif  // GREENLEDGER_CLIENTS_LOG_FRONTIER_OF_TILES_H_
