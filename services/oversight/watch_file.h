// The file in which the anomaly watch keeps how far it is.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_WATCH_FILE_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_WATCH_FILE_H_

#include <string>

#include "services/oversight/memory.pb.h"

namespace greenledger::oversight {

// What the file holds; nothing if there is none or it is damaged (logged).
memory::Books ReadWatchFile(const std::string& path);

// Replaces the file; a failure is logged and costs reading again.
void WriteWatchFile(const std::string& path, const memory::Books& books);

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_WATCH_FILE_H_
