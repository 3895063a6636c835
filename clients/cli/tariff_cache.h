// The tariffs that rated a household's drops, each fetched once.
#ifndef GREENLEDGER_CLIENTS_CLI_TARIFF_CACHE_H_
#define GREENLEDGER_CLIENTS_CLI_TARIFF_CACHE_H_

#include <cstdint>
#include <map>
#include <memory>

#include "clients/cli/drop_reason.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

class TariffCache {
 public:
  // `session` must outlive the cache.
  explicit TariffCache(Session& session) : session_(session) {}

  // The tariff that entry `index` published, with its scheme; valid as long as
  // the cache. Null if the server does not give a sound one: an amount is then
  // shown without its rate.
  const RatedBy* At(uint64_t index);

 private:
  std::unique_ptr<RatedBy> Fetch(uint64_t index);

  Session& session_;
  std::map<uint64_t, std::unique_ptr<RatedBy>> tariffs_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_TARIFF_CACHE_H_
