// Evaluated lists: what CheckSelection does for ListPart and for the step to
// EVALUATED.
#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::rules {
namespace {

constexpr uint32_t kScoreMax = 1'000'000;
constexpr size_t kRootBytes = 32;
// An entry is at most 65,535 bytes.
constexpr size_t kPartBytesMax = 60'000;
constexpr char kListField[] = "evaluation.list_digest";

struct List {
  std::vector<v1::ListRow> rows;
  std::vector<v1::ScopeSeats> seats;
  uint32_t parts = 0;
};

// What the state has of a list that is not complete, and what the command
// brings.
List ListSoFar(const CampaignRecord& campaign, const SelectionSoFar& so_far) {
  List list;
  const auto at = so_far.lists.find(campaign.rule.number());
  const bool brings = at != so_far.lists.end();
  list.parts = brings ? at->second.parts : campaign.evaluation.parts();
  if (!brings || !at->second.anew) {
    list.seats = campaign.seats;
    for (const ListedContestant& listed : campaign.list) {
      list.rows.push_back(listed.row);
    }
  }
  if (!brings) return list;
  for (const v1::ListPart* part : at->second.brought) {
    list.rows.insert(list.rows.end(), part->rows().begin(), part->rows().end());
    list.seats.insert(list.seats.end(), part->seats().begin(),
                      part->seats().end());
  }
  return list;
}

// The one before gives the rank, the position does, and nothing else.
bool RanksHold(const std::vector<v1::ListRow>& rows, size_t i) {
  const v1::ListRow& row = rows[i];
  if (row.score_millionths() > kScoreMax) return false;
  if (i == 0) return row.rank() == 1;
  const v1::ListRow& before = rows[i - 1];
  if (row.score_millionths() > before.score_millionths()) return false;
  return row.rank() == i + 1 ||
         (row.rank() == before.rank() &&
          row.score_millionths() == before.score_millionths());
}

// The grid that a household or place lies in, 0 if it lies in none.
uint64_t ParentOf(const BookState& state, uint64_t place) {
  const v1::Place* known = state.FindPlace(place);
  return known == nullptr ? 0 : known->parent_number();
}

// Where the seat of a contestant that is known is counted.
uint64_t ScopeOf(const BookState& state, const v1::CampaignRule& rule,
                 const ContestantKey& key) {
  const HouseholdState* household = state.FindHousehold(HouseholdOf(key));
  const uint64_t building =
      household == nullptr ? key.number : household->building;
  switch (rule.quota().scope()) {
    case v1::QUOTA_SCOPE_BOOK:
      return key.book;
    case v1::QUOTA_SCOPE_BUILDING:
      return building;
    case v1::QUOTA_SCOPE_GRID:
      return rule.contestants() == v1::CONTESTANT_KIND_GRID
                 ? key.number
                 : ParentOf(state, building);
    default:
      return 0;
  }
}

bool IsContestant(const BookState& state, const CampaignRecord& campaign,
                  const ContestantKey& key) {
  return campaign.rule.from_nominations() ? campaign.nominations.contains(key)
                                          : IsKnown(state, key);
}

// Every row; false at the first that is wrong.
bool CheckRows(const BookState& state, const CampaignRecord& campaign,
               const std::vector<v1::ListRow>& rows,
               const RefusalList& refusals) {
  absl::flat_hash_set<ContestantKey> seen;
  for (size_t i = 0; i < rows.size(); ++i) {
    const ContestantKey key = KeyOf(campaign, rows[i]);
    if (!RanksHold(rows, i) || !seen.insert(key).second ||
        !IsContestant(state, campaign, key)) {
      refusals.Add(kListField, v1::REFUSAL_REASON_LIST_WRONG, i);
      return false;
    }
    if (rows[i].scope() != ScopeOf(state, campaign.rule, key)) {
      refusals.Add(kListField, v1::REFUSAL_REASON_SEATS_WRONG, i);
      return false;
    }
  }
  return true;
}

// Whether seats can be counted there by the rule.
bool IsScope(const BookState& state, const CampaignRecord& campaign,
             uint64_t scope) {
  const v1::Quota& quota = campaign.rule.quota();
  if (scope == 0) {
    return !campaign.rule.has_quota() || quota.scope() == v1::QUOTA_SCOPE_ALL ||
           quota.remainder() == v1::REMAINDER_RULE_BEST;
  }
  const v1::Place* place = state.FindPlace(scope);
  switch (quota.scope()) {
    case v1::QUOTA_SCOPE_BOOK:
      return std::any_of(
          campaign.nominations.begin(), campaign.nominations.end(),
          [&](const auto& one) { return one.first.book == scope; });
    case v1::QUOTA_SCOPE_GRID:
      return place != nullptr && place->kind() == v1::PLACE_KIND_GRID;
    case v1::QUOTA_SCOPE_BUILDING:
      return place != nullptr && place->kind() == v1::PLACE_KIND_BUILDING;
    default:
      return false;
  }
}

// A STANDARD has a seat for everybody on the list; there are never more.
uint64_t SeatsOf(const v1::CampaignRule& rule, uint64_t eligible) {
  if (!rule.has_quota()) return eligible;
  const uint64_t share = eligible * rule.quota().share_permille() / 1000;
  const uint64_t seats = rule.quota().seats() != 0
                             ? rule.quota().seats()
                             : std::max<uint64_t>(share, 1);
  return std::min(seats, eligible);
}

bool SeatsHold(const BookState& state, const CampaignRecord& campaign,
               const v1::Evaluation& evaluation, const List& list) {
  uint64_t sum = 0;
  for (size_t i = 0; i < list.seats.size(); ++i) {
    const v1::ScopeSeats& one = list.seats[i];
    if (i > 0 && one.scope() <= list.seats[i - 1].scope()) return false;
    if (!IsScope(state, campaign, one.scope())) return false;
    sum += one.seats();
  }
  const uint64_t seats = SeatsOf(campaign.rule, list.rows.size());
  const bool may_stay_empty =
      campaign.rule.quota().remainder() == v1::REMAINDER_RULE_NONE;
  return evaluation.seats() == seats &&
         (sum == seats || (may_stay_empty && sum < seats));
}

// Without the seed nothing else of a list can be right.
bool CheckSeed(const CampaignRecord& campaign, const std::string& seed,
               const RefusalList& refusals) {
  const std::string& committed = campaign.rule.draw_seed_digest();
  if (committed.empty() ? seed.empty() : DigestOf(seed) == committed) {
    return true;
  }
  refusals.Add("evaluation.draw_seed", v1::REFUSAL_REASON_SEED_WRONG,
               ToHexText(committed));
  return false;
}

// What a list follows from.
void CheckSource(const BookState& state, const CampaignRecord& campaign,
                 const v1::Evaluation& evaluation,
                 const RefusalList& refusals) {
  if (evaluation.size() == 0 || evaluation.size() > state.size()) {
    refusals.Add("evaluation.size", v1::REFUSAL_REASON_LIST_WRONG,
                 evaluation.size());
  }
  if (evaluation.root().size() != kRootBytes) {
    refusals.Add("evaluation.root", v1::REFUSAL_REASON_LIST_WRONG,
                 evaluation.root().size());
  }
  if (evaluation.rule_index() != campaign.rule_index) {
    refusals.Add("evaluation.rule_index", v1::REFUSAL_REASON_LIST_WRONG,
                 campaign.rule_index);
  }
}

}  // namespace

