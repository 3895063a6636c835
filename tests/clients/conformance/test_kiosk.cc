#include "tests/clients/conformance/test_kiosk.h"

#include <algorithm>
#include <utility>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "storage/proof/sha256.h"

namespace greenledger::conformance {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr milliseconds kIdle(100);
constexpr milliseconds kCallTakes(1);
// Some day in 2025.
constexpr int64_t kEpochUs = int64_t{1'760'000'000} * 1'000'000;
constexpr uint32_t kPaper = 11;

void Count(const v1::Drop& drop, std::map<uint32_t, v1::ClassTotal>& totals) {
  v1::ClassTotal& total = totals[drop.class_code()];
  total.set_class_code(drop.class_code());
  total.set_drops(total.drops() + 1);
  total.set_grams(total.grams() + drop.grams());
}

template <typename Message>
bool HasNewFields(const Message& message) {
  return !message.GetReflection()->GetUnknownFields(message).empty();
}

std::string BigEndian(uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift & 0xff);
  }
  return bytes;
}

// A channel that does not care who answers.
std::shared_ptr<grpc::Channel> TrustingChannel(
    const std::string& address, const kiosk::TlsIdentity& identity) {
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(
      std::make_shared<grpc::experimental::StaticDataCertificateProvider>(
          std::vector<grpc::experimental::IdentityKeyCertPair>{
              {identity.key, identity.certificate}}));
  options.watch_identity_key_cert_pairs();
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(
      std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
  return grpc::CreateChannel(address,
                             grpc::experimental::TlsCredentials(options));
}

// A call that no test should see end by its deadline.
void Limit(grpc::ClientContext& context) {
  context.set_deadline(gpr_time_from_seconds(20, GPR_TIMESPAN));
}

}  // namespace

TestKiosk::TestKiosk(Flaw flaw, kiosk::TlsIdentity identity,
                     crypto::Ed25519PrivateKey key,
                     std::atomic<int64_t>& now_us)
    : flaw_(flaw),
      identity_(std::move(identity)),
      key_(std::move(key)),
      now_us_(now_us) {
  Restart();
}

void TestKiosk::Restart() {
  stub_.reset();
  greeted_ = false;
  accepted_ = false;
  stopped_ = false;
  if (flaw_ == Flaw::kForgetsAtPowerCut) records_.resize(watermark_);
  if (flaw_ == Flaw::kNewJournalAtRestart) ++incarnation_;
  started_us_ = now_us_;
  v1::Record record = NewRecord();
  record.mutable_started()->set_software("test 1");
  Append(std::move(record));
}

v1::Record TestKiosk::NewRecord() {
  Sleep(kCallTakes);
  v1::Record record;
  record.set_sequence(last() + 1);
  if (flaw_ == Flaw::kSkipsNumbers) record.set_sequence(2 * last() + 1);
  record.set_device_time_us(kEpochUs + now_us_);
  record.set_clock_synced(true);
  const int64_t monotonic_us = now_us_ - started_us_;
  record.set_monotonic_us(static_cast<uint64_t>(
      flaw_ == Flaw::kClockGoesBack ? (int64_t{1} << 40) - monotonic_us
                                    : monotonic_us));
  if (flaw_ == Flaw::kNoTime) record.clear_device_time_us();
  return record;
}

void TestKiosk::Append(v1::Record record) {
  records_.push_back(record.SerializeAsString());
  ++since_close_;
  if (!record.has_drop()) return;
  Count(record.drop(), day_);
  Count(record.drop(), all_);
}

void TestKiosk::Drop() {
  v1::Record record = NewRecord();
  v1::Drop* drop = record.mutable_drop();
  drop->set_card_hash(std::string(16, 'c'));
  drop->set_bin(1);
  drop->set_class_code(kPaper);
  drop->set_grams(static_cast<uint32_t>(1000 + last()));
  drop->set_quality(v1::QUALITY_GOOD);
  Append(std::move(record));
}

