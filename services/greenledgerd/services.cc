#include "services/greenledgerd/services.h"

#include <utility>

namespace greenledger {

absl::StatusOr<std::unique_ptr<Services>> MakeServices(
    const std::string& data, bool rebuild, ledger::Ledger* ledger,
    const identity::Authority* authority, common::Clock* clock,
    common::Metrics* metrics) {
  auto selection = selection::SelectionServiceImpl::Open(
      {.folder = data + "/selection"}, ledger, clock);
  if (!selection.ok()) return selection.status();
  auto ranking = ranking::RankingServiceImpl::Open(
      {.folder = data + "/ranking", .rebuild = rebuild}, ledger, clock,
      &metrics->registry());
  if (!ranking.ok()) return ranking.status();
  return std::unique_ptr<Services>(
      new Services{{ledger, authority, clock},
                   {ledger, clock},
                   oversight::OversightServiceImpl(ledger),
                   {ledger, clock},
                   {ledger, clock},
                   {ledger, clock},
                   evidence::EvidenceServiceImpl(ledger),
                   *std::move(selection),
                   *std::move(ranking)});
}

}  // namespace greenledger
