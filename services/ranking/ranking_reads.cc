// What RankingService answers about standings.
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "services/ledger/reads.h"
#include "services/ranking/board_view.h"
#include "services/ranking/ranking_service.h"

namespace greenledger::ranking {
namespace {

constexpr size_t kTopStandard = 10;
constexpr size_t kTopMax = 1000;
constexpr uint32_t kGroupsStandard = 10;
constexpr uint32_t kPeriodsStandard = 12;

PlacedIn PlaceOf(const v1::Standing& standing) {
  const v1::Contestant& who = standing.contestant();
  return {
      who.book(),
      {standing.score(), static_cast<uint32_t>(who.number()), who.member()}};
}

// Everything of a board but the page; its days instead of one of them.
std::string ArgumentsOf(const v1::Board& board, const DaySpan& days) {
  return fmt::format("ListTop/{}/{}/{}/{}/{}/{}/{}/{}/{}", board.book(),
                     int{board.contestants()}, int{board.scope()},
                     board.scope_number(), int{board.period()},
                     board.campaign_number(), days.from_day,
                     int{board.measure()}, board.class_code());
}

std::string CursorOf(const PlacedIn& last) {
  return fmt::format("{}/{}/{}/{}", last.placed.score, last.book,
                     last.placed.number, last.placed.member);
}

template <typename Number>
bool TakeNumber(std::string_view* text, Number* number) {
  const char* const end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, *number);
  if (error != std::errc() || (rest != end && *rest != '/')) return false;
  text->remove_prefix(static_cast<size_t>(rest - text->data()) +
                      (rest == end ? 0 : 1));
  return true;
}

bool ParseCursor(std::string_view text, PlacedIn* after) {
  return TakeNumber(&text, &after->placed.score) &&
         TakeNumber(&text, &after->book) &&
         TakeNumber(&text, &after->placed.number) &&
         TakeNumber(&text, &after->placed.member) && text.empty();
}

void FillGroups(const MergedBoard& order, uint32_t groups,
                v1::GetDistributionResponse* response) {
  const uint64_t size = order.size();
  for (uint64_t i = 0; i < groups; ++i) {
    const uint64_t from = i * size / groups;
    const uint64_t to = (i + 1) * size / groups;
    if (from == to) continue;
    v1::ScoreGroup* group = response->add_groups();
    group->set_contestants(to - from);
    group->set_highest(order.ScoreAt(from));
    group->set_lowest(order.ScoreAt(to - 1));
  }
}

}  // namespace

grpc::Status RankingServiceImpl::FillStanding(
    const v1::GetStandingRequest& request, v1::GetStandingResponse* response) {
  std::unique_ptr<BoardView> view;
  grpc::Status status =
      BoardView::Open(request.board(), 0, books_.get(), *clock_, &view);
  if (!status.ok()) return status;
  v1::Standing* standing = response->mutable_standing();
  status = view->StandingOf(request.contestant(), standing);
  if (!status.ok()) return status;
  view->FillTime(response->mutable_time());
  if (standing->rank() == 0) return status;
  if (standing->rank() > 1) {
    const auto better = view->order().NextBetter(standing->score());
    response->set_behind(better.value_or(standing->score()) -
                         standing->score());
  }
  if (request.neighbours() == 0) return status;
  const PlacedIn place = PlaceOf(*standing);
  view->Fill(view->order().Before(place, request.neighbours()),
             response->mutable_neighbours());
  *response->add_neighbours() = *standing;
  view->Fill(view->order().After(place, request.neighbours()),
             response->mutable_neighbours());
  return status;
}

grpc::Status RankingServiceImpl::FillTop(const v1::ListTopRequest& request,
                                         v1::ListTopResponse* response) {
  std::unique_ptr<BoardView> view;
  grpc::Status status =
      BoardView::Open(request.board(), 0, books_.get(), *clock_, &view);
  if (!status.ok()) return status;
  const std::string arguments = ArgumentsOf(request.board(), view->days());
  const size_t size =
      ledger::PageSize(request.page_size(), kTopStandard, kTopMax);
  std::vector<PlacedIn> all;
  if (request.page_token().empty()) {
    all = view->order().Top(size + 1);
  } else {
    const auto cursor =
        common::DecodePageToken(request.page_token(), arguments);
    PlacedIn after;
    if (!cursor.has_value() || !ParseCursor(*cursor, &after)) {
      return common::BadPageToken(request.page_token());
    }
    all = view->order().After(after, size + 1);
  }
  if (all.size() > size) {
    all.pop_back();
    response->set_next_page_token(
        common::EncodePageToken(CursorOf(all.back()), arguments));
  }
  view->FillTime(response->mutable_time());
  view->Fill(all, response->mutable_standings());
  return status;
}

grpc::Status RankingServiceImpl::FillDistribution(
    const v1::GetDistributionRequest& request,
    v1::GetDistributionResponse* response) {
  std::unique_ptr<BoardView> view;
  grpc::Status status =
      BoardView::Open(request.board(), 0, books_.get(), *clock_, &view);
  if (!status.ok()) return status;
  view->FillTime(response->mutable_time());
  const MergedBoard& order = view->order();
  if (order.size() == 0) return status;
  if (request.board().measure() != v1::STANDING_MEASURE_PURITY) {
    response->set_sum(order.sum());
  }
  // The best first, so that the lower median is the later one.
  response->set_median(order.ScoreAt(order.size() / 2));
  FillGroups(order, request.groups() == 0 ? kGroupsStandard : request.groups(),
             response);
  return status;
}

grpc::Status RankingServiceImpl::FillHistory(
    const v1::GetStandingHistoryRequest& request,
    v1::GetStandingHistoryResponse* response) {
  const uint32_t periods =
      request.periods() == 0 ? kPeriodsStandard : request.periods();
  for (uint32_t back = 0; back < periods; ++back) {
    std::unique_ptr<BoardView> view;
    grpc::Status status =
        BoardView::Open(request.board(), static_cast<int32_t>(back),
                        books_.get(), *clock_, &view);
    if (!status.ok()) return status;
    v1::PastStanding past;
    status = view->StandingOf(request.contestant(), past.mutable_standing());
    if (!status.ok()) return status;
    if (view->IsBeforeBook()) break;
    view->FillTime(past.mutable_time());
    *response->add_standings() = std::move(past);
  }
  return grpc::Status::OK;
}

}  // namespace greenledger::ranking
