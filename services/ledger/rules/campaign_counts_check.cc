#include "services/ledger/rules/campaign_counts_check.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kGatesMax = 20;
constexpr int kVetoesMax = 20;
constexpr int kMeasuresMax = 10;
constexpr int kTieBreaksMax = 6;
constexpr size_t kCodeBytesMax = 32;
constexpr uint64_t kLeastMax = 1'000'000'000;
constexpr uint64_t kFullMax = 1'000'000'000'000;

bool IsHonour(const v1::CampaignRule& rule) {
  return rule.layer() == v1::CAMPAIGN_LAYER_HONOUR;
}

bool TakesClass(v1::StandingMeasure measure) {
  return measure == v1::STANDING_MEASURE_GRAMS ||
         measure == v1::STANDING_MEASURE_CLASS_DROPS;
}

// A measure that may stand in this campaign, and its class. More is better with
// each of them, so rejected drops are none: vetoes and ties look at those.
void CheckMeasure(const v1::CampaignRule& rule, v1::StandingMeasure measure,
                  uint32_t class_code, const FieldPath& at, FaultList& faults) {
  if (rule.from_nominations()) {
    faults.CheckOneOf(at, "measure", measure,
                      {v1::STANDING_MEASURE_NOMINATION});
  } else {
    faults.CheckOneOf(
        at, "measure", measure,
        {v1::STANDING_MEASURE_MERIT, v1::STANDING_MEASURE_POINTS,
         v1::STANDING_MEASURE_GRAMS, v1::STANDING_MEASURE_DROPS,
         v1::STANDING_MEASURE_ACTIVE_DAYS, v1::STANDING_MEASURE_ACTIVE_WEEKS,
         v1::STANDING_MEASURE_ACTIVE_MONTHS, v1::STANDING_MEASURE_PURITY,
         v1::STANDING_MEASURE_CLASS_DROPS, v1::STANDING_MEASURE_CLASSES,
         v1::STANDING_MEASURE_ACTIVITY_MINUTES,
         v1::STANDING_MEASURE_INSPECTIONS});
  }
  const bool takes = TakesClass(measure);
  faults.CheckRange(at, "class_code", class_code, takes ? 1 : 0,
                    takes ? kClassMax : 0);
}

// The most that a gate can ask for and somebody still have.
uint64_t LeastMax(v1::GateKind kind) {
  switch (kind) {
    case v1::GATE_KIND_OCCUPANCY:
    case v1::GATE_KIND_TITLE_SHARE:
      return 1000;
    case v1::GATE_KIND_TITLE:
      return v1::TITLE_LEVEL_NATION;
    default:
      return kLeastMax;
  }
}

void CheckGate(const v1::CampaignRule& rule, const v1::Gate& gate,
               const FieldPath& at, FaultList& faults) {
  faults.CheckOneOf(at, "kind", gate.kind(),
                    {v1::GATE_KIND_MEASURE, v1::GATE_KIND_REGISTERED_DAYS,
                     v1::GATE_KIND_ACTIVE, v1::GATE_KIND_OCCUPANCY,
                     v1::GATE_KIND_TITLE_SHARE, v1::GATE_KIND_TITLE});
  if (gate.kind() == v1::GATE_KIND_MEASURE) {
    CheckMeasure(rule, gate.measure(), gate.class_code(), at, faults);
  } else {
    faults.CheckOneOf(at, "measure", gate.measure(),
                      {v1::STANDING_MEASURE_UNSPECIFIED});
    faults.CheckRange(at, "class_code", gate.class_code(), 0, 0);
  }
  // ACTIVE asks for no number; it may say 1.
  const bool active = gate.kind() == v1::GATE_KIND_ACTIVE;
  faults.CheckRange(at, "least", gate.least(), active ? 0 : 1,
                    active ? 1 : LeastMax(gate.kind()));
  if (gate.kind() == v1::GATE_KIND_TITLE ||
      gate.kind() == v1::GATE_KIND_TITLE_SHARE) {
    CheckTitleCode(at, "title_code", gate.title_code(), faults);
  } else {
    faults.CheckText(at, "title_code", gate.title_code(), 0, 0);
  }
}

