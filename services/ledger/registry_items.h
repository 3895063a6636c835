// Registry requests as the entries they ask for.
#ifndef GREENLEDGER_SERVICES_LEDGER_REGISTRY_ITEMS_H_
#define GREENLEDGER_SERVICES_LEDGER_REGISTRY_ITEMS_H_

#include <vector>

#include "greenledger/v1/registry_service.pb.h"
#include "services/ledger/rules/decide_command.h"

namespace greenledger::ledger {

using Items = std::vector<rules::CommandItem>;

// One item per thing asked for, named by its path in the request.
// REQUIRES: the request passed its shape check.
Items ItemsOf(const v1::OpenBookRequest& request);
Items ItemsOf(const v1::OpenPlacesRequest& request);
Items ItemsOf(const v1::RegisterHouseholdsRequest& request);
Items ItemsOf(const v1::ChangeHouseholdRequest& request);
Items ItemsOf(const v1::AddMemberRequest& request);
Items ItemsOf(const v1::RemoveMemberRequest& request);
Items ItemsOf(const v1::IssueCardRequest& request);
Items ItemsOf(const v1::BlockCardRequest& request);
Items ItemsOf(const v1::RegisterKiosksRequest& request);
Items ItemsOf(const v1::CloseKioskRequest& request);
Items ItemsOf(const v1::AdmitIncarnationRequest& request);
Items ItemsOf(const v1::PublishSchemeRequest& request);
Items ItemsOf(const v1::PublishTariffRequest& request);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_REGISTRY_ITEMS_H_
