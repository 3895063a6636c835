// OversightService's requests as the entries they ask for.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_ITEMS_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_ITEMS_H_

#include "greenledger/v1/oversight_service.pb.h"
#include "services/ledger/books.h"
#include "services/ledger/registry_items.h"
#include "storage/store.h"

namespace greenledger::oversight {

// One item per thing asked for, named by its path in the request.
// REQUIRES: the request passed its shape check.
ledger::Items ItemsOf(const v1::OpenPartiesRequest& request);
ledger::Items ItemsOf(const v1::IssueCrewCardRequest& request);
ledger::Items ItemsOf(const v1::PublishClearancePlanRequest& request);
ledger::Items ItemsOf(const v1::PublishAnomalyRulesRequest& request);
ledger::Items ItemsOf(const v1::JudgeAnomalyRequest& request);
ledger::Items ItemsOf(const v1::HandOverMaterialRequest& request);
ledger::Items ItemsOf(const v1::ReturnMaterialRequest& request);

// With the entry that is reversed, if it is stored.
ledger::Items ItemsOf(const v1::ReverseEntryRequest& request,
                      const storage::Store& store, ledger::LiveBook* book);

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_ITEMS_H_
