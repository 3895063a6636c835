// The lists of a campaign: what is put up for objections (公示), who was looked
// at, who was decided on. Pure: messages in, HTML or CSV out.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_LIST_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_LIST_H_

#include <string>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/html.h"
#include "clients/documents/source.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

// What the documents of a list are made from. All must outlive the call.
struct ListInput {
  const Source& source;
  const v1::CampaignStanding& campaign;
  // As ListCandidates gives them, the best first.
  const std::vector<v1::Candidate>& candidates;
  const Directory& directory;
  // For the names of classes in the rule.
  const v1::Scheme& scheme;
};

// The winners, the rule they were found by, and how to object. REQUIRES: the
// notice was put up.
std::string Notice(const ListInput& input);

// Everybody on the list with score, visit and prize.
std::string CandidatesList(const ListInput& input);

// The decided winners with their titles.
std::string Result(const ListInput& input);

// The rows of CandidatesList for office programs.
std::string CandidatesCsv(const ListInput& input);

// The contestant of a row of the campaign's list.
v1::Contestant ContestantOf(const v1::CampaignRule& rule,
                            const v1::ListRow& row);

// The winners of a list in the order of their ranks.
std::vector<v1::Candidate> WinnersOf(
    const std::vector<v1::Candidate>& candidates);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_LIST_H_
