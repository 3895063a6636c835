#include "services/ledger/rules/attribution.h"

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

int32_t UtcOffset(const BookState& state) {
  return state.info().utc_offset_minutes();
}

}  // namespace

Attribution Attribute(const BookState& state, const v1::Record& record,
                      int64_t now_us) {
  Attribution at;
  at.time_us = now_us;
  at.local = ToLocalTime(now_us, UtcOffset(state));
  at.tariff = state.TariffOn(at.local.day);
  const int64_t device_us = record.device_time_us();
  const int64_t late_after_us = at.tariff->late_after_hours() * kHourUs;
  at.clock_untrusted =
      !record.clock_synced() || device_us > now_us + kClockAheadMaxUs;
  at.late = !at.clock_untrusted && device_us < now_us - late_after_us;
  if (at.clock_untrusted || at.late) return at;
  const LocalTime local = ToLocalTime(device_us, UtcOffset(state));
  const CompiledTariff* tariff = state.TariffOn(local.day);
  if (tariff == nullptr) {
    at.late = true;  // made before the book's first tariff
    return at;
  }
  at.time_us = device_us;
  at.local = local;
  at.tariff = tariff;
  return at;
}

}  // namespace greenledger::rules
