// The part of StateRows that is about campaigns, objections and titles.
#include <string>

#include "services/ledger/row_scan.h"
#include "services/ledger/rows.pb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/state_rows.h"
#include "services/ledger/tables.h"

namespace greenledger::rules {
namespace {

namespace rows = ledger::rows;
using ledger::NumberAt;
using ledger::NumberKey;

void FillList(const CampaignRecord& campaign, rows::CampaignRow* row) {
  for (const ListedContestant& listed : campaign.list) {
    rows::ListedRow* out = row->add_list();
    *out->mutable_row() = listed.row;
    out->set_visits(listed.visits);
    out->set_visit_score_sum(listed.visit_score_sum);
    out->set_evidence(listed.evidence);
    out->set_struck(listed.struck);
    out->set_title_index(listed.title_index);
  }
  row->mutable_seats()->Add(campaign.seats.begin(), campaign.seats.end());
}

void FillPeople(const CampaignRecord& campaign, rows::CampaignRow* row) {
  for (const auto& [by, review] : campaign.reviews) {
    rows::ReviewRow* out = row->add_reviews();
    out->set_by(by);
    out->set_agrees(review.agrees);
    out->set_list_digest(review.list_digest);
  }
  for (const auto& [key, score] : campaign.declarations) {
    rows::DeclarationRow* out = row->add_declarations();
    *out->mutable_contestant() = ToContestant(key);
    out->set_self_score_permille(score);
  }
  for (const auto& [key, received] : campaign.nominations) {
    *row->add_nominations() = received;
  }
}

void PutCampaign(const CampaignRecord& campaign, const StateRows::Put& put) {
  rows::CampaignRow row;
  *row.mutable_rule() = campaign.rule;
  row.set_rule_index(campaign.rule_index);
  row.set_state(campaign.state);
  row.set_step_index(campaign.step_index);
  *row.mutable_evaluation() = campaign.evaluation;
  FillList(campaign, &row);
  FillPeople(campaign, &row);
  row.set_pool_number(campaign.pool_number);
  row.set_notice_from(campaign.notice_from);
  row.set_notice_until(campaign.notice_until);
  row.set_list_digest(campaign.list_digest);
  row.set_objections(campaign.objections);
  row.set_objections_open(campaign.objections_open);
  row.set_titles(campaign.titles);
  put(ledger::kCampaignTable, NumberKey({campaign.rule.number()}),
      row.SerializeAsString());
}

void ReadList(const rows::CampaignRow& row, CampaignRecord* campaign) {
  for (const rows::ListedRow& in : row.list()) {
    ListedContestant& listed = campaign->list.emplace_back();
    listed.row = in.row();
    listed.visits = in.visits();
    listed.visit_score_sum = in.visit_score_sum();
    listed.evidence = in.evidence();
    listed.struck = in.struck();
    listed.title_index = in.title_index();
  }
  campaign->seats.assign(row.seats().begin(), row.seats().end());
}

void ReadPeople(const rows::CampaignRow& row, uint64_t book,
                CampaignRecord* campaign) {
  for (const rows::ReviewRow& in : row.reviews()) {
    campaign->reviews[in.by()] = {in.agrees(), in.list_digest()};
  }
  for (const rows::DeclarationRow& in : row.declarations()) {
    campaign->declarations[KeyOf(in.contestant(), book)] =
        in.self_score_permille();
  }
  for (const v1::NominationReceived& in : row.nominations()) {
    campaign->nominations[KeyOf(in.contestant(), book)] = in;
  }
}

// What follows from a final list is made from it again.
void ReadCampaign(const rows::CampaignRow& row, uint64_t book,
                  CampaignRecord* campaign) {
  campaign->rule = row.rule();
  campaign->rule_index = row.rule_index();
  campaign->from_day = ParseDay(row.rule().from_day()).value_or(0);
  campaign->to_day = ParseDay(row.rule().to_day()).value_or(0);
  campaign->state = row.state();
  campaign->step_index = row.step_index();
  campaign->evaluation = row.evaluation();
  ReadList(row, campaign);
  ReadPeople(row, book, campaign);
  campaign->pool_number = row.pool_number();
  campaign->notice_from = row.notice_from();
  campaign->notice_until = row.notice_until();
  campaign->list_digest = row.list_digest();
  campaign->objections = row.objections();
  campaign->objections_open = row.objections_open();
  campaign->titles = row.titles();
  if (IsEvaluated(*campaign)) IndexList(campaign);
  if (campaign->state == v1::CAMPAIGN_STATE_DECIDED ||
      campaign->state == v1::CAMPAIGN_STATE_AWARDED) {
    NoteWinners(campaign);
  }
}

void PutObjection(uint64_t index, const ObjectionState& objection,
                  const StateRows::Put& put) {
  rows::ObjectionRow row;
  *row.mutable_filed() = objection.filed;
  row.set_filed_day(objection.filed_day);
  if (objection.answered_index != 0) {
    *row.mutable_answered() = objection.answered;
  }
  row.set_answered_index(objection.answered_index);
  row.set_answered_day(objection.answered_day);
  put(ledger::kObjectionTable, NumberKey({index}), row.SerializeAsString());
}

void PutTitle(uint64_t index, const TitleState& title,
              const StateRows::Put& put) {
  rows::TitleRow row;
  *row.mutable_granted() = title.granted;
  row.set_check(title.check);
  row.set_checked_day(title.checked_day);
  row.set_deadline(title.deadline);
  put(ledger::kTitleTable, NumberKey({index}), row.SerializeAsString());
}

}  // namespace

void StateRows::PutSelection(const BookState& state, const Put& put) {
  const SelectionState& selection = state.selection_;
  for (const auto& [number, campaign] : selection.campaigns) {
    PutCampaign(campaign, put);
  }
  for (const auto& [index, objection] : selection.objections) {
    PutObjection(index, objection, put);
  }
  for (const auto& [index, title] : selection.titles) {
    PutTitle(index, title, put);
  }
}

void StateRows::PutChangedSelection(BookState* state, const Put& put) {
  SelectionState& selection = state->selection_;
  for (const uint32_t number : selection.dirty_campaigns) {
    PutCampaign(selection.campaigns.at(number), put);
  }
  for (const uint64_t index : selection.dirty_objections) {
    PutObjection(index, selection.objections.at(index), put);
  }
  for (const uint64_t index : selection.dirty_titles) {
    PutTitle(index, selection.titles.at(index), put);
  }
  selection.dirty_campaigns.clear();
  selection.dirty_objections.clear();
  selection.dirty_titles.clear();
}

absl::Status StateRows::LoadSelection(const storage::Store& store,
                                      BookState* state) {
  SelectionState& selection = state->selection_;
  absl::Status campaigns = ScanTable<rows::CampaignRow>(
      store, *state, ledger::kCampaignTable, "campaign",
      [&](std::string_view key, const rows::CampaignRow& row) {
        ReadCampaign(
            row, state->book_,
            &selection.campaigns[static_cast<uint32_t>(NumberAt(key, 0))]);
      });
  if (!campaigns.ok()) return campaigns;
  absl::Status objections = ScanTable<rows::ObjectionRow>(
      store, *state, ledger::kObjectionTable, "objection",
      [&](std::string_view key, const rows::ObjectionRow& row) {
        selection.objections[NumberAt(key, 0)] = {
            row.filed(), row.filed_day(), row.answered(), row.answered_index(),
            row.answered_day()};
      });
  if (!objections.ok()) return objections;
  // The keys come in their order, so a contestant's oldest title is its first.
  return ScanTable<rows::TitleRow>(
      store, *state, ledger::kTitleTable, "title",
      [&](std::string_view key, const rows::TitleRow& row) {
        const uint64_t index = NumberAt(key, 0);
        selection.titles[index] = {row.granted(), row.check(),
                                   row.checked_day(), row.deadline()};
        selection.titles_of[KeyOf(row.granted().contestant(), state->book_)]
            .push_back(index);
      });
}

}  // namespace greenledger::rules
