// Each noun puts itself and its verbs onto the command line. The session must
// outlive `app`.
#ifndef GREENLEDGER_CLIENTS_CLI_NOUNS_H_
#define GREENLEDGER_CLIENTS_CLI_NOUNS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddCommunity(CLI::App& app, Session& session);
void AddImport(CLI::App& app, Session& session);
void AddScheme(CLI::App& app, Session& session);
void AddTariff(CLI::App& app, Session& session);
void AddPlace(CLI::App& app, Session& session);
void AddHousehold(CLI::App& app, Session& session);
void AddCard(CLI::App& app, Session& session);
void AddKiosk(CLI::App& app, Session& session);
void AddCollector(CLI::App& app, Session& session);
void AddProcessor(CLI::App& app, Session& session);
void AddClearance(CLI::App& app, Session& session);
void AddMaterial(CLI::App& app, Session& session);
void AddAnomaly(CLI::App& app, Session& session);
void AddReport(CLI::App& app, Session& session);
void AddPoints(CLI::App& app, Session& session);
void AddHold(CLI::App& app, Session& session);
void AddOrder(CLI::App& app, Session& session);
void AddVoucher(CLI::App& app, Session& session);
void AddReward(CLI::App& app, Session& session);
void AddStock(CLI::App& app, Session& session);
void AddArticle(CLI::App& app, Session& session);
void AddAdjustment(CLI::App& app, Session& session);
void AddPenalty(CLI::App& app, Session& session);
void AddBudget(CLI::App& app, Session& session);
void AddPrize(CLI::App& app, Session& session);
void AddCalendar(CLI::App& app, Session& session);
void AddActivity(CLI::App& app, Session& session);
void AddInspection(CLI::App& app, Session& session);
void AddSample(CLI::App& app, Session& session);
void AddSurvey(CLI::App& app, Session& session);
void AddViolation(CLI::App& app, Session& session);
void AddStanding(CLI::App& app, Session& session);
void AddIndicators(CLI::App& app, Session& session);
void AddCampaign(CLI::App& app, Session& session);
void AddObjection(CLI::App& app, Session& session);
void AddTitle(CLI::App& app, Session& session);
void AddDocument(CLI::App& app, Session& session);
// A verb of the noun `entries`.
void AddReverse(CLI::App& noun, Session& session);
void AddBalance(CLI::App& app, Session& session);
void AddHistory(CLI::App& app, Session& session);
void AddEntries(CLI::App& app, Session& session);
void AddVerify(CLI::App& app, Session& session);
void AddRecover(CLI::App& app, Session& session);
void AddLog(CLI::App& app, Session& session);
void AddWitness(CLI::App& app, Session& session);
void AddKey(CLI::App& app, Session& session);
void AddCheckpoint(CLI::App& app, Session& session);
void AddProof(CLI::App& app, Session& session);
void AddReceipt(CLI::App& app, Session& session);
void AddBackup(CLI::App& app, Session& session);
void AddScrub(CLI::App& app, Session& session);
void AddPki(CLI::App& app, Session& session);
void AddWorkload(CLI::App& app, Session& session);
// After all other nouns, which it completes.
void AddCompletion(CLI::App& app, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_NOUNS_H_
