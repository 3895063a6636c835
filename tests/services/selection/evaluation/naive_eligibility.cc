// Gates and vetoes of the slow evaluator.
#include <algorithm>
#include <optional>

#include "services/ledger/rules/local_day.h"
#include "tests/services/selection/evaluation/book_maker.h"
#include "tests/services/selection/evaluation/naive_evaluator.h"

namespace greenledger::evaluation {
namespace {

// Permille, rounded down.
uint64_t Part(uint64_t some, uint64_t all) {
  return all == 0 ? 0 : some * 1000 / all;
}

}  // namespace

uint64_t NaiveEvaluator::GateValue(const v1::Gate& gate, const Who& who) const {
  const auto [book, number, member] = who;
  const std::set<uint64_t> neighbours = NeighboursOf(who);
  const auto home = homes_.find(number);
  const bool is_place = rule_.contestants() >= v1::CONTESTANT_KIND_BUILDING;
  uint64_t active = 0;
  uint64_t holders = 0;
  for (const uint64_t one : neighbours) {
    if (!homes_.at(one).active()) continue;
    ++active;
    holders += std::any_of(titles_.begin(), titles_.end(), [&](const auto& it) {
      const v1::Contestant& of = it.granted.contestant();
      return of.kind() == v1::CONTESTANT_KIND_HOUSEHOLD &&
             (of.book() == 0 || of.book() == kBook) && of.number() == one &&
             it.granted.title_code() == gate.title_code() && StandsToday(it);
    });
  }
  switch (gate.kind()) {
    case v1::GATE_KIND_MEASURE:
      return Value(gate.measure(), gate.class_code(), who);
    case v1::GATE_KIND_REGISTERED_DAYS: {
      if (book != 0 || (!is_place && home == homes_.end())) return 0;
      int32_t since = DayOf(entries_[0]);
      if (!is_place) since = home->second.since;
      if (is_place && number != 0) {
        if (!place_since_.contains(number)) return 0;
        since = place_since_.at(number);
      }
      return since > to_ ? 0 : static_cast<uint64_t>(to_ - since);
    }
    case v1::GATE_KIND_ACTIVE:
      if (is_place) return active > 0;
      return book == 0 && home != homes_.end() && home->second.active();
    case v1::GATE_KIND_OCCUPANCY:
      return Part(active, neighbours.size());
    case v1::GATE_KIND_TITLE_SHARE:
      return Part(holders, active);
    default:
      break;
  }
  uint64_t level = 0;
  for (const Title& title : titles_) {
    if (IsAbout(title.granted.contestant(), who) && StandsToday(title) &&
        title.granted.title_code() == gate.title_code()) {
      level = std::max<uint64_t>(level, title.granted.level());
    }
  }
  for (const v1::Entry& entry : entries_) {
    const v1::NominationReceived& one = entry.nomination_received();
    if (!entry.has_nomination_received() ||
        one.campaign_number() != rule_.number() ||
        !IsAbout(one.contestant(), who)) {
      continue;
    }
    if (one.title_code() == gate.title_code() && one.title_until() >= today_) {
      level = std::max<uint64_t>(level, one.level());
    }
    break;  // the first one counts
  }
  return level;
}

std::pair<uint64_t, uint64_t> NaiveEvaluator::VetoFound(const v1::Veto& veto,
                                                        const Who& who,
                                                        bool* bars) const {
  std::set<uint64_t> against;
  const std::set<uint64_t> households = HouseholdsOf(who);
  for (const v1::Entry& entry : entries_) {
    bool counts = false;
    switch (veto.kind()) {
      case v1::VETO_KIND_VIOLATION:
        if (entry.violation().withdraws() != 0 &&
            IsAbout(entry.violation().subject(), who)) {
          against.erase(entry.violation().withdraws());
        }
        counts = entry.has_violation() && entry.violation().withdraws() == 0 &&
                 IsAbout(entry.violation().subject(), who) &&
                 Day(entry.violation().day()) >= from_;
        break;
      case v1::VETO_KIND_PENALTY:
        counts = entry.has_penalty() && !reversed_.contains(entry.index()) &&
                 households.contains(entry.household()) &&
                 InWindow(DayOf(entry));
        break;
      case v1::VETO_KIND_UPHELD:
        counts = entry.objection_answered().upheld() && DayOf(entry) >= from_ &&
                 IsAbout(entries_[entry.objection_answered().objection_index()]
                             .objection_filed()
                             .about(),
                         who);
        break;
      default:
        break;
    }
    if (counts) against.insert(entry.index());
  }
  if (veto.kind() == v1::VETO_KIND_REJECTED) {
    for (const Deed& deed : DeedsOf(who)) {
      if (deed.rejected) against.insert(deed.index);
    }
  }
  if (veto.kind() == v1::VETO_KIND_INSPECTION) {
    std::optional<uint64_t> lowest;
    for (const auto& [index, score] : Inspections(who)) {
      lowest = std::min<uint64_t>(score, lowest.value_or(score));
      if (score < veto.least_score_permille()) against.insert(index);
    }
    *bars = !against.empty();
    return {lowest.value_or(0), against.empty() ? 0 : *against.begin()};
  }
  *bars = against.size() >
          (veto.kind() == v1::VETO_KIND_REJECTED ? veto.most() : 0);
  return {against.size(), against.empty() ? 0 : *against.begin()};
}

bool NaiveEvaluator::IsEligible(const Who& who) const {
  for (const v1::Gate& gate : rule_.gates()) {
    const uint64_t value = GateValue(gate, who);
    if (value == 0 || value < gate.least()) return false;
  }
  for (const v1::Veto& veto : rule_.vetoes()) {
    bool bars = false;
    VetoFound(veto, who, &bars);
    if (bars) return false;
  }
  bool declared = false;
  for (const v1::Entry& entry : entries_) {
    declared = declared ||
               (entry.declaration_filed().campaign_number() == rule_.number() &&
                IsAbout(entry.declaration_filed().contestant(), who));
  }
  if (rule_.needs_declaration() && !declared) return false;
  for (const Title& title : titles_) {
    const uint32_t months = rule_.term().barred_months();
    if (months > 0 && title.revoked &&
        IsAbout(title.granted.contestant(), who) &&
        title.granted.title_code() == rule_.title_code() &&
        rules::AddMonths(title.revoked_day, months) > to_) {
      return false;
    }
  }
  return true;
}

}  // namespace greenledger::evaluation
