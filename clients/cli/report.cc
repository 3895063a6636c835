// greenledger report
#include "clients/cli/nouns.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {

void AddReport(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "report",
              {"报表，由账本条目算出", "Reports, made from a book's entries"});
  AddReportMass(*noun, session);
  AddReportKiosks(*noun, session);
  AddReportUptime(*noun, session);
  AddReportClearance(*noun, session);
  AddReportDay(*noun, session);
  AddReportPoints(*noun, session);
  AddReportCredits(*noun, session);
}

}  // namespace greenledger::cli