void TestKiosk::DailyClose() {
  v1::Record record = NewRecord();
  v1::DailyClose* close = record.mutable_daily_close();
  close->set_records(since_close_);
  for (const auto& [code, total] : day_) *close->add_classes() = total;
  for (const auto& [code, total] : all_) {
    *close->add_since_commissioning() = total;
  }
  if (flaw_ == Flaw::kWrongDailyClose) {
    close->mutable_classes(0)->set_grams(1);
  }
  if (flaw_ == Flaw::kWrongTotals) close->clear_since_commissioning();
  if (flaw_ == Flaw::kWrongTotals) {
    close->add_since_commissioning()->set_class_code(kPaper);
  }
  Append(std::move(record));
  since_close_ = 0;
  day_.clear();
}

void TestKiosk::ScaleTest() {
  v1::Record record = NewRecord();
  record.mutable_scale_test()->set_bin(1);
  record.mutable_scale_test()->set_measured_grams(1001);
  if (flaw_ != Flaw::kNoReferenceWeight) {
    record.mutable_scale_test()->set_reference_grams(1000);
  }
  Append(std::move(record));
}

void TestKiosk::Monitor() {
  v1::Record record = NewRecord();
  v1::Monitor* monitor = record.mutable_monitor();
  monitor->set_severity(v1::SEVERITY_WARNING);
  monitor->set_trigger(v1::MONITOR_TRIGGER_THRESHOLD);
  if (flaw_ != Flaw::kMonitorOfNothing) {
    monitor->set_kind(v1::MONITOR_KIND_DOOR);
  }
  Append(std::move(record));
}

TestKiosk::Stub& TestKiosk::stub() {
  const auto open = [&] {
    const std::string address = "127.0.0.1:" + std::to_string(port_);
    return v1::KioskService::NewStub(
        flaw_ == Flaw::kTrustsAll ? TrustingChannel(address, identity_)
                                  : kiosk::OpenChannel(address, identity_));
  };
  Sleep(kCallTakes);
  if (flaw_ == Flaw::kSecondConnection && ++calls_ % 2 == 0) {
    if (!second_) second_ = open();
    return *second_;
  }
  if (!stub_) stub_ = open();
  return *stub_;
}

void TestKiosk::Step() {
  if (stopped_ || port_ == 0) return Sleep(kIdle);
  if (!greeted_ || now_us_ >= hello_at_us_) return Hello();
  if (list_version_ != list_told_) return FetchList();
  const bool may = accepted_ || flaw_ == Flaw::kUploadsWhilePending;
  if (may && last() > watermark_) return Send();
  Sleep(kIdle);
}

void TestKiosk::Hello() {
  v1::BootRequest request;
  request.set_incarnation(incarnation_);
  if (flaw_ != Flaw::kNoSoftware) request.set_software("test 1");
  request.add_capabilities("list");
  request.set_last_sequence(last());
  request.set_acknowledged(told_);
  v1::BootResponse response;
  grpc::ClientContext context;
  Limit(context);
  const grpc::Status status = stub().Boot(&context, request, &response);
  if (!status.ok()) return Fail(status);
  if (flaw_ == Flaw::kStopsAtNewFields && HasNewFields(response)) {
    stopped_ = true;
  }
  greeted_ = true;
  accepted_ = response.admission() == v1::BOOT_ADMISSION_ACCEPTED;
  hello_at_us_ = now_us_ + int64_t{response.retry_after_seconds()} * 1'000'000;
  if (flaw_ == Flaw::kHelloTooSoon) hello_at_us_ = now_us_ + 200'000;
  list_told_ = response.list_version();
  if (accepted_ && flaw_ != Flaw::kNeverResends) {
    watermark_ = response.watermark();
  }
}

void TestKiosk::FetchList() {
  v1::GetResidentListRequest request;
  request.set_base_version(list_version_);
  v1::GetResidentListResponse page;
  do {
    request.set_page_token(page.next_page_token());
    page.Clear();
    grpc::ClientContext context;
    Limit(context);
    const grpc::Status status =
        stub().GetResidentList(&context, request, &page);
    if (!status.ok()) return Fail(status);
    if (page.full() && request.page_token().empty()) cards_.clear();
    TakeList(page);
  } while (!page.next_page_token().empty());
  std::string text = "greenledger/resident-list/v1\n" + BigEndian(kBook) +
                     BigEndian(page.version()) + page.salt();
  for (uint64_t card : cards_) text += BigEndian(card);
  list_version_ = page.version();
  if (flaw_ == Flaw::kBelievesWrongList) return;
  if (proof::AsBytes(proof::Sha256({text})) != page.digest()) {
    list_version_ = 0;
  }
}

