#include "services/common/fatal.h"

#include <unistd.h>

#include <string>

#include "services/common/logging.h"

namespace greenledger::common {

void Fatal(ExitCode code, std::string_view event, std::string_view reason) {
  const int number = static_cast<int>(code);
  LogError("fatal", {{"event", std::string(event)},
                     {"exit_code", std::to_string(number)},
                     {"reason", std::string(reason)}});
  _exit(number);
}

}  // namespace greenledger::common
