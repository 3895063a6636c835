#include "services/ranking/book_boards.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/ranking/row_keys.h"

namespace greenledger::ranking {
namespace {

constexpr ContestantId kNobody;

absl::Status UnreadableRow() {
  return absl::DataLossError("a row of the standings cannot be read");
}

// Whom of a board a contribution is about; nobody's kind if none.
ContestantId Concerned(const BoardKey& key, const Contribution& one,
                       const Resident& resident) {
  if (!IsInScope(key, resident)) return kNobody;
  const auto id = [&](uint64_t number, uint32_t member = 0) {
    return ContestantId{key.contestants, static_cast<uint32_t>(number), member};
  };
  switch (key.contestants) {
    case v1::CONTESTANT_KIND_HOUSEHOLD:
      return id(resident.number);
    case v1::CONTESTANT_KIND_PERSON:
      return one.member == 0 ? kNobody : id(resident.number, one.member);
    case v1::CONTESTANT_KIND_BUILDING:
      return id(resident.building);
    case v1::CONTESTANT_KIND_GRID:
      return id(resident.grid);
    default:
      return kNobody;
  }
}

bool IsInScope(const BoardKey& key, const Register& residents,
               const ContestantId& id) {
  if (key.scope == v1::BOARD_SCOPE_COMMUNITY) return true;
  if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD ||
      id.kind == v1::CONTESTANT_KIND_PERSON) {
    const Resident* resident = residents.Find(id.number);
    return resident != nullptr && IsInScope(key, *resident);
  }
  const auto place = residents.places().find(id.number);
  return place != residents.places().end() && IsInScope(key, place->second);
}

}  // namespace

bool IsInScope(const BoardKey& key, const Resident& resident) {
  switch (key.scope) {
    case v1::BOARD_SCOPE_BUILDING:
      return resident.building == key.scope_number;
    case v1::BOARD_SCOPE_GRID:
      return resident.grid == key.scope_number;
    default:
      return true;
  }
}

bool IsInScope(const BoardKey& key, const v1::Place& place) {
  switch (key.scope) {
    case v1::BOARD_SCOPE_BUILDING:
      return place.number() == key.scope_number;
    case v1::BOARD_SCOPE_GRID:
      return place.parent_number() == key.scope_number;
    default:
      return true;
  }
}

absl::StatusOr<Sums> BookBoards::SumsOf(const BookStandings& standings,
                                        const storage::FoldStore* store,
                                        uint64_t book, const PeriodKey& period,
                                        const ContestantId& id) {
  if (const OpenPeriod* open = standings.Find(period); open != nullptr) {
    uint32_t slot = 0;
    if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
      const Resident* resident = standings.residents().Find(id.number);
      if (resident == nullptr) return Sums();
      slot = standings.SlotOf(*resident);
    }
    const Sums* sums = open->Find(id, slot);
    return sums == nullptr ? Sums() : *sums;
  }
  const std::optional<DaySpan> days = standings.DaysOf(period);
  if (!days.has_value() || !standings.IsClosed(*days)) return Sums();
  const absl::StatusOr<std::string> row = store->Get(SumsKey(book, period, id));
  if (absl::IsNotFound(row.status())) return Sums();
  if (!row.ok()) return row.status();
  Sums sums;
  if (DecodeSums(*row, &sums)) return sums;
  return UnreadableRow();
}

std::optional<Placed> BookBoards::PlacedOf(const MeasureOf& by,
                                           const ContestantId& id,
                                           const Sums* sums) {
  if (sums == nullptr) return std::nullopt;
  const int64_t score = ScoreOf(*sums, by);
  if (!IsRanked(*sums, score)) return std::nullopt;
  return Placed{score, id.number, id.member};
}

