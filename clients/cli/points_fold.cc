#include "clients/cli/points_fold.h"

#include <numeric>

namespace greenledger::cli {
namespace {

struct FlowName {
  const char* key;
  Text text;
};

// In the order of rules::Flow.
constexpr FlowName kFlowNames[] = {
    {"earned", {"投放所得", "earned"}},
    {"adjusted", {"手工增减", "adjusted"}},
    {"prizes", {"奖励", "prizes"}},
    {"spent", {"已花", "spent"}},
    {"expired", {"已过期", "expired"}},
    {"penalised", {"处罚", "penalised"}},
    {"reversed", {"冲正", "reversed"}},
    {"corrected", {"价目更正", "corrected"}},
    {"moved", {"迁入迁出", "moved"}},
};
static_assert(std::size(kFlowNames) == rules::kFlows);

}  // namespace

Text NameOf(rules::Flow flow) {
  return kFlowNames[static_cast<size_t>(flow)].text;
}

const char* KeyOf(rules::Flow flow) {
  return kFlowNames[static_cast<size_t>(flow)].key;
}

void PointsFold::Add(const v1::Entry& entry) {
  ++entries_;
  int64_t& flow = flows_[static_cast<size_t>(rules::FlowOf(entry))];
  for (const v1::Posting& leg : entry.postings()) {
    const bool owed = leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD ||
                      leg.owner() == v1::ACCOUNT_OWNER_SUSPENSE;
    if (owed && leg.asset() == v1::ASSET_POINTS &&
        leg.stage() == v1::STAGE_UNSPECIFIED) {
      flow += leg.amount();
    }
  }
}

int64_t PointsFold::outstanding() const {
  return std::accumulate(flows_.begin(), flows_.end(), int64_t{0});
}

}  // namespace greenledger::cli
