// Named places where a test can end the process as a power switch would.
//
// GREENLEDGER_FAILPOINT("name") is nothing, not even a branch, unless the file
// is compiled with GREENLEDGER_FAILPOINTS. What it calls then is defined among
// the tests alone, so a program that is installed cannot have it.
#ifndef GREENLEDGER_STORAGE_FAILPOINT_H_
#define GREENLEDGER_STORAGE_FAILPOINT_H_

#ifdef GREENLEDGER_FAILPOINTS

namespace greenledger::storage {

// Ends the process if this is the place and the time that was asked for; see
// tests/testing/failpoint.cc. Thread-safe.
void ReachFailpoint(const char* name);

}  // namespace greenledger::storage

#define GREENLEDGER_FAILPOINT(name) ::greenledger::storage::ReachFailpoint(name)

#else

#define GREENLEDGER_FAILPOINT(name) static_cast<void>(0)

#endif

#endif  // GREENLEDGER_STORAGE_FAILPOINT_H_
