// Options that say what is ranked: where, when, by what.
#ifndef GREENLEDGER_CLIENTS_CLI_BOARD_OPTION_H_
#define GREENLEDGER_CLIENTS_CLI_BOARD_OPTION_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "clients/cli/session.h"
#include "greenledger/v1/ranking_service.pb.h"

namespace greenledger::cli {

// --by, --class, --period, --day, --campaign, --within, --place. `board` must
// live as long as the command line; what is not given stays empty.
void AddBoardOptions(CLI::App& verb, Session& session, v1::Board* board);

// --of: who is ranked.
void AddOfOption(CLI::App& verb, Session& session, v1::Board* board);

// Puts the session's book in, and where nothing was given: the standings of
// households by merit within the community this month. Persons are ranked by
// minutes, communities within their street, and --campaign alone means its
// window.
void FillBoard(const Session& session, v1::Board* board);

// `merit, 2026-06-01 to 2026-06-30, not over, 312 ranked, at 48000 entries`.
std::string BoardText(const Session& session, const v1::Board& board,
                      const v1::BoardTime& time);

// A score of the board in the unit that people read.
std::string ScoreText(const v1::Board& board, int64_t score);

// `2026-06-01`, `2026-06`, `2026-Q2`, `2026` for a period.
std::string PeriodText(v1::PeriodKind kind, const v1::BoardTime& time);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_BOARD_OPTION_H_
