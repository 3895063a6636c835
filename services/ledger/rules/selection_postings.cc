// What the ledger fills in of bodies about campaigns, objections and titles,
// and their postings: prizes go from the budget into the campaign's pool, from
// there to households, and what is left goes back.
#include <algorithm>
#include <string>

#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/entry_builder.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/rules/working_days.h"

namespace greenledger::rules {
namespace {

// A title stands in a row with one that ended so long before it at most.
constexpr int32_t kRowDaysMax = 366;

void MovePoints(v1::AccountOwner from, uint64_t from_number,
                v1::AccountOwner to, uint64_t to_number, uint64_t milli_points,
                v1::Entry* entry) {
  if (milli_points == 0) return;
  AddTransfer(from, from_number, to, to_number, v1::ASSET_POINTS, 0,
              static_cast<int64_t>(milli_points), entry);
}

// What the pool lacks of the winners' prizes comes from the budget.
void Reserve(const BookState& state, const CampaignRecord& campaign,
             uint64_t milli_points, v1::Entry* entry) {
  const uint64_t missing = MissingInPool(state, campaign, milli_points);
  if (missing == 0) return;
  const uint32_t pool = kCampaignPoolBase + campaign.rule.number();
  MovePoints(v1::ACCOUNT_OWNER_BUDGET, campaign.rule.budget_number(),
             v1::ACCOUNT_OWNER_PRIZE_POOL, pool, missing, entry);
  entry->mutable_campaign_stepped()->set_pool_number(pool);
}

void Release(const BookState& state, const CampaignRecord& campaign,
             v1::Entry* entry) {
  if (campaign.pool_number == 0) return;
  const int64_t left = state.FreeOf(v1::ACCOUNT_OWNER_PRIZE_POOL,
                                    campaign.pool_number, v1::ASSET_POINTS);
  MovePoints(v1::ACCOUNT_OWNER_PRIZE_POOL, campaign.pool_number,
             v1::ACCOUNT_OWNER_BUDGET, campaign.rule.budget_number(),
             static_cast<uint64_t>(std::max<int64_t>(left, 0)), entry);
}

void FillStepped(const BookState& state, v1::Entry* entry) {
  v1::CampaignStepped* step = entry->mutable_campaign_stepped();
  const CampaignRecord& campaign =
      *state.selection().Find(step->campaign_number());
  if (step->to() != v1::CAMPAIGN_STATE_EVALUATED) step->clear_evaluation();
  step->clear_pool_number();
  step->clear_notice_until();
  step->clear_list_digest();
  if (step->to() == v1::CAMPAIGN_STATE_AWARDED ||
      step->to() == v1::CAMPAIGN_STATE_CANCELLED) {
    return Release(state, campaign, entry);
  }
  const bool reserves = step->to() == v1::CAMPAIGN_STATE_REVIEWED ||
                        step->to() == v1::CAMPAIGN_STATE_DECIDED;
  const bool notice = step->to() == v1::CAMPAIGN_STATE_NOTICE;
  if (!reserves && !notice) return;
  const Winners winners = SelectWinners(campaign);
  step->set_list_digest(DigestOf(WinnersText(state.book(), campaign, winners)));
  if (reserves) return Reserve(state, campaign, winners.milli_points, entry);
  const v1::NoticeRule& rule = campaign.rule.notice();
  const int32_t today = state.DayOf(entry->time_us());
  step->set_notice_until(LastDayOfNotice(state.evidence().calendars,
                                         rule.count(), rule.days(), today)
                             .value_or(today));
}

void FillFiled(const BookState& state, v1::Entry* entry) {
  v1::ObjectionFiled* filed = entry->mutable_objection_filed();
  const CampaignRecord* campaign =
      state.selection().Find(filed->campaign_number());
  const int32_t today = state.DayOf(entry->time_us());
  filed->set_answer_until(WorkingDaysAfter(state.evidence().calendars, today,
                                           DaysToAnswer(campaign))
                              .value_or(today));
}

void FillAnswered(const BookState& state, v1::Entry* entry) {
  v1::ObjectionAnswered* answered = entry->mutable_objection_answered();
  answered->clear_list_digest();
  answered->clear_notice_until();
  if (answered->effect() != v1::OBJECTION_EFFECT_STRIKE) return;
  const v1::ObjectionFiled& filed =
      state.selection().objections.at(answered->objection_index()).filed;
  const CampaignRecord& campaign =
      *state.selection().Find(filed.campaign_number());
  CampaignRecord after = campaign;
  after.list[after.places.at(KeyOf(filed.about(), state.book()))].struck = true;
  answered->set_list_digest(
      DigestOf(WinnersText(state.book(), after, SelectWinners(after))));
  answered->set_notice_until(
      NoticeAfterStrike(state, campaign, state.DayOf(entry->time_us()))
          .value_or(campaign.notice_until));
}

// How many titles in a row there are with one that begins on `from_day`.
uint32_t InARow(const SelectionState& selection, const ContestantKey& key,
                const v1::CampaignRule& rule, int32_t from_day) {
  const auto at = selection.titles_of.find(key);
  if (at == selection.titles_of.end()) return 1;
  for (auto index = at->second.rbegin(); index != at->second.rend(); ++index) {
    const TitleState& before = selection.titles.at(*index);
    if (before.granted.title_code() != rule.title_code() ||
        before.granted.level() != rule.level()) {
      continue;
    }
    const bool counts = before.check != v1::TITLE_CHECK_REVOKED &&
                        before.granted.to_day() >= from_day - kRowDaysMax;
    return counts ? before.granted.in_a_row() + 1 : 1;
  }
  return 1;
}

// A household that was closed since gets the title and no points, which nobody
// could spend; they go back to the budget with what is left.
void FillGranted(const BookState& state, v1::Entry* entry) {
  v1::TitleGranted* granted = entry->mutable_title_granted();
  const CampaignRecord& campaign =
      *state.selection().Find(granted->campaign_number());
  const ContestantKey key = KeyOf(granted->contestant(), state.book());
  const ListedContestant& listed = *SelectionState::FindListed(campaign, key);
  const int32_t today = state.DayOf(entry->time_us());
  const HouseholdState* household = state.FindHousehold(HouseholdOf(key));
  const bool pays =
      household != nullptr && household->state != v1::HOUSEHOLD_STATE_CLOSED;
  granted->set_rank(listed.winner_rank);
  granted->set_title_code(campaign.rule.title_code());
  granted->set_level(campaign.rule.level());
  granted->set_from_day(today);
  granted->set_to_day(AddMonths(today, campaign.rule.term().months()) - 1);
  granted->set_in_a_row(InARow(state.selection(), key, campaign.rule, today));
  granted->set_milli_points(pays ? listed.milli_points : 0);
  MovePoints(v1::ACCOUNT_OWNER_PRIZE_POOL, campaign.pool_number,
             v1::ACCOUNT_OWNER_HOUSEHOLD, key.number, granted->milli_points(),
             entry);
}

}  // namespace

void AddSelectionPostings(const BookState& state, v1::Entry* entry) {
  switch (entry->body_case()) {
    case v1::Entry::kCampaignStepped:
      return FillStepped(state, entry);
    case v1::Entry::kObjectionFiled:
      return FillFiled(state, entry);
    case v1::Entry::kObjectionAnswered:
      return FillAnswered(state, entry);
    case v1::Entry::kTitleGranted:
      return FillGranted(state, entry);
    default:
      return;
  }
}

}  // namespace greenledger::rules
