#include "clients/cli/board_option.h"

#include <fmt/format.h>

#include <chrono>

#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/names.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// Those that can be ranked.
const Choices<v1::StandingMeasure>& Measures() {
  static const Choices<v1::StandingMeasure> kMeasures = {
      {"merit", v1::STANDING_MEASURE_MERIT},
      {"points", v1::STANDING_MEASURE_POINTS},
      {"grams", v1::STANDING_MEASURE_GRAMS},
      {"drops", v1::STANDING_MEASURE_DROPS},
      {"days", v1::STANDING_MEASURE_ACTIVE_DAYS},
      {"weeks", v1::STANDING_MEASURE_ACTIVE_WEEKS},
      {"months", v1::STANDING_MEASURE_ACTIVE_MONTHS},
      {"purity", v1::STANDING_MEASURE_PURITY},
      {"class-drops", v1::STANDING_MEASURE_CLASS_DROPS},
      {"classes", v1::STANDING_MEASURE_CLASSES},
      {"minutes", v1::STANDING_MEASURE_ACTIVITY_MINUTES},
      {"rejected", v1::STANDING_MEASURE_REJECTED}};
  return kMeasures;
}

const Choices<v1::ContestantKind>& Contestants() {
  static const Choices<v1::ContestantKind> kContestants = {
      {"households", v1::CONTESTANT_KIND_HOUSEHOLD},
      {"persons", v1::CONTESTANT_KIND_PERSON},
      {"buildings", v1::CONTESTANT_KIND_BUILDING},
      {"grids", v1::CONTESTANT_KIND_GRID},
      {"communities", v1::CONTESTANT_KIND_COMMUNITY}};
  return kContestants;
}

}  // namespace

void AddBoardOptions(CLI::App& verb, Session& session, v1::Board* board) {
  AddChoice<v1::StandingMeasure>(
      verb, session, "--by",
      {"按什么排（默认 merit；个人默认 minutes）",
       "by what (merit; persons: minutes)"},
      Measures(),
      [board](v1::StandingMeasure measure) { board->set_measure(measure); });
  AddChoice<v1::PeriodKind>(
      verb, session, "--period", {"时期（默认 month）", "period (month)"},
      ChoicesOf<v1::PeriodKind>("PERIOD_KIND_"),
      [board](v1::PeriodKind kind) { board->set_period(kind); });
  AddChoice<v1::BoardScope>(
      verb, session, "--within",
      {"范围（默认 community；社区之间默认 street）",
       "within what (community; of communities: street)"},
      ChoicesOf<v1::BoardScope>("BOARD_SCOPE_"),
      [board](v1::BoardScope scope) { board->set_scope(scope); });
  Fields(verb, session, board)
      .May("--class",
           {"类别代码，用于 grams 和 class-drops",
            "code of the class, for grams and class-drops"},
           &v1::Board::set_class_code)
      .May("--day",
           {"时期中的一天 YYYY-MM-DD；不给则今天",
            "a day of the period, YYYY-MM-DD; today if not given"},
           board->mutable_day())
      .May("--campaign",
           {"评选编号，以其评选期为时期",
            "a campaign: its window is the period"},
           &v1::Board::set_campaign_number)
      .May("--place",
           {"楼栋或网格的编号，用于 --within building 或 grid",
            "number of the building or grid, for --within building or grid"},
           &v1::Board::set_scope_number);
}

void AddOfOption(CLI::App& verb, Session& session, v1::Board* board) {
  AddChoice<v1::ContestantKind>(
      verb, session, "--of",
      {"排谁（默认 households）", "who is ranked (households)"}, Contestants(),
      [board](v1::ContestantKind kind) { board->set_contestants(kind); });
}

void FillBoard(const Session& session, v1::Board* board) {
  board->set_book(session.book);
  if (board->contestants() == v1::CONTESTANT_KIND_UNSPECIFIED) {
    board->set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
  }
  if (board->measure() == v1::STANDING_MEASURE_UNSPECIFIED) {
    board->set_measure(board->contestants() == v1::CONTESTANT_KIND_PERSON
                           ? v1::STANDING_MEASURE_ACTIVITY_MINUTES
                           : v1::STANDING_MEASURE_MERIT);
  }
  if (board->period() == v1::PERIOD_KIND_UNSPECIFIED) {
    board->set_period(board->campaign_number() != 0 ? v1::PERIOD_KIND_CAMPAIGN
                                                    : v1::PERIOD_KIND_MONTH);
  }
  if (board->scope() == v1::BOARD_SCOPE_UNSPECIFIED) {
    board->set_scope(board->contestants() == v1::CONTESTANT_KIND_COMMUNITY
                         ? v1::BOARD_SCOPE_STREET
                         : v1::BOARD_SCOPE_COMMUNITY);
  }
}

std::string BoardText(const Session& session, const v1::Board& board,
                      const v1::BoardTime& time) {
  const Language language = session.language;
  return documents::Fill(
      language,
      {"{}，{} 至 {}，{}，{} 个有名次，截至条目 {}",
       "{}, {} to {}, {}, {} ranked, at {} entries"},
      documents::MeasureText(board.measure(), board.class_code(), {}, language),
      rules::FormatDay(time.from_day()), rules::FormatDay(time.to_day()),
      time.closed() ? session.Say("已结束", "over")
                    : session.Say("未结束", "not over"),
      time.ranked(), time.applied_size());
}

std::string ScoreText(const v1::Board& board, int64_t score) {
  if (score >= 0) {
    return documents::AmountText(board.measure(), static_cast<uint64_t>(score));
  }
  const uint64_t size = ~static_cast<uint64_t>(score) + 1;
  return "-" + documents::AmountText(board.measure(), size);
}

std::string PeriodText(v1::PeriodKind kind, const v1::BoardTime& time) {
  const std::chrono::year_month_day first{
      std::chrono::sys_days(std::chrono::days(time.from_day()))};
  const auto year = static_cast<int>(first.year());
  const auto month = static_cast<unsigned>(first.month());
  switch (kind) {
    case v1::PERIOD_KIND_MONTH:
      return fmt::format("{}-{:02}", year, month);
    case v1::PERIOD_KIND_QUARTER:
      return fmt::format("{}-Q{}", year, (month + 2) / 3);
    case v1::PERIOD_KIND_YEAR:
      return std::to_string(year);
    default:
      return rules::FormatDay(time.from_day());
  }
}

}  // namespace greenledger::cli
