// The program's way to a server: every call has a deadline, and only a server
// that is away, shuts down or asks to come back later is tried again, a few
// times. That is safe for commands too, since each carries a request id.
#ifndef GREENLEDGER_CLIENTS_CLI_CLIENT_H_
#define GREENLEDGER_CLIENTS_CLI_CLIENT_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <tuple>

#include "greenledger/v1/evidence_service.grpc.pb.h"
#include "greenledger/v1/identity_service.grpc.pb.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "greenledger/v1/operations_service.grpc.pb.h"
#include "greenledger/v1/oversight_service.grpc.pb.h"
#include "greenledger/v1/points_service.grpc.pb.h"
#include "greenledger/v1/proof_service.grpc.pb.h"
#include "greenledger/v1/ranking_service.grpc.pb.h"
#include "greenledger/v1/registry_service.grpc.pb.h"
#include "greenledger/v1/rewards_service.grpc.pb.h"
#include "greenledger/v1/selection_service.grpc.pb.h"
#include "greenledger/v1/statement_service.grpc.pb.h"

namespace greenledger::cli {

class Client {
 public:
  using Sleep = std::function<void(std::chrono::milliseconds)>;
  using Registry = v1::RegistryService::Stub;
  using Ledger = v1::LedgerService::Stub;
  using Proofs = v1::ProofService::Stub;
  using Operations = v1::OperationsService::Stub;
  using Identity = v1::IdentityService::Stub;
  using Oversight = v1::OversightService::Stub;
  using Points = v1::PointsService::Stub;
  using Rewards = v1::RewardsService::Stub;
  using Statements = v1::StatementService::Stub;
  using Evidence = v1::EvidenceService::Stub;
  using Selection = v1::SelectionService::Stub;
  using Ranking = v1::RankingService::Stub;

  // `timeout` is that of each attempt.
  Client(std::shared_ptr<grpc::Channel> channel,
         std::chrono::milliseconds timeout, Sleep sleep);

  // Calls a method, such as Call(&Client::Registry::OpenBook, request,
  // &answer).
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const Request& request, Response* response) {
    return Retry([&](grpc::ClientContext* context) {
      return (std::get<Stub>(stubs_).*method)(context, request, response);
    });
  }

  // Reads entries from `request.from_index` on until the server ends (OK),
  // `take` says false (OK), or the connection fails. A stream that reaches
  // its deadline of ten minutes is opened again where it stopped.
  grpc::Status Follow(
      v1::FollowEntriesRequest request,
      const std::function<bool(const v1::FollowEntriesResponse&)>& take);

 private:
  using Attempt = std::function<grpc::Status(grpc::ClientContext*)>;
  grpc::Status Retry(const Attempt& attempt);

  std::chrono::milliseconds timeout_;
  Sleep sleep_;
  std::tuple<Registry, Ledger, Proofs, Operations, Identity, Oversight, Points,
             Rewards, Statements, Evidence, Selection, Ranking>
      stubs_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CLIENT_H_
