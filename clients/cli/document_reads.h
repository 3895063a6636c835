// What documents of figures read of the services.
#ifndef GREENLEDGER_CLIENTS_CLI_DOCUMENT_READS_H_
#define GREENLEDGER_CLIENTS_CLI_DOCUMENT_READS_H_

#include <cstdint>
#include <vector>

#include "clients/cli/session.h"
#include "clients/documents/figures.h"

namespace greenledger::cli {

// Indicators of a stretch of local days.
grpc::Status ReadIndicators(Session& session, int32_t from_day, int32_t to_day,
                            v1::GetIndicatorsResponse* indicators);

// All campaigns of the session's book.
grpc::Status ReadCampaigns(Session& session,
                           std::vector<v1::CampaignStanding>* campaigns);

// Titles of contestants of the session's book, granted in any book of the
// server, with what people call them.
grpc::Status ReadTitles(Session& session,
                        std::vector<documents::NamedTitle>* titles);

// A board in the month that `day` lies in and in the month before.
grpc::Status ReadBoards(Session& session, v1::ContestantKind contestants,
                        v1::StandingMeasure measure, int32_t day,
                        int32_t day_before, documents::BoardPair* boards);

// Active households on that day, by the indicator of participation.
grpc::Status ReadActiveHouseholds(Session& session, int32_t day,
                                  uint64_t* households);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_DOCUMENT_READS_H_
