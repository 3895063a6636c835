#include "clients/kiosk/agent/sync.h"

#include <algorithm>
#include <utility>

#include "clients/kiosk/batch.h"
#include "clients/kiosk/receipt.h"
#include "fmt/format.h"
#include "grpcpp/client_context.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;

// After a refusal that only people can mend.
constexpr std::chrono::minutes kRefusedDelay(2);
constexpr std::chrono::minutes kFaultDelay(10);
constexpr microseconds kNothingDue = std::chrono::minutes(1);
// A server cannot make a kiosk wait longer between two hellos.
constexpr std::chrono::hours kHelloMax(1);
constexpr size_t kPagesMax = 200;
constexpr size_t kUploadBytes = size_t{1} << 20;
// How often the ledger may ask for earlier records between two hellos.
constexpr uint32_t kRestartsMax = 5;

uint64_t Micros(microseconds delay) {
  return static_cast<uint64_t>(delay.count());
}

}  // namespace

Sync::Sync(const Options& options, const DeviceClock* clock,
           common::Mutex* mutex, Desk* desk, LedgerCache* cache,
           crypto::Ed25519PrivateKey key)
    : options_(options),
      clock_(clock),
      mutex_(mutex),
      desk_(desk),
      cache_(cache),
      key_(std::move(key)),
      random_(options.jitter_seed) {
  backoff_.emplace(options_.retry, random_);
}

void Sync::Use(std::unique_ptr<Stub> stub) {
  stub_ = std::move(stub);
  accepted_ = false;
  lost_ = false;
}

SyncStatus Sync::status() const {
  common::MutexLock lock(status_mutex_);
  return status_;
}

void Sync::SetDeadline(grpc::ClientContext* context) const {
  // A time span counts from now on gRPC's own clock.
  context->set_deadline(
      gpr_time_from_micros(options_.call_timeout.count(), GPR_TIMESPAN));
}

void Sync::WaitFor(Delay delay) { wait_until_us_ = Now() + Micros(delay); }

Sync::Due Sync::WhatIsDue() const {
  if (!accepted_ || Now() >= hello_at_us_) return Due::kHello;
  common::MutexLock lock(*mutex_);
  if (cache_->config_version() != config_version_) return Due::kConfig;
  if (next_ <= desk_->journal().last_sequence()) return Due::kUpload;
  return cache_->list_version() != list_version_ ? Due::kList : Due::kNothing;
}

microseconds Sync::Step() {
  const uint64_t now = Now();
  if (now < wait_until_us_) {
    return microseconds(static_cast<int64_t>(wait_until_us_ - now));
  }
  switch (WhatIsDue()) {
    case Due::kHello:
      Hello();
      break;
    case Due::kConfig:
      FetchConfig();
      break;
    case Due::kList:
      FetchList();
      break;
    case Due::kUpload:
      Upload();
      break;
    case Due::kNothing:
      backoff_.emplace(options_.retry, random_);
      return std::min(kNothingDue,
                      microseconds(static_cast<int64_t>(hello_at_us_ - now)));
  }
  const uint64_t after = Now();
  return microseconds(after < wait_until_us_
                          ? static_cast<int64_t>(wait_until_us_ - after)
                          : 0);
}

void Sync::Hello() {
  v1::BootRequest request;
  {
    common::MutexLock lock(*mutex_);
    const journal::DeviceJournal& journal = desk_->journal();
    request.set_incarnation(journal.id().incarnation);
    request.set_last_sequence(journal.last_sequence());
    request.set_acknowledged(journal.acknowledged());
  }
  request.set_software(options_.software);
  for (const std::string& word : options_.capabilities) {
    request.add_capabilities(word);
  }
  grpc::ClientContext context;
  SetDeadline(&context);
  v1::BootResponse response;
  const grpc::Status status = stub_->Boot(&context, request, &response);
  Note([&](SyncStatus& now) { ++now.calls; });
  if (!status.ok()) return Failed(status);
  const int64_t device_us = clock_->Now().now_us;
  Note([&](SyncStatus& now) {
    now.admission = response.admission();
    now.problem = response.reason();
    now.last_contact_us = device_us;
    now.clock_offset_us = response.server_time_us() - device_us;
  });
  config_version_ = response.config_version();
  list_version_ = response.list_version();
  const microseconds again = std::clamp<microseconds>(
      std::chrono::seconds(response.retry_after_seconds()),
      std::chrono::seconds(1), kHelloMax);
  // Kiosks that were told the same do not come back together.
  const microseconds jitter(
      static_cast<int64_t>(random_.Below(Micros(again) / 8 + 1)));
  hello_at_us_ = Now() + Micros(again + jitter);
  accepted_ = response.admission() == v1::BOOT_ADMISSION_ACCEPTED;
  restarts_ = 0;
  if (!accepted_) return WaitFor(again + jitter);
  Welcome(response);
}

