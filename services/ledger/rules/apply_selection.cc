// The part of BookState::Apply that folds campaigns, objections and titles. The
// log may be damaged or of another's making, so what it names is looked for.
#include <algorithm>
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/state.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::rules {
namespace {

constexpr std::string_view kNoCampaign = "its campaign is unknown";

CampaignRecord* Change(SelectionState* selection, uint32_t number) {
  const auto at = selection->campaigns.find(number);
  if (at == selection->campaigns.end()) return nullptr;
  selection->dirty_campaigns.insert(number);
  return &at->second;
}

// What is wrong, empty if nothing is; so do the others here.
std::string_view Draft(const v1::CampaignRule& rule, uint64_t index,
                       SelectionState* selection) {
  if (!CheckCampaignRule(rule).empty()) return "the campaign has faults";
  CampaignRecord campaign;
  campaign.rule = rule;
  campaign.rule_index = index;
  campaign.from_day = ParseDay(rule.from_day()).value_or(0);
  campaign.to_day = ParseDay(rule.to_day()).value_or(0);
  campaign.state = v1::CAMPAIGN_STATE_DRAFT;
  campaign.step_index = index;
  selection->campaigns[rule.number()] = std::move(campaign);
  selection->dirty_campaigns.insert(rule.number());
  return "";
}

std::string_view AddPart(const v1::ListPart& part, SelectionState* selection) {
  CampaignRecord* campaign = Change(selection, part.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  if (campaign->state != v1::CAMPAIGN_STATE_RUNNING ||
      campaign->list.size() + static_cast<size_t>(part.rows_size()) >
          kListRowsMax) {
    return "no list is taken here";
  }
  if (part.part() == 0) {
    campaign->list.clear();
    campaign->seats.assign(part.seats().begin(), part.seats().end());
  }
  campaign->evaluation.set_parts(part.part() + 1);
  for (const v1::ListRow& row : part.rows()) {
    campaign->list.emplace_back().row = row;
  }
  return "";
}

std::string_view Declare(const v1::DeclarationFiled& filed, uint64_t book,
                         SelectionState* selection) {
  CampaignRecord* campaign = Change(selection, filed.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  campaign->declarations[KeyOf(filed.contestant(), book)] =
      filed.self_score_permille();
  return "";
}

std::string_view Nominate(const v1::NominationReceived& received, uint64_t book,
                          SelectionState* selection) {
  CampaignRecord* campaign = Change(selection, received.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  campaign->nominations[KeyOf(received.contestant(), book)] = received;
  return "";
}

std::string_view Sign(const v1::ReviewSigned& review,
                      SelectionState* selection) {
  CampaignRecord* campaign = Change(selection, review.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  campaign->reviews[review.by()] = {review.agrees(), review.list_digest()};
  return "";
}

std::string_view File(const v1::ObjectionFiled& filed, uint64_t index,
                      int32_t today, SelectionState* selection) {
  if (filed.campaign_number() != 0) {
    CampaignRecord* campaign = Change(selection, filed.campaign_number());
    if (campaign == nullptr) return kNoCampaign;
    ++campaign->objections;
    ++campaign->objections_open;
  }
  ObjectionState& objection = selection->objections[index];
  objection.filed = filed;
  objection.filed_day = today;
  selection->dirty_objections.insert(index);
  return "";
}

std::string_view Answer(const v1::Entry& entry, uint64_t book, int32_t today,
                        SelectionState* selection) {
  const v1::ObjectionAnswered& answered = entry.objection_answered();
  const auto at = selection->objections.find(answered.objection_index());
  if (at == selection->objections.end() || at->second.answered_index != 0) {
    return "it answers what is no open objection";
  }
  ObjectionState& objection = at->second;
  objection.answered = answered;
  objection.answered_index = entry.index();
  objection.answered_day = today;
  selection->dirty_objections.insert(at->first);
  const v1::ObjectionFiled& filed = objection.filed;
  if (filed.campaign_number() == 0) return "";
  CampaignRecord* campaign = Change(selection, filed.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  --campaign->objections_open;
  if (answered.effect() != v1::OBJECTION_EFFECT_STRIKE) return "";
  const auto place = campaign->places.find(KeyOf(filed.about(), book));
  if (place == campaign->places.end()) return "it strikes who is not listed";
  campaign->list[place->second].struck = true;
  campaign->list_digest = answered.list_digest();
  campaign->notice_until = answered.notice_until();
  return "";
}

std::string_view Grant(const v1::TitleGranted& granted, uint64_t index,
                       uint64_t book, SelectionState* selection) {
  CampaignRecord* campaign = Change(selection, granted.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  const ContestantKey key = KeyOf(granted.contestant(), book);
  const auto place = campaign->places.find(key);
  if (place == campaign->places.end()) return "its holder is not listed";
  campaign->list[place->second].title_index = index;
  ++campaign->titles;
  selection->titles[index].granted = granted;
  selection->titles_of[key].push_back(index);
  selection->dirty_titles.insert(index);
  return "";
}

std::string_view CheckTitle(const v1::TitleChecked& checked, int32_t today,
                            SelectionState* selection) {
  const auto at = selection->titles.find(checked.title_index());
  if (at == selection->titles.end()) return "its title is unknown";
  at->second.check = checked.check();
  at->second.checked_day = today;
  at->second.deadline = ParseDay(checked.deadline()).value_or(0);
  selection->dirty_titles.insert(at->first);
  return "";
}

// Opens, fills and closes the pool of a campaign as its postings say.
std::string_view MovePrizes(const v1::Entry& entry, CampaignRecord* campaign,
                            PointsState* points) {
  const v1::CampaignStepped& step = entry.campaign_stepped();
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_BUDGET) continue;
    const auto budget = points->budgets.find(campaign->rule.budget_number());
    if (budget == points->budgets.end()) return "its budget is unknown";
    budget->second.promised_milli_points -= static_cast<uint64_t>(leg.amount());
  }
  if (step.pool_number() != 0) {
    campaign->pool_number = step.pool_number();
    points->pools[step.pool_number()] = {campaign->rule.budget_number(),
                                         campaign->rule.title_zh()};
  }
  const bool ends = step.to() == v1::CAMPAIGN_STATE_AWARDED ||
                    step.to() == v1::CAMPAIGN_STATE_CANCELLED;
  if (ends && campaign->pool_number != 0) {
    points->pools.erase(campaign->pool_number);
    campaign->pool_number = 0;
  }
  return "";
}

std::string_view Step(const v1::Entry& entry, int32_t today,
                      SelectionState* selection, PointsState* points) {
  const v1::CampaignStepped& step = entry.campaign_stepped();
  CampaignRecord* campaign = Change(selection, step.campaign_number());
  if (campaign == nullptr) return kNoCampaign;
  campaign->state = step.to();
  campaign->step_index = entry.index();
  if (!step.list_digest().empty()) campaign->list_digest = step.list_digest();
  switch (step.to()) {
    case v1::CAMPAIGN_STATE_EVALUATED:
      campaign->evaluation = step.evaluation();
      if (!IndexList(campaign)) return "its list names somebody twice";
      break;
    case v1::CAMPAIGN_STATE_NOTICE:
      campaign->notice_from = today;
      campaign->notice_until = step.notice_until();
      break;
    case v1::CAMPAIGN_STATE_DECIDED:
      NoteWinners(campaign);
      break;
    default:
      break;
  }
  return MovePrizes(entry, campaign, points);
}

std::string_view Fold(const v1::Entry& entry, uint64_t book, int32_t today,
                      SelectionState* selection, PointsState* points) {
  switch (entry.body_case()) {
    case v1::Entry::kCampaignDrafted:
      return Draft(entry.campaign_drafted(), entry.index(), selection);
    case v1::Entry::kCampaignStepped:
      return Step(entry, today, selection, points);
    case v1::Entry::kListPart:
      return AddPart(entry.list_part(), selection);
    case v1::Entry::kReviewSigned:
      return Sign(entry.review_signed(), selection);
    case v1::Entry::kDeclarationFiled:
      return Declare(entry.declaration_filed(), book, selection);
    case v1::Entry::kObjectionFiled:
      return File(entry.objection_filed(), entry.index(), today, selection);
    case v1::Entry::kObjectionAnswered:
      return Answer(entry, book, today, selection);
    case v1::Entry::kTitleGranted:
      return Grant(entry.title_granted(), entry.index(), book, selection);
    case v1::Entry::kTitleChecked:
      return CheckTitle(entry.title_checked(), today, selection);
    case v1::Entry::kNominationReceived:
      return Nominate(entry.nomination_received(), book, selection);
    default:
      return "its body is unknown to this program";
  }
}

}  // namespace

absl::Status BookState::ApplySelection(const v1::Entry& entry) {
  const std::string_view fault =
      Fold(entry, book_, DayOf(entry.time_us()), &selection_, &points_);
  return fault.empty() ? absl::OkStatus() : Damaged(entry, fault);
}

}  // namespace greenledger::rules
