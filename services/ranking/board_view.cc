#include "services/ranking/board_view.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/errors.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {
namespace {

bool IsOverBooks(const v1::Board& board) {
  return board.scope() == v1::BOARD_SCOPE_STREET ||
         board.scope() == v1::BOARD_SCOPE_DISTRICT;
}

bool AreTogether(v1::BoardScope scope, const v1::BookOpened& a,
                 const v1::BookOpened& b) {
  return a.district_name() == b.district_name() &&
         (scope == v1::BOARD_SCOPE_DISTRICT ||
          a.street_name() == b.street_name());
}

ContestantId IdOf(const v1::Contestant& contestant) {
  return {contestant.kind(), static_cast<uint32_t>(contestant.number()),
          contestant.member()};
}

}  // namespace

grpc::Status BoardView::Open(const v1::Board& board, int32_t back,
                             RankedBooks* books, const common::Clock& clock,
                             std::unique_ptr<BoardView>* view) {
  books->MakeRoom();
  view->reset(new BoardView(board, books));
  grpc::Status status = (*view)->Lock();
  if (status.ok()) status = (*view)->Resolve(back, clock);
  if (status.ok()) status = (*view)->Merge();
  if (!status.ok()) view->reset();
  return status;
}

// How many locks are held is known when it runs only.
BoardView::~BoardView() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  for (RankedBook* book : locked_) book->mu.Unlock();
}

grpc::Status BoardView::Lock() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  const auto unknown = [&] {
    return common::Error(common::Reason::kBookUnknown,
                         {{"book", std::to_string(board_.book())}});
  };
  own_ = books_->Find(board_.book());
  if (own_ == nullptr) return unknown();
  own_->mu.Lock();
  locked_.push_back(own_);
  if (own_->standings().applied_size() == 0) return unknown();
  if (IsOverBooks(board_)) {
    const v1::BookOpened info = own_->standings().residents().info();
    // In the order of their codes, so that nobody waits in a circle.
    own_->mu.Unlock();
    locked_.clear();
    LockNeighbours(info);
  }
  if (std::find(locked_.begin(), locked_.end(), own_) != locked_.end()) {
    return grpc::Status::OK;
  }
  return unknown();
}

void BoardView::LockNeighbours(const v1::BookOpened& own)
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  for (RankedBook* book : books_->All()) {
    book->mu.Lock();
    if (book->standings().applied_size() > 0 &&
        AreTogether(board_.scope(), own,
                    book->standings().residents().info())) {
      locked_.push_back(book);
    } else {
      book->mu.Unlock();
    }
  }
}

grpc::Status BoardView::Resolve(int32_t back, const common::Clock& clock)
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  const BookStandings& standings = own_->standings();
  key_.contestants = board_.contestants();
  if (!IsOverBooks(board_)) {
    key_.scope = board_.scope();
    key_.scope_number = board_.scope_number();
  }
  key_.measure = board_.measure();
  key_.class_code = board_.class_code();
  key_.period.kind = board_.period();
  if (board_.period() == v1::PERIOD_KIND_CAMPAIGN) {
    key_.period.number = static_cast<int32_t>(board_.campaign_number());
  } else {
    const int32_t offset = standings.residents().info().utc_offset_minutes();
    const int32_t today = rules::ToLocalTime(clock.NowMicros(), offset).day;
    const int32_t day = rules::ParseDay(board_.day()).value_or(today);
    key_.period.number = PeriodNumber(board_.period(), day) - back;
  }
  const std::optional<DaySpan> days = standings.DaysOf(key_.period);
  if (!days.has_value()) {
    return common::Error(
        common::Reason::kCampaignUnknown,
        {{"book", std::to_string(board_.book())},
         {"campaign", std::to_string(board_.campaign_number())}});
  }
  days_ = *days;
  return grpc::Status::OK;
}

grpc::Status BoardView::Merge() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::vector<MergedBoard::Part> parts;
  for (RankedBook* book : locked_) {
    // Another book's campaign of that number may be over other days.
    if (book->standings().DaysOf(key_.period) != days_) continue;
    const absl::StatusOr<const Board*> board = BoardOf(book);
    if (!board.ok()) return Damaged(board.status());
    parts.push_back({book->code, *board});
  }
  order_.emplace(std::move(parts));
  return grpc::Status::OK;
}

absl::StatusOr<const Board*> BoardView::BoardOf(RankedBook* book)
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  if (key_.contestants != v1::CONTESTANT_KIND_COMMUNITY) {
    return book->BoardOf(key_);
  }
  const absl::StatusOr<Sums> sums =
      book->SumsOf(key_.period, {v1::CONTESTANT_KIND_COMMUNITY, 0, 0});
  if (!sums.ok()) return sums.status();
  const int64_t score = ScoreOf(
      *sums, {key_.measure, book->standings().CodesOf(key_.class_code)});
  std::vector<Placed> all;
  if (IsRanked(*sums, score)) all.push_back({score, 0, 0});
  return &communities_.emplace_back(std::move(all));
}

