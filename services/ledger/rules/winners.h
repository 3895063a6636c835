// Who of an evaluated list wins as things stand: after visits, strikes and
// seats. Pure; the same in the ledger, its services and a recomputation.
//
// Final score: without a visit rule the list's own; with one, of a contestant
// that was visited, (list score * (1000 - weight) + mean visit score in
// millionths * weight) / 1000, half up, the mean half up too. Those to be
// visited are the first of the list in each scope (visited_permille of its
// seats, rounded up; a STANDARD: all), for seats of scope 0 beside other scopes
// the first of those left over. Where there is a visit rule, a contestant that
// was not visited, or whose visits score below the least, does not win; nor
// does one that was struck off. Winners of a scope are the best by final score,
// equal ones in the order of the list; ranks among winners are competition
// ranks by final score over all scopes. With REMAINDER_RULE_BEST, seats of
// scope 0 beside other scopes go to the best of those left over, whatever their
// scope.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_WINNERS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_WINNERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/ledger/rules/selection_state.h"

namespace greenledger::rules {

struct Outcome {
  bool to_visit = false;
  uint32_t visit_score_permille = 0;  // mean, half up
  uint32_t final_score_millionths = 0;
  bool wins = false;
  uint32_t winner_rank = 0;   // 0 if it does not win
  uint64_t milli_points = 0;  // its prize
};

struct Winners {
  // One for each contestant, in the order of the list.
  std::vector<Outcome> outcomes;
  // Places in the list of those who win, in the order of their ranks.
  std::vector<uint32_t> order;
  uint64_t to_visit = 0;
  uint64_t visited = 0;  // of those
  uint64_t milli_points = 0;
};

// REQUIRES: the campaign was evaluated.
Winners SelectWinners(const CampaignRecord& campaign);

// Writes ranks and prizes of the winners into the list: it is final.
// REQUIRES: the campaign was evaluated.
void NoteWinners(CampaignRecord* campaign);

// The text whose SHA-256 is a winners' list_digest; see
// services/selection/LIST.md. `book` is the campaign's.
std::string WinnersText(uint64_t book, const CampaignRecord& campaign,
                        const Winners& winners);

// The same for an evaluated list, before visits: what Evaluation.list_digest
// is taken over. `evaluation` needs no digest yet.
std::string ListText(uint64_t book, uint32_t campaign_number,
                     const v1::Evaluation& evaluation,
                     const std::vector<v1::ListRow>& rows,
                     const std::vector<v1::ScopeSeats>& seats);

// SHA-256 of a text, 32 bytes.
std::string DigestOf(const std::string& text);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_WINNERS_H_
