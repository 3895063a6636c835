// One line per event on standard error:
//
//   2026-05-01T08:30:00.123Z info listening name=kiosk port=8443
//
// Time is UTC. A value that is not plain is quoted and escaped, so that nothing
// that comes from outside can make a line of its own or change a terminal. No
// names of people, no secrets.
#ifndef GREENLEDGER_SERVICES_COMMON_LOGGING_H_
#define GREENLEDGER_SERVICES_COMMON_LOGGING_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace greenledger::common {

struct LogField {
  std::string_view key;
  std::string value;
};

using LogFields = std::initializer_list<LogField>;

// Sends gRPC's own messages through this log too, as `grpc` events. Called once
// by main, before anything else of gRPC; without it they keep gRPC's form.
void StartLogging();

// Each writes one line at once. Thread-safe. `event` is a constant in
// lower_snake_case; values are cut to 500 bytes.
void LogInfo(std::string_view event, LogFields fields = {});
void LogWarning(std::string_view event, LogFields fields = {});
void LogError(std::string_view event, LogFields fields = {});

// `event key=value ...` as it is written after the time.
std::string FormatEvent(std::string_view event, LogFields fields);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_LOGGING_H_
