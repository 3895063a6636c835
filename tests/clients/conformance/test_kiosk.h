// A kiosk that keeps its promises, or breaks one of them. It does one thing at
// a time when it is told to, on a clock of its own.
#ifndef GREENLEDGER_TESTS_CLIENTS_CONFORMANCE_TEST_KIOSK_H_
#define GREENLEDGER_TESTS_CLIENTS_CONFORMANCE_TEST_KIOSK_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clients/kiosk/batch.h"
#include "clients/kiosk/channel.h"
#include "clients/kiosk/random.h"
#include "clients/kiosk/retry.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::conformance {

// What a kiosk does wrong.
enum class Flaw {
  kNone,
  kUploadsWhilePending,
  kHelloTooSoon,
  kNoHelloAfterLoss,
  kTrustsAll,
  kDropsOldest,
  kForgetsAtPowerCut,
  kSkipsNumbers,
  kNewNumberForRetry,
  kNewJournalAtRestart,
  kTooManyRecords,
  kOtherBytesForRetry,
  kGoesOnAfterRefusal,
  kBadSignature,
  kBadChain,
  kWrongDailyClose,
  kWrongTotals,
  kNoReferenceWeight,
  kClockGoesBack,
  kNoTime,
  kBelievesWrongList,
  kIgnoresPushBack,
  kHotLoop,
  kNoChance,
  kNoGrowth,
  kStuckOnQuarantine,
  kMonitorOfNothing,
  kNoSoftware,
  kStopsAtNewFields,
  kSecondConnection,
  kNeverResends,
};

class TestKiosk {
 public:
  static constexpr uint64_t kBook = 350212002001;
  static constexpr uint64_t kKiosk = 3;

  // Lives on `now_us`, which it moves forward as it works and waits.
  TestKiosk(Flaw flaw, kiosk::TlsIdentity identity,
            crypto::Ed25519PrivateKey key, std::atomic<int64_t>& now_us);

  // Where the ledger is.
  void SetPort(int port) { port_ = port; }
  // Makes one call, or waits a little.
  void Step();

  // What people do at it.
  void Drop();
  void DailyClose();
  void ScaleTest();
  void Monitor();
  void Restart();

 private:
  using Stub = v1::KioskService::Stub;
  using Totals = std::map<uint32_t, v1::ClassTotal>;

  v1::Record NewRecord();
  void Append(v1::Record record);
  uint64_t last() const { return records_.size(); }
  Stub& stub();
  void Sleep(std::chrono::microseconds time) { now_us_ += time.count(); }
  void Hello();
  void FetchList();
  void TakeList(const v1::GetResidentListResponse& page);
  void Send();
  v1::SubmitRecordsRequest Upload();
  void Take(const v1::SubmitRecordsRequest& upload,
            const v1::SubmitRecordsResponse& answer);
  void Fail(const grpc::Status& status);
  void SpoilPending();

  const Flaw flaw_;
  const kiosk::TlsIdentity identity_;
  const crypto::Ed25519PrivateKey key_;
  std::atomic<int64_t>& now_us_;
  int port_ = 0;
  int calls_ = 0;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<Stub> second_;
  kiosk::Random random_{7};
  std::optional<kiosk::Backoff> backoff_;
  uint64_t incarnation_ = 11;
  int64_t started_us_ = 0;
  std::vector<std::string> records_;
  uint64_t since_close_ = 0;
  Totals day_;
  Totals all_;
  uint64_t watermark_ = 0;
  uint64_t told_ = 0;
  // Waits for a technician.
  bool stopped_ = false;
  bool greeted_ = false;
  bool accepted_ = false;
  int64_t hello_at_us_ = 0;
  uint64_t list_told_ = 0;
  uint64_t list_version_ = 0;
  std::set<uint64_t> cards_;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_TESTS_CLIENTS_CONFORMANCE_TEST_KIOSK_H_
