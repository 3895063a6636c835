#include "services/ledger/rules/decide_selection.h"

#include <string>

#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::rules {
namespace {

bool TakesEntries(const CampaignRecord& campaign) {
  return campaign.state == v1::CAMPAIGN_STATE_ANNOUNCED ||
         campaign.state == v1::CAMPAIGN_STATE_RUNNING;
}

void CheckDrafted(const BookState& state, const v1::CampaignRule& rule,
                  const RefusalList& refusals) {
  const CampaignRecord* known = state.selection().Find(rule.number());
  if (known != nullptr && known->state != v1::CAMPAIGN_STATE_DRAFT) {
    refusals.Add("number", v1::REFUSAL_REASON_NUMBER_TAKEN, rule.number());
  }
  if (rule.prizes_size() > 0 &&
      !state.points().budgets.contains(rule.budget_number())) {
    refusals.Add("budget_number", v1::REFUSAL_REASON_BUDGET_UNKNOWN,
                 rule.budget_number());
  }
}

void CheckReview(const BookState& state, const v1::ReviewSigned& review,
                 const RefusalList& refusals) {
  const CampaignRecord* campaign =
      CheckCampaign(state, review.campaign_number(), refusals);
  if (campaign == nullptr) return;
  const v1::CampaignState wanted = campaign->rule.has_on_site()
                                       ? v1::CAMPAIGN_STATE_ON_SITE
                                       : v1::CAMPAIGN_STATE_EVALUATED;
  if (campaign->state != wanted) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  const std::string digest =
      DigestOf(WinnersText(state.book(), *campaign, SelectWinners(*campaign)));
  if (review.list_digest() != digest) {
    refusals.Add("list_digest", v1::REFUSAL_REASON_LIST_CHANGED,
                 ToHexText(digest));
  }
  if (campaign->reviews.size() >= kReviewsMax &&
      !campaign->reviews.contains(review.by())) {
    refusals.Add("by", v1::REFUSAL_REASON_TOO_MANY, campaign->reviews.size());
  }
}

void CheckTaken(const v1::Entry& entry, bool known,
                const CampaignRecord& campaign, const ContestantKey& key,
                SelectionSoFar* so_far, const RefusalList& refusals) {
  const bool first =
      so_far->taken.emplace(entry.body_case(), campaign.rule.number(), key)
          .second;
  if (known || !first) {
    refusals.Add("contestant", v1::REFUSAL_REASON_CONTESTANT_TAKEN, key.number);
  }
}

void CheckDeclared(const BookState& state, const v1::Entry& entry,
                   SelectionSoFar* so_far, const RefusalList& refusals) {
  const v1::DeclarationFiled& filed = entry.declaration_filed();
  const CampaignRecord* campaign =
      CheckCampaign(state, filed.campaign_number(), refusals);
  if (campaign == nullptr) return;
  if (!TakesEntries(*campaign)) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  const ContestantKey key = KeyOf(filed.contestant(), state.book());
  const bool nominated = campaign->nominations.contains(key);
  if (!campaign->rule.needs_declaration() ||
      filed.contestant().kind() != campaign->rule.contestants() ||
      (campaign->rule.from_nominations() && !nominated)) {
    return refusals.Add("contestant", v1::REFUSAL_REASON_CONTESTANT_WRONG,
                        key.number);
  }
  if (!nominated && !CheckKnown(state, key, "contestant", refusals)) return;
  if (const uint64_t household = HouseholdOf(key); household != 0) {
    CheckOpen(state, household, "contestant", refusals);
  }
  CheckTaken(entry, campaign->declarations.contains(key), *campaign, key,
             so_far, refusals);
}

void CheckNominated(const BookState& state, int32_t today,
                    const v1::Entry& entry, SelectionSoFar* so_far,
                    const RefusalList& refusals) {
  const v1::NominationReceived& received = entry.nomination_received();
  const CampaignRecord* campaign =
      CheckCampaign(state, received.campaign_number(), refusals);
  if (campaign == nullptr) return;
  if (!TakesEntries(*campaign)) {
    return AddStateWrong("campaign_number", *campaign, refusals);
  }
  const ContestantKey key = KeyOf(received.contestant(), state.book());
  const v1::CampaignRule& rule = campaign->rule;
  if (!rule.from_nominations() || key.book == 0 ||
      received.contestant().kind() != rule.contestants()) {
    refusals.Add("contestant", v1::REFUSAL_REASON_CONTESTANT_WRONG, key.number);
  }
  if (received.level() + 1 != int{rule.level()}) {
    refusals.Add("level", v1::REFUSAL_REASON_CONTESTANT_WRONG,
                 v1::TitleLevel_Name(received.level()));
  }
  if (received.title_code() != rule.title_code()) {
    refusals.Add("title_code", v1::REFUSAL_REASON_CONTESTANT_WRONG,
                 received.title_code());
  }
  if (received.title_until() < today) {
    refusals.Add("title_index", v1::REFUSAL_REASON_TITLE_UNKNOWN,
                 received.title_index());
  }
  if (campaign->nominations.size() >= kNominationsMax) {
    refusals.Add("contestant", v1::REFUSAL_REASON_TOO_MANY,
                 campaign->nominations.size());
  }
  CheckTaken(entry, campaign->nominations.contains(key), *campaign, key, so_far,
             refusals);
}

}  // namespace

