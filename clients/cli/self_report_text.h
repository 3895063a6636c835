// What a kiosk says about itself, as text.
#ifndef GREENLEDGER_CLIENTS_CLI_SELF_REPORT_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_SELF_REPORT_TEXT_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::cli {

// Such as `bin 3 is 92 percent full (warning; threshold crossed)`.
std::string MonitorText(const v1::Monitor& monitor, Language language);

// Such as `greenledger-kiosk 1.0, after a clean stop`.
std::string StartedText(const v1::Started& started, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SELF_REPORT_TEXT_H_
