// Titles: granted and checked.
#include <algorithm>
#include <string>

#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

void CheckGranted(const BookState& state, const v1::Entry& entry,
                  SelectionSoFar* so_far, const RefusalList& refusals) {
  const v1::TitleGranted& granted = entry.title_granted();
  const CampaignRecord* campaign =
      CheckCampaign(state, granted.campaign_number(), refusals);
  if (campaign == nullptr) return;
  if (campaign->state != v1::CAMPAIGN_STATE_DECIDED) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  const ContestantKey key = KeyOf(granted.contestant(), state.book());
  const ListedContestant* listed = SelectionState::FindListed(*campaign, key);
  if (listed == nullptr || listed->winner_rank == 0) {
    return refusals.Add("contestant", v1::REFUSAL_REASON_NOT_ON_LIST,
                        key.number);
  }
  const bool first =
      so_far->taken.emplace(entry.body_case(), granted.campaign_number(), key)
          .second;
  if (listed->title_index != 0 || !first) {
    refusals.Add("contestant", v1::REFUSAL_REASON_CONTESTANT_TAKEN, key.number);
  }
}

// Whether what was found before, or a violation, lets the ladder go there.
bool IsNextStep(const BookState& state, const TitleState& title,
                v1::TitleCheck check, int32_t today) {
  const v1::TitleCheck before = title.check;
  switch (check) {
    case v1::TITLE_CHECK_KEPT:
      return true;
    case v1::TITLE_CHECK_CRITICISED:
      return before == v1::TITLE_CHECK_UNSPECIFIED ||
             before == v1::TITLE_CHECK_KEPT;
    case v1::TITLE_CHECK_WARNED:
      return before == v1::TITLE_CHECK_CRITICISED;
    case v1::TITLE_CHECK_RECTIFY:
      return before == v1::TITLE_CHECK_WARNED;
    case v1::TITLE_CHECK_REVOKED:
      return (before == v1::TITLE_CHECK_RECTIFY && title.deadline < today) ||
             state.evidence().HasViolation(
                 KeyOf(title.granted.contestant(), state.book()),
                 title.granted.from_day());
    default:
      return false;
  }
}

// The title, while it stands; and one that ended while something had to be put
// right, since its revocation bars.
const TitleState* FindChecked(const BookState& state, int32_t today,
                              const v1::TitleChecked& checked) {
  const SelectionState& selection = state.selection();
  const auto at = selection.titles.find(checked.title_index());
  const bool rectified = checked.check() == v1::TITLE_CHECK_REVOKED &&
                         at != selection.titles.end() &&
                         at->second.check == v1::TITLE_CHECK_RECTIFY;
  return rectified ? &at->second
                   : selection.FindTitle(checked.title_index(), today);
}

void CheckChecked(const BookState& state, int32_t today,
                  const v1::TitleChecked& checked,
                  const RefusalList& refusals) {
  const TitleState* title = FindChecked(state, today, checked);
  if (title == nullptr) {
    return refusals.Add("title_index", v1::REFUSAL_REASON_TITLE_UNKNOWN,
                        checked.title_index());
  }
  if (!IsNextStep(state, *title, checked.check(), today)) {
    refusals.Add("check", v1::REFUSAL_REASON_LADDER,
                 v1::TitleCheck_Name(title->check));
  }
  if (checked.check() == v1::TITLE_CHECK_RECTIFY &&
      ParseDay(checked.deadline()).value_or(today) <= today) {
    refusals.Add("deadline", v1::REFUSAL_REASON_IN_PAST, checked.deadline());
  }
}

}  // namespace

uint64_t TitlesMissing(const CampaignRecord& campaign) {
  return static_cast<uint64_t>(std::count_if(
      campaign.list.begin(), campaign.list.end(), [](const auto& listed) {
        return listed.winner_rank != 0 && listed.title_index == 0;
      }));
}

void CheckTitles(const BookState& state, int32_t today, const v1::Entry& entry,
                 SelectionSoFar* so_far, const RefusalList& refusals) {
  if (entry.has_title_granted()) {
    CheckGranted(state, entry, so_far, refusals);
  } else if (entry.has_title_checked()) {
    CheckChecked(state, today, entry.title_checked(), refusals);
  }
}

}  // namespace greenledger::rules
