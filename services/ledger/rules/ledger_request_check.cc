#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {

common::Faults Check(const v1::ListBooksRequest& request) {
  FaultList faults;
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetTotalsRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetBalanceRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckRange({}, "household", request.household(), 1, kHouseholdMax);
  return faults.Take();
}

common::Faults Check(const v1::ListBalancesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckOneOf({}, "owner", request.owner(),
                    {v1::ACCOUNT_OWNER_HOUSEHOLD, v1::ACCOUNT_OWNER_ISSUANCE,
                     v1::ACCOUNT_OWNER_BIN, v1::ACCOUNT_OWNER_COLLECTOR,
                     v1::ACCOUNT_OWNER_LOSS, v1::ACCOUNT_OWNER_SUSPENSE,
                     v1::ACCOUNT_OWNER_PROCESSOR, v1::ACCOUNT_OWNER_PENALTY,
                     v1::ACCOUNT_OWNER_USED_UP, v1::ACCOUNT_OWNER_BUDGET,
                     v1::ACCOUNT_OWNER_PRIZE_POOL,
                     v1::ACCOUNT_OWNER_REDEMPTION, v1::ACCOUNT_OWNER_EXPIRY,
                     v1::ACCOUNT_OWNER_TRANSIT, v1::ACCOUNT_OWNER_STOCK,
                     v1::ACCOUNT_OWNER_SUPPLY,
                     v1::ACCOUNT_OWNER_HANDED_OUT});
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListStatementRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckRange({}, "household", request.household(), 1, kHouseholdMax);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetEntryRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  return faults.Take();
}

common::Faults Check(const v1::FollowEntriesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
