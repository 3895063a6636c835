// A made-up campaign of a small community, for documents.
#ifndef GREENLEDGER_TESTS_CLIENTS_DOCUMENTS_DOCUMENTS_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_DOCUMENTS_DOCUMENTS_TESTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/list.h"
#include "clients/documents/source.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::documents {

inline constexpr uint64_t kBook = 350212002001;

inline int32_t Day(std::string_view day) { return *rules::ParseDay(day); }

inline size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

inline Source TestSource(cli::Language language = cli::Language::kChinese) {
  return {.language = language,
          .book = kBook,
          .community = "大同社区",
          .street = "大同街道",
          .district = "同安区",
          .origin = "ledger.example/350212002001",
          .size = 54321,
          .root = std::string(32, '\x1A'),
          .list_digest = std::string(32, '\x2B'),
          .day = Day("2026-03-05")};
}

inline v1::CampaignStanding TestCampaign() {
  v1::CampaignStanding campaign;
  v1::CampaignRule* rule = campaign.mutable_rule();
  rule->set_number(7);
  rule->set_title_code("green-family");
  rule->set_title_zh("绿色家庭");
  rule->set_title_en("Green family");
  rule->set_level(v1::TITLE_LEVEL_COMMUNITY);
  rule->set_layer(v1::CAMPAIGN_LAYER_HONOUR);
  rule->set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
  rule->set_from_day("2025-01-01");
  rule->set_to_day("2025-12-31");
  v1::Gate* gate = rule->add_gates();
  gate->set_kind(v1::GATE_KIND_MEASURE);
  gate->set_measure(v1::STANDING_MEASURE_ACTIVE_MONTHS);
  gate->set_least(12);
  rule->add_vetoes()->set_kind(v1::VETO_KIND_VIOLATION);
  v1::WeightedMeasure* measure = rule->add_measures();
  measure->set_measure(v1::STANDING_MEASURE_PURITY);
  measure->set_weight_permille(1000);
  measure->set_scaling(v1::SCALING_FULL_AT);
  measure->set_full_at(1000);
  rule->mutable_quota()->set_seats(2);
  rule->mutable_quota()->set_scope(v1::QUOTA_SCOPE_ALL);
  rule->add_tie_breaks(v1::TIE_BREAK_FEWER_REJECTED);
  rule->set_reviewers(2);
  rule->mutable_notice()->set_days(5);
  rule->mutable_notice()->set_count(v1::NOTICE_COUNT_WORKING_DAYS);
  rule->mutable_notice()->set_answer_days(3);
  v1::Prize* prize = rule->add_prizes();
  prize->set_from_rank(1);
  prize->set_to_rank(2);
  prize->set_milli_points(50'500);
  rule->set_budget_number(1);
  rule->mutable_term()->set_months(24);
  rule->mutable_term()->set_check_months(12);
  rule->mutable_term()->set_barred_months(24);
  rule->mutable_term()->set_row_flagged(3);
  campaign.set_state(v1::CAMPAIGN_STATE_NOTICE);
  campaign.mutable_evaluation()->set_size(54000);
  campaign.mutable_evaluation()->set_contestants(373);
  campaign.mutable_evaluation()->set_eligible(3);
  campaign.mutable_evaluation()->set_seats(2);
  campaign.set_winners(2);
  campaign.set_objections(1);
  campaign.set_notice_from(Day("2026-03-05"));
  campaign.set_notice_until(Day("2026-03-12"));
  return campaign;
}

inline v1::Candidate TestCandidate(uint64_t number, uint32_t rank,
                                   uint32_t score, bool wins) {
  v1::Candidate candidate;
  candidate.mutable_row()->set_number(number);
  candidate.mutable_row()->set_rank(rank);
  candidate.mutable_row()->set_score_millionths(score);
  candidate.set_building_number(21);
  candidate.set_final_score_millionths(score);
  candidate.set_wins(wins);
  candidate.set_winner_rank(wins ? rank : 0);
  candidate.set_milli_points(wins ? 50'500 : 0);
  return candidate;
}

// Households 12 and 13 win, 14 does not; names are known of 12 and 14.
inline std::vector<v1::Candidate> TestCandidates() {
  return {TestCandidate(12, 1, 987'600, true),
          TestCandidate(13, 2, 950'000, true),
          TestCandidate(14, 3, 912'345, false)};
}

inline Directory TestDirectory(
    cli::Language language = cli::Language::kChinese) {
  Directory directory(kBook, language);
  v1::Place place;
  place.set_number(2);
  place.set_kind(v1::PLACE_KIND_GRID);
  place.set_name("第二网格");
  directory.AddPlace(place);
  place.set_number(21);
  place.set_kind(v1::PLACE_KIND_BUILDING);
  place.set_parent_number(2);
  place.set_name("<3 号楼>");
  directory.AddPlace(place);
  for (const uint64_t household : {12, 13, 14}) {
    directory.AddHousehold(household, 21);
  }
  directory.AddName(12, "王小明");
  directory.AddName(14, "欧阳明");
  return directory;
}

// What the documents of the list are made from, in one place.
struct TestList {
  explicit TestList(cli::Language language = cli::Language::kChinese)
      : source(TestSource(language)), directory(TestDirectory(language)) {}

  ListInput input() const {
    return {source, campaign, candidates, directory, scheme};
  }

  Source source;
  v1::CampaignStanding campaign = TestCampaign();
  std::vector<v1::Candidate> candidates = TestCandidates();
  Directory directory;
  v1::Scheme scheme;
};

}  // namespace greenledger::documents

#endif  // GREENLEDGER_TESTS_CLIENTS_DOCUMENTS_DOCUMENTS_TESTING_H_
