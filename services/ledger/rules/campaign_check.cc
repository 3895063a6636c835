// What is wrong with the rule of a campaign.
#include <algorithm>
#include <string>

#include "services/ledger/rules/campaign_counts_check.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr int32_t kWindowDaysMax = 1100;
constexpr int kPrizesMax = 20;
constexpr int kPhasesMax = 12;
constexpr uint64_t kPrizeBudgetMax = 1'000'000;
constexpr uint64_t kRankMax = 100'000;
constexpr uint64_t kPrizeMax = 1'000'000'000;

void CheckNames(const v1::CampaignRule& rule, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "number", rule.number(), 1, 9999);
  CheckTitleCode(at, "title_code", rule.title_code(), faults);
  faults.CheckText(at, "title_zh", rule.title_zh(), 1, 60);
  faults.CheckText(at, "title_en", rule.title_en(), 1, 60);
  faults.CheckOneOf(
      at, "level", rule.level(),
      {v1::TITLE_LEVEL_COMMUNITY, v1::TITLE_LEVEL_STREET,
       v1::TITLE_LEVEL_DISTRICT, v1::TITLE_LEVEL_CITY, v1::TITLE_LEVEL_NATION});
  faults.CheckOneOf(at, "layer", rule.layer(),
                    {v1::CAMPAIGN_LAYER_STANDARD, v1::CAMPAIGN_LAYER_HONOUR});
  faults.CheckOneOf(at, "contestants", rule.contestants(),
                    {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
                     v1::CONTESTANT_KIND_BUILDING, v1::CONTESTANT_KIND_GRID,
                     v1::CONTESTANT_KIND_COMMUNITY});
  const bool above = rule.level() > v1::TITLE_LEVEL_COMMUNITY;
  if (rule.from_nominations() != above) {
    faults.Add(at, "from_nominations",
               rule.from_nominations() ? "true" : "false",
               "true exactly where the level is above COMMUNITY");
  }
}

void CheckWindow(const v1::CampaignRule& rule, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckDay(at, "from_day", rule.from_day());
  faults.CheckDay(at, "to_day", rule.to_day());
  const auto from = ParseDay(rule.from_day());
  const auto to = ParseDay(rule.to_day());
  if (!from.has_value() || !to.has_value()) return;
  if (*to < *from || *to - *from > kWindowDaysMax) {
    faults.Add(
        at, "to_day", rule.to_day(),
        "0 to " + std::to_string(kWindowDaysMax) + " days after from_day");
  }
}

