// What verbs read of campaigns.
#ifndef GREENLEDGER_CLIENTS_CLI_SELECTION_READS_H_
#define GREENLEDGER_CLIENTS_CLI_SELECTION_READS_H_

#include <cstdint>
#include <vector>

#include "clients/cli/session.h"

namespace greenledger::cli {

// A campaign of the session's book, or of another one.
grpc::Status GetCampaign(Session& session, uint64_t book, uint32_t number,
                         v1::CampaignStanding* campaign);

// Its list, the best first.
grpc::Status ReadCandidates(Session& session, uint32_t number,
                            bool winners_only,
                            std::vector<v1::Candidate>* candidates);

// The scheme of the tariff in force, for the names of classes; an empty one if
// there is none.
grpc::Status GetScheme(Session& session, v1::Scheme* scheme);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SELECTION_READS_H_
