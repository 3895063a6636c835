// Values, scores, order and seats of the slow evaluator.
#include <algorithm>
#include <limits>

#include "services/ledger/rules/local_day.h"
#include "storage/proof/sha256.h"
#include "tests/services/selection/evaluation/book_maker.h"
#include "tests/services/selection/evaluation/naive_evaluator.h"

namespace greenledger::evaluation {
namespace {

// a / b, half up.
uint64_t Divide(uint64_t a, uint64_t b) {
  if (b == 0) return 0;
  return a / b + (a % b >= b - a % b ? 1 : 0);
}

uint64_t Positive(int64_t value) {
  return value < 0 ? 0 : static_cast<uint64_t>(value);
}

std::string BigEndian(uint64_t value) {
  std::string bytes(8, '\0');
  for (size_t i = 8; i-- > 0; value /= 256) {
    bytes[i] = static_cast<char>(value % 256);
  }
  return bytes;
}

}  // namespace

// What is summed up.
int64_t NaiveEvaluator::SumOf(v1::StandingMeasure measure, uint32_t class_code,
                              const Who& who) const {
  int64_t sum = 0;
  for (const Deed& deed : DeedsOf(who)) {
    const bool within = IsWithin(deed.class_code, class_code);
    switch (measure) {
      case v1::STANDING_MEASURE_MERIT:
        sum += deed.merit;
        break;
      case v1::STANDING_MEASURE_POINTS:
        sum += deed.points;
        break;
      case v1::STANDING_MEASURE_GRAMS:
        sum += within ? deed.grams : 0;
        break;
      case v1::STANDING_MEASURE_DROPS:
        sum += deed.drop ? 1 : 0;
        break;
      case v1::STANDING_MEASURE_CLASS_DROPS:
        sum += deed.drop && within ? 1 : 0;
        break;
      case v1::STANDING_MEASURE_ACTIVITY_MINUTES:
        sum += deed.minutes;
        break;
      case v1::STANDING_MEASURE_REJECTED:
        sum += deed.rejected ? 1 : 0;
        break;
      default:
        break;
    }
  }
  return sum;
}

// How many different ones there are: days, weeks and months of each household,
// classes of all.
uint64_t NaiveEvaluator::Distinct(v1::StandingMeasure measure,
                                  const Who& who) const {
  std::set<std::pair<uint64_t, std::string>> distinct;
  for (const Deed& deed : DeedsOf(who)) {
    if (!deed.drop) continue;
    const std::string day = rules::FormatDay(deed.day);
    const auto monday =
        deed.day - static_cast<int32_t>(rules::IsoWeekday(deed.day)) + 1;
    switch (measure) {
      case v1::STANDING_MEASURE_ACTIVE_DAYS:
        distinct.emplace(deed.household, day);
        break;
      case v1::STANDING_MEASURE_ACTIVE_WEEKS:
        distinct.emplace(deed.household, rules::FormatDay(monday));
        break;
      case v1::STANDING_MEASURE_ACTIVE_MONTHS:
        distinct.emplace(deed.household, day.substr(0, 7));
        break;
      case v1::STANDING_MEASURE_CLASSES:
        distinct.emplace(deed.class_code, "");
        break;
      default:
        break;
    }
  }
  return distinct.size();
}

uint64_t NaiveEvaluator::Value(v1::StandingMeasure measure, uint32_t class_code,
                               const Who& who) const {
  if (measure == v1::STANDING_MEASURE_PURITY) {
    const int64_t good = SumOf(v1::STANDING_MEASURE_DROPS, 0, who);
    const int64_t bad = SumOf(v1::STANDING_MEASURE_REJECTED, 0, who);
    return Divide(1000 * Positive(good), Positive(good + bad));
  }
  if (measure == v1::STANDING_MEASURE_INSPECTIONS) {
    const auto inspections = Inspections(who);
    uint64_t scores = 0;
    for (const auto& [index, score] : inspections) scores += score;
    return Divide(scores, inspections.size());
  }
  if (measure == v1::STANDING_MEASURE_NOMINATION) {
    for (const v1::Entry& entry : entries_) {
      const v1::NominationReceived& one = entry.nomination_received();
      if (entry.has_nomination_received() &&
          one.campaign_number() == rule_.number() &&
          IsAbout(one.contestant(), who)) {
        return one.score_millionths();
      }
    }
  }
  return Positive(SumOf(measure, class_code, who)) + Distinct(measure, who);
}

std::vector<std::pair<uint64_t, uint32_t>> NaiveEvaluator::Inspections(
    const Who& who) const {
  std::vector<std::pair<uint64_t, uint32_t>> found;
  for (const v1::Entry& entry : entries_) {
    const v1::InspectionBooked& one = entry.inspection();
    if (entry.has_inspection() && one.campaign_number() == 0 &&
        IsAbout(one.subject(), who) && InWindow(Day(one.day()))) {
      found.emplace_back(entry.index(), one.score_permille());
    }
  }
  return found;
}

uint64_t NaiveEvaluator::Scored(const v1::WeightedMeasure& measure,
                                const Who& who) const {
  const uint64_t value = Value(measure.measure(), measure.class_code(), who);
  if (!measure.per_head()) return value;
  uint64_t heads = 0;
  switch (rule_.contestants()) {
    case v1::CONTESTANT_KIND_HOUSEHOLD:
      heads = homes_.at(std::get<1>(who)).residents;
      break;
    case v1::CONTESTANT_KIND_PERSON:
      heads = 1;
      break;
    default:
      for (const uint64_t one : HouseholdsOf(who)) {
        heads += homes_.at(one).active() ? 1 : 0;
      }
      break;
  }
  return Divide(value * 1000, heads);
}

uint64_t NaiveEvaluator::ReachedAt(const Who& who) const {
  const std::set<uint64_t> households = HouseholdsOf(who);
  uint64_t last = std::numeric_limits<uint64_t>::max();
  for (const auto& [index, household, member] : raised_) {
    if (households.contains(household) &&
        (!IsPerson() || member == std::get<2>(who))) {
      last = index;
    }
  }
  return last;
}

uint64_t NaiveEvaluator::RuleTime() const {
  for (const v1::Entry& entry : entries_) {
    if (entry.campaign_drafted().number() == rule_.number()) {
      return static_cast<uint64_t>(entry.time_us());
    }
  }
  return 0;
}

std::vector<std::string> NaiveEvaluator::Ties(const Who& who) const {
  const uint64_t most = std::numeric_limits<uint64_t>::max();
  std::vector<std::string> ties;
  for (const int one : rule_.tie_breaks()) {
    switch (one) {
      case v1::TIE_BREAK_FEWER_REJECTED:
        ties.push_back(BigEndian(Value(v1::STANDING_MEASURE_REJECTED, 0, who)));
        break;
      case v1::TIE_BREAK_MORE_ACTIVE_WEEKS:
        ties.push_back(
            BigEndian(most - Value(v1::STANDING_MEASURE_ACTIVE_WEEKS, 0, who)));
        break;
      case v1::TIE_BREAK_MORE_CLASSES:
        ties.push_back(
            BigEndian(most - Value(v1::STANDING_MEASURE_CLASSES, 0, who)));
        break;
      case v1::TIE_BREAK_EARLIER:
        ties.push_back(BigEndian(ReachedAt(who)));
        break;
      default:
        ties.emplace_back(proof::AsBytes(proof::Sha256(
            {draw_seed_, BigEndian(RuleTime()), BigEndian(std::get<0>(who)),
             BigEndian(std::get<1>(who)), BigEndian(std::get<2>(who))})));
        break;
    }
  }
  return ties;
}

uint64_t NaiveEvaluator::ScopeOf(const Who& who) const {
  const auto [book, number, member] = who;
  const v1::QuotaScope scope = rule_.quota().scope();
  if (scope == v1::QUOTA_SCOPE_BOOK) return book;
  if (scope != v1::QUOTA_SCOPE_GRID && scope != v1::QUOTA_SCOPE_BUILDING) {
    return 0;
  }
  const bool grids = scope == v1::QUOTA_SCOPE_GRID;
  if (rule_.contestants() == v1::CONTESTANT_KIND_GRID) return number;
  if (rule_.contestants() == v1::CONTESTANT_KIND_BUILDING) {
    return grids ? places_.at(number).parent_number() : number;
  }
  return grids ? homes_.at(number).grid : homes_.at(number).building;
}

std::vector<NaiveRow> NaiveEvaluator::Rows() const {
  std::vector<Who> eligible;
  for (const Who& who : Contestants()) {
    if (IsEligible(who)) eligible.push_back(who);
  }
  using Key = std::pair<uint64_t, std::vector<std::string>>;
  std::vector<std::pair<Key, Who>> order;
  for (const Who& who : eligible) {
    uint64_t score = 0;
    for (const v1::WeightedMeasure& one : rule_.measures()) {
      uint64_t full = one.full_at() * (one.per_head() ? 1000 : 1);
      if (one.scaling() == v1::SCALING_BEST) {
        full = 0;
        for (const Who& other : eligible) {
          full = std::max(full, Scored(one, other));
        }
      }
      if (one.measure() == v1::STANDING_MEASURE_NOMINATION) full = 1'000'000;
      score += Divide(
          std::min(Scored(one, who), full) * one.weight_permille() * 1000,
          full);
    }
    if (rule_.layer() == v1::CAMPAIGN_LAYER_STANDARD) score = 1'000'000;
    order.push_back({{1'000'000 - score, Ties(who)}, who});
  }
  std::sort(order.begin(), order.end());
  std::vector<NaiveRow> rows;
  for (size_t i = 0; i < order.size(); ++i) {
    const auto& [key, who] = order[i];
    NaiveRow row{std::get<0>(who),      std::get<1>(who),
                 std::get<2>(who),      static_cast<uint32_t>(i + 1),
                 1'000'000 - key.first, ScopeOf(who)};
    if (i > 0 && order[i - 1].first == key) row.rank = rows.back().rank;
    rows.push_back(row);
  }
  return rows;
}

uint64_t NaiveEvaluator::WeightOf(uint64_t scope) const {
  if (rule_.quota().scope() == v1::QUOTA_SCOPE_BOOK) return 1;
  uint64_t active = 0;
  for (const auto& [number, home] : homes_) {
    active +=
        home.active() && (home.grid == scope || home.building == scope) ? 1 : 0;
  }
  return active;
}

std::map<uint64_t, uint64_t> NaiveEvaluator::Seats(
    const std::vector<NaiveRow>& rows) const {
  const v1::Quota& quota = rule_.quota();
  if (rule_.layer() == v1::CAMPAIGN_LAYER_STANDARD) return {{0, rows.size()}};
  uint64_t total = quota.seats();
  if (total == 0) total = rows.size() * quota.share_permille() / 1000;
  total = std::min<uint64_t>(std::max<uint64_t>(1, total), rows.size());
  if (rows.empty()) return {};
  if (quota.scope() == v1::QUOTA_SCOPE_ALL) return {{0, total}};
  std::map<uint64_t, uint64_t> eligible;
  for (const NaiveRow& row : rows) ++eligible[row.scope];
  uint64_t weights = 0;
  for (const auto& [scope, count] : eligible) weights += WeightOf(scope);
  std::map<uint64_t, uint64_t> seats;
  // Of those who can still use one: the largest remainder, the lower number.
  std::vector<std::pair<uint64_t, uint64_t>> by_remainder;
  uint64_t left = total;
  for (const auto& [scope, count] : eligible) {
    const uint64_t share = weights == 0 ? 0 : total * WeightOf(scope);
    const uint64_t by = std::max<uint64_t>(1, weights);
    seats[scope] = std::min(share / by, count);
    by_remainder.emplace_back(by - share % by, scope);
    left -= seats[scope];
  }
  std::sort(by_remainder.begin(), by_remainder.end());
  if (quota.remainder() == v1::REMAINDER_RULE_NONE) return seats;
  if (quota.remainder() == v1::REMAINDER_RULE_BEST) {
    if (left > 0) seats[0] += left;
    return seats;
  }
  for (size_t i = 0; left > 0; ++i) {
    const uint64_t scope = by_remainder[i % by_remainder.size()].second;
    if (seats[scope] == eligible[scope]) continue;
    ++seats[scope];
    --left;
  }
  return seats;
}

}  // namespace greenledger::evaluation
