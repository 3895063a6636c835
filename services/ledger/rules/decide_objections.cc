// Objections, complaints and their answers.
#include <algorithm>
#include <string>

#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_selection.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/working_days.h"

namespace greenledger::rules {
namespace {

// Of another book only those can be meant that the campaign's list names.
void CheckAbout(const BookState& state, const CampaignRecord* campaign,
                const v1::Contestant& about, const RefusalList& refusals) {
  const ContestantKey key = KeyOf(about, state.book());
  if (key.book == 0 || campaign == nullptr) {
    CheckKnown(state, key, "about", refusals);
  } else if (SelectionState::FindListed(*campaign, key) == nullptr) {
    refusals.Add("about", v1::REFUSAL_REASON_NOT_ON_LIST, key.number);
  }
}

void CheckFiled(const BookState& state, int32_t today,
                const v1::ObjectionFiled& filed, const RefusalList& refusals) {
  const CampaignRecord* campaign = nullptr;
  if (filed.campaign_number() != 0) {
    campaign = CheckCampaign(state, filed.campaign_number(), refusals);
    if (campaign == nullptr) return;
    if (campaign->state != v1::CAMPAIGN_STATE_NOTICE) {
      return AddStateWrong("campaign_number", *campaign, refusals);
    }
    if (today > campaign->notice_until) {
      return refusals.Add("campaign_number", v1::REFUSAL_REASON_IN_PAST,
                          FormatDay(campaign->notice_until));
    }
  }
  if (filed.has_about()) {
    CheckAbout(state, campaign, filed.about(), refusals);
  }
  const uint32_t days = DaysToAnswer(campaign);
  if (!WorkingDaysAfter(state.evidence().calendars, today, days).has_value()) {
    refusals.Add("campaign_number", v1::REFUSAL_REASON_CALENDAR_MISSING, days);
  }
}

void CheckStrike(const BookState& state, int32_t today,
                 const v1::ObjectionFiled& filed, bool upheld,
                 const RefusalList& refusals) {
  const CampaignRecord* campaign =
      state.selection().Find(filed.campaign_number());
  if (campaign == nullptr) {
    return refusals.Add("effect", v1::REFUSAL_REASON_NOT_ON_LIST,
                        filed.campaign_number());
  }
  if (campaign->state != v1::CAMPAIGN_STATE_NOTICE) {
    return AddStateWrong("effect", *campaign, refusals);
  }
  const ContestantKey key = KeyOf(filed.about(), state.book());
  const ListedContestant* listed = SelectionState::FindListed(*campaign, key);
  if (!upheld || listed == nullptr || listed->struck) {
    refusals.Add("effect", v1::REFUSAL_REASON_NOT_ON_LIST, key.number);
  }
  const std::optional<int32_t> until =
      NoticeAfterStrike(state, *campaign, today);
  if (!until.has_value() || !WorkingDaysAfter(state.evidence().calendars,
                                              *until, DaysToAnswer(campaign))
                                 .has_value()) {
    refusals.Add("effect", v1::REFUSAL_REASON_CALENDAR_MISSING,
                 campaign->rule.notice().extension_days());
  }
}

void CheckAnswered(const BookState& state, int32_t today,
                   const v1::ObjectionAnswered& answered,
                   const RefusalList& refusals) {
  const auto& objections = state.selection().objections;
  const auto at = objections.find(answered.objection_index());
  if (at == objections.end() || at->second.answered_index != 0) {
    return refusals.Add("objection_index", v1::REFUSAL_REASON_OBJECTION_UNKNOWN,
                        answered.objection_index());
  }
  const v1::ObjectionFiled& filed = at->second.filed;
  if (PersonOf(filed.by()) == PersonOf(answered.by())) {
    refusals.Add("by", v1::REFUSAL_REASON_SAME_PERSON, answered.by());
  }
  if (answered.effect() == v1::OBJECTION_EFFECT_STRIKE) {
    CheckStrike(state, today, filed, answered.upheld(), refusals);
  }
}

}  // namespace

uint32_t DaysToAnswer(const CampaignRecord* campaign) {
  return campaign == nullptr ? kComplaintDays
                             : campaign->rule.notice().answer_days();
}

std::optional<int32_t> NoticeAfterStrike(const BookState& state,
                                         const CampaignRecord& campaign,
                                         int32_t today) {
  const v1::NoticeRule& notice = campaign.rule.notice();
  if (notice.extension_days() == 0) return campaign.notice_until;
  const std::optional<int32_t> last =
      LastDayOfNotice(state.evidence().calendars, notice.count(),
                      notice.extension_days(), today);
  if (!last.has_value()) return std::nullopt;
  return std::max(*last, campaign.notice_until);
}

void CheckObjections(const BookState& state, int32_t today,
                     const v1::Entry& entry, const RefusalList& refusals) {
  if (entry.has_objection_filed()) {
    CheckFiled(state, today, entry.objection_filed(), refusals);
  } else if (entry.has_objection_answered()) {
    CheckAnswered(state, today, entry.objection_answered(), refusals);
  }
}

}  // namespace greenledger::rules