void TestKiosk::TakeList(const v1::GetResidentListResponse& page) {
  for (uint64_t card : page.removed()) cards_.erase(card);
  cards_.insert(page.added().begin(), page.added().end());
}

v1::SubmitRecordsRequest TestKiosk::Upload() {
  const journal::JournalId id{kBook, kKiosk, incarnation_};
  crypto::Ed25519PrivateKey key = key_;
  if (flaw_ == Flaw::kBadSignature) {
    key = *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'x'));
  }
  const kiosk::SignedJournal journal(id, records_, std::move(key));
  uint64_t first = watermark_ + 1;
  if (flaw_ == Flaw::kDropsOldest && last() - watermark_ > 2) first = last();
  auto upload = *journal.Batch(first, last() - first + 1);
  upload.set_acknowledged(told_);
  if (flaw_ == Flaw::kBadChain) {
    upload = *kiosk::BuildBatch(id, proof::Sha256({"wrong"}), first,
                                {&records_[first - 1], 1}, key_);
  }
  if (flaw_ == Flaw::kTooManyRecords) {
    for (int i = 0; i < 1000; ++i) upload.add_records(records_.back());
  }
  return upload;
}

void TestKiosk::Send() {
  const v1::SubmitRecordsRequest upload = Upload();
  v1::SubmitRecordsResponse answer;
  grpc::ClientContext context;
  Limit(context);
  const grpc::Status status = stub().SubmitRecords(&context, upload, &answer);
  if (!status.ok()) return Fail(status);
  if (flaw_ == Flaw::kStopsAtNewFields && HasNewFields(answer)) {
    stopped_ = true;
  }
  Take(upload, answer);
}

void TestKiosk::Take(const v1::SubmitRecordsRequest& upload,
                     const v1::SubmitRecordsResponse& answer) {
  backoff_.reset();
  told_ = std::max(told_, answer.watermark());
  const v1::RecordResultCode code = answer.results(0).code();
  if (code == v1::RECORD_RESULT_CODE_ID_REUSED ||
      code == v1::RECORD_RESULT_CODE_CHAIN_BROKEN) {
    if (flaw_ != Flaw::kGoesOnAfterRefusal) {
      stopped_ = true;
      return;
    }
    watermark_ = upload.first_sequence();
    return Sleep(kIdle);
  }
  const bool quarantined = code == v1::RECORD_RESULT_CODE_QUARANTINED ||
                           answer.results(0).quarantine_reason() != 0;
  if (flaw_ == Flaw::kStuckOnQuarantine && quarantined) return Sleep(kIdle);
  if (flaw_ == Flaw::kNeverResends && answer.watermark() < watermark_) {
    return Sleep(kIdle);
  }
  watermark_ = answer.watermark();
}

void TestKiosk::Fail(const grpc::Status& status) {
  SpoilPending();
  auto push_back = kiosk::PushBack(status);
  if (!push_back && flaw_ != Flaw::kNoHelloAfterLoss) greeted_ = false;
  if (!push_back) stub_.reset();
  if (flaw_ == Flaw::kHotLoop) return Sleep(milliseconds(2));
  if (flaw_ == Flaw::kNoGrowth) {
    return Sleep(push_back.value_or(microseconds(0)) + kIdle);
  }
  if (flaw_ == Flaw::kNoChance && push_back) return Sleep(*push_back);
  if (flaw_ == Flaw::kIgnoresPushBack) push_back.reset();
  if (!backoff_) backoff_.emplace(kiosk::RetryPolicy(), random_);
  Sleep(backoff_->Next(push_back));
}

void TestKiosk::SpoilPending() {
  if (last() == watermark_) return;
  v1::Record record;
  if (flaw_ == Flaw::kNewNumberForRetry) {
    record.ParseFromString(records_.back());
    record.set_sequence(last() + 1);
    records_.push_back(record.SerializeAsString());
  } else if (flaw_ == Flaw::kOtherBytesForRetry) {
    record.ParseFromString(records_.back());
    record.set_device_time_us(record.device_time_us() + 1);
    records_.back() = record.SerializeAsString();
  }
}

}  // namespace greenledger::conformance