const CampaignRecord* CheckCampaign(const BookState& state, uint32_t number,
                                    const RefusalList& refusals) {
  const CampaignRecord* campaign = state.selection().Find(number);
  if (campaign == nullptr) {
    refusals.Add("campaign_number", v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN,
                 number);
  }
  return campaign;
}

void AddStateWrong(std::string_view field, const CampaignRecord& campaign,
                   const RefusalList& refusals) {
  refusals.Add(field, v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG,
               v1::CampaignState_Name(campaign.state));
}

void CheckSelection(const BookState& state, int64_t time_us,
                    const v1::Entry& entry, SelectionSoFar* so_far,
                    const RefusalList& refusals) {
  const int32_t today = state.DayOf(time_us);
  switch (entry.body_case()) {
    case v1::Entry::kCampaignDrafted:
      return CheckDrafted(state, entry.campaign_drafted(), refusals);
    case v1::Entry::kListPart:
      return CheckListPart(state, today, entry.list_part(), so_far, refusals);
    case v1::Entry::kCampaignStepped:
      return CheckStepped(state, today, entry.campaign_stepped(), so_far,
                          refusals);
    case v1::Entry::kReviewSigned:
      return CheckReview(state, entry.review_signed(), refusals);
    case v1::Entry::kDeclarationFiled:
      return CheckDeclared(state, entry, so_far, refusals);
    case v1::Entry::kNominationReceived:
      return CheckNominated(state, today, entry, so_far, refusals);
    case v1::Entry::kObjectionFiled:
    case v1::Entry::kObjectionAnswered:
      return CheckObjections(state, today, entry, refusals);
    case v1::Entry::kTitleGranted:
    case v1::Entry::kTitleChecked:
      return CheckTitles(state, today, entry, so_far, refusals);
    default:
      return;
  }
}

uint64_t HouseholdOfSelection(const BookState& state, const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kDeclarationFiled:
      return HouseholdOf(
          KeyOf(entry.declaration_filed().contestant(), state.book()));
    case v1::Entry::kTitleGranted:
      return HouseholdOf(
          KeyOf(entry.title_granted().contestant(), state.book()));
    case v1::Entry::kTitleChecked: {
      const auto& titles = state.selection().titles;
      return HouseholdOf(KeyOf(
          titles.at(entry.title_checked().title_index()).granted.contestant(),
          state.book()));
    }
    default:
      return 0;
  }
}

}  // namespace greenledger::rules
