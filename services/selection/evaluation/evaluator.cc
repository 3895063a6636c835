#include "services/selection/evaluation/evaluator.h"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "services/selection/evaluation/eligibility.h"
#include "services/selection/evaluation/folded.h"
#include "services/selection/evaluation/order.h"
#include "services/selection/evaluation/places.h"
#include "services/selection/evaluation/quota.h"
#include "services/selection/evaluation/scoring.h"
#include "services/selection/evaluation/subjects.h"

namespace greenledger::evaluation {
namespace {

constexpr uint32_t kNotListed = std::numeric_limits<uint32_t>::max();
constexpr size_t kSeedBytes = 32;

bool Draws(const v1::CampaignRule& rule) {
  return std::find(rule.tie_breaks().begin(), rule.tie_breaks().end(),
                   v1::TIE_BREAK_DRAW) != rule.tie_breaks().end();
}

// Where a contestant of the list ended.
struct Listed {
  uint32_t contestant = 0;
  uint32_t rank = 0;
  uint32_t score = 0;
  uint64_t scope = 0;
};

// The list while it is made.
struct Draft {
  // Places among the contestants, and the values of their measures and their
  // ties, so many for each.
  std::vector<uint32_t> eligible;
  std::vector<uint64_t> values;
  std::vector<uint64_t> ties;
  std::vector<uint64_t> scopes;
};

}  // namespace

struct Evaluator::Parts {
  Parts(uint64_t book, const v1::CampaignRule& rule, uint64_t index,
        rules::EntryAt entry_at)
      : folded(book, rule, std::move(entry_at)), rule_index(index) {}

  // What follows once all entries are folded.
  struct Derived {
    explicit Derived(const Folded& folded)
        : places(folded),
          subjects(folded, places),
          eligibility(folded, places, subjects),
          contestants(subjects.All()),
          listed_at(contestants.size(), kNotListed) {}
    Places places;
    Subjects subjects;
    Eligibility eligibility;
    std::vector<rules::ContestantKey> contestants;
    std::optional<Scoring> scoring;
    std::vector<Listed> listed;
    // Contestant -> its place in `listed`.
    std::vector<uint32_t> listed_at;
  };

  void AppendValues(const Subject& subject,
                    std::vector<uint64_t>* values) const;
  uint64_t ScopeOf(const Subject& subject) const;
  uint64_t WeightOf(uint64_t scope) const;
  Draft FindEligible(const Draw& draw) const;
  void Place(const Draft& draft);
  Seats SeatsOf(const Draft& draft) const;
  v1::ListRow RowOf(const Listed& listed) const;

