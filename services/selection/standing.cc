#include "services/selection/standing.h"

#include <string>

namespace greenledger::selection {
namespace {

// The building of a household or person, the number of a place.
uint64_t BuildingOf(const rules::BookState& state, v1::ContestantKind kind,
                    const v1::ListRow& row) {
  // Other books' registers are theirs.
  if (row.book() != 0) return 0;
  if (kind != v1::CONTESTANT_KIND_HOUSEHOLD &&
      kind != v1::CONTESTANT_KIND_PERSON) {
    return row.number();
  }
  const rules::HouseholdState* household = state.FindHousehold(row.number());
  return household == nullptr ? 0 : household->building;
}

}  // namespace

void FillCampaign(const rules::CampaignRecord& campaign, const Figures& figures,
                  v1::CampaignStanding* out) {
  *out->mutable_rule() = campaign.rule;
  out->set_rule_index(campaign.rule_index);
  out->set_state(campaign.state);
  out->set_step_index(campaign.step_index);
  if (campaign.evaluation.size() != 0) {
    *out->mutable_evaluation() = campaign.evaluation;
  }
  out->set_winners_digest(figures.winners_digest);
  out->set_winners(figures.winners);
  out->set_to_visit(figures.to_visit);
  out->set_visited(figures.visited);
  out->set_prizes_milli_points(figures.milli_points);
  for (const auto& [person, review] : campaign.reviews) {
    if (review.list_digest != figures.winners_digest) continue;
    *(review.agrees ? out->add_agreed_by() : out->add_disagreed_by()) = person;
  }
  out->set_notice_from(campaign.notice_from);
  out->set_notice_until(campaign.notice_until);
  out->set_objections(campaign.objections);
  out->set_objections_open(campaign.objections_open);
  out->set_titles(campaign.titles);
  out->set_declarations(campaign.declarations.size());
  out->set_nominations(campaign.nominations.size());
}

void FillCandidate(const rules::BookState& state,
                   const rules::CampaignRecord& campaign,
                   const rules::Winners& winners, uint32_t place,
                   v1::Candidate* out) {
  const rules::ListedContestant& listed = campaign.list[place];
  const rules::Outcome& outcome = winners.outcomes[place];
  *out->mutable_row() = listed.row;
  out->set_building_number(
      BuildingOf(state, campaign.rule.contestants(), listed.row));
  out->set_to_visit(outcome.to_visit);
  out->set_visited(listed.visits > 0);
  out->set_visit_score_permille(outcome.visit_score_permille);
  out->set_final_score_millionths(outcome.final_score_millionths);
  out->set_wins(outcome.wins);
  out->set_winner_rank(outcome.winner_rank);
  out->set_struck(listed.struck);
  out->set_milli_points(outcome.milli_points);
  out->set_title_index(listed.title_index);
}

void FillObjection(uint64_t index, const rules::ObjectionState& objection,
                   v1::ObjectionStanding* out) {
  out->set_index(index);
  *out->mutable_filed() = objection.filed;
  out->set_filed_day(objection.filed_day);
  if (objection.answered_index == 0) return;
  *out->mutable_answered() = objection.answered;
  out->set_answered_day(objection.answered_day);
}

void FillTitle(const rules::BookState& state, uint64_t index,
               const rules::TitleState& title, int32_t today,
               v1::TitleStanding* out) {
  out->set_index(index);
  *out->mutable_granted() = title.granted;
  out->set_check(title.check);
  out->set_checked_day(title.checked_day);
  out->set_deadline(title.deadline);
  out->set_stands(rules::StandsOn(title, today));
  const auto* campaign =
      state.selection().Find(title.granted.campaign_number());
  if (campaign == nullptr) return;
  const v1::TitleTerm& term = campaign->rule.term();
  out->set_check_due(rules::CheckDue(title, term));
  out->set_row_flagged(title.granted.in_a_row() >= term.row_flagged());
}

}  // namespace greenledger::selection
