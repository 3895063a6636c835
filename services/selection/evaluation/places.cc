#include "services/selection/evaluation/places.h"

namespace greenledger::evaluation {
namespace {

template <typename OnPlace>
void ForEachPlace(const ranking::Resident& resident, OnPlace place) {
  if (resident.building != 0) place(resident.building);
  if (resident.grid != 0) place(resident.grid);
  place(0);
}

}  // namespace

Places::Places(const Folded& folded) : folded_(folded) {
  const std::vector<ranking::Resident>& residents =
      folded.residents().residents();
  for (uint32_t slot = 0; slot < residents.size(); ++slot) {
    const ranking::Resident& one = residents[slot];
    if (one.state == v1::HOUSEHOLD_STATE_CLOSED) continue;
    ForEachPlace(one, [&](uint64_t place) {
      PlaceFacts& facts = facts_[place];
      facts.slots.push_back(slot);
      facts.active += one.active() ? 1 : 0;
    });
  }
  for (const v1::Gate& gate : folded.rule().gates()) {
    if (gate.kind() == v1::GATE_KIND_TITLE_SHARE) {
      CountHolders(gate.title_code());
    }
  }
}

void Places::CountHolders(const std::string& title_code) {
  auto& holders = holders_[title_code];
  holders.clear();
  for (const uint64_t household :
       folded_.titles().HouseholdsWith(title_code, folded_.today())) {
    const ranking::Resident* resident = folded_.residents().Find(household);
    if (resident == nullptr || !resident->active()) continue;
    ForEachPlace(*resident, [&](uint64_t place) { ++holders[place]; });
  }
}

const PlaceFacts& Places::Of(uint64_t place) const {
  static const PlaceFacts kNobody;
  const auto at = facts_.find(place);
  return at == facts_.end() ? kNobody : at->second;
}

uint64_t Places::Holders(uint64_t place, const std::string& title_code) const {
  const auto of = holders_.find(title_code);
  if (of == holders_.end()) return 0;
  const auto at = of->second.find(place);
  return at == of->second.end() ? 0 : at->second;
}

}  // namespace greenledger::evaluation
