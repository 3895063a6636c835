// A benchmark that cannot go on ends with what went wrong.
#ifndef GREENLEDGER_TESTS_BENCH_MUST_H_
#define GREENLEDGER_TESTS_BENCH_MUST_H_

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/support/status.h"
#include "rocksdb/status.h"

namespace greenledger::bench {

[[noreturn]] inline void Fail(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::_Exit(1);
}

inline void Must(const absl::Status& status) {
  if (!status.ok()) Fail(std::string(status.message()));
}

inline void Must(const grpc::Status& status) {
  if (!status.ok()) Fail(status.error_message());
}

inline void Must(const rocksdb::Status& status) {
  if (!status.ok()) Fail(status.ToString());
}

inline void Must(bool holds, const char* what) {
  if (!holds) Fail(what);
}

template <typename T>
T Must(absl::StatusOr<T> value) {
  Must(value.status());
  return *std::move(value);
}

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_MUST_H_
