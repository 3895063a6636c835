// The part of StateRows that is about clearances, anomalies and reversals.
#include <algorithm>
#include <string>

#include "services/ledger/changed_keys.h"
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

void PutIndex(ledger::Table table, uint64_t key, uint64_t index,
              const StateRows::Put& put) {
  rows::IndexRow row;
  row.set_index(index);
  put(table, NumberKey({key}), row.SerializeAsString());
}

void ReadOversight(const rows::OversightRow& row, OversightState* oversight) {
  for (const v1::Party& party : row.parties()) {
    oversight->parties[{party.kind(), party.number()}] = party;
  }
  for (const v1::CrewCardIssued& card : row.crew_cards()) {
    if (card.card_hash().size() != 16) continue;
    oversight->crew_cards[ToCardHash(card.card_hash())] =
        card.collector_number();
  }
  for (const rows::ClearancePlanRow& plan : row.plans()) {
    oversight->AddPlan({plan.plan(),
                        ParseDay(plan.plan().effective_from()).value_or(0),
                        plan.published_us()});
  }
  oversight->rules.assign(row.rules().begin(), row.rules().end());
  for (const rows::BinClearancesRow& bin : row.bins()) {
    BinClearances& known = oversight->bins[bin.account()];
    known.judged_us = bin.judged_us();
    known.cleared_us.assign(bin.cleared_us().begin(), bin.cleared_us().end());
  }
  oversight->untold.assign(row.untold().begin(), row.untold().end());
}

}  // namespace

void StateRows::PutOversight(const OversightState& oversight, const Put& put) {
  rows::OversightRow row;
  for (const auto& [key, party] : oversight.parties) {
    *row.add_parties() = party;
  }
  for (const auto& [card, collector] : oversight.crew_cards) {
    v1::CrewCardIssued* out = row.add_crew_cards();
    out->set_collector_number(collector);
    out->set_card_hash(std::string(AsBytes(card)));
  }
  for (const PublishedPlan& published : oversight.plans) {
    rows::ClearancePlanRow* out = row.add_plans();
    *out->mutable_plan() = published.plan;
    out->set_published_us(published.published_us);
  }
  row.mutable_rules()->Add(oversight.rules.begin(), oversight.rules.end());
  for (const auto& [account, bin] : oversight.bins) {
    rows::BinClearancesRow* out = row.add_bins();
    out->set_account(account);
    out->set_judged_us(bin.judged_us);
    out->mutable_cleared_us()->Add(bin.cleared_us.begin(),
                                   bin.cleared_us.end());
  }
  row.mutable_untold()->Add(oversight.untold.begin(), oversight.untold.end());
  put(ledger::kOversightTable, "", row.SerializeAsString());
}

void StateRows::PutIndexes(const OversightState& oversight, const Put& put) {
  for (const auto& [index, judged] : oversight.anomalies) {
    PutIndex(ledger::kAnomalyTable, index, judged, put);
  }
  for (const auto& [index, by] : oversight.reversed) {
    PutIndex(ledger::kReversedTable, index, by, put);
  }
}

void StateRows::PutChangedOversight(OversightState* oversight, const Put& put) {
  SortUnique(&oversight->dirty_anomalies);
  for (uint64_t index : oversight->dirty_anomalies) {
    PutIndex(ledger::kAnomalyTable, index, oversight->anomalies.at(index), put);
  }
  SortUnique(&oversight->dirty_reversed);
  for (uint64_t index : oversight->dirty_reversed) {
    PutIndex(ledger::kReversedTable, index, oversight->reversed.at(index), put);
  }
  oversight->dirty_anomalies.clear();
  oversight->dirty_reversed.clear();
}

absl::Status StateRows::LoadOversight(const storage::Store& store,
                                      BookState* state) {
  OversightState& oversight = state->oversight_;
  absl::Status row = ScanTable<rows::OversightRow>(
      store, *state, ledger::kOversightTable, "oversight",
      [&](std::string_view, const rows::OversightRow& read) {
        ReadOversight(read, &oversight);
      });
  if (!row.ok()) return row;
  absl::Status anomalies = ScanTable<rows::IndexRow>(
      store, *state, ledger::kAnomalyTable, "anomaly",
      [&](std::string_view key, const rows::IndexRow& read) {
        oversight.anomalies[NumberAt(key, 0)] = read.index();
      });
  if (!anomalies.ok()) return anomalies;
  return ScanTable<rows::IndexRow>(
      store, *state, ledger::kReversedTable, "reversed",
      [&](std::string_view key, const rows::IndexRow& read) {
        oversight.reversed[NumberAt(key, 0)] = read.index();
      });
}

}  // namespace greenledger::rules
