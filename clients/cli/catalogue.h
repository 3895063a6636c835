// The catalogue of a community, as verbs need it.
#ifndef GREENLEDGER_CLIENTS_CLI_CATALOGUE_H_
#define GREENLEDGER_CLIENTS_CLI_CATALOGUE_H_

#include <cstdint>
#include <string>

#include "clients/cli/language.h"
#include "clients/cli/session.h"
#include "greenledger/v1/rewards_service.pb.h"

namespace greenledger::cli {

// Asks for the session's book; `household` may be 0.
grpc::Status GetCatalogue(Session& session, uint64_t household,
                          v1::ListRewardsResponse* catalogue);

// nullptr if there is no such line; valid as long as the catalogue.
const v1::CatalogueLine* FindLine(const v1::ListRewardsResponse& catalogue,
                                  uint32_t reward);

// Its name, or its number if it is not there.
std::string RewardName(const v1::ListRewardsResponse& catalogue,
                       uint32_t reward, Language language);

// Pieces at all places that nobody has reserved.
uint64_t FreePieces(const v1::CatalogueLine& line);

// Whether a household with so many free milli-points could order a piece.
bool CouldHave(const v1::CatalogueLine& line, uint64_t free_milli_points);

// The stocks of a line: `place 0: 12 (3 reserved)`, one after another.
std::string StockText(const v1::CatalogueLine& line, Language language);

// `2 a month`; empty without a limit.
std::string LimitText(const v1::Reward& reward, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CATALOGUE_H_
