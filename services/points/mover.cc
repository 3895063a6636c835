#include "services/points/mover.h"

#include <map>
#include <string>
#include <utility>

#include "services/common/logging.h"
#include "services/ledger/service_command.h"

namespace greenledger::points {
namespace {

constexpr char kMover[] = "household mover";
// Moves that are finished in one go.
constexpr size_t kMovesMax = 64;

v1::Entry MovedIn(uint64_t from_book, uint64_t out_index,
                  const v1::HouseholdMovedOut& out) {
  v1::Entry entry;
  v1::HouseholdMovedIn* in = entry.mutable_household_moved_in();
  in->set_household_number(out.to_household());
  in->set_from_book(from_book);
  in->set_from_household(out.household_number());
  in->set_out_index(out_index);
  *in->mutable_lots() = out.lots();
  in->set_milli_merit(out.milli_merit());
  return entry;
}

}  // namespace

std::optional<v1::MoveEnded> Mover::Bring(const ledger::LiveBook& from,
                                          uint64_t out_index,
                                          const v1::HouseholdMovedOut& out) {
  v1::MoveEnded ended;
  ended.set_out_index(out_index);
  ledger::LiveBook* to = ledger_->books().Find(out.to_book());
  if (to == nullptr) return ended;
  // The same id every time: what was refused once stays refused, and what was
  // taken once is not taken again.
  const std::string id = ledger::RequestIdOf(
      {kMover, std::to_string(from.code), std::to_string(out_index)});
  v1::CommandResult outcome;
  if (!sender_->Send(
          to,
          ledger::MakeCommand(id, kMover, {MovedIn(from.code, out_index, out)}),
          [&](const v1::CommandResult& result) { outcome = result; })) {
    return std::nullopt;
  }
  sender_->Wait();
  switch (outcome.code()) {
    case v1::COMMAND_RESULT_CODE_ACCEPTED:
    case v1::COMMAND_RESULT_CODE_DUPLICATE:
      ended.set_taken(true);
      ended.set_in_index(outcome.first_index());
      return ended;
    case v1::COMMAND_RESULT_CODE_REFUSED:
      return ended;
    default:
      return std::nullopt;
  }
}

bool Mover::Step(ledger::LiveBook* book) {
  std::map<uint64_t, v1::HouseholdMovedOut> open;
  {
    common::MutexLock lock(book->mu);
    for (const auto& [index, out] : book->state.points().moves) {
      // What a crash could take back must not arrive anywhere.
      if (index >= book->durable_size || open.size() == kMovesMax) break;
      open[index] = out;
    }
  }
  bool ended = false;
  for (const auto& [index, out] : open) {
    const std::optional<v1::MoveEnded> end = Bring(*book, index, out);
    if (!end.has_value()) continue;
    v1::Entry entry;
    *entry.mutable_move_ended() = *end;
    const std::string id =
        ledger::RequestIdOf({"household mover, end", std::to_string(book->code),
                             std::to_string(index)});
    ended |= sender_->Send(book,
                           ledger::MakeCommand(id, kMover, {std::move(entry)}));
    sender_->Wait();
    common::LogInfo(end->taken() ? "household_moved" : "household_came_back",
                    {{"book", std::to_string(book->code)},
                     {"household", std::to_string(out.household_number())},
                     {"to_book", std::to_string(out.to_book())},
                     {"to_household", std::to_string(out.to_household())}});
  }
  return ended;
}

}  // namespace greenledger::points
