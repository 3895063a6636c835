// Any text as a tariff: it is a tariff without faults, or there are faults.
#include <cstdlib>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/tariff_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parsed = greenledger::rules::ParseTariffText(
      {reinterpret_cast<const char*>(data), size});
  if (parsed.ok() != parsed.faults.empty()) std::abort();
  if (parsed.ok() &&
      !greenledger::rules::CheckTariff(parsed.document).empty()) {
    std::abort();
  }
  return 0;
}