  Folded folded;
  uint64_t rule_index;
  // Of the entry with the rule, once it was added.
  int64_t rule_time_us = 0;
  std::optional<Derived> derived;
};

void Evaluator::Parts::AppendValues(const Subject& subject,
                                    std::vector<uint64_t>* values) const {
  for (const v1::WeightedMeasure& measure : folded.rule().measures()) {
    values->push_back(derived->subjects.ValueOf(subject, measure));
  }
}

// Where its seat is counted.
uint64_t Evaluator::Parts::ScopeOf(const Subject& subject) const {
  if (folded.rule().layer() == v1::CAMPAIGN_LAYER_STANDARD) return 0;
  const uint64_t place = subject.place_number;
  switch (folded.rule().quota().scope()) {
    case v1::QUOTA_SCOPE_BOOK:
      return subject.key.book;
    case v1::QUOTA_SCOPE_BUILDING:
      return place;
    case v1::QUOTA_SCOPE_GRID: {
      const auto at = folded.residents().places().find(place);
      if (at == folded.residents().places().end()) return 0;
      return at->second.kind() == v1::PLACE_KIND_BUILDING
                 ? at->second.parent_number()
                 : place;
    }
    default:
      return 0;
  }
}

uint64_t Evaluator::Parts::WeightOf(uint64_t scope) const {
  return folded.rule().quota().scope() == v1::QUOTA_SCOPE_BOOK
             ? 1
             : derived->places.Of(scope).active;
}

Draft Evaluator::Parts::FindEligible(const Draw& draw) const {
  Draft draft;
  for (uint32_t i = 0; i < derived->contestants.size(); ++i) {
    const Subject subject = derived->subjects.Look(derived->contestants[i]);
    if (!derived->eligibility.Passes(subject)) continue;
    draft.eligible.push_back(i);
    draft.scopes.push_back(ScopeOf(subject));
    AppendValues(subject, &draft.values);
    AppendTies(folded.rule(), subject, draw, &draft.ties);
  }
  return draft;
}

void Evaluator::Parts::Place(const Draft& draft) {
  derived->scoring.emplace(folded.rule(), draft.values);
  const auto measures = static_cast<size_t>(folded.rule().measures_size());
  std::vector<uint32_t> scores;
  for (size_t i = 0; i < draft.eligible.size(); ++i) {
    scores.push_back(derived->scoring->ScoreOf(
        std::span(draft.values).subspan(i * measures, measures)));
  }
  for (const Placing& placing : PlaceAll(scores, draft.ties)) {
    const uint32_t contestant = draft.eligible[placing.candidate];
    derived->listed_at[contestant] =
        static_cast<uint32_t>(derived->listed.size());
    derived->listed.push_back({contestant, placing.rank,
                               scores[placing.candidate],
                               draft.scopes[placing.candidate]});
  }
}

Seats Evaluator::Parts::SeatsOf(const Draft& draft) const {
  if (folded.rule().layer() == v1::CAMPAIGN_LAYER_STANDARD) {
    Seats seats;
    seats.total = static_cast<uint32_t>(draft.eligible.size());
    seats.scopes.emplace_back().set_seats(seats.total);
    return seats;
  }
  std::map<uint64_t, ScopeShare> scopes;
  for (const uint64_t scope : draft.scopes) ++scopes[scope].eligible;
  for (auto& [scope, share] : scopes) share.weight = WeightOf(scope);
  return ShareOut(folded.rule().quota(), scopes);
}

v1::ListRow Evaluator::Parts::RowOf(const Listed& listed) const {
  const rules::ContestantKey& key = derived->contestants[listed.contestant];
  v1::ListRow row;
  row.set_number(key.number);
  row.set_member(key.member);
  row.set_book(key.book);
  row.set_rank(listed.rank);
  row.set_score_millionths(listed.score);
  row.set_scope(listed.scope);
  return row;
}

Evaluator::Evaluator(uint64_t book, const v1::CampaignRule& rule,
                     uint64_t rule_index, rules::EntryAt entry_at)
    : parts_(std::make_unique<Parts>(book, rule, rule_index,
                                     std::move(entry_at))) {}

Evaluator::~Evaluator() = default;

absl::Status Evaluator::Add(const v1::Entry& entry) {
  if (entry.index() != 0 && entry.index() == parts_->rule_index) {
    if (entry.campaign_drafted().number() != parts_->folded.rule().number()) {
      return absl::DataLossError("entry " + std::to_string(entry.index()) +
                                 " is not the campaign's rule");
    }
    parts_->rule_time_us = entry.time_us();
  }
  return parts_->folded.Add(entry);
}

absl::StatusOr<EvaluatedList> Evaluator::Evaluate(std::string_view draw_seed) {
  const bool draws = Draws(parts_->folded.rule());
  if (!draw_seed.empty() && (!draws || draw_seed.size() != kSeedBytes)) {
    return absl::InvalidArgumentError("the seed is not one of 32 bytes");
  }
  parts_->derived.emplace(parts_->folded);
  const Draft draft = parts_->FindEligible({draw_seed, parts_->rule_time_us});
  parts_->Place(draft);
  EvaluatedList list;
  list.contestants = parts_->derived->contestants.size();
  list.rows.reserve(parts_->derived->listed.size());
  for (const Listed& listed : parts_->derived->listed) {
    list.rows.push_back(parts_->RowOf(listed));
  }
  Seats seats = parts_->SeatsOf(draft);
  list.seats = std::move(seats.scopes);
  list.total_seats = seats.total;
  return list;
}

std::optional<v1::ExplainContestantResponse> Evaluator::Explain(
    const v1::Contestant& contestant) const {
  if (!parts_->derived) return std::nullopt;
  const Parts::Derived& derived = *parts_->derived;
  const rules::ContestantKey key =
      rules::KeyOf(contestant, parts_->folded.book());
  const auto at = std::lower_bound(derived.contestants.begin(),
                                   derived.contestants.end(), key);
  if (at == derived.contestants.end() || *at != key) return std::nullopt;
  const Subject subject = derived.subjects.Look(key);
  v1::ExplainContestantResponse response;
  response.set_size(parts_->folded.size());
  derived.eligibility.Explain(subject, &response);
  const uint32_t place =
      derived.listed_at[static_cast<size_t>(at - derived.contestants.begin())];
  if (place == kNotListed) return response;
  std::vector<uint64_t> values;
  parts_->AppendValues(subject, &values);
  derived.scoring->Explain(values, &response);
  *response.mutable_row() = parts_->RowOf(derived.listed[place]);
  return response;
}

}  // namespace greenledger::evaluation