// Before anything is sent: is what the ledger has the beginning of this
// journal?
void Sync::Welcome(const v1::BootResponse& response) {
  const uint64_t watermark = response.watermark();
  absl::StatusOr<proof::Hash> chain = proof::Hash{};
  {
    common::MutexLock lock(*mutex_);
    const journal::DeviceJournal& journal = desk_->journal();
    if (watermark > journal.last_sequence()) {
      chain = absl::OutOfRangeError(
          fmt::format("the ledger has {} records of this journal, which has {}",
                      watermark, journal.last_sequence()));
    } else if (watermark + 1 >= journal.first_retained()) {
      chain = desk_->journal().ChainAt(watermark);
    }
  }
  if (!chain.ok()) return Fault(std::string(chain.status().message()));
  if (response.chain() != proof::AsBytes(*chain) && *chain != proof::Hash{}) {
    return Fault(fmt::format(
        "the ledger has other records than this journal up to {}", watermark));
  }
  GoOnAfter(watermark);
  // An answer was lost: the same again gets it, with the receipts.
  if (unanswered_ != 0 && accepted_) next_ = std::min(next_, unanswered_);
}

void Sync::GoOnAfter(uint64_t watermark) {
  uint64_t first = 0;
  {
    common::MutexLock lock(*mutex_);
    first = desk_->journal().first_retained();
  }
  if (watermark + 1 < first) {
    return Fault(fmt::format(
        "the ledger has records up to {}, this journal only those from {} on: "
        "what lies between was kept long enough and is gone",
        watermark, first));
  }
  next_ = watermark + 1;
  Note([&](SyncStatus& now) { now.watermark = watermark; });
  Acknowledge(watermark);
}

void Sync::Acknowledge(uint64_t watermark) {
  absl::Status kept;
  {
    common::MutexLock lock(*mutex_);
    kept = desk_->journal().SetAcknowledged(watermark);
  }
  if (kept.ok()) return;
  // It is told again: nothing is lost, only kept for longer.
  Note([&](SyncStatus& now) { now.problem = std::string(kept.message()); });
}

void Sync::FetchConfig() {
  grpc::ClientContext context;
  SetDeadline(&context);
  v1::GetKioskConfigResponse response;
  const grpc::Status status =
      stub_->GetKioskConfig(&context, v1::GetKioskConfigRequest(), &response);
  Note([&](SyncStatus& now) { ++now.calls; });
  if (!status.ok()) return Failed(status);
  config_version_ = response.config_version();
  absl::Status set;
  {
    common::MutexLock lock(*mutex_);
    set = cache_->SetConfig(response);
    // What cannot be used is not asked for again before the next hello.
    if (!set.ok()) config_version_ = cache_->config_version();
  }
  if (set.ok()) return;
  Note([&](SyncStatus& now) { now.problem = std::string(set.message()); });
}

void Sync::FetchList() {
  v1::GetResidentListRequest request;
  {
    common::MutexLock lock(*mutex_);
    request.set_base_version(cache_->list_version());
  }
  if (!pages_.empty()) {
    request.set_page_token(pages_.back().next_page_token());
  }
  grpc::ClientContext context;
  SetDeadline(&context);
  v1::GetResidentListResponse page;
  const grpc::Status status = stub_->GetResidentList(&context, request, &page);
  Note([&](SyncStatus& now) { ++now.calls; });
  if (!status.ok()) {
    // The list may have changed between two pages: begin again.
    const bool begin_again =
        !pages_.empty() &&
        status.error_code() == grpc::StatusCode::INVALID_ARGUMENT;
    pages_.clear();
    return begin_again ? WaitFor(backoff_->Next(std::nullopt)) : Failed(status);
  }
  const bool last = page.next_page_token().empty();
  if (!last && pages_.size() == kPagesMax) {
    pages_.clear();
    return Fault("the list of cards has no end");
  }
  list_version_ = page.version();
  pages_.push_back(std::move(page));
  if (!last) return;
  absl::Status applied;
  {
    common::MutexLock lock(*mutex_);
    applied = cache_->ApplyList(pages_);
    if (absl::IsDataLoss(applied)) cache_->ForgetList();
    // A full list that does not fit either is left until the next hello.
    if (!applied.ok() && pages_.front().full()) {
      list_version_ = cache_->list_version();
    }
  }
  pages_.clear();
  if (applied.ok()) return;
  Note([&](SyncStatus& now) { now.problem = std::string(applied.message()); });
}

absl::StatusOr<v1::SubmitRecordsRequest> Sync::NextBatch() {
  common::MutexLock lock(*mutex_);
  journal::DeviceJournal& journal = desk_->journal();
  auto batch = journal.Read(next_, options_.batch_records_max, kUploadBytes);
  if (!batch.ok()) return batch.status();
  auto request = BuildBatch(journal.id(), batch->previous_chain, next_,
                            batch->records, key_);
  if (request.ok()) request->set_acknowledged(journal.acknowledged());
  return request;
}

