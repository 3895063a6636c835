// Requests of RankingService.
#include <string>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr uint32_t kNeighboursMax = 50;
constexpr uint32_t kGroupsMax = 100;
constexpr uint32_t kPeriodsMax = 60;
constexpr int32_t kIndicatorDaysMax = 1'100;

// A day, or nothing.
void CheckDayIfAny(const FieldPath& at, std::string_view name,
                   const std::string& text, FaultList& faults) {
  if (!text.empty()) faults.CheckDay(at, name, text);
}

void CheckContestants(const v1::Board& board, const FieldPath& at,
                      FaultList& faults) {
  constexpr std::string_view kName = "contestants";
  switch (board.scope()) {
    case v1::BOARD_SCOPE_BUILDING:
      return faults.CheckOneOf(
          at, kName, board.contestants(),
          {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON});
    case v1::BOARD_SCOPE_GRID:
      return faults.CheckOneOf(
          at, kName, board.contestants(),
          {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
           v1::CONTESTANT_KIND_BUILDING});
    case v1::BOARD_SCOPE_COMMUNITY:
      return faults.CheckOneOf(
          at, kName, board.contestants(),
          {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
           v1::CONTESTANT_KIND_BUILDING, v1::CONTESTANT_KIND_GRID});
    default:
      return faults.CheckOneOf(
          at, kName, board.contestants(),
          {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
           v1::CONTESTANT_KIND_BUILDING, v1::CONTESTANT_KIND_GRID,
           v1::CONTESTANT_KIND_COMMUNITY});
  }
}

void CheckScope(const v1::Board& board, const FieldPath& at,
                FaultList& faults) {
  faults.CheckOneOf(at, "scope", board.scope(),
                    {v1::BOARD_SCOPE_BUILDING, v1::BOARD_SCOPE_GRID,
                     v1::BOARD_SCOPE_COMMUNITY, v1::BOARD_SCOPE_STREET,
                     v1::BOARD_SCOPE_DISTRICT});
  const bool numbered = board.scope() == v1::BOARD_SCOPE_BUILDING ||
                        board.scope() == v1::BOARD_SCOPE_GRID;
  faults.CheckRange(at, "scope_number", board.scope_number(), numbered ? 1 : 0,
                    numbered ? kPlaceMax : 0);
}

void CheckPeriod(const v1::Board& board, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckOneOf(at, "period", board.period(),
                    {v1::PERIOD_KIND_DAY, v1::PERIOD_KIND_WEEK,
                     v1::PERIOD_KIND_MONTH, v1::PERIOD_KIND_QUARTER,
                     v1::PERIOD_KIND_YEAR, v1::PERIOD_KIND_CAMPAIGN});
  const bool campaign = board.period() == v1::PERIOD_KIND_CAMPAIGN;
  if (!campaign) {
    CheckDayIfAny(at, "day", board.day(), faults);
  } else if (!board.day().empty()) {
    faults.Add(at, "day", board.day(), "nothing, for a campaign");
  }
  faults.CheckRange(at, "campaign_number", board.campaign_number(),
                    campaign ? 1 : 0, campaign ? kCampaignMax : 0);
}

void CheckMeasure(const v1::Board& board, const FieldPath& at,
                  FaultList& faults) {
  const v1::StandingMeasure measure = board.measure();
  if (board.contestants() == v1::CONTESTANT_KIND_PERSON) {
    faults.CheckOneOf(at, "measure", measure,
                      {v1::STANDING_MEASURE_ACTIVITY_MINUTES});
  } else {
    faults.CheckOneOf(
        at, "measure", measure,
        {v1::STANDING_MEASURE_MERIT, v1::STANDING_MEASURE_POINTS,
         v1::STANDING_MEASURE_GRAMS, v1::STANDING_MEASURE_DROPS,
         v1::STANDING_MEASURE_ACTIVE_DAYS, v1::STANDING_MEASURE_ACTIVE_WEEKS,
         v1::STANDING_MEASURE_ACTIVE_MONTHS, v1::STANDING_MEASURE_PURITY,
         v1::STANDING_MEASURE_CLASS_DROPS, v1::STANDING_MEASURE_CLASSES,
         v1::STANDING_MEASURE_ACTIVITY_MINUTES, v1::STANDING_MEASURE_REJECTED});
  }
  const bool of_class = measure == v1::STANDING_MEASURE_GRAMS ||
                        measure == v1::STANDING_MEASURE_CLASS_DROPS;
  faults.CheckRange(at, "class_code", board.class_code(), of_class ? 1 : 0,
                    of_class ? kClassMax : 0);
}

