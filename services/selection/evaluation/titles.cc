#include "services/selection/evaluation/titles.h"

#include <algorithm>

namespace greenledger::evaluation {

Titles::Titles(uint64_t book, const v1::CampaignRule& rule)
    : book_(book), rule_(rule), codes_({rule.title_code()}) {
  for (const v1::Gate& gate : rule.gates()) codes_.insert(gate.title_code());
}

void Titles::Apply(const v1::Entry& entry, int32_t day) {
  if (entry.has_title_granted()) {
    const v1::TitleGranted& granted = entry.title_granted();
    if (!codes_.contains(granted.title_code())) return;
    state_.titles[entry.index()].granted = granted;
    state_.titles_of[rules::KeyOf(granted.contestant(), book_)].push_back(
        entry.index());
  } else if (entry.has_title_checked()) {
    const auto title = state_.titles.find(entry.title_checked().title_index());
    if (title == state_.titles.end()) return;
    title->second.check = entry.title_checked().check();
    title->second.checked_day = day;
  }
}

uint32_t Titles::LevelOf(const rules::ContestantKey& key,
                         const std::string& code, int32_t day) const {
  const auto of = state_.titles_of.find(key);
  if (of == state_.titles_of.end()) return 0;
  int level = 0;
  for (const uint64_t index : of->second) {
    const rules::TitleState& title = state_.titles.at(index);
    if (title.granted.title_code() != code || !StandsOn(title, day)) continue;
    level = std::max(level, static_cast<int>(title.granted.level()));
  }
  return static_cast<uint32_t>(level);
}

std::set<uint64_t> Titles::HouseholdsWith(const std::string& code,
                                          int32_t day) const {
  std::set<uint64_t> households;
  for (const auto& [index, title] : state_.titles) {
    const rules::ContestantKey key =
        rules::KeyOf(title.granted.contestant(), book_);
    if (key.kind == v1::CONTESTANT_KIND_HOUSEHOLD && key.book == 0 &&
        title.granted.title_code() == code && StandsOn(title, day)) {
      households.insert(key.number);
    }
  }
  return households;
}

int32_t Titles::BarredUntil(const rules::ContestantKey& key) const {
  return rules::BarredUntil(state_, key, rule_.title_code(),
                            rule_.term().barred_months());
}

}  // namespace greenledger::evaluation