bool BoardView::IsBeforeBook() const ABSL_NO_THREAD_SAFETY_ANALYSIS {
  return days_.to_day < own_->standings().first_day();
}

void BoardView::FillTime(v1::BoardTime* time) const
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  time->set_from_day(days_.from_day);
  time->set_to_day(days_.to_day);
  time->set_closed(own_->standings().IsClosed(days_));
  time->set_applied_size(own_->standings().applied_size());
  time->set_ranked(order_->size());
}

RankedBook* BoardView::BookOf(const v1::Contestant& contestant) const {
  const uint64_t code =
      contestant.book() == 0 ? board_.book() : contestant.book();
  const auto at =
      std::find_if(locked_.begin(), locked_.end(),
                   [&](const RankedBook* book) { return book->code == code; });
  return at == locked_.end() ? nullptr : *at;
}

bool BoardView::IsKnown(RankedBook* book, const v1::Contestant& contestant,
                        const Sums& sums) const ABSL_NO_THREAD_SAFETY_ANALYSIS {
  if (book->standings().DaysOf(key_.period) != days_) return false;
  const Register& residents = book->standings().residents();
  switch (contestant.kind()) {
    case v1::CONTESTANT_KIND_COMMUNITY:
      return true;
    case v1::CONTESTANT_KIND_HOUSEHOLD:
    case v1::CONTESTANT_KIND_PERSON: {
      const Resident* resident = residents.Find(contestant.number());
      if (resident == nullptr || !IsInScope(key_, *resident)) return false;
      // A member who left stays where it took part.
      return contestant.kind() == v1::CONTESTANT_KIND_HOUSEHOLD ||
             sums.minutes != 0 ||
             std::find(resident->members.begin(), resident->members.end(),
                       contestant.member()) != resident->members.end();
    }
    default: {
      const auto place = residents.places().find(contestant.number());
      return place != residents.places().end() &&
             (place->second.kind() == v1::PLACE_KIND_GRID) ==
                 (contestant.kind() == v1::CONTESTANT_KIND_GRID) &&
             IsInScope(key_, place->second);
    }
  }
}

grpc::Status BoardView::StandingOf(const v1::Contestant& contestant,
                                   v1::Standing* standing)
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  RankedBook* book = BookOf(contestant);
  absl::StatusOr<Sums> sums =
      book == nullptr ? Sums() : book->SumsOf(key_.period, IdOf(contestant));
  if (!sums.ok()) return Damaged(sums.status());
  if (book == nullptr || !IsKnown(book, contestant, *sums)) {
    return common::Error(
        common::Reason::kContestantUnknown,
        {{"book",
          std::to_string(book == nullptr ? contestant.book() : book->code)},
         {"contestant", std::to_string(contestant.number())}});
  }
  const int64_t score = ScoreOf(
      *sums, {key_.measure, book->standings().CodesOf(key_.class_code)});
  const ContestantId id = IdOf(contestant);
  if (IsRanked(*sums, score)) {
    FillOne({book->code, {score, id.number, id.member}}, standing);
    standing->set_rank(order_->RankOf(score));
  } else {
    *standing->mutable_contestant() = contestant;
    standing->mutable_contestant()->set_book(book->code);
    standing->set_score(score);
  }
  return grpc::Status::OK;
}

void BoardView::FillOne(const PlacedIn& placed, v1::Standing* standing) const {
  v1::Contestant* contestant = standing->mutable_contestant();
  contestant->set_kind(key_.contestants);
  contestant->set_number(placed.placed.number);
  contestant->set_member(placed.placed.member);
  contestant->set_book(placed.book);
  standing->set_score(placed.placed.score);
}

void BoardView::Fill(
    const std::vector<PlacedIn>& all,
    google::protobuf::RepeatedPtrField<v1::Standing>* standings) const {
  standings->Reserve(standings->size() + static_cast<int>(all.size()));
  uint64_t rank = 0;
  // Where the next one stands; not known among the equals of the first.
  uint64_t place = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const int64_t score = all[i].placed.score;
    if (i == 0) {
      rank = order_->RankOf(score);
    } else if (score != all[i - 1].placed.score) {
      rank = place > 0 ? place : order_->RankOf(score);
      place = rank;
    }
    if (place > 0) ++place;
    v1::Standing* standing = standings->Add();
    FillOne(all[i], standing);
    standing->set_rank(rank);
  }
}

grpc::Status BoardView::Damaged(const absl::Status& status) const {
  books_->ReportDamage();
  return common::ToGrpc(status);
}

}  // namespace greenledger::ranking