void CheckVeto(const v1::Veto& veto, const FieldPath& at, FaultList& faults) {
  const bool rejected = veto.kind() == v1::VETO_KIND_REJECTED;
  const bool inspection = veto.kind() == v1::VETO_KIND_INSPECTION;
  faults.CheckOneOf(
      at, "kind", veto.kind(),
      {v1::VETO_KIND_VIOLATION, v1::VETO_KIND_REJECTED, v1::VETO_KIND_PENALTY,
       v1::VETO_KIND_INSPECTION, v1::VETO_KIND_UPHELD});
  faults.CheckRange(at, "most", veto.most(), 0, rejected ? kLeastMax : 0);
  faults.CheckRange(at, "least_score_permille", veto.least_score_permille(),
                    inspection ? 1 : 0, inspection ? 1000 : 0);
}

void CheckWeighted(const v1::CampaignRule& rule, const v1::WeightedMeasure& one,
                   const FieldPath& at, FaultList& faults) {
  CheckMeasure(rule, one.measure(), one.class_code(), at, faults);
  faults.CheckRange(at, "weight_permille", one.weight_permille(), 1, 1000);
  faults.CheckOneOf(at, "scaling", one.scaling(),
                    {v1::SCALING_BEST, v1::SCALING_FULL_AT});
  const bool full_at = one.scaling() == v1::SCALING_FULL_AT;
  faults.CheckRange(at, "full_at", one.full_at(), full_at ? 1 : 0,
                    full_at ? kFullMax : 0);
  const bool is_rate = one.measure() == v1::STANDING_MEASURE_PURITY ||
                       one.measure() == v1::STANDING_MEASURE_INSPECTIONS ||
                       one.measure() == v1::STANDING_MEASURE_NOMINATION;
  if (one.per_head() && is_rate) {
    faults.Add(at, "per_head", "true", "false for this measure");
  }
}

void CheckMeasures(const v1::CampaignRule& rule, const FieldPath& at,
                   FaultList& faults) {
  const int most = !IsHonour(rule)           ? 0
                   : rule.from_nominations() ? 1
                                             : kMeasuresMax;
  faults.CheckCount(at, "measures", rule.measures_size(), IsHonour(rule), most);
  uint64_t sum = 0;
  for (int i = 0; i < std::min(rule.measures_size(), kMeasuresMax); ++i) {
    CheckWeighted(rule, rule.measures(i), FieldPath(at, "measures", i), faults);
    sum += rule.measures(i).weight_permille();
  }
  if (IsHonour(rule) && rule.measures_size() > 0 && sum != 1000) {
    faults.Add(at, "measures", std::to_string(sum),
               "weight_permille that sum to 1000");
  }
}

// GRID and BUILDING need contestants that lie in one, BOOK nominations.
void CheckQuotaScope(const v1::CampaignRule& rule, const FieldPath& at,
                     FaultList& faults) {
  const v1::QuotaScope scope = rule.quota().scope();
  const v1::ContestantKind kind = rule.contestants();
  if (rule.from_nominations()) {
    return faults.CheckOneOf(at, "scope", scope,
                             {v1::QUOTA_SCOPE_ALL, v1::QUOTA_SCOPE_BOOK});
  }
  if (kind == v1::CONTESTANT_KIND_COMMUNITY) {
    return faults.CheckOneOf(at, "scope", scope, {v1::QUOTA_SCOPE_ALL});
  }
  if (kind == v1::CONTESTANT_KIND_GRID) {
    return faults.CheckOneOf(at, "scope", scope,
                             {v1::QUOTA_SCOPE_ALL, v1::QUOTA_SCOPE_GRID});
  }
  faults.CheckOneOf(
      at, "scope", scope,
      {v1::QUOTA_SCOPE_ALL, v1::QUOTA_SCOPE_GRID, v1::QUOTA_SCOPE_BUILDING});
}

