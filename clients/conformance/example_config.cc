#include "clients/conformance/example_config.h"

#include "clients/conformance/example_texts.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::conformance {
namespace {

constexpr uint32_t kBins = 4;
constexpr int kChinaMinutes = 480;

}  // namespace

v1::GetKioskConfigResponse ExampleConfig(uint64_t kiosk,
                                         const std::string& record_key) {
  v1::GetKioskConfigResponse config;
  config.set_config_version(1);
  config.mutable_kiosk()->set_number(kiosk);
  config.mutable_kiosk()->set_public_key(record_key);
  for (uint32_t number = 1; number <= kBins; ++number) {
    v1::Bin* bin = config.mutable_kiosk()->add_bins();
    bin->set_number(number);
    bin->set_class_code(number);
  }
  *config.mutable_scheme() = rules::ParseSchemeText(kSchemeText).document;
  *config.mutable_tariff() = rules::ParseTariffText(kTariffText).document;
  config.set_utc_offset_minutes(kChinaMinutes);
  return config;
}

}  // namespace greenledger::conformance
