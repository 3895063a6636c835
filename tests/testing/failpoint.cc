// The places of storage/failpoint.h in the program of the tests:
//
//   GREENLEDGER_FAILPOINT=name:kill@n   SIGKILL when `name` is reached the n-th
//                                       time, counted from 1
//
// Any other value ends the program at its start, with a line that says so.
#include "storage/failpoint.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace greenledger::storage {
namespace {

struct Wanted {
  std::string name;     // empty: none
  uint64_t number = 0;  // of the time it is reached
};

[[noreturn]] void Refuse(std::string_view text) {
  std::fprintf(stderr,
               "GREENLEDGER_FAILPOINT is '%.*s'; expected name:kill@n with n "
               "of at least 1\n",
               static_cast<int>(text.size()), text.data());
  std::_Exit(2);
}

Wanted FromEnvironment() {
  const char* value = std::getenv("GREENLEDGER_FAILPOINT");
  if (value == nullptr) return {};
  constexpr std::string_view kAction = ":kill@";
  const std::string_view text = value;
  const size_t at = text.find(kAction);
  if (at == 0 || at == std::string_view::npos) Refuse(text);
  char* end = nullptr;
  const char* digits = value + at + kAction.size();
  const uint64_t number = std::strtoull(digits, &end, 10);
  if (number == 0 || *end != '\0') Refuse(text);
  return {std::string(text.substr(0, at)), number};
}

const Wanted wanted = FromEnvironment();
std::atomic<uint64_t> times_reached{0};

}  // namespace

void ReachFailpoint(const char* name) {
  if (wanted.name != name || ++times_reached != wanted.number) return;
  std::raise(SIGKILL);
}

}  // namespace greenledger::storage
