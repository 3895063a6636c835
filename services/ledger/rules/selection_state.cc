#include "services/ledger/rules/selection_state.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {

bool IsEvaluated(const CampaignRecord& campaign) {
  return !campaign.evaluation.list_digest().empty();
}

const CampaignRecord* SelectionState::Find(uint32_t number) const {
  const auto at = campaigns.find(number);
  return at == campaigns.end() ? nullptr : &at->second;
}

const ListedContestant* SelectionState::FindListed(
    const CampaignRecord& campaign, const ContestantKey& key) {
  const auto at = campaign.places.find(key);
  return at == campaign.places.end() ? nullptr : &campaign.list[at->second];
}

const TitleState* SelectionState::FindTitle(uint64_t index, int32_t day) const {
  const auto at = titles.find(index);
  if (at == titles.end() || !StandsOn(at->second, day)) return nullptr;
  return &at->second;
}

ContestantKey KeyOf(const CampaignRecord& campaign, const v1::ListRow& row) {
  return {static_cast<uint32_t>(campaign.rule.contestants()), row.book(),
          row.number(), row.member()};
}

v1::Contestant ToContestant(const ContestantKey& key) {
  v1::Contestant contestant;
  contestant.set_kind(static_cast<v1::ContestantKind>(key.kind));
  contestant.set_number(key.number);
  contestant.set_member(key.member);
  contestant.set_book(key.book);
  return contestant;
}

bool IndexList(CampaignRecord* campaign) {
  campaign->places.clear();
  campaign->places.reserve(campaign->list.size());
  bool unique = true;
  for (uint32_t place = 0; place < campaign->list.size(); ++place) {
    const ContestantKey key = KeyOf(*campaign, campaign->list[place].row);
    unique = campaign->places.emplace(key, place).second && unique;
  }
  return unique;
}

bool StandsOn(const TitleState& title, int32_t day) {
  return title.check != v1::TITLE_CHECK_REVOKED &&
         title.granted.from_day() <= day && day <= title.granted.to_day();
}

int32_t CheckDue(const TitleState& title, const v1::TitleTerm& term) {
  if (title.check == v1::TITLE_CHECK_REVOKED) return 0;
  const int32_t last = std::max(title.granted.from_day(), title.checked_day);
  const int32_t due = AddMonths(last, term.check_months());
  return due > title.granted.to_day() ? 0 : due;
}

// As a term of a title does, the bar begins with the day itself.
int32_t BarredUntil(const SelectionState& state, const ContestantKey& key,
                    const std::string& title_code, uint32_t barred_months) {
  const auto at = state.titles_of.find(key);
  if (at == state.titles_of.end() || barred_months == 0) return 0;
  int32_t until = 0;
  for (const uint64_t index : at->second) {
    const TitleState& title = state.titles.at(index);
    if (title.check != v1::TITLE_CHECK_REVOKED ||
        title.granted.title_code() != title_code) {
      continue;
    }
    until = std::max(until, AddMonths(title.checked_day, barred_months) - 1);
  }
  return until;
}

}  // namespace greenledger::rules