absl::StatusOr<std::vector<Placed>> BookBoards::Collect(
    const BoardKey& key, const MeasureOf& by, const BookStandings& standings,
    const storage::FoldStore* store, uint64_t book) {
  const Register& residents = standings.residents();
  std::vector<Placed> all;
  const auto add = [&](const ContestantId& id, const Sums& sums) {
    if (!IsInScope(key, residents, id)) return;
    const std::optional<Placed> placed = PlacedOf(by, id, &sums);
    if (placed.has_value()) all.push_back(*placed);
  };
  if (const OpenPeriod* open = standings.Find(key.period); open != nullptr) {
    open->ForEach(key.contestants, [&](ContestantId id, uint32_t slot,
                                       const Sums& sums) {
      if (id.kind == v1::CONTESTANT_KIND_HOUSEHOLD) {
        id.number = static_cast<uint32_t>(residents.residents()[slot].number);
      }
      add(id, sums);
    });
    return all;
  }
  const std::optional<DaySpan> days = standings.DaysOf(key.period);
  if (!days.has_value() || !standings.IsClosed(*days)) return all;
  bool right = true;
  const absl::Status scanned =
      store->Scan(SumsPrefix(book, key.period, key.contestants),
                  [&](std::string_view row_key, std::string_view value) {
                    Sums sums;
                    right = DecodeSums(value, &sums);
                    if (right) add(ContestantIn(row_key), sums);
                    return right;
                  });
  if (!scanned.ok()) return scanned;
  if (!right) return UnreadableRow();
  return all;
}

absl::StatusOr<const Board*> BookBoards::Get(const BoardKey& key,
                                             const BookStandings& standings,
                                             const storage::FoldStore* store,
                                             uint64_t book) {
  if (const auto at = boards_.find(key); at != boards_.end()) {
    at->second.used = shelf_->Tick();
    return &at->second.board;
  }
  Kept fresh;
  fresh.by = {key.measure, standings.CodesOf(key.class_code)};
  absl::StatusOr<std::vector<Placed>> all =
      Collect(key, fresh.by, standings, store, book);
  if (!all.ok()) return all.status();
  fresh.board = Board(*std::move(all));
  fresh.used = shelf_->Tick();
  shelf_->Count(1, static_cast<int64_t>(fresh.board.size()));
  return &boards_.emplace(key, std::move(fresh)).first->second.board;
}

std::optional<uint64_t> BookBoards::OldestUse() const {
  std::optional<uint64_t> oldest;
  for (const auto& [key, kept] : boards_) {
    oldest = std::min(oldest.value_or(kept.used), kept.used);
  }
  return oldest;
}

void BookBoards::DropOldest() {
  const auto oldest = std::min_element(boards_.begin(), boards_.end(),
                                       [](const auto& a, const auto& b) {
                                         return a.second.used < b.second.used;
                                       });
  if (oldest != boards_.end()) Drop(oldest);
}

void BookBoards::Clear() {
  for (auto at = boards_.begin(); at != boards_.end();) at = Drop(at);
}

BookBoards::Boards::iterator BookBoards::Drop(Boards::iterator at) {
  shelf_->Count(-1, -static_cast<int64_t>(at->second.board.size()));
  return boards_.erase(at);
}

void BookBoards::ClassesChanged() {
  for (auto at = boards_.begin(); at != boards_.end();) {
    at = at->first.class_code != 0 ? Drop(at) : std::next(at);
  }
}

void BookBoards::BeforeChange(const OpenPeriod& period, const Contribution& one,
                              const Resident& resident, uint32_t slot) {
  pending_.clear();
  for (auto at = boards_.lower_bound(BoardKey{.period = period.key()});
       at != boards_.end() && at->first.period == period.key(); ++at) {
    const ContestantId id = Concerned(at->first, one, resident);
    if (id.kind == v1::CONTESTANT_KIND_UNSPECIFIED) continue;
    Kept& kept = at->second;
    pending_.push_back(
        {&kept, id, PlacedOf(kept.by, id, period.Find(id, slot))});
  }
}

void BookBoards::AfterChange(const OpenPeriod& period, const Contribution&,
                             const Resident&, uint32_t slot) {
  for (const Pending& one : pending_) {
    const std::optional<Placed> after =
        PlacedOf(one.kept->by, one.id, period.Find(one.id, slot));
    if (after == one.before) continue;
    if (one.before.has_value()) one.kept->board.Remove(*one.before);
    if (after.has_value()) one.kept->board.Add(*after);
    shelf_->Count(0,
                  int64_t{after.has_value()} - int64_t{one.before.has_value()});
  }
}

}  // namespace greenledger::ranking
