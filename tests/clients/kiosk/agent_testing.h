// An agent in a folder of its own, a clock that moves when told to, and a
// server in memory that does what a test wants.
#ifndef GREENLEDGER_TESTS_CLIENTS_KIOSK_AGENT_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_KIOSK_AGENT_TESTING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "clients/kiosk/agent/state_folder.h"
#include "clients/kiosk/greenledger_kiosk.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/common/clock.h"
#include "services/ledger/rules/resident_list.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/record_chain.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::kiosk {

inline constexpr journal::JournalId kTestKiosk{350212002001, 7, 11};
// 2026-06-05 10:00 in UTC+8.
inline constexpr int64_t kTestStartUs = 1'780'624'800LL * 1'000'000;

class ManualDeviceClock final : public DeviceClock {
 public:
  DeviceTime Now() const override {
    return {wall.NowMicros(), synced,
            static_cast<uint64_t>(monotonic.NowMicros())};
  }
  void Advance(std::chrono::microseconds by) {
    wall.Advance(by.count());
    monotonic.Advance(by.count());
  }

  common::ManualClock wall{kTestStartUs};
  common::ManualClock monotonic{0};
  bool synced = true;
};

// Keeps the records of one kiosk exactly once.
class FakeServer final : public v1::KioskService::Service {
 public:
  FakeServer() {
    grpc::ServerBuilder builder;
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  std::unique_ptr<v1::KioskService::StubInterface> Connect() {
    return v1::KioskService::NewStub(
        server_->InProcessChannel(grpc::ChannelArguments()));
  }

  grpc::Status Boot(grpc::ServerContext*, const v1::BootRequest* request,
                    v1::BootResponse* response) override {
    boots.push_back(*request);
    response->set_admission(admission);
    if (admission != v1::BOOT_ADMISSION_ACCEPTED) response->set_reason("WHY");
    response->set_retry_after_seconds(300);
    response->set_server_time_us(kTestStartUs);
    response->set_watermark(records.size());
    proof::Hash chain = journal::ChainStart(kTestKiosk);
    for (const std::string& record : records) {
      chain = journal::ChainNext(chain, record);
    }
    response->set_chain(std::string(proof::AsBytes(chain)));
    response->set_config_version(config.config_version());
    response->set_list_version(list_version);
    return grpc::Status::OK;
  }
  grpc::Status SubmitRecords(grpc::ServerContext*,
                             const v1::SubmitRecordsRequest* request,
                             v1::SubmitRecordsResponse* response) override {
    ++uploads;
    grpc::Status failure;
    bool kept = true;
    if (!failures.empty()) {
      std::tie(failure, kept) = failures.front();
      failures.pop_front();
    }
    if (kept) Keep(*request, response);
    return failure;
  }
  grpc::Status GetKioskConfig(grpc::ServerContext*,
                              const v1::GetKioskConfigRequest*,
                              v1::GetKioskConfigResponse* response) override {
    *response = config;
    return grpc::Status::OK;
  }
  grpc::Status GetResidentList(grpc::ServerContext*,
                               const v1::GetResidentListRequest* request,
                               v1::GetResidentListResponse* response) override {
    list_bases.push_back(request->base_version());
    *response = list;
    return grpc::Status::OK;
  }

  // A list of these cards under a new version.
  void SetCards(const std::vector<std::string>& cards) {
    list.Clear();
    list.set_version(++list_version);
    list.set_full(true);
    list.set_salt(rules::ListSalt(kTestKiosk));
    std::vector<uint64_t> hashes;
    for (const std::string& card : cards) {
      hashes.push_back(rules::SaltedCard(list.salt(), card));
    }
    std::sort(hashes.begin(), hashes.end());
    list.mutable_added()->Add(hashes.begin(), hashes.end());
    list.set_digest(std::string(proof::AsBytes(rules::ListDigest(
        kTestKiosk.book, list.version(), list.salt(), hashes))));
  }

  v1::BootAdmission admission = v1::BOOT_ADMISSION_ACCEPTED;
  v1::GetKioskConfigResponse config;
  v1::GetResidentListResponse list;
  uint64_t list_version = 0;
  std::vector<std::string> records;
  // What happens to the next uploads: an error, with or without being kept.
  std::deque<std::pair<grpc::Status, bool>> failures;
  // Sequences that are quarantined, that are said to be reused.
  uint64_t poisoned = 0;
  uint64_t reused = 0;
  uint64_t uploads = 0;
  std::vector<v1::BootRequest> boots;
  std::vector<uint64_t> list_bases;

 private:
  void Keep(const v1::SubmitRecordsRequest& request,
            v1::SubmitRecordsResponse* response) {
    uint64_t sequence = request.first_sequence();
    for (const std::string& record : request.records()) {
      Result(sequence++, record, response->add_results());
    }
    response->set_watermark(records.size());
    response->set_book(kTestKiosk.book);
  }
  void Result(uint64_t sequence, const std::string& record,
              v1::RecordResult* result) {
    if (sequence > records.size() + 1) {
      result->set_code(v1::RECORD_RESULT_CODE_OUT_OF_ORDER);
      return;
    }
    if (sequence == reused ||
        (sequence <= records.size() && records[sequence - 1] != record)) {
      result->set_code(v1::RECORD_RESULT_CODE_ID_REUSED);
      return;
    }
    const bool again = sequence <= records.size();
    if (!again) records.push_back(record);
    result->set_code(again ? v1::RECORD_RESULT_CODE_DUPLICATE
                           : v1::RECORD_RESULT_CODE_ACCEPTED);
    if (sequence == poisoned) {
      if (!again) result->set_code(v1::RECORD_RESULT_CODE_QUARANTINED);
      result->set_quarantine_reason(v1::QUARANTINE_REASON_BIN_UNKNOWN);
    }
    result->set_index(100 + sequence);
    result->set_leaf_hash(std::string(32, 'l'));
    result->set_milli_points(5);
  }

  std::unique_ptr<grpc::Server> server_;
};

class AgentTest : public ::testing::Test {
 protected:
  AgentTest() {
    KioskIdentity identity;
    identity.server = "fake";
    identity.journal = kTestKiosk;
    identity.serial = "S1";
    identity.record_seed = std::string(32, 'k');
    EXPECT_TRUE(SaveIdentity(folder.path(), identity).ok());
  }

