// When a failed call is made again.
#ifndef GREENLEDGER_CLIENTS_KIOSK_RETRY_H_
#define GREENLEDGER_CLIENTS_KIOSK_RETRY_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "clients/kiosk/random.h"
#include "grpcpp/support/status.h"

namespace greenledger::kiosk {

// Bounds on trying again.
struct RetryPolicy {
  // Attempts for one upload, the first included. 1 or more.
  uint32_t attempts_max = 8;
  // Shortest wait before another attempt.
  std::chrono::microseconds delay_min = std::chrono::milliseconds(100);
  // The random part of the first wait is below this; it doubles each time.
  std::chrono::microseconds spread_first = std::chrono::milliseconds(200);
  // It stops doubling here.
  std::chrono::microseconds spread_max = std::chrono::seconds(30);
};

// A server that asks for a longer wait is asked again after this one.
inline constexpr std::chrono::minutes kPushBackMax(10);

// The delay of the google.rpc.RetryInfo that the server sent with an error, at
// most kPushBackMax.
std::optional<std::chrono::microseconds> PushBack(const grpc::Status& status);

// Whether the same call may succeed later: UNAVAILABLE, DEADLINE_EXCEEDED,
// CANCELLED (a kiosk cancels nothing, but a gRPC server that shuts down says so
// to calls it has not begun), or whatever carries a RetryInfo.
bool IsRetryable(const grpc::Status& status);

// The waits between the attempts of one upload.
class Backoff {
 public:
  // `random` must outlive this.
  Backoff(const RetryPolicy& policy, Random& random)
      : policy_(policy), random_(random), spread_(policy.spread_first) {}

  // The policy's minimum or `push_back`, whichever is longer, plus a random
  // part whose bound doubles.
  std::chrono::microseconds Next(
      std::optional<std::chrono::microseconds> push_back);

 private:
  RetryPolicy policy_;
  Random& random_;
  std::chrono::microseconds spread_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_RETRY_H_
