// What the figures were taken on.
#ifndef GREENLEDGER_TESTS_BENCH_MACHINE_H_
#define GREENLEDGER_TESTS_BENCH_MACHINE_H_

#include <string>

#include "tests/bench/report.h"

namespace greenledger::bench {

// Processor, kernel, file system of `folder`, library versions, load.
Report::Facts DescribeMachine(const std::string& folder);

// Type of the file system that holds `folder`, such as `ext4`.
std::string FileSystemOf(const std::string& folder);

// Memory of this process that is in use, without what the allocator keeps.
double ResidentBytes();

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_MACHINE_H_
