#include "services/selection/board.h"

#include <algorithm>
#include <utility>

namespace greenledger::selection {
namespace {

// Some 3 MB each for the longest lists.
constexpr size_t kViewsMax = 8;
constexpr size_t kSlotsMax = 2000;

// What a view is computed from.
rules::CampaignRecord CopyOf(const rules::CampaignRecord& campaign) {
  rules::CampaignRecord copy;
  copy.rule = campaign.rule;
  copy.rule_index = campaign.rule_index;
  copy.state = campaign.state;
  copy.step_index = campaign.step_index;
  copy.evaluation = campaign.evaluation;
  copy.list = campaign.list;
  copy.seats = campaign.seats;
  return copy;
}

std::shared_ptr<const View> MakeView(uint64_t book,
                                     const rules::CampaignRecord& campaign) {
  auto view = std::make_shared<View>();
  if (campaign.evaluation.size() == 0) return view;
  view->winners = rules::SelectWinners(campaign);
  const rules::Winners& winners = view->winners;
  view->figures.winners_digest =
      rules::DigestOf(rules::WinnersText(book, campaign, winners));
  view->figures.winners = winners.order.size();
  view->figures.to_visit = winners.to_visit;
  view->figures.visited = winners.visited;
  view->figures.milli_points = winners.milli_points;
  view->shown = winners.order;
  for (uint32_t place = 0; place < winners.outcomes.size(); ++place) {
    if (!winners.outcomes[place].wins) view->shown.push_back(place);
  }
  return view;
}

}  // namespace

Board::Stamp Board::StampOf(const rules::BookState& state,
                            const rules::CampaignRecord& campaign) {
  Stamp stamp;
  stamp.step_index = campaign.step_index;
  const auto& inspections = state.evidence().inspections;
  if (!inspections.empty()) {
    stamp.newest_inspection = inspections.rbegin()->first;
  }
  stamp.objections = campaign.objections;
  stamp.objections_open = campaign.objections_open;
  return stamp;
}

bool Board::Find(const Name& name, const Stamp& stamp, bool with_view,
                 Slot* slot) {
  common::MutexLock lock(mutex_);
  const auto at = slots_.find(name);
  if (at == slots_.end() || at->second.stamp != stamp) return false;
  if (with_view && at->second.view == nullptr) return false;
  at->second.used = ++uses_;
  *slot = at->second;
  return true;
}

void Board::Keep(const Name& name, const Stamp& stamp,
                 std::shared_ptr<const View> view) {
  common::MutexLock lock(mutex_);
  if (slots_.size() >= kSlotsMax) slots_.clear();
  Slot& slot = slots_[name];
  slot.stamp = stamp;
  slot.figures = view->figures;
  slot.view = std::move(view);
  slot.used = ++uses_;
  size_t views = 0;
  Slot* oldest = nullptr;
  for (auto& [other, one] : slots_) {
    if (one.view == nullptr) continue;
    ++views;
    if (oldest == nullptr || one.used < oldest->used) oldest = &one;
  }
  if (views > kViewsMax) oldest->view.reset();
}

bool Board::ReadSlot(
    ledger::LiveBook* book, uint32_t number, bool with_view,
    const std::function<void(const rules::BookState&,
                             const rules::CampaignRecord&, const Slot&)>& use) {
  const Name name(book->code, number);
  while (true) {
    Stamp stamp;
    rules::CampaignRecord copy;
    {
      common::MutexLock lock(book->mu);
      const auto* campaign = book->state.selection().Find(number);
      if (campaign == nullptr) return false;
      stamp = StampOf(book->state, *campaign);
      Slot slot;
      if (Find(name, stamp, with_view, &slot)) {
        use(book->state, *campaign, slot);
        return true;
      }
      copy = CopyOf(*campaign);
    }
    Keep(name, stamp, MakeView(book->code, copy));
  }
}

bool Board::Read(ledger::LiveBook* book, uint32_t campaign,
                 const UseFigures& use) {
  return ReadSlot(
      book, campaign, /*with_view=*/false,
      [&](const rules::BookState& state, const rules::CampaignRecord& record,
          const Slot& slot) { use(state, record, slot.figures); });
}

bool Board::ReadList(ledger::LiveBook* book, uint32_t campaign,
                     const UseView& use) {
  return ReadSlot(
      book, campaign, /*with_view=*/true,
      [&](const rules::BookState& state, const rules::CampaignRecord& record,
          const Slot& slot) { use(state, record, *slot.view); });
}

}  // namespace greenledger::selection
