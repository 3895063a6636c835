// The texts whose digests a campaign's lists have, made again and held against
// the digests.
#ifndef GREENLEDGER_CLIENTS_CLI_EVALUATED_LIST_H_
#define GREENLEDGER_CLIENTS_CLI_EVALUATED_LIST_H_

#include <optional>
#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace greenledger::cli {

// The evaluated list as rules::ListText has it, from the book's entries. An
// exit code after saying why not: kVerificationFailed if its digest is another
// one than the evaluation's.
std::optional<ExitCode> ReadListText(Session& session,
                                     const v1::CampaignStanding& campaign,
                                     std::string* text);

// The winners as rules::WinnersText has them, from a campaign's whole list or
// its winners. Likewise.
std::optional<ExitCode> MakeWinnersText(
    Session& session, const v1::CampaignStanding& campaign,
    const std::vector<v1::Candidate>& candidates, std::string* text);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_EVALUATED_LIST_H_
