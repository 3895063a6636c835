// What a book knows of campaigns, objections and titles: a part of BookState.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_SELECTION_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_SELECTION_STATE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/selection.pb.h"
#include "services/ledger/rules/evidence_state.h"

namespace greenledger::rules {

// Pools that campaigns make are numbered from here on: 900,000 and the
// campaign's number.
inline constexpr uint32_t kCampaignPoolBase = 900'000;
// Rows of a list, and of one ListPart.
inline constexpr size_t kListRowsMax = 100'000;
inline constexpr int kListPartRowsMax = 1000;

// A contestant of an evaluated list with what happened to it since.
struct ListedContestant {
  v1::ListRow row;
  uint32_t visits = 0;
  uint64_t visit_score_sum = 0;  // permille
  // Bit i: a visit had evidence of kind i.
  uint32_t evidence = 0;
  bool struck = false;
  uint64_t title_index = 0;  // 0 while it has none
  // Of a winner, once the list is final (NoteWinners); 0 before.
  uint32_t winner_rank = 0;
  uint64_t milli_points = 0;
};

struct ReviewState {
  bool agrees = false;
  std::string list_digest;
};

struct CampaignRecord {
  v1::CampaignRule rule;
  uint64_t rule_index = 0;
  // Local days of the window.
  int32_t from_day = 0;
  int32_t to_day = 0;
  v1::CampaignState state = v1::CAMPAIGN_STATE_UNSPECIFIED;
  uint64_t step_index = 0;
  // Before EVALUATED only `parts` is set: ListPart entries so far that no
  // EVALUATED took up; their rows are in `list`.
  v1::Evaluation evaluation;
  // In the order of the list.
  std::vector<ListedContestant> list;
  // Contestant -> place in `list`, once it was evaluated.
  absl::flat_hash_map<ContestantKey, uint32_t> places;
  std::vector<v1::ScopeSeats> seats;
  std::map<std::string, ReviewState> reviews;  // by person
  // Contestant -> its own score of itself, permille.
  std::map<ContestantKey, uint32_t> declarations;
  // Contestant -> what was received for it.
  std::map<ContestantKey, v1::NominationReceived> nominations;
  uint32_t pool_number = 0;  // 0 while it has none
  int32_t notice_from = 0;
  int32_t notice_until = 0;
  // Of the winners when it was put up, changed and decided.
  std::string list_digest;
  uint64_t objections = 0;
  uint64_t objections_open = 0;
  uint64_t titles = 0;
};

struct ObjectionState {
  v1::ObjectionFiled filed;
  int32_t filed_day = 0;
  v1::ObjectionAnswered answered;  // no answer before
  uint64_t answered_index = 0;     // 0 before
  int32_t answered_day = 0;
};

struct TitleState {
  v1::TitleGranted granted;
  v1::TitleCheck check = v1::TITLE_CHECK_UNSPECIFIED;
  int32_t checked_day = 0;
  int32_t deadline = 0;
};

// Whether the list was evaluated, and the campaign not given up before.
bool IsEvaluated(const CampaignRecord& campaign);

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct SelectionState {
  std::map<uint32_t, CampaignRecord> campaigns;   // by number
  std::map<uint64_t, ObjectionState> objections;  // by entry
  std::map<uint64_t, TitleState> titles;          // by entry
  // Contestant -> its titles, the oldest first.
  absl::flat_hash_map<ContestantKey, std::vector<uint64_t>> titles_of;
  // Changed since rows were last taken.
  std::set<uint32_t> dirty_campaigns;
  std::set<uint64_t> dirty_objections;
  std::set<uint64_t> dirty_titles;

  const CampaignRecord* Find(uint32_t number) const;
  // The place of a contestant in a campaign's list; nullptr if it is not on it.
  static const ListedContestant* FindListed(const CampaignRecord& campaign,
                                            const ContestantKey& key);
  // The title, unless it was revoked or is over on a local day; nullptr then.
  const TitleState* FindTitle(uint64_t index, int32_t day) const;
};

// The contestant of a row of the campaign's list; its book is 0 for the
// campaign's own.
ContestantKey KeyOf(const CampaignRecord& campaign, const v1::ListRow& row);

// The key as a message.
v1::Contestant ToContestant(const ContestantKey& key);

// Fills `places` from `list`. False if a contestant is there twice.
bool IndexList(CampaignRecord* campaign);

// Whether a title stands on a local day: begun, not over, not revoked.
bool StandsOn(const TitleState& title, int32_t day);

// Local day by which a title's next check is due; 0 if none is before its end.
int32_t CheckDue(const TitleState& title, const v1::TitleTerm& term);

// Last local day on which the contestant is barred from campaigns for this
// title after one was revoked; 0 if it is not. `barred_months` is the rule's.
int32_t BarredUntil(const SelectionState& state, const ContestantKey& key,
                    const std::string& title_code, uint32_t barred_months);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_SELECTION_STATE_H_
