#include "clients/cli/client.h"

#include <grpc/support/time.h>

#include <algorithm>
#include <utility>

#include "clients/cli/server_error.h"

namespace greenledger::cli {
namespace {

using std::chrono::milliseconds;

constexpr int kAttemptsMax = 4;
constexpr milliseconds kFirstDelay{200};
constexpr milliseconds kDelayMax{2'000};
// A stream is opened anew this often, so that none lives without a deadline.
constexpr milliseconds kStreamTime = std::chrono::minutes(10);

void SetTimeout(grpc::ClientContext* context, milliseconds timeout) {
  context->set_deadline(
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                   gpr_time_from_millis(timeout.count(), GPR_TIMESPAN)));
}

// Whether the same call may be answered a moment later.
bool MayPass(const grpc::Status& status) {
  switch (status.error_code()) {
    // A server that shuts down cancels calls that still come in.
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::UNAVAILABLE:
      return true;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return RetryDelay(status).count() > 0;
    default:
      return false;
  }
}

}  // namespace

Client::Client(std::shared_ptr<grpc::Channel> channel, milliseconds timeout,
               Sleep sleep)
    : timeout_(timeout),
      sleep_(std::move(sleep)),
      stubs_(channel, channel, channel, channel, channel, channel, channel,
             channel, channel, channel, channel, channel) {}

grpc::Status Client::Retry(const Attempt& attempt) {
  milliseconds delay = kFirstDelay;
  for (int number = 1;; ++number) {
    grpc::ClientContext context;
    SetTimeout(&context, timeout_);
    grpc::Status status = attempt(&context);
    if (!MayPass(status) || number == kAttemptsMax) return status;
    sleep_(std::clamp(RetryDelay(status), delay, kDelayMax));
    delay *= 2;
  }
}

grpc::Status Client::Follow(
    v1::FollowEntriesRequest request,
    const std::function<bool(const v1::FollowEntriesResponse&)>& take) {
  while (true) {
    grpc::ClientContext context;
    SetTimeout(&context, kStreamTime);
    auto reader = std::get<Ledger>(stubs_).FollowEntries(&context, request);
    v1::FollowEntriesResponse response;
    uint64_t opened_at = request.from_index();
    while (reader->Read(&response)) {
      request.set_from_index(response.first_index() +
                             static_cast<uint64_t>(response.entries_size()));
      if (take(response)) continue;
      context.TryCancel();
      reader->Finish();
      return grpc::Status::OK;
    }
    grpc::Status status = reader->Finish();
    bool idle = request.from_index() == opened_at;
    if (status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED ||
        (idle && request.stop_at_end())) {
      return status;
    }
  }
}

}  // namespace greenledger::cli