void CheckOnSite(const v1::CampaignRule& rule, const FieldPath& parent,
                 FaultList& faults) {
  if (!rule.has_on_site()) return;
  const v1::OnSiteRule& on_site = rule.on_site();
  const FieldPath at(parent, "on_site");
  // A STANDARD visits all that pass, so it need not say how many.
  const bool all = rule.layer() == v1::CAMPAIGN_LAYER_STANDARD &&
                   on_site.visited_permille() == 0;
  faults.CheckRange(at, "weight_permille", on_site.weight_permille(), 0, 1000);
  faults.CheckRange(at, "visited_permille", on_site.visited_permille(),
                    all ? 0 : 1000, 10'000);
  CheckEvidenceKinds(on_site.evidence(), 0, at, faults);
  faults.CheckRange(at, "least_score_permille", on_site.least_score_permille(),
                    0, 1000);
}

void CheckNotice(const v1::CampaignRule& rule, const FieldPath& parent,
                 FaultList& faults) {
  if (!faults.CheckPresent(parent, "notice", rule.has_notice())) return;
  const v1::NoticeRule& notice = rule.notice();
  const FieldPath at(parent, "notice");
  faults.CheckRange(at, "days", notice.days(), 1, 60);
  faults.CheckOneOf(
      at, "count", notice.count(),
      {v1::NOTICE_COUNT_WORKING_DAYS, v1::NOTICE_COUNT_BOTH_ENDS});
  faults.CheckRange(at, "answer_days", notice.answer_days(), 1, 60);
  faults.CheckRange(at, "extension_days", notice.extension_days(), 0, 60);
}

// Prizes are points, and a community's points are its households'.
bool MayHavePrizes(const v1::CampaignRule& rule) {
  return rule.level() == v1::TITLE_LEVEL_COMMUNITY &&
         (rule.contestants() == v1::CONTESTANT_KIND_HOUSEHOLD ||
          rule.contestants() == v1::CONTESTANT_KIND_PERSON);
}

void CheckPrizes(const v1::CampaignRule& rule, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckCount(at, "prizes", rule.prizes_size(), 0, kPrizesMax);
  if (rule.prizes_size() > 0 && !MayHavePrizes(rule)) {
    faults.Add(at, "prizes", std::to_string(rule.prizes_size()),
               "none but for households and persons of a COMMUNITY's own");
  }
  uint64_t before = 0;
  for (int i = 0; i < std::min(rule.prizes_size(), kPrizesMax); ++i) {
    const v1::Prize& prize = rule.prizes(i);
    const FieldPath path(at, "prizes", i);
    faults.CheckRange(path, "from_rank", prize.from_rank(), before + 1,
                      kRankMax);
    faults.CheckRange(path, "to_rank", prize.to_rank(),
                      std::max<uint64_t>(prize.from_rank(), 1), kRankMax);
    faults.CheckRange(path, "milli_points", prize.milli_points(), 1, kPrizeMax);
    before = std::max<uint64_t>(before, prize.to_rank());
  }
  const bool some = rule.prizes_size() > 0;
  faults.CheckRange(at, "budget_number", rule.budget_number(), some ? 1 : 0,
                    some ? kPrizeBudgetMax : 0);
}

void CheckTerm(const v1::CampaignRule& rule, const FieldPath& parent,
               FaultList& faults) {
  if (!faults.CheckPresent(parent, "term", rule.has_term())) return;
  const v1::TitleTerm& term = rule.term();
  const FieldPath at(parent, "term");
  faults.CheckRange(at, "months", term.months(), 1, 120);
  faults.CheckRange(at, "check_months", term.check_months(), 1, 120);
  faults.CheckRange(at, "barred_months", term.barred_months(), 0, 120);
  faults.CheckRange(at, "row_flagged", term.row_flagged(), 2, 10);
}

void CheckPhases(const v1::CampaignRule& rule, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckCount(at, "phases", rule.phases_size(), 0, kPhasesMax);
  for (int i = 0; i < std::min(rule.phases_size(), kPhasesMax); ++i) {
    const v1::Phase& phase = rule.phases(i);
    const FieldPath path(at, "phases", i);
    faults.CheckText(path, "title", phase.title(), 1, 60);
    faults.CheckDay(path, "from_day", phase.from_day());
    faults.CheckDay(path, "to_day", phase.to_day());
    if (phase.to_day() < phase.from_day()) {
      faults.Add(path, "to_day", phase.to_day(), "not before from_day");
    }
  }
}

}  // namespace

void CheckCampaignRule(const v1::CampaignRule& rule, const FieldPath& at,
                       FaultList& faults) {
  CheckNames(rule, at, faults);
  CheckWindow(rule, at, faults);
  CheckWhatCounts(rule, at, faults);
  CheckOnSite(rule, at, faults);
  faults.CheckRange(at, "reviewers", rule.reviewers(), 2, 20);
  CheckNotice(rule, at, faults);
  CheckPrizes(rule, at, faults);
  CheckTerm(rule, at, faults);
  CheckPhases(rule, at, faults);
  faults.CheckText(at, "by", rule.by(), 1, 60);
}

common::Faults CheckCampaignRule(const v1::CampaignRule& rule) {
  FaultList faults;
  CheckCampaignRule(rule, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