void CheckListPart(const BookState& state, int32_t today,
                   const v1::ListPart& part, SelectionSoFar* so_far,
                   const RefusalList& refusals) {
  const CampaignRecord* campaign =
      CheckCampaign(state, part.campaign_number(), refusals);
  if (campaign == nullptr) return;
  if (campaign->state != v1::CAMPAIGN_STATE_RUNNING) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  if (today <= campaign->to_day) {
    refusals.Add("campaign_number", v1::REFUSAL_REASON_WINDOW_OPEN,
                 campaign->rule.to_day());
  }
  const auto [at, first] = so_far->lists.try_emplace(part.campaign_number());
  SelectionSoFar::Parts& parts = at->second;
  if (part.part() == 0) {
    parts = {};
    parts.anew = true;
  } else if (first) {
    parts.parts = campaign->evaluation.parts();
    parts.rows = campaign->list.size();
  }
  const auto rows = static_cast<size_t>(part.rows_size());
  if (part.part() != parts.parts || part.rows_size() > kListPartRowsMax ||
      parts.rows + rows > kListRowsMax || part.ByteSizeLong() > kPartBytesMax) {
    refusals.Add("part", v1::REFUSAL_REASON_LIST_WRONG, part.part());
  }
  if (part.part() != 0 && part.seats_size() > 0) {
    refusals.Add("seats", v1::REFUSAL_REASON_SEATS_WRONG, part.part());
  }
  ++parts.parts;
  parts.rows += rows;
  parts.brought.push_back(&part);
}

void CheckEvaluated(const BookState& state, const CampaignRecord& campaign,
                    const v1::Evaluation& evaluation,
                    const SelectionSoFar& so_far, const RefusalList& refusals) {
  if (!CheckSeed(campaign, evaluation.draw_seed(), refusals)) return;
  CheckSource(state, campaign, evaluation, refusals);
  const List list = ListSoFar(campaign, so_far);
  if (list.rows.empty() && evaluation.eligible() > kListRowsMax) {
    return refusals.Add(kListField, v1::REFUSAL_REASON_TOO_MANY,
                        evaluation.eligible());
  }
  if (list.rows.empty()) {
    return refusals.Add(kListField, v1::REFUSAL_REASON_LIST_EMPTY, 0);
  }
  if (evaluation.parts() != list.parts) {
    refusals.Add("evaluation.parts", v1::REFUSAL_REASON_LIST_WRONG, list.parts);
  }
  if (evaluation.eligible() != list.rows.size() ||
      evaluation.contestants() < evaluation.eligible()) {
    refusals.Add("evaluation.eligible", v1::REFUSAL_REASON_LIST_WRONG,
                 list.rows.size());
  }
  if (!CheckRows(state, campaign, list.rows, refusals)) return;
  if (!SeatsHold(state, campaign, evaluation, list)) {
    refusals.Add("evaluation.seats", v1::REFUSAL_REASON_SEATS_WRONG,
                 evaluation.seats());
  }
  const std::string text = ListText(state.book(), campaign.rule.number(),
                                    evaluation, list.rows, list.seats);
  if (DigestOf(text) != evaluation.list_digest()) {
    refusals.Add(kListField, v1::REFUSAL_REASON_LIST_WRONG,
                 ToHexText(evaluation.list_digest()));
  }
}

}  // namespace greenledger::rules
