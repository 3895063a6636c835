#include "tests/services/selection/rules/selection_entries.h"

#include <algorithm>

#include "services/ledger/rules/winners.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using testing::FromText;

constexpr char kClerk[] = "office 1";

}  // namespace

v1::CampaignRule HonourRule() {
  return FromText<v1::CampaignRule>(R"(
    number: 7 title_code: "green-family"
    title_zh: "绿色家庭" title_en: "Green Family"
    level: TITLE_LEVEL_COMMUNITY layer: CAMPAIGN_LAYER_HONOUR
    contestants: CONTESTANT_KIND_HOUSEHOLD
    from_day: "2026-03-01" to_day: "2026-05-31"
    measures { measure: STANDING_MEASURE_MERIT weight_permille: 1000
               scaling: SCALING_BEST }
    quota { seats: 2 scope: QUOTA_SCOPE_ALL }
    reviewers: 2
    notice { days: 5 count: NOTICE_COUNT_WORKING_DAYS answer_days: 10
             extension_days: 3 }
    prizes { from_rank: 1 to_rank: 1 milli_points: 50000 }
    prizes { from_rank: 2 to_rank: 2 milli_points: 20000 }
    budget_number: 1
    term { months: 24 check_months: 12 barred_months: 24 row_flagged: 3 }
    by: "committee"
  )");
}

v1::CampaignRule VisitedRule() {
  v1::CampaignRule rule = HonourRule();
  *rule.mutable_on_site() = FromText<v1::OnSiteRule>(R"(
    weight_permille: 500 visited_permille: 1500
    evidence: EVIDENCE_KIND_FILES evidence: EVIDENCE_KIND_INSPECTION
    least_score_permille: 600
  )");
  return rule;
}

v1::CampaignRule StreetRule() {
  v1::CampaignRule rule = HonourRule();
  rule.set_level(v1::TITLE_LEVEL_STREET);
  rule.set_from_nominations(true);
  rule.set_contestants(v1::CONTESTANT_KIND_PERSON);
  rule.clear_prizes();
  rule.clear_budget_number();
  rule.mutable_measures(0)->set_measure(v1::STANDING_MEASURE_NOMINATION);
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_BOOK);
  rule.mutable_quota()->set_remainder(v1::REMAINDER_RULE_BEST);
  return rule;
}

v1::Contestant Household(uint64_t number) {
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(number);
  return contestant;
}

v1::Contestant Person(uint64_t household, uint32_t member, uint64_t book) {
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_PERSON);
  contestant.set_number(household);
  contestant.set_member(member);
  contestant.set_book(book);
  return contestant;
}

v1::Entry Drafted(const v1::CampaignRule& rule) {
  v1::Entry entry;
  *entry.mutable_campaign_drafted() = rule;
  return entry;
}

v1::Entry Stepped(v1::CampaignState to, uint32_t campaign) {
  v1::Entry entry;
  v1::CampaignStepped* step = entry.mutable_campaign_stepped();
  step->set_campaign_number(campaign);
  step->set_to(to);
  if (to == v1::CAMPAIGN_STATE_CANCELLED) step->set_why("too few took part");
  step->set_by(kClerk);
  return entry;
}

v1::Entry Signed(const std::string& digest, const std::string& by,
                 bool agrees) {
  v1::Entry entry;
  v1::ReviewSigned* review = entry.mutable_review_signed();
  review->set_campaign_number(kCampaign);
  review->set_agrees(agrees);
  review->set_list_digest(digest);
  if (!agrees) review->set_why("the third was not at home");
  review->set_by(by);
  return entry;
}

v1::Entry Declared(const v1::Contestant& contestant, uint32_t campaign) {
  v1::Entry entry;
  v1::DeclarationFiled* filed = entry.mutable_declaration_filed();
  filed->set_campaign_number(campaign);
  *filed->mutable_contestant() = contestant;
  filed->set_self_score_permille(850);
  filed->set_statement("we sort since spring");
  filed->set_by(kClerk);
  return entry;
}

v1::Entry Filed(const v1::Contestant& about, uint32_t campaign) {
  v1::Entry entry;
  v1::ObjectionFiled* filed = entry.mutable_objection_filed();
  filed->set_campaign_number(campaign);
  if (about.kind() != v1::CONTESTANT_KIND_UNSPECIFIED) {
    *filed->mutable_about() = about;
  }
  filed->set_text("their bin is never sorted");
  filed->set_contact_digest(DigestOf("sealed"));
  filed->set_by(kClerk);
  return entry;
}