void Sync::Upload() {
  const auto request = NextBatch();
  if (!request.ok()) return Fault(std::string(request.status().message()));
  grpc::ClientContext context;
  SetDeadline(&context);
  v1::SubmitRecordsResponse response;
  const grpc::Status status =
      stub_->SubmitRecords(&context, *request, &response);
  Note([&](SyncStatus& now) { ++now.calls; });
  if (!status.ok()) {
    unanswered_ = next_;
    return Failed(status);
  }
  unanswered_ = 0;
  backoff_.emplace(options_.retry, random_);
  const int64_t device_us = clock_->Now().now_us;
  Note([&](SyncStatus& now) { now.last_contact_us = device_us; });
  if (response.results_size() != request->records_size()) {
    return Fault(fmt::format("{} results for {} records",
                             response.results_size(), request->records_size()));
  }
  Answered(*request, response);
}

void Sync::Answered(const v1::SubmitRecordsRequest& request,
                    const v1::SubmitRecordsResponse& response) {
  const uint64_t count = static_cast<uint64_t>(request.records_size());
  const uint64_t last = request.first_sequence() + count - 1;
  if (response.results(0).code() == v1::RECORD_RESULT_CODE_OUT_OF_ORDER) {
    if (response.watermark() + 1 >= request.first_sequence() ||
        ++restarts_ > kRestartsMax) {
      return Fault(fmt::format("record {} out of order at watermark {}",
                               request.first_sequence(), response.watermark()));
    }
    return GoOnAfter(response.watermark());
  }
  for (int i = 0; i < response.results_size(); ++i) {
    const v1::RecordResultCode code = response.results(i).code();
    if (code == v1::RECORD_RESULT_CODE_ACCEPTED ||
        code == v1::RECORD_RESULT_CODE_DUPLICATE ||
        code == v1::RECORD_RESULT_CODE_QUARANTINED) {
      continue;
    }
    return Fault(fmt::format(
        "{} at record {}: the ledger has another journal under this identity",
        v1::RecordResultCode_Name(code),
        request.first_sequence() + static_cast<uint64_t>(i)));
  }
  if (response.watermark() < last) {
    return Fault(fmt::format("watermark {} after record {} was answered",
                             response.watermark(), last));
  }
  Tell(request, response);
  next_ = last + 1;
  Note([&](SyncStatus& now) {
    now.watermark = response.watermark();
    now.problem.clear();
  });
  Acknowledge(last);
}

void Sync::Tell(const v1::SubmitRecordsRequest& request,
                const v1::SubmitRecordsResponse& response) {
  uint64_t booked = 0;
  for (int i = 0; i < response.results_size(); ++i) {
    const v1::RecordResult& result = response.results(i);
    Receipt receipt;
    receipt.sequence = request.first_sequence() + static_cast<uint64_t>(i);
    receipt.quarantine_reason = result.quarantine_reason();
    receipt.booked =
        receipt.quarantine_reason == v1::QUARANTINE_REASON_UNSPECIFIED;
    receipt.book = response.book();
    receipt.index = result.index();
    receipt.milli_points = result.milli_points();
    receipt.milli_merit = result.milli_merit();
    receipt.text = ReceiptText(response, i).value_or("");
    booked += receipt.booked ? 1 : 0;
    if (options_.receipt) options_.receipt(receipt);
  }
  const uint64_t all = static_cast<uint64_t>(response.results_size());
  Note([&](SyncStatus& now) {
    now.booked += booked;
    now.quarantined += all - booked;
  });
}

void Sync::Failed(const grpc::Status& status) {
  Note([&](SyncStatus& now) {
    ++now.calls_failed;
    now.problem = status.error_message();
  });
  const auto push_back = PushBack(status);
  // Whatever was not a wish to be left alone for a while may mean that the
  // connection or the admission is gone: hello comes first.
  if (!push_back.has_value()) accepted_ = false;
  // A channel that failed connects again only while somebody waits on it; calls
  // on it fail at once. One whose other end went away without a word looks
  // sound for minutes, and no call on it is answered. A new one is waited on.
  lost_ = lost_ || status.error_code() == grpc::StatusCode::UNAVAILABLE ||
          status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
  if (IsRetryable(status)) return WaitFor(backoff_->Next(push_back));
  WaitFor(std::max<microseconds>(kRefusedDelay, backoff_->Next(push_back)));
}

void Sync::Fault(const std::string& what) {
  Note([&](SyncStatus& now) { now.problem = what; });
  accepted_ = false;
  WaitFor(kFaultDelay);
}

}  // namespace greenledger::kiosk