  void Open() {
    AgentOptions options;
    options.folder = folder.path();
    options.software = "test 1";
    options.clock = &clock;
    options.free_bytes_min = free_bytes_min;
    options.monitors = {};
    options.connect = [this](const std::string&, const TlsIdentity&) {
      ++connections;
      return server.Connect();
    };
    agent.reset();
    auto opened = Agent::Open(options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    agent = *std::move(opened);
    agent->OnReceipt([this](const Receipt& r) { receipts.push_back(r); });
  }
  static v1::Drop Drop(const std::string& card = std::string(16, 'c'),
                       uint32_t grams = 500) {
    v1::Drop drop;
    drop.set_card_hash(card);
    drop.set_bin(1);
    drop.set_class_code(11);
    drop.set_grams(grams);
    drop.set_quality(v1::QUALITY_GOOD);
    return drop;
  }
  // Sequence of a drop that must be taken.
  uint64_t TakeDrop() {
    const auto taken = agent->TakeDrop(Drop());
    EXPECT_TRUE(taken.ok()) << taken.status();
    return taken.ok() ? taken->sequence : 0;
  }
  // Steps until nothing is due for `quiet` or `steps` were made.
  void Settle(std::chrono::seconds quiet = std::chrono::seconds(20),
              int steps = 200) {
    while (steps-- > 0) {
      const auto delay = agent->Step();
      if (delay >= quiet) return;
      clock.Advance(delay);
    }
  }
  v1::Record Sent(uint64_t sequence) const {
    v1::Record record;
    EXPECT_LE(sequence, server.records.size());
    EXPECT_TRUE(record.ParseFromString(server.records[sequence - 1]));
    return record;
  }

  testing::TempFolder folder;
  ManualDeviceClock clock;
  FakeServer server;
  uint64_t free_bytes_min = 0;
  std::unique_ptr<Agent> agent;
  std::vector<Receipt> receipts;
  int connections = 0;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_TESTS_CLIENTS_KIOSK_AGENT_TESTING_H_
