#include "services/oversight/oversight_items.h"

#include <string>
#include <utility>

#include "services/ledger/stored_entries.h"

namespace greenledger::oversight {
namespace {

v1::Entry* Add(std::string field, ledger::Items* items) {
  rules::CommandItem& item = items->emplace_back();
  item.field = std::move(field);
  return &item.entry;
}

}  // namespace

ledger::Items ItemsOf(const v1::OpenPartiesRequest& request) {
  ledger::Items items;
  for (int i = 0; i < request.parties_size(); ++i) {
    *Add("parties[" + std::to_string(i) + "]", &items)->mutable_party_opened() =
        request.parties(i);
  }
  return items;
}

ledger::Items ItemsOf(const v1::IssueCrewCardRequest& request) {
  ledger::Items items;
  *Add("card", &items)->mutable_crew_card_issued() = request.card();
  return items;
}

ledger::Items ItemsOf(const v1::PublishClearancePlanRequest& request) {
  ledger::Items items;
  *Add("plan", &items)->mutable_clearance_plan_published() = request.plan();
  return items;
}

ledger::Items ItemsOf(const v1::PublishAnomalyRulesRequest& request) {
  ledger::Items items;
  *Add("rules", &items)->mutable_anomaly_rules_published() = request.rules();
  return items;
}

ledger::Items ItemsOf(const v1::JudgeAnomalyRequest& request) {
  ledger::Items items;
  *Add("judged", &items)->mutable_anomaly_judged() = request.judged();
  return items;
}

ledger::Items ItemsOf(const v1::HandOverMaterialRequest& request) {
  ledger::Items items;
  *Add("material", &items)->mutable_material_handed_over() = request.material();
  return items;
}

ledger::Items ItemsOf(const v1::ReturnMaterialRequest& request) {
  ledger::Items items;
  *Add("material", &items)->mutable_material_returned() = request.material();
  return items;
}

// What is stored never changes, so it may be read before the command's turn.
ledger::Items ItemsOf(const v1::ReverseEntryRequest& request,
                      const storage::Store& store, ledger::LiveBook* book) {
  ledger::Items items;
  *Add("reversed", &items)->mutable_entry_reversed() = request.reversed();
  auto original = std::make_shared<v1::Entry>();
  if (ledger::ReadEntry(store, book->code, request.reversed().reversed_index(),
                        original.get())) {
    items[0].original = std::move(original);
  }
  return items;
}

}  // namespace greenledger::oversight