void CheckQuota(const v1::CampaignRule& rule, const FieldPath& parent,
                FaultList& faults) {
  if (!IsHonour(rule)) {
    if (rule.has_quota()) {
      faults.Add(parent, "quota", "given", "absent for a STANDARD");
    }
    return;
  }
  if (!faults.CheckPresent(parent, "quota", rule.has_quota())) return;
  const v1::Quota& quota = rule.quota();
  const FieldPath at(parent, "quota");
  const bool shared = quota.seats() == 0;
  faults.CheckRange(at, "seats", quota.seats(), 0, 10'000);
  faults.CheckRange(at, "share_permille", quota.share_permille(),
                    shared ? 1 : 0, shared ? 1000 : 0);
  CheckQuotaScope(rule, at, faults);
  if (quota.scope() == v1::QUOTA_SCOPE_ALL) {
    faults.CheckOneOf(at, "remainder", quota.remainder(),
                      {v1::REMAINDER_RULE_UNSPECIFIED});
  } else {
    faults.CheckOneOf(at, "remainder", quota.remainder(),
                      {v1::REMAINDER_RULE_LARGEST, v1::REMAINDER_RULE_BEST,
                       v1::REMAINDER_RULE_NONE});
  }
}

void CheckTieBreaks(const v1::CampaignRule& rule, const FieldPath& at,
                    FaultList& faults) {
  const auto& breaks = rule.tie_breaks();
  faults.CheckCount(at, "tie_breaks", breaks.size(), 0, kTieBreaksMax);
  bool draws = false;
  for (int i = 0; i < std::min(breaks.size(), kTieBreaksMax); ++i) {
    const FieldPath path(at, "tie_breaks", i);
    const auto one = static_cast<v1::TieBreak>(breaks[i]);
    draws = draws || one == v1::TIE_BREAK_DRAW;
    faults.CheckOneOf(
        path, "", one,
        {v1::TIE_BREAK_FEWER_REJECTED, v1::TIE_BREAK_MORE_ACTIVE_WEEKS,
         v1::TIE_BREAK_MORE_CLASSES, v1::TIE_BREAK_EARLIER,
         v1::TIE_BREAK_DRAW});
    if (std::count(breaks.begin(), breaks.begin() + i, breaks[i]) > 0) {
      faults.Add(path, "", v1::TieBreak_Name(one), "given once");
    }
  }
  faults.CheckSize(at, "draw_seed_digest", rule.draw_seed_digest(),
                   draws ? kDigestBytes : 0);
}

}  // namespace

void CheckTitleCode(const FieldPath& at, std::string_view name,
                    std::string_view code, FaultList& faults) {
  const bool sound =
      !code.empty() && code.size() <= kCodeBytesMax &&
      std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!sound) faults.Add(at, name, code, "1 to 32 of a-z, 0-9 and `-`");
}

void CheckWhatCounts(const v1::CampaignRule& rule, const FieldPath& at,
                     FaultList& faults) {
  faults.CheckCount(at, "gates", rule.gates_size(), 0, kGatesMax);
  for (int i = 0; i < std::min(rule.gates_size(), kGatesMax); ++i) {
    CheckGate(rule, rule.gates(i), FieldPath(at, "gates", i), faults);
  }
  faults.CheckCount(at, "vetoes", rule.vetoes_size(), 0, kVetoesMax);
  for (int i = 0; i < std::min(rule.vetoes_size(), kVetoesMax); ++i) {
    CheckVeto(rule.vetoes(i), FieldPath(at, "vetoes", i), faults);
  }
  CheckMeasures(rule, at, faults);
  CheckQuota(rule, at, faults);
  CheckTieBreaks(rule, at, faults);
}

}  // namespace greenledger::rules
