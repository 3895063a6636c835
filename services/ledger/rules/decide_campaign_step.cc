// The steps of a campaign.
#include <algorithm>
#include <set>
#include <string>

#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/rules/working_days.h"

namespace greenledger::rules {
namespace {

// Whether a campaign of that rule goes on from one state to the other.
bool Follows(const v1::CampaignRule& rule, v1::CampaignState from,
             v1::CampaignState to) {
  switch (to) {
    case v1::CAMPAIGN_STATE_ANNOUNCED:
    case v1::CAMPAIGN_STATE_RUNNING:
    case v1::CAMPAIGN_STATE_EVALUATED:
    case v1::CAMPAIGN_STATE_NOTICE:
    case v1::CAMPAIGN_STATE_DECIDED:
    case v1::CAMPAIGN_STATE_AWARDED:
      return from + 1 == int{to};
    case v1::CAMPAIGN_STATE_ON_SITE:
      return rule.has_on_site() && from == v1::CAMPAIGN_STATE_EVALUATED;
    case v1::CAMPAIGN_STATE_REVIEWED:
      return from == (rule.has_on_site() ? v1::CAMPAIGN_STATE_ON_SITE
                                         : v1::CAMPAIGN_STATE_EVALUATED);
    case v1::CAMPAIGN_STATE_CANCELLED:
      return from < v1::CAMPAIGN_STATE_DECIDED;
    default:
      return false;
  }
}

// A kind that no visit of a contestant had, of the first that lacks one.
void CheckEvidence(const CampaignRecord& campaign,
                   const RefusalList& refusals) {
  uint32_t wanted = 0;
  for (const int kind : campaign.rule.on_site().evidence()) {
    wanted |= uint32_t{1} << kind;
  }
  for (const ListedContestant& listed : campaign.list) {
    if (listed.visits == 0 || (listed.evidence & wanted) == wanted) continue;
    return refusals.Add("to", v1::REFUSAL_REASON_EVIDENCE_MISSING,
                        listed.row.number());
  }
}

void CheckReviewers(const BookState& state, const CampaignRecord& campaign,
                    const Winners& winners, const RefusalList& refusals) {
  const std::string digest =
      DigestOf(WinnersText(state.book(), campaign, winners));
  std::set<std::string> agree;
  for (const auto& [by, review] : campaign.reviews) {
    if (review.agrees && review.list_digest == digest) {
      agree.insert(PersonOf(by));
    }
  }
  if (agree.size() < campaign.rule.reviewers()) {
    refusals.Add("to", v1::REFUSAL_REASON_REVIEWERS_MISSING, agree.size());
  }
}

void CheckBudget(const BookState& state, const CampaignRecord& campaign,
                 const Winners& winners, const RefusalList& refusals) {
  const int64_t free = std::max<int64_t>(
      state.FreeOf(v1::ACCOUNT_OWNER_BUDGET, campaign.rule.budget_number(),
                   v1::ASSET_POINTS),
      0);
  if (static_cast<uint64_t>(free) <
      MissingInPool(state, campaign, winners.milli_points)) {
    refusals.Add("to", v1::REFUSAL_REASON_BUDGET_EXCEEDED,
                 static_cast<uint64_t>(free));
  }
}

void CheckReviewed(const BookState& state, const CampaignRecord& campaign,
                   const RefusalList& refusals) {
  const Winners winners = SelectWinners(campaign);
  if (winners.visited < winners.to_visit) {
    refusals.Add("to", v1::REFUSAL_REASON_VISITS_MISSING,
                 winners.to_visit - winners.visited);
  }
  CheckEvidence(campaign, refusals);
  CheckReviewers(state, campaign, winners, refusals);
  if (winners.order.empty()) {
    refusals.Add("to", v1::REFUSAL_REASON_LIST_EMPTY, 0);
  }
  CheckBudget(state, campaign, winners, refusals);
}

void CheckNotice(const BookState& state, const CampaignRecord& campaign,
                 int32_t today, const RefusalList& refusals) {
  const v1::NoticeRule& notice = campaign.rule.notice();
  const Calendars& calendars = state.evidence().calendars;
  const std::optional<int32_t> last =
      LastDayOfNotice(calendars, notice.count(), notice.days(), today);
  if (!last.has_value()) {
    return refusals.Add("to", v1::REFUSAL_REASON_CALENDAR_MISSING,
                        notice.days());
  }
  // Nobody could object on a day from which no answer can be counted.
  if (!WorkingDaysAfter(calendars, *last, notice.answer_days()).has_value()) {
    refusals.Add("to", v1::REFUSAL_REASON_CALENDAR_MISSING,
                 notice.answer_days());
  }
}

void CheckDecided(const BookState& state, const CampaignRecord& campaign,
                  int32_t today, const RefusalList& refusals) {
  if (today <= campaign.notice_until) {
    refusals.Add("to", v1::REFUSAL_REASON_NOTICE_RUNS,
                 std::to_string(campaign.notice_until));
  }
  if (campaign.objections_open > 0) {
    refusals.Add("to", v1::REFUSAL_REASON_OBJECTIONS_OPEN,
                 campaign.objections_open);
  }
  const Winners winners = SelectWinners(campaign);
  // Revoked since the list was made: the committee has to strike it off.
  for (const uint32_t place : winners.order) {
    const v1::ListRow& row = campaign.list[place].row;
    if (BarredUntil(state.selection(), KeyOf(campaign, row),
                    campaign.rule.title_code(),
                    campaign.rule.term().barred_months()) >= today) {
      refusals.Add("to", v1::REFUSAL_REASON_CONTESTANT_WRONG, row.number());
    }
  }
  CheckBudget(state, campaign, winners, refusals);
}

// Titles that the same command grants are no longer missing.
void CheckAwarded(const CampaignRecord& campaign, const SelectionSoFar& so_far,
                  const RefusalList& refusals) {
  const auto granted = static_cast<uint64_t>(std::count_if(
      so_far.taken.begin(), so_far.taken.end(), [&](const auto& one) {
        return std::get<0>(one) == v1::Entry::kTitleGranted &&
               std::get<1>(one) == campaign.rule.number();
      }));
  const uint64_t missing = TitlesMissing(campaign);
  if (missing > granted) {
    refusals.Add("to", v1::REFUSAL_REASON_TITLES_MISSING, missing - granted);
  }
}

}  // namespace

uint64_t MissingInPool(const BookState& state, const CampaignRecord& campaign,
                       uint64_t milli_points) {
  const int64_t has =
      campaign.pool_number == 0
          ? 0
          : state.FreeOf(v1::ACCOUNT_OWNER_PRIZE_POOL, campaign.pool_number,
                         v1::ASSET_POINTS);
  const auto known = static_cast<uint64_t>(std::max<int64_t>(has, 0));
  return milli_points > known ? milli_points - known : 0;
}

void CheckStepped(const BookState& state, int32_t today,
                  const v1::CampaignStepped& step, SelectionSoFar* so_far,
                  const RefusalList& refusals) {
  const CampaignRecord* campaign =
      CheckCampaign(state, step.campaign_number(), refusals);
  if (campaign == nullptr) return;
  const bool first = so_far->stepped.insert(step.campaign_number()).second;
  if (!first || !Follows(campaign->rule, campaign->state, step.to())) {
    return AddStateWrong("to", *campaign, refusals);
  }
  switch (step.to()) {
    case v1::CAMPAIGN_STATE_ANNOUNCED:
      if (campaign->to_day < today) {
        refusals.Add("rule", v1::REFUSAL_REASON_IN_PAST,
                     campaign->rule.to_day());
      }
      return;
    case v1::CAMPAIGN_STATE_RUNNING:
      if (today < campaign->from_day) {
        refusals.Add("to", v1::REFUSAL_REASON_WINDOW_OPEN,
                     campaign->rule.from_day());
      }
      return;
    case v1::CAMPAIGN_STATE_EVALUATED:
      if (today <= campaign->to_day) {
        return refusals.Add("to", v1::REFUSAL_REASON_WINDOW_OPEN,
                            campaign->rule.to_day());
      }
      return CheckEvaluated(state, *campaign, step.evaluation(), *so_far,
                            refusals);
    case v1::CAMPAIGN_STATE_REVIEWED:
      return CheckReviewed(state, *campaign, refusals);
    case v1::CAMPAIGN_STATE_NOTICE:
      return CheckNotice(state, *campaign, today, refusals);
    case v1::CAMPAIGN_STATE_DECIDED:
      return CheckDecided(state, *campaign, today, refusals);
    case v1::CAMPAIGN_STATE_AWARDED:
      return CheckAwarded(*campaign, *so_far, refusals);
    default:
      return;
  }
}

}  // namespace greenledger::rules
