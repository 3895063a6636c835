// What a kiosk last learned from the ledger, for use while offline: its bins,
// the tariff, the cards that earn. Kept in files of the state folder.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_LEDGER_CACHE_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_LEDGER_CACHE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/compiled_tariff.h"

namespace greenledger::kiosk {

// What a drop earns by the tariff, were it the only one of the day: caps and
// merging are the ledger's.
struct Estimate {
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
};

// Not thread-safe.
class LedgerCache {
 public:
  // Reads what is there; a file that is damaged counts as missing, since the
  // ledger has it.
  LedgerCache(std::string folder, uint64_t book);

  // 0 if there is none.
  uint64_t config_version() const { return config_.config_version(); }
  uint64_t list_version() const { return list_version_; }
  size_t list_size() const { return list_.size(); }
  const v1::GetKioskConfigResponse& config() const { return config_; }
  // Local time's distance from UTC; 480 until the ledger said otherwise.
  int32_t utc_offset_minutes() const;

  // INVALID_ARGUMENT for a configuration that contradicts the contract;
  // otherwise it is used, and the file's error, if any, returned.
  absl::Status SetConfig(const v1::GetKioskConfigResponse& config);

  // Takes all pages of a list. DATA_LOSS if digest or signature do not fit: ask
  // for the full list.
  absl::Status ApplyList(const std::vector<v1::GetResidentListResponse>& pages);
  // The next list that is asked for is the full one.
  void ForgetList();

  // Whether the card earns; nullopt while there is no list.
  std::optional<bool> Knows(std::string_view card_hash) const;

  // nullopt without a tariff for that moment, or for a class it does not have.
  std::optional<Estimate> Rate(const v1::Drop& drop, int64_t time_us) const;

 private:
  const rules::CompiledTariff* TariffAt(int64_t time_us) const;
  void Compile();
  void ReadList();
  absl::Status WriteList() const;

  std::string folder_;
  uint64_t book_;
  v1::GetKioskConfigResponse config_;
  std::unique_ptr<const rules::CompiledTariff> tariff_;
  std::unique_ptr<const rules::CompiledTariff> next_tariff_;
  uint64_t list_version_ = 0;
  std::string salt_;
  std::vector<uint64_t> list_;  // rising
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_LEDGER_CACHE_H_
