// Documents of figures: the monthly comparison, the yearly table of titles, the
// self-assessment report. Pure: messages in, HTML out.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_FIGURES_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/html.h"
#include "clients/documents/source.h"
#include "greenledger/v1/ledger_service.pb.h"
#include "greenledger/v1/points_service.pb.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

// A board in two months that follow each other.
struct BoardPair {
  v1::ContestantKind contestants = v1::CONTESTANT_KIND_UNSPECIFIED;
  v1::StandingMeasure measure = v1::STANDING_MEASURE_UNSPECIFIED;
  // As ListTop gives them, the best first.
  std::vector<v1::Standing> now;
  std::vector<v1::Standing> before;
};

// Indicators and boards, month on month.
std::string Comparison(const Source& source,
                       const v1::GetIndicatorsResponse& indicators,
                       const std::vector<BoardPair>& boards,
                       const Directory& directory);

// A title with what people call it.
struct NamedTitle {
  v1::TitleStanding title;
  std::string name;
};

// Households that hold each title on `day`, and their share of `households`,
// per level; persons and places by number alone. A household counts once for
// each title and level.
std::string TitleTable(const Source& source,
                       const std::vector<NamedTitle>& titles, int32_t day,
                       uint64_t households);
// The tables of that document.
void PutTitles(const Source& source, const std::vector<NamedTitle>& titles,
               int32_t day, uint64_t households, Html* html);

// What a self-assessment report is made from. All must outlive the call.
struct SelfReportInput {
  const Source& source;
  const v1::GetTotalsResponse& totals;
  const v1::GetIndicatorsResponse& indicators;
  const v1::GetPointsFiguresResponse& points;
  const std::vector<v1::CampaignStanding>& campaigns;
  const Directory& directory;
};

// Every figure is the ledger's own; each indicator says how many entries are
// behind it.
std::string SelfReport(const SelfReportInput& input);

// Each indicator with target, and the periods before.
void PutIndicators(const v1::GetIndicatorsResponse& indicators,
                   cli::Language language, Html* html);
// Campaigns with their states.
void PutCampaigns(const std::vector<v1::CampaignStanding>& campaigns,
                  cli::Language language, Html* html);
// What the community is: places, households, kiosks, drops.
void PutProfile(const Source& source, const v1::GetTotalsResponse& totals,
                const Directory& directory, Html* html);
// What was issued, is owed and is left in budgets and pools.
void PutPoints(const v1::GetPointsFiguresResponse& points,
               cli::Language language, Html* html);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_FIGURES_H_
