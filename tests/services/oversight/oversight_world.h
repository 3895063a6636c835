// The small community of LedgerWorld with its oversight service and watches.
#ifndef GREENLEDGER_TESTS_SERVICES_OVERSIGHT_OVERSIGHT_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_OVERSIGHT_OVERSIGHT_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "services/oversight/overseer.h"
#include "services/oversight/oversight_service.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::oversight {

inline constexpr uint64_t kCollector = 5;
inline constexpr uint64_t kProcessor = 9;
inline constexpr uint32_t kFood = 31;

class OversightWorld {
 public:
  // With a collector and a processor.
  explicit OversightWorld(uint64_t rows_every = 1'000'000,
                          uint64_t households = 3);
  ~OversightWorld() { Close(); }

  // Ends everything cleanly and opens it again; `forget` loses what the watch
  // kept.
  void Restart(bool forget = false);

  // Lets the watches look until they find no more.
  void Look() { overseer_->LookNow(); }

  // Books a record of the kiosk, which must be accepted or quarantined, and
  // gives its entry. Its sequence is set.
  v1::Entry Send(v1::Record record);
  v1::Entry Drop(uint32_t grams) { return Send(DropAt(Now(), grams)); }
  static v1::Record DropAt(int64_t time_us, uint32_t grams) {
    return ledger::DropRecord(1, time_us, grams);
  }
  // A clearance of the food bin.
  static v1::Record ClearanceAt(int64_t time_us, uint32_t grams);

  int64_t Now() const { return ledger.clock.NowMicros(); }

  // Runs a command of the oversight service.
  template <typename Request, typename Response>
  v1::CommandResult Run(
      grpc::Status (v1::OversightService::StubInterface::*rpc)(
          grpc::ClientContext*, const Request&, Response*),
      Request request) {
    if (!request.has_header()) *request.mutable_header() = ledger.Header();
    grpc::ClientContext context;
    Response response;
    status = (stub_.get()->*rpc)(&context, request, &response);
    return response.result();
  }
  v1::CommandResult Publish(const v1::ClearancePlan& plan);
  v1::CommandResult Publish(const v1::AnomalyRules& rules);
  v1::CommandResult Reverse(uint64_t index, uint64_t anomaly = 0);
  v1::CommandResult Judge(uint64_t anomaly, v1::Verdict verdict);
  v1::CommandResult HandOver(uint64_t grams);
  v1::CommandResult Return(uint64_t grams);
  std::vector<v1::Anomaly> Anomalies(bool open_only, int32_t page_size = 0);

  // All entries of a kind.
  std::vector<v1::Entry> EntriesOf(v1::Entry::BodyCase body);
  // What an account holds.
  int64_t Net(v1::AccountOwner owner, uint64_t number, v1::Asset asset,
              uint32_t class_code = 0);
  // Every entry decided again.
  absl::Status Verify();

  ledger::LedgerWorld ledger;
  // Of the last call of Run.
  grpc::Status status;
  v1::OversightService::StubInterface& stub() { return *stub_; }

 private:
  void Open();
  void Close();

  testing::TempFolder folder_;
  uint64_t sequence_ = 0;
  std::unique_ptr<OversightServiceImpl> service_;
  std::unique_ptr<Overseer> overseer_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::OversightService::StubInterface> stub_;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_TESTS_SERVICES_OVERSIGHT_OVERSIGHT_WORLD_H_
