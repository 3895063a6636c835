// A closed loop of unary calls: as one answer comes, the next call begins.
#ifndef GREENLEDGER_TESTS_BENCH_LOAD_H_
#define GREENLEDGER_TESTS_BENCH_LOAD_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "tests/bench/must.h"
#include "tests/bench/report.h"

namespace greenledger::bench {

// Requests of one caller, which are made in order, one at a time.
template <typename Request, typename Response>
struct Line {
  std::function<std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>(
      grpc::ClientContext*, const Request&, grpc::CompletionQueue*)>
      call;
  const std::vector<Request>* requests = nullptr;
  // Whether an answer is the right one.
  std::function<bool(const Request&, const Response&)> is_right;
};

struct LoadResult {
  double seconds = 0;
  std::vector<uint32_t> latencies_us;

  double CallsPerSecond() const {
    return static_cast<double>(latencies_us.size()) / seconds;
  }
};

// All requests of all lines, `in_flight` lines at a time, in turn. Ends the
// program if a call fails or an answer is wrong.
template <typename Request, typename Response>
class Load {
 public:
  Load(const std::vector<Line<Request, Response>>& lines, size_t in_flight)
      : lines_(lines), calls_(lines.size()), in_flight_(in_flight) {}

  LoadResult Run() {
    const auto begin = std::chrono::steady_clock::now();
    for (size_t line = 0; line < lines_.size(); ++line) Requeue(line);
    while (running_ < in_flight_ && !ready_.empty()) StartNext();
    while (running_ > 0) {
      void* tag = nullptr;
      bool ok = false;
      Must(queue_.Next(&tag, &ok) && ok, "a call was not completed");
      Finish(static_cast<Call*>(tag));
      if (!ready_.empty()) StartNext();
    }
    result_.seconds = SecondsSince(begin);
    return std::move(result_);
  }

 private:
  struct Call {
    size_t line = 0;
    size_t next = 0;
    std::optional<grpc::ClientContext> context;
    Response response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader;
    std::chrono::steady_clock::time_point begin;
  };

  void Requeue(size_t line) {
    if (calls_[line].next < lines_[line].requests->size()) {
      ready_.push_back(line);
    }
  }

  void StartNext() {
    const size_t line = ready_.front();
    ready_.pop_front();
    Call& call = calls_[line];
    call.line = line;
    call.context.emplace();
    call.begin = std::chrono::steady_clock::now();
    call.reader = lines_[line].call(
        &*call.context, (*lines_[line].requests)[call.next], &queue_);
    call.reader->Finish(&call.response, &call.status, &call);
    ++running_;
  }

  void Finish(Call* call) {
    result_.latencies_us.push_back(
        static_cast<uint32_t>(1e6 * SecondsSince(call->begin)));
    Must(call->status);
    const auto& line = lines_[call->line];
    Must(line.is_right((*line.requests)[call->next], call->response),
         "an answer is not the right one");
    ++call->next;
    --running_;
    Requeue(call->line);
  }

  const std::vector<Line<Request, Response>>& lines_;
  std::vector<Call> calls_;
  size_t in_flight_;
  size_t running_ = 0;
  std::deque<size_t> ready_;
  grpc::CompletionQueue queue_;
  LoadResult result_;
};

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_LOAD_H_
