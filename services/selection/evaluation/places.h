// Who lives where, once all entries are folded.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_PLACES_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_PLACES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/selection/evaluation/folded.h"

namespace greenledger::evaluation {

// A grid, a building or the community.
struct PlaceFacts {
  // Its households that are not closed, as places in the register's list.
  std::vector<uint32_t> slots;
  uint64_t active = 0;
};

class Places {
 public:
  // `folded` must outlive this and not change.
  explicit Places(const Folded& folded);

  // 0 is the community; nobody lives in a place that is not known.
  const PlaceFacts& Of(uint64_t place) const;
  // Active households there that hold a title of that code.
  uint64_t Holders(uint64_t place, const std::string& title_code) const;

 private:
  void CountHolders(const std::string& title_code);

  const Folded& folded_;
  absl::flat_hash_map<uint64_t, PlaceFacts> facts_;
  // Title code -> place -> holders; of the codes that gates name.
  absl::flat_hash_map<std::string, absl::flat_hash_map<uint64_t, uint64_t>>
      holders_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_PLACES_H_
