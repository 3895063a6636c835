// The verbs of `greenledger campaign`.
#ifndef GREENLEDGER_CLIENTS_CLI_CAMPAIGN_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_CAMPAIGN_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

// announce, run, evaluate, visits, review, notice, decide, award, cancel.
void AddCampaignSteps(CLI::App& noun, Session& session);
// sign
void AddCampaignSign(CLI::App& noun, Session& session);
// declare, nominate
void AddCampaignPeople(CLI::App& noun, Session& session);
// list, show
void AddCampaignReads(CLI::App& noun, Session& session);
// candidates, explain
void AddCampaignCandidates(CLI::App& noun, Session& session);
// seed
void AddCampaignSeed(CLI::App& noun, Session& session);
// recompute
void AddCampaignRecompute(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CAMPAIGN_VERBS_H_
