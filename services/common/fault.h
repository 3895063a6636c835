// What is wrong with one field of a request or document.
#ifndef GREENLEDGER_SERVICES_COMMON_FAULT_H_
#define GREENLEDGER_SERVICES_COMMON_FAULT_H_

#include <string>
#include <vector>

namespace greenledger::common {

struct Fault {
  // Dotted path, such as `households[3].tenure`.
  std::string field;
  // What was found, shortened to 80 bytes; empty if the field is missing.
  std::string value;
  // What would be right, in English, such as `1 to 50`.
  std::string expected;
  friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_FAULT_H_
