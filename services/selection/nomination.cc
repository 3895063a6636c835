#include "services/selection/nomination.h"

#include <vector>

namespace greenledger::selection {
namespace {

// The newest title of that campaign that the contestant holds on that day; 0 if
// it holds none.
uint64_t TitleOf(const rules::BookState& state,
                 const v1::NominationReceived& wanted, int32_t today) {
  const rules::SelectionState& selection = state.selection();
  const auto titles =
      selection.titles_of.find(rules::KeyOf(wanted.contestant(), state.book()));
  if (titles == selection.titles_of.end()) return 0;
  for (auto at = titles->second.rbegin(); at != titles->second.rend(); ++at) {
    const rules::TitleState& title = selection.titles.at(*at);
    if (title.granted.campaign_number() == wanted.from_campaign() &&
        rules::StandsOn(title, today)) {
      return *at;
    }
  }
  return 0;
}

std::optional<v1::NominationReceived> TitleIn(
    ledger::LiveBook* book, const v1::NominationReceived& wanted,
    int64_t now_us, Board* board) {
  std::optional<v1::NominationReceived> filled;
  board->ReadList(
      book, wanted.from_campaign(),
      [&](const rules::BookState& state, const rules::CampaignRecord& campaign,
          const View& view) {
        const uint64_t index = TitleOf(state, wanted, state.DayOf(now_us));
        const auto place = campaign.places.find(
            rules::KeyOf(wanted.contestant(), state.book()));
        if (campaign.state != v1::CAMPAIGN_STATE_AWARDED || index == 0 ||
            place == campaign.places.end()) {
          return;
        }
        const v1::TitleGranted& granted =
            state.selection().titles.at(index).granted;
        v1::NominationReceived& out = filled.emplace(wanted);
        out.set_title_index(index);
        out.set_title_code(granted.title_code());
        out.set_level(granted.level());
        out.set_title_until(granted.to_day());
        out.set_rank(granted.rank());
        out.set_score_millionths(
            view.winners.outcomes[place->second].final_score_millionths);
        out.set_list_digest(campaign.list_digest);
      });
  return filled;
}

}  // namespace

std::optional<v1::NominationReceived> FillNomination(
    const ledger::Books& books, const v1::NominationReceived& wanted,
    v1::TitleLevel level, uint64_t own_book, int64_t now_us, Board* board) {
  std::vector<ledger::LiveBook*> from;
  const uint64_t home = wanted.contestant().book();
  if (ledger::LiveBook* book = books.Find(home)) from.push_back(book);
  for (ledger::LiveBook* book : books.All()) {
    if (book->code != home) from.push_back(book);
  }
  std::optional<v1::NominationReceived> first;
  for (ledger::LiveBook* book : from) {
    if (book->code == own_book) continue;
    auto filled = TitleIn(book, wanted, now_us, board);
    if (!filled.has_value()) continue;
    if (filled->level() + 1 == int{level}) return filled;
    if (!first.has_value()) first = std::move(filled);
  }
  return first;
}

}  // namespace greenledger::selection
