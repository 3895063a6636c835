#include "clients/kiosk/uploader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "grpcpp/client_context.h"

namespace greenledger::kiosk {
namespace {

absl::Status ToAbsl(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()),
          status.error_message()};
}

// The upload of one journal; keeps what its calls share.
class Run {
 public:
  Run(v1::KioskService::StubInterface& stub, const SignedJournal& journal,
      const UploadOptions& options)
      : stub_(stub),
        journal_(journal),
        options_(options),
        random_(options.jitter_seed) {}

  absl::Status Send(const Range& range);
  UploadResult& result() { return result_; }

 private:
  absl::StatusOr<v1::SubmitRecordsResponse> Call(
      const v1::SubmitRecordsRequest& request);
  grpc::Status CallOnce(const v1::SubmitRecordsRequest& request,
                        v1::SubmitRecordsResponse& response);
  absl::Status CheckAnswer(const v1::SubmitRecordsRequest& request,
                           const v1::SubmitRecordsResponse& response) const;
  void Tally(const v1::RecordResult& record);

  v1::KioskService::StubInterface& stub_;
  const SignedJournal& journal_;
  const UploadOptions& options_;
  Random random_;
  uint32_t restarts_ = 0;
  UploadResult result_;
};

absl::Status Run::Send(const Range& range) {
  uint64_t next = range.first_sequence;
  const uint64_t end = range.first_sequence + range.count;
  while (next < end) {
    const uint64_t wanted = std::min(end - next, options_.batch_records_max);
    auto request = journal_.Batch(next, wanted);
    if (!request.ok()) return request.status();
    request->set_acknowledged(
        std::max(options_.acknowledged, result_.watermark));
    auto response = Call(*request);
    if (!response.ok()) return response.status();
    absl::Status checked = CheckAnswer(*request, *response);
    if (!checked.ok()) return checked;
    for (const v1::RecordResult& record : response->results()) Tally(record);
    result_.watermark = std::max(result_.watermark, response->watermark());
    if (response->results(0).code() != v1::RECORD_RESULT_CODE_OUT_OF_ORDER) {
      next += static_cast<uint64_t>(request->records_size());
      continue;
    }
    if (++restarts_ > options_.restarts_max) {
      return absl::FailedPreconditionError(
          fmt::format("kiosk {}: the ledger asked {} times for earlier records",
                      journal_.id().kiosk, restarts_));
    }
    next = response->watermark() + 1;
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::SubmitRecordsResponse> Run::Call(
    const v1::SubmitRecordsRequest& request) {
  Backoff backoff(options_.retry, random_);
  for (uint32_t attempt = 1;; ++attempt) {
    v1::SubmitRecordsResponse response;
    const grpc::Status status = CallOnce(request, response);
    ++result_.calls;
    if (status.ok()) return response;
    ++result_.calls_failed;
    if (attempt >= options_.retry.attempts_max || !IsRetryable(status)) {
      return ToAbsl(status);
    }
    options_.sleep(backoff.Next(PushBack(status)));
  }
}

grpc::Status Run::CallOnce(const v1::SubmitRecordsRequest& request,
                           v1::SubmitRecordsResponse& response) {
  grpc::ClientContext context;
  // A time span counts from now on gRPC's own clock.
  context.set_deadline(
      gpr_time_from_micros(options_.call_timeout.count(), GPR_TIMESPAN));
  return stub_.SubmitRecords(&context, request, &response);
}

absl::Status Run::CheckAnswer(const v1::SubmitRecordsRequest& request,
                              const v1::SubmitRecordsResponse& response) const {
  if (response.results_size() != request.records_size()) {
    return absl::InternalError(
        fmt::format("kiosk {}: {} results for {} records", journal_.id().kiosk,
                    response.results_size(), request.records_size()));
  }
  if (response.results(0).code() == v1::RECORD_RESULT_CODE_OUT_OF_ORDER &&
      response.watermark() + 1 >= request.first_sequence()) {
    return absl::InternalError(fmt::format(
        "kiosk {}: sequence {} out of order at watermark {}",
        journal_.id().kiosk, request.first_sequence(), response.watermark()));
  }
  for (int i = 0; i < response.results_size(); ++i) {
    const v1::RecordResultCode code = response.results(i).code();
    if (code == v1::RECORD_RESULT_CODE_ID_REUSED ||
        code == v1::RECORD_RESULT_CODE_CHAIN_BROKEN) {
      return absl::FailedPreconditionError(fmt::format(
          "kiosk {}: {} at sequence {}; the ledger has another journal under "
          "incarnation {}",
          journal_.id().kiosk, v1::RecordResultCode_Name(code),
          request.first_sequence() + static_cast<uint64_t>(i),
          journal_.id().incarnation));
    }
  }
  return absl::OkStatus();
}

void Run::Tally(const v1::RecordResult& record) {
  if (!v1::RecordResultCode_IsValid(record.code()) ||
      !v1::QuarantineReason_IsValid(record.quarantine_reason())) {
    ++result_.unknown;
    return;
  }
  ++result_.codes[static_cast<size_t>(record.code())];
  if (record.code() == v1::RECORD_RESULT_CODE_QUARANTINED) {
    ++result_.quarantined[static_cast<size_t>(record.quarantine_reason())];
  }
  if (record.code() == v1::RECORD_RESULT_CODE_ACCEPTED) {
    result_.milli_points += record.milli_points();
    result_.milli_merit += record.milli_merit();
  }
}

}  // namespace

void UploadResult::Add(const UploadResult& other) {
  if (status.ok()) status = other.status;
  for (size_t i = 0; i < codes.size(); ++i) codes[i] += other.codes[i];
  for (size_t i = 0; i < quarantined.size(); ++i) {
    quarantined[i] += other.quarantined[i];
  }
  unknown += other.unknown;
  milli_points += other.milli_points;
  milli_merit += other.milli_merit;
  watermark = std::max(watermark, other.watermark);
  calls += other.calls;
  calls_failed += other.calls_failed;
}

UploadResult Upload(v1::KioskService::StubInterface& stub,
                    const SignedJournal& journal, std::span<const Range> ranges,
                    const UploadOptions& options) {
  Run run(stub, journal, options);
  for (const Range& range : ranges) {
    run.result().status = run.Send(range);
    if (!run.result().status.ok()) break;
  }
  return std::move(run.result());
}

}  // namespace greenledger::kiosk
