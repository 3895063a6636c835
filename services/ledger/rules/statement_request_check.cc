#include <string>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {

common::Faults Check(const v1::GetMonthStatementRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckRange({}, "household", request.household(), 1, kHouseholdMax);
  const std::string& month = request.month();
  if (!month.empty() && !ParseDay(month + "-01").has_value()) {
    faults.Add({}, "month", month, "YYYY-MM, 2000-01 to 2199-12, or nothing");
  }
  faults.CheckOneOf(
      {}, "language", request.language(),
      {v1::LANGUAGE_UNSPECIFIED, v1::LANGUAGE_ZH_CN, v1::LANGUAGE_EN});
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