v1::Entry Answered(uint64_t objection, v1::ObjectionEffect effect,
                   const std::string& by) {
  v1::Entry entry;
  v1::ObjectionAnswered* answered = entry.mutable_objection_answered();
  answered->set_objection_index(objection);
  answered->set_upheld(effect == v1::OBJECTION_EFFECT_STRIKE);
  answered->set_effect(effect);
  answered->set_answer("we looked at the bin");
  answered->set_by(by);
  return entry;
}

v1::Entry Granted(const v1::Contestant& contestant, uint32_t campaign) {
  v1::Entry entry;
  entry.mutable_title_granted()->set_campaign_number(campaign);
  *entry.mutable_title_granted()->mutable_contestant() = contestant;
  return entry;
}

v1::Entry TitleCheckOf(uint64_t title, v1::TitleCheck check,
                       const std::string& deadline) {
  v1::Entry entry;
  v1::TitleChecked* checked = entry.mutable_title_checked();
  checked->set_title_index(title);
  checked->set_check(check);
  checked->set_deadline(deadline);
  checked->set_why("as seen");
  checked->set_by(kClerk);
  return entry;
}

v1::Entry Nominated(const v1::Contestant& contestant) {
  v1::Entry entry;
  v1::NominationReceived* received = entry.mutable_nomination_received();
  received->set_campaign_number(kCampaign);
  *received->mutable_contestant() = contestant;
  received->set_from_campaign(3);
  received->set_title_index(90);
  received->set_title_code("green-family");
  received->set_level(v1::TITLE_LEVEL_COMMUNITY);
  received->set_title_until(30'000);
  received->set_rank(1);
  received->set_score_millionths(900'000);
  received->set_list_digest(DigestOf("list"));
  received->set_by(kClerk);
  return entry;
}

v1::Entry Visited(uint64_t household, uint32_t score_permille,
                  const std::string& day) {
  v1::Entry entry;
  v1::InspectionBooked* visit = entry.mutable_inspection();
  *visit->mutable_subject() = Household(household);
  visit->set_campaign_number(kCampaign);
  visit->set_day(day);
  for (int kind = 1; kind <= v1::EvidenceKind_MAX; ++kind) {
    visit->add_evidence(static_cast<v1::EvidenceKind>(kind));
  }
  visit->set_score_permille(score_permille);
  visit->set_by("inspector 1");
  return entry;
}

ListMaker::ListMaker(const BookState& state, uint32_t campaign)
    : book_(state.book()), campaign_(campaign) {
  evaluation.set_size(state.size());
  evaluation.set_root(std::string(32, 'r'));
  evaluation.set_rule_index(state.selection().Find(campaign)->rule_index);
}

ListMaker& ListMaker::Rows(const std::vector<Scored>& scored) {
  for (const Scored& one : scored) {
    const bool equal =
        !rows.empty() && rows.back().score_millionths() == one.score_millionths;
    const uint32_t rank =
        equal ? rows.back().rank() : static_cast<uint32_t>(rows.size()) + 1;
    v1::ListRow& row = rows.emplace_back();
    row.set_number(one.number);
    row.set_member(one.member);
    row.set_book(one.book);
    row.set_rank(rank);
    row.set_score_millionths(one.score_millionths);
    row.set_scope(one.scope);
  }
  evaluation.set_eligible(rows.size());
  evaluation.set_contestants(rows.size() + 3);
  return *this;
}

ListMaker& ListMaker::Seats(uint64_t scope, uint32_t count) {
  v1::ScopeSeats& one = seats.emplace_back();
  one.set_scope(scope);
  one.set_seats(count);
  evaluation.set_seats(evaluation.seats() + count);
  return *this;
}

std::vector<v1::Entry> ListMaker::Make(size_t part_rows) {
  std::vector<v1::Entry> entries;
  for (size_t at = 0; at < rows.size(); at += part_rows) {
    v1::ListPart* part = entries.emplace_back().mutable_list_part();
    part->set_campaign_number(campaign_);
    part->set_part(static_cast<uint32_t>(at / part_rows));
    for (size_t i = at; i < std::min(at + part_rows, rows.size()); ++i) {
      *part->add_rows() = rows[i];
    }
    if (at == 0) part->mutable_seats()->Add(seats.begin(), seats.end());
  }
  evaluation.set_parts(static_cast<uint32_t>(entries.size()));
  evaluation.set_list_digest(
      DigestOf(ListText(book_, campaign_, evaluation, rows, seats)));
  v1::Entry step = Stepped(v1::CAMPAIGN_STATE_EVALUATED, campaign_);
  *step.mutable_campaign_stepped()->mutable_evaluation() = evaluation;
  entries.push_back(std::move(step));
  return entries;
}

}  // namespace greenledger::rules
