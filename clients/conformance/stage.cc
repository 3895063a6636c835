#include "clients/conformance/stage.h"

#include <algorithm>
#include <utility>

#include "clients/conformance/errors.h"
#include "clients/conformance/new_fields.h"

namespace greenledger::conformance {
namespace {

// Bound the memory of a run.
constexpr size_t kCallsMax = 100'000;
constexpr size_t kConnectionsMax = 10'000;
// So many calls show that a kiosk needs but one connection.
constexpr uint64_t kCallsEnough = 10;
constexpr size_t kSoftwareBytesMax = 60;
constexpr int kCapabilitiesMax = 20;
constexpr size_t kCapabilityBytesMax = 30;

}  // namespace

Stage::Stage(JournalWatch watch, CardList list,
             v1::GetKioskConfigResponse config, Report& report)
    : report_(report),
      watch_(std::move(watch)),
      list_(std::move(list)),
      config_(std::move(config)) {}

Call& Stage::Begin(Method method, const Arrival& arrival) {
  LookAtConnection(arrival);
  ++calls_made_;
  if (calls_.size() == kCallsMax) calls_.pop_front();
  calls_.push_back({method, calls_made_, arrival.at_us, arrival.peer});
  return calls_.back();
}

void Stage::LookAtConnection(const Arrival& arrival) {
  if (arrival.peer == connection_) {
    if (calls_made_ >= kCallsEnough) {
      report_.Kept(19, {"每次只用一条连接", "uses one connection at a time"});
    }
    return;
  }
  if (connections_.contains(arrival.peer)) {
    report_.Broken(19,
                   {"两条连接同时在用：{} 和 {}",
                    "uses two connections at once: {} and {}"},
                   connection_, arrival.peer);
  }
  if (connections_.size() < kConnectionsMax) connections_.insert(connection_);
  connection_ = arrival.peer;
}

Reply Stage::Boot(const Arrival& arrival, const v1::BootRequest& request,
                  v1::BootResponse* response) {
  Begin(Method::kBoot, arrival);
  ++hellos_;
  LookAtHello(arrival, request);
  announced_ = std::max(announced_, request.last_sequence());
  response->set_admission(script_.admission);
  response->set_reason(script_.reason);
  response->set_retry_after_seconds(script_.hello_seconds);
  response->set_server_time_us(arrival.now_us);
  response->set_config_version(config_.config_version());
  response->set_list_version(list_.version());
  if (!watch_.IsJournal(request.incarnation())) {
    response->set_admission(v1::BOOT_ADMISSION_REJECTED);
    response->set_reason("INCARNATION_UNKNOWN");
  } else if (script_.admission == v1::BOOT_ADMISSION_ACCEPTED) {
    response->set_watermark(watermark_);
    response->set_chain(std::string(proof::AsBytes(watch_.Chain(watermark_))));
  }
  if (script_.new_fields) AddNewField(response);
  admitted_ = response->admission();
  hello_ = arrival;
  hello_again_seconds_ = script_.hello_seconds;
  return {};
}

void Stage::LookAtHello(const Arrival& arrival,
                        const v1::BootRequest& request) {
  const int64_t waited_us = arrival.at_us - hello_.at_us;
  if (admitted_ && *admitted_ != v1::BOOT_ADMISSION_ACCEPTED &&
      arrival.peer == hello_.peer &&
      waited_us + kClockErrorUs < hello_again_seconds_ * kMicros) {
    report_.Broken(1,
                   {"要求 {} 秒后再问候，它 {} 毫秒后就来了",
                    "was told to say hello again after {} s and did after {} "
                    "ms"},
                   hello_again_seconds_, waited_us / 1000);
  }
  const auto too_long = [](const std::string& word) {
    return word.empty() || word.size() > kCapabilityBytesMax;
  };
  if (request.software().empty() ||
      request.software().size() > kSoftwareBytesMax ||
      request.capabilities_size() > kCapabilitiesMax ||
      std::any_of(request.capabilities().begin(), request.capabilities().end(),
                  too_long)) {
    report_.Broken(17,
                   {"问候时软件版本“{}”、能力 {} 项，不合要求",
                    "says hello with software \"{}\" and {} capabilities, "
                    "which exceeds the limits"},
                   request.software().substr(0, 2 * kSoftwareBytesMax),
                   request.capabilities_size());
  }
}

Reply Stage::Config(const Arrival& arrival,
                    v1::GetKioskConfigResponse* response) {
  Begin(Method::kConfig, arrival);
  *response = config_;
  if (script_.new_fields) AddNewField(response);
  return {};
}

Reply Stage::List(const Arrival& arrival,
                  const v1::GetResidentListRequest& request,
                  v1::GetResidentListResponse* response) {
  Begin(Method::kList, arrival).base_version = request.base_version();
  *response = list_.Answer(request);
  if (script_.new_fields) AddNewField(response);
  if (response->full() && response->next_page_token().empty()) {
    watch_.records().GiveList(list_.salt(),
                              {list_.hashes().begin(), list_.hashes().end()});
  }
  return {};
}

Reply Stage::Watermark(const Arrival& arrival,
                       const v1::GetWatermarkRequest& request,
                       v1::GetWatermarkResponse* response) {
  Begin(Method::kWatermark, arrival);
  if (!watch_.IsJournal(request.incarnation())) {
    return Refuse(JournalWatch::Worth::kWrongJournal);
  }
  response->set_watermark(watermark_);
  response->set_chain(std::string(proof::AsBytes(watch_.Chain(watermark_))));
  return {};
}

Reply Stage::Renewal(const Arrival& arrival) {
  Begin(Method::kRenewal, arrival).failed = true;
  return {ErrorOf(grpc::StatusCode::FAILED_PRECONDITION, "NO_ISSUING_KEY")};
}

void Stage::Restore(uint64_t watermark) {
  watermark_ = std::min(watermark_, watermark);
  quarantined_.erase(quarantined_.upper_bound(watermark_), quarantined_.end());
  told_.erase(told_.upper_bound(watermark_), told_.end());
}

}  // namespace greenledger::conformance
