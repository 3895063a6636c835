// The kiosks of a benchmark as callers of a server.
#ifndef GREENLEDGER_TESTS_BENCH_KIOSK_FLEET_H_
#define GREENLEDGER_TESTS_BENCH_KIOSK_FLEET_H_

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "clients/kiosk/channel.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "tests/bench/load.h"
#include "tests/bench/must.h"
#include "tests/bench/site.h"

namespace greenledger::bench {

// Each kiosk with a connection of its own.
class KioskFleet {
 public:
  // `kiosks` of the site's from number `first` on. `tells_results`: the server
  // says what became of every record, and none of them is sent again. Not
  // connected yet.
  KioskFleet(const Site& site, const std::string& address, size_t kiosks,
             bool tells_results, size_t first = 0)
      : tells_results_(tells_results) {
    for (size_t i = 0; i < kiosks; ++i) {
      channels_.push_back(
          kiosk::OpenChannel(address, site.kiosks()[first + i].tls));
      stubs_.push_back(v1::KioskService::NewStub(channels_.back()));
    }
  }

  // Connects all at once and waits for the last.
  void Connect() {
    for (const auto& channel : channels_) {
      channel->GetState(/*try_to_connect=*/true);
    }
    const auto deadline = std::chrono::system_clock::time_point::max();
    for (const auto& channel : channels_) {
      Must(channel->WaitForConnected(deadline), "a kiosk cannot connect");
    }
  }

  LoadResult Run(const Site::Uploads& uploads, size_t in_flight) const {
    using Request = v1::SubmitRecordsRequest;
    using Response = v1::SubmitRecordsResponse;
    std::vector<Line<Request, Response>> lines(uploads.size());
    for (size_t i = 0; i < uploads.size(); ++i) {
      lines[i].call = [stub = stubs_[i].get()](grpc::ClientContext* context,
                                               const Request& request,
                                               grpc::CompletionQueue* queue) {
        return stub->AsyncSubmitRecords(context, request, queue);
      };
      lines[i].requests = &uploads[i];
      lines[i].is_right = [this](const Request& request,
                                 const Response& response) {
        return IsRight(request, response);
      };
    }
    return Load<Request, Response>(lines, in_flight).Run();
  }

 private:
  bool IsRight(const v1::SubmitRecordsRequest& request,
               const v1::SubmitRecordsResponse& response) const {
    const auto records = static_cast<uint64_t>(request.records_size());
    if (response.watermark() < request.first_sequence() + records - 1) {
      return false;
    }
    return !tells_results_ ||
           (response.results_size() == request.records_size() &&
            std::all_of(response.results().begin(), response.results().end(),
                        [](const v1::RecordResult& result) {
                          return result.code() ==
                                 v1::RECORD_RESULT_CODE_ACCEPTED;
                        }));
  }

  bool tells_results_;
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
  std::vector<std::unique_ptr<v1::KioskService::Stub>> stubs_;
};

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_KIOSK_FLEET_H_
