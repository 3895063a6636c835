// The part of StateRows that is about points after they were earned, rewards
// and corrections.
#include <algorithm>
#include <string>

#include "services/ledger/changed_keys.h"
#include "services/ledger/lot_rows.h"
#include "services/ledger/row_scan.h"
#include "services/ledger/rows.pb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/state_rows.h"
#include "services/ledger/tables.h"

namespace greenledger::rules {
namespace {

namespace rows = ledger::rows;
using ledger::NumberAt;
using ledger::NumberKey;

void FillPoints(const PointsState& points, rows::PointsRow* row) {
  for (const auto& [index, proposed] : points.proposals) {
    rows::ProposalRow* out = row->add_proposals();
    out->set_index(index);
    *out->mutable_proposed() = proposed;
  }
  for (const auto& [number, budget] : points.budgets) {
    rows::BudgetRow* out = row->add_budgets();
    *out->mutable_budget() = budget.budget;
    out->set_promised_milli_points(budget.promised_milli_points);
  }
  for (const auto& [number, pool] : points.pools) {
    rows::PoolRow* out = row->add_pools();
    out->set_number(number);
    out->set_budget_number(pool.budget_number);
    out->set_purpose(pool.purpose);
  }
  for (const auto& [index, move] : points.moves) {
    rows::MoveRow* out = row->add_moves();
    out->set_out_index(index);
    *out->mutable_out() = move;
  }
  for (const auto& [book, index] : points.moved_in) {
    rows::MovedInRow* out = row->add_moved_in();
    out->set_from_book(book);
    out->set_out_index(index);
  }
  for (const MonthFlows& month : points.months) {
    rows::MonthRow* out = row->add_months();
    out->set_month(month.month);
    out->mutable_flows()->Add(month.flows.begin(), month.flows.end());
    out->set_outstanding(month.outstanding);
  }
}

void ReadPoints(const rows::PointsRow& row, PointsState* points) {
  for (const rows::ProposalRow& in : row.proposals()) {
    points->proposals[in.index()] = in.proposed();
  }
  for (const rows::BudgetRow& in : row.budgets()) {
    points->budgets[in.budget().number()] = BudgetState{
        in.budget(), ParseDay(in.budget().from_day()).value_or(0),
        ParseDay(in.budget().to_day()).value_or(0), in.promised_milli_points()};
  }
  for (const rows::PoolRow& in : row.pools()) {
    points->pools[in.number()] = {in.budget_number(), in.purpose()};
  }
  for (const rows::MoveRow& in : row.moves()) {
    points->moves[in.out_index()] = in.out();
  }
  for (const rows::MovedInRow& in : row.moved_in()) {
    points->moved_in.emplace(in.from_book(), in.out_index());
  }
  for (const rows::MonthRow& in : row.months()) {
    MonthFlows& month = points->months.emplace_back();
    month.month = in.month();
    month.outstanding = in.outstanding();
    std::copy_n(in.flows().begin(), std::min<int>(in.flows_size(), int{kFlows}),
                month.flows.begin());
  }
}

void FillCorrection(uint64_t index, const Correction& correction,
                    rows::CorrectionRow* out) {
  out->set_index(index);
  *out->mutable_begun() = correction.begun;
  out->set_household(correction.household);
  out->set_through(correction.through);
  out->set_drops(correction.drops);
  out->set_milli_points(correction.milli_points);
  out->set_milli_merit(correction.milli_merit);
  out->set_written_off(correction.written_off);
  out->set_complete(correction.complete);
}

void ReadCorrection(const rows::CorrectionRow& in, Correction* correction) {
  correction->household = in.household();
  correction->through = in.through();
  correction->drops = in.drops();
  correction->milli_points = in.milli_points();
  correction->milli_merit = in.milli_merit();
  correction->written_off = in.written_off();
  correction->complete = in.complete();
}

void PutOpen(uint64_t index, const Hold& hold, const StateRows::Put& put) {
  rows::HoldRow row;
  *row.mutable_placed() = hold.placed;
  FillLots(hold.parts, row.mutable_parts());
  row.set_day(hold.day);
  put(ledger::kHoldTable, NumberKey({index}), row.SerializeAsString());
}

void PutEnded(uint64_t index, const EndedHold& ended,
              const StateRows::Put& put) {
  rows::HoldRow row;
  row.set_ended(true);
  row.set_end_index(ended.end_index);
  row.set_committed(ended.committed);
  put(ledger::kHoldTable, NumberKey({index}), row.SerializeAsString());
}

void PutDecided(uint64_t index, uint64_t by, const StateRows::Put& put) {
  rows::IndexRow row;
  row.set_index(by);
  put(ledger::kDecidedTable, NumberKey({index}), row.SerializeAsString());
}

void PutUse(const RewardsState::UseKey& key, const RewardUse& use,
            const StateRows::Put& put) {
  rows::RewardUseRow row;
  row.set_period(use.period);
  row.set_pieces(use.pieces);
  put(ledger::kRewardUseTable, NumberKey({key.first, key.second}),
      row.SerializeAsString());
}

}  // namespace

void StateRows::PutPoints(const BookState& state, const Put& put) {
  rows::PointsRow row;
  FillPoints(state.points_, &row);
  for (const auto& [number, reward] : state.rewards_.catalogue) {
    rows::RewardRow* out = row.add_rewards();
    *out->mutable_reward() = reward.reward;
    out->set_index(reward.index);
    out->set_has_picture(reward.has_picture);
  }
  for (const auto& [index, correction] : state.corrections_.all) {
    FillCorrection(index, correction, row.add_corrections());
  }
  put(ledger::kPointsTable, "", row.SerializeAsString());
}

void StateRows::PutHolds(const BookState& state, const Put& put) {
  for (const auto& [index, hold] : state.points_.holds) {
    PutOpen(index, hold, put);
  }
  for (const auto& [index, ended] : state.points_.ended_holds) {
    PutEnded(index, ended, put);
  }
  for (const auto& [index, by] : state.points_.decided) {
    PutDecided(index, by, put);
  }
  for (const auto& [key, use] : state.rewards_.uses) PutUse(key, use, put);
}

void StateRows::PutChangedPoints(BookState* state, const Put& put) {
  PointsState& points = state->points_;
  SortUnique(&points.dirty_holds);
  for (uint64_t index : points.dirty_holds) {
    if (const Hold* hold = points.FindHold(index)) {
      PutOpen(index, *hold, put);
    } else {
      PutEnded(index, points.ended_holds.at(index), put);
    }
  }
  SortUnique(&points.dirty_decided);
  for (uint64_t index : points.dirty_decided) {
    PutDecided(index, points.decided.at(index), put);
  }
  SortUnique(&state->rewards_.dirty_uses);
  for (const RewardsState::UseKey& key : state->rewards_.dirty_uses) {
    PutUse(key, state->rewards_.uses.at(key), put);
  }
  points.dirty_holds.clear();
  points.dirty_decided.clear();
  state->rewards_.dirty_uses.clear();
}

absl::Status StateRows::LoadPoints(const storage::Store& store,
                                   BookState* state) {
  absl::Status corrections;
  absl::Status scanned = ScanTable<rows::PointsRow>(
      store, *state, ledger::kPointsTable, "points",
      [&](std::string_view, const rows::PointsRow& row) {
        ReadPoints(row, &state->points_);
        for (const rows::RewardRow& in : row.rewards()) {
          state->rewards_.catalogue[in.reward().number()] = {
              in.reward(), in.index(), in.has_picture()};
        }
        for (const rows::CorrectionRow& in : row.corrections()) {
          corrections.Update(state->AddCorrection(in.begun(), in.index()));
          ReadCorrection(in, &state->corrections_.all[in.index()]);
        }
      });
  return scanned.ok() ? corrections : scanned;
}

// What is pending is the sum of what open holds reserve.
absl::Status StateRows::LoadHolds(const storage::Store& store,
                                  BookState* state) {
  absl::Status holds = ScanTable<rows::HoldRow>(
      store, *state, ledger::kHoldTable, "hold",
      [&](std::string_view key, const rows::HoldRow& row) {
        const uint64_t index = NumberAt(key, 0);
        if (row.ended()) {
          state->points_.ended_holds[index] = {row.end_index(),
                                               row.committed()};
          return;
        }
        state->AddPendingOf(row.placed());
        state->points_.AddHold(index,
                               {row.placed(), ToLots(row.parts()), row.day()});
      });
  if (!holds.ok()) return holds;
  absl::Status decided = ScanTable<rows::IndexRow>(
      store, *state, ledger::kDecidedTable, "decided",
      [&](std::string_view key, const rows::IndexRow& row) {
        state->points_.decided[NumberAt(key, 0)] = row.index();
      });
  if (!decided.ok()) return decided;
  return ScanTable<rows::RewardUseRow>(
      store, *state, ledger::kRewardUseTable, "reward use",
      [&](std::string_view key, const rows::RewardUseRow& row) {
        state->rewards_.uses[{NumberAt(key, 0),
                              static_cast<uint32_t>(NumberAt(key, 8))}] = {
            row.period(), row.pieces()};
      });
}

}  // namespace greenledger::rules
