#include "clients/cli/credits_fold.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "clients/cli/entry_text.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {

bool CreditsFold::Larger::operator()(const Credit& a, const Credit& b) const {
  const auto key = [](const Credit& one) {
    return std::tuple(-std::abs(one.milli_points), -std::abs(one.milli_merit),
                      one.index);
  };
  return key(a) < key(b);
}

void CreditsFold::Keep(CreditKind kind, const v1::Entry& entry, std::string by,
                       std::string why) {
  auto& list = lists_[static_cast<size_t>(kind)];
  list.insert({entry.index(), day_, entry.household(), PointsMoved(entry),
               MeritMoved(entry), std::move(by), std::move(why)});
  if (list.size() > top_) list.erase(std::prev(list.end()));
}

void CreditsFold::AddDecided(const v1::Entry& entry, bool within) {
  const v1::AdjustmentDecided& decided = entry.adjustment_decided();
  const auto proposal = proposals_.find(decided.proposal_index());
  if (proposal == proposals_.end()) return;
  if (within && decided.approved()) {
    Keep(CreditKind::kAdjustment, entry,
         proposal->second.by() + ", " + decided.by(), proposal->second.why());
  }
  proposals_.erase(proposal);
}

void CreditsFold::Add(const v1::Entry& entry) {
  if (entry.has_book_opened()) {
    utc_offset_minutes_ = entry.book_opened().utc_offset_minutes();
  }
  day_ = rules::ToLocalTime(entry.time_us(), utc_offset_minutes_).day;
  const bool within = from_day_ <= day_ && day_ <= to_day_;
  if (entry.has_adjustment_proposed()) {
    proposals_[entry.index()] = entry.adjustment_proposed();
  } else if (entry.has_adjustment_decided()) {
    AddDecided(entry, within);
  }
  if (!within) return;
  if (entry.has_drop() && entry.household() != 0) {
    earned_[entry.household()] += PointsMoved(entry);
  } else if (entry.has_prize_granted()) {
    Keep(CreditKind::kPrize, entry, entry.prize_granted().by(),
         entry.prize_granted().purpose());
  } else if (entry.has_title_granted() &&
             entry.title_granted().milli_points() > 0) {
    Keep(CreditKind::kPrize, entry, entry.actor().authority(),
         entry.title_granted().title_code());
  } else if (entry.has_penalty() && entry.household() != 0) {
    Keep(CreditKind::kPenalty, entry, entry.penalty().by(),
         entry.penalty().why());
  } else if (entry.has_entry_reversed()) {
    Keep(CreditKind::kReversal, entry, entry.entry_reversed().by(),
         entry.entry_reversed().why());
  }
}

std::vector<Credit> CreditsFold::Largest(CreditKind kind) const {
  const auto& list = lists_[static_cast<size_t>(kind)];
  return {list.begin(), list.end()};
}

std::vector<std::pair<uint64_t, int64_t>> CreditsFold::EarnedMost() const {
  std::vector<std::pair<uint64_t, int64_t>> most(earned_.begin(),
                                                 earned_.end());
  const auto end =
      most.begin() + static_cast<std::ptrdiff_t>(std::min(top_, most.size()));
  std::partial_sort(
      most.begin(), end, most.end(), [](const auto& a, const auto& b) {
        return std::pair(-a.second, a.first) < std::pair(-b.second, b.first);
      });
  most.erase(end, most.end());
  return most;
}

}  // namespace greenledger::cli
