#include "clients/cli/tariff_cache.h"

#include "services/ledger/rules/document_check.h"

namespace greenledger::cli {

const RatedBy* TariffCache::At(uint64_t index) {
  auto found = tariffs_.find(index);
  if (found == tariffs_.end()) {
    found = tariffs_.emplace(index, Fetch(index)).first;
  }
  return found->second.get();
}

// The entry holds the tariff as it was published; the scheme comes with a
// look-up by its version.
std::unique_ptr<RatedBy> TariffCache::Fetch(uint64_t index) {
  v1::GetEntryRequest entry_request;
  entry_request.set_book(session_.book);
  entry_request.set_index(index);
  v1::GetEntryResponse stored;
  Client& client = session_.client();
  if (!client.Call(&Client::Ledger::GetEntry, entry_request, &stored).ok()) {
    return nullptr;
  }
  v1::Entry entry;
  if (!entry.ParseFromString(stored.entry().entry())) return nullptr;
  const v1::Tariff& tariff = entry.tariff_published();
  v1::GetTariffRequest request;
  request.set_book(session_.book);
  request.set_version(tariff.version());
  v1::GetTariffResponse response;
  if (tariff.version().empty() ||
      !client.Call(&Client::Registry::GetTariff, request, &response).ok()) {
    return nullptr;
  }
  if (!rules::CheckScheme(response.scheme()).empty() ||
      !rules::CheckTariff(tariff).empty() ||
      !rules::CheckTariffAgainstScheme(tariff, response.scheme()).empty()) {
    return nullptr;
  }
  return std::make_unique<RatedBy>(
      RatedBy{rules::CompiledTariff(tariff, response.scheme(), index),
              response.scheme()});
}

}  // namespace greenledger::cli
