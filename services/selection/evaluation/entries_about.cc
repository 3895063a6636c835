#include "services/selection/evaluation/entries_about.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"

namespace greenledger::evaluation {
namespace {

using rules::ContestantKey;

template <typename Key, typename Value>
const std::vector<Value>& FindIn(
    const absl::flat_hash_map<Key, std::vector<Value>>& all, const Key& key) {
  static const std::vector<Value> kNone;
  const auto at = all.find(key);
  return at == all.end() ? kNone : at->second;
}

template <typename Key>
void Remove(const Key& key, uint64_t index,
            absl::flat_hash_map<Key, Indices>* all) {
  const auto at = all->find(key);
  if (at != all->end()) std::erase(at->second, index);
}

}  // namespace

EntriesAbout::EntriesAbout(uint64_t book, const v1::CampaignRule& rule,
                           const Window& window)
    : book_(book), rule_(rule), window_(window) {
  wants_rejected_ = std::any_of(rule.vetoes().begin(), rule.vetoes().end(),
                                [](const v1::Veto& veto) {
                                  return veto.kind() == v1::VETO_KIND_REJECTED;
                                });
}

void EntriesAbout::Apply(const v1::Entry& entry, int32_t day) {
  switch (entry.body_case()) {
    case v1::Entry::kInspection:
      return Inspect(entry);
    case v1::Entry::kViolation:
      return Violate(entry);
    case v1::Entry::kObjectionFiled:
      if (!entry.objection_filed().has_about()) return;
      objections_[entry.index()] =
          rules::KeyOf(entry.objection_filed().about(), book_);
      return;
    case v1::Entry::kObjectionAnswered:
      return Answer(entry, day);
    case v1::Entry::kPenalty:
      return Penalise(entry, day);
    case v1::Entry::kEntryReversed:
      Remove(entry.household(), entry.entry_reversed().reversed_index(),
             &penalties_);
      return;
    case v1::Entry::kDeclarationFiled:
      if (entry.declaration_filed().campaign_number() != rule_.number()) return;
      declared_.insert(
          rules::KeyOf(entry.declaration_filed().contestant(), book_));
      return;
    case v1::Entry::kNominationReceived: {
      const v1::NominationReceived& received = entry.nomination_received();
      if (received.campaign_number() != rule_.number()) return;
      nominations_.emplace(rules::KeyOf(received.contestant(), book_),
                           received);
      return;
    }
    default:
      return;
  }
}

void EntriesAbout::Apply(const v1::Entry& entry,
                         const ranking::Contribution& one) {
  if (!wants_rejected_) return;
  if (one.rejected > 0) rejected_[one.household].push_back(one.index);
  if (one.rejected < 0) {
    Remove(one.household, entry.entry_reversed().reversed_index(), &rejected_);
  }
}

void EntriesAbout::Inspect(const v1::Entry& entry) {
  const v1::InspectionBooked& one = entry.inspection();
  const auto day = rules::ParseDay(one.day());
  if (one.campaign_number() != 0 || !day || !window_.Holds(*day)) return;
  inspections_[rules::KeyOf(one.subject(), book_)].push_back(
      {entry.index(), one.score_permille()});
}

void EntriesAbout::Violate(const v1::Entry& entry) {
  const v1::ViolationBooked& one = entry.violation();
  const ContestantKey key = rules::KeyOf(one.subject(), book_);
  if (one.withdraws() != 0) return Remove(key, one.withdraws(), &violations_);
  const auto day = rules::ParseDay(one.day());
  if (!day || *day < window_.from_day()) return;
  violations_[key].push_back(entry.index());
}

void EntriesAbout::Answer(const v1::Entry& entry, int32_t day) {
  const v1::ObjectionAnswered& answer = entry.objection_answered();
  const auto about = objections_.find(answer.objection_index());
  if (about == objections_.end()) return;
  if (answer.upheld() && day >= window_.from_day()) {
    upheld_[about->second].push_back(entry.index());
  }
  objections_.erase(about);
}

void EntriesAbout::Penalise(const v1::Entry& entry, int32_t day) {
  const uint64_t household = entry.penalty().household_number();
  if (household == 0 || !window_.Holds(day)) return;
  penalties_[household].push_back(entry.index());
}

const std::vector<ScoredEntry>& EntriesAbout::InspectionsOf(
    const ContestantKey& key) const {
  return FindIn(inspections_, key);
}

const Indices& EntriesAbout::ViolationsOf(const ContestantKey& key) const {
  return FindIn(violations_, key);
}

const Indices& EntriesAbout::UpheldOf(const ContestantKey& key) const {
  return FindIn(upheld_, key);
}

const Indices& EntriesAbout::PenaltiesOf(uint64_t household) const {
  return FindIn(penalties_, household);
}

const Indices& EntriesAbout::RejectedOf(uint64_t household) const {
  return FindIn(rejected_, household);
}

bool EntriesAbout::Declared(const ContestantKey& key) const {
  return declared_.contains(key);
}

}  // namespace greenledger::evaluation
