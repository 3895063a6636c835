// A configuration to give to a kiosk under test.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_EXAMPLE_CONFIG_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_EXAMPLE_CONFIG_H_

#include <cstdint>
#include <string>

#include "greenledger/v1/kiosk_service.pb.h"

namespace greenledger::conformance {

// A kiosk with bins 1 to 4 for classes 1 to 4 of the scheme that ships with the
// project, and the tariff that does.
v1::GetKioskConfigResponse ExampleConfig(uint64_t kiosk,
                                         const std::string& record_key);

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_EXAMPLE_CONFIG_H_