// The board of a request, and that it has one.
template <typename Request>
void CheckBoard(const Request& request, FaultList& faults) {
  const FieldPath root;
  if (!faults.CheckPresent(root, "board", request.has_board())) return;
  const FieldPath at(root, "board");
  const v1::Board& board = request.board();
  CheckBook(at, board.book(), faults);
  CheckContestants(board, at, faults);
  CheckScope(board, at, faults);
  CheckPeriod(board, at, faults);
  CheckMeasure(board, at, faults);
}

// Whose standing is asked for, and that it is of the board's kind and books.
template <typename Request>
void CheckWho(const Request& request, FaultList& faults) {
  const FieldPath root;
  if (!faults.CheckPresent(root, "contestant", request.has_contestant())) {
    return;
  }
  const FieldPath at(root, "contestant");
  const v1::Contestant& who = request.contestant();
  const v1::Board& board = request.board();
  if (who.kind() != v1::CONTESTANT_KIND_UNSPECIFIED &&
      who.kind() != board.contestants()) {
    faults.Add(at, "kind", v1::ContestantKind_Name(who.kind()),
               "the kind of the board's contestants");
  }
  CheckContestant(who, at, faults);
  const bool many_books = board.scope() == v1::BOARD_SCOPE_STREET ||
                          board.scope() == v1::BOARD_SCOPE_DISTRICT;
  if (!many_books && who.book() != 0 && who.book() != board.book()) {
    faults.Add(at, "book", std::to_string(who.book()),
               "0 or the board's own book");
  }
}

// Two days with the order and distance that indicators take.
void CheckDays(const std::string& from_text, const std::string& to_text,
               FaultList& faults) {
  const auto from_day = ParseDay(from_text);
  const auto to_day = ParseDay(to_text);
  if (!from_day.has_value() || !to_day.has_value()) return;
  if (*to_day < *from_day || *to_day - *from_day >= kIndicatorDaysMax) {
    faults.Add(FieldPath(), "to_day", to_text,
               "not before from_day, and at most 1100 days in all");
  }
}

}  // namespace

common::Faults Check(const v1::GetStandingRequest& request) {
  FaultList faults;
  CheckBoard(request, faults);
  CheckWho(request, faults);
  faults.CheckRange({}, "neighbours", request.neighbours(), 0, kNeighboursMax);
  return faults.Take();
}

common::Faults Check(const v1::ListTopRequest& request) {
  FaultList faults;
  CheckBoard(request, faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetDistributionRequest& request) {
  FaultList faults;
  CheckBoard(request, faults);
  if (request.groups() != 0) {
    faults.CheckRange({}, "groups", request.groups(), 2, kGroupsMax);
  }
  return faults.Take();
}

common::Faults Check(const v1::GetStandingHistoryRequest& request) {
  FaultList faults;
  CheckBoard(request, faults);
  if (request.board().period() == v1::PERIOD_KIND_CAMPAIGN) {
    faults.Add(FieldPath({}, "board"), "period",
               v1::PeriodKind_Name(request.board().period()),
               "a kind of period of which there are many");
  }
  CheckWho(request, faults);
  faults.CheckRange({}, "periods", request.periods(), 0, kPeriodsMax);
  return faults.Take();
}

common::Faults Check(const v1::GetIndicatorsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  CheckDayIfAny(root, "from_day", request.from_day(), faults);
  CheckDayIfAny(root, "to_day", request.to_day(), faults);
  CheckDays(request.from_day(), request.to_day(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListIndicatorEntriesRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckDay(root, "from_day", request.from_day());
  faults.CheckDay(root, "to_day", request.to_day());
  CheckDays(request.from_day(), request.to_day(), faults);
  faults.CheckRange(root, "kind", static_cast<uint64_t>(request.kind()),
                    v1::IndicatorKind_MIN + 1, v1::IndicatorKind_MAX);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
