// The services beside the ledger's own, as one bundle.
#ifndef GREENLEDGER_SERVICES_GREENLEDGERD_SERVICES_H_
#define GREENLEDGER_SERVICES_GREENLEDGERD_SERVICES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/clock.h"
#include "services/common/metrics.h"
#include "services/evidence/evidence_service.h"
#include "services/identity/authority.h"
#include "services/identity/enrolment_service.h"
#include "services/identity/identity_service.h"
#include "services/ledger/ledger.h"
#include "services/oversight/oversight_service.h"
#include "services/points/points_service.h"
#include "services/ranking/ranking_service.h"
#include "services/rewards/rewards_service.h"
#include "services/selection/selection_service.h"
#include "services/statements/statement_service.h"

namespace greenledger {

struct Services {
  identity::EnrolmentServiceImpl enrolment;
  identity::IdentityServiceImpl devices;
  oversight::OversightServiceImpl oversight;
  points::PointsServiceImpl points;
  rewards::RewardsServiceImpl rewards;
  statements::StatementServiceImpl statements;
  evidence::EvidenceServiceImpl evidence;
  std::unique_ptr<selection::SelectionServiceImpl> selection;
  std::unique_ptr<ranking::RankingServiceImpl> ranking;

  // Those of the local listener.
  std::vector<grpc::Service*> Local() {
    return {&devices,    &oversight, &points,         &rewards,
            &statements, &evidence,  selection.get(), ranking.get()};
  }
};

// Makes them for a data folder; all pointers but `authority` must not be null
// and outlive the services. Errors are those of the two that keep folders of
// their own.
absl::StatusOr<std::unique_ptr<Services>> MakeServices(
    const std::string& data, bool rebuild, ledger::Ledger* ledger,
    const identity::Authority* authority, common::Clock* clock,
    common::Metrics* metrics);

}  // namespace greenledger

#endif  // GREENLEDGER_SERVICES_GREENLEDGERD_SERVICES_H_
