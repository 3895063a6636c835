// A kiosk service in memory: keeps the records of one kiosk exactly once and
// fails where a test says so.
#ifndef GREENLEDGER_TESTS_CLIENTS_KIOSK_FAKE_LEDGER_H_
#define GREENLEDGER_TESTS_CLIENTS_KIOSK_FAKE_LEDGER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "google/rpc/status.pb.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/record_chain.h"

namespace greenledger::kiosk {

// What happens to one call before or after the records are kept.
struct Failure {
  grpc::Status status;
  // The records are kept all the same: only the answer is lost.
  bool kept = false;
};

class FakeLedger final : public v1::KioskService::Service {
 public:
  FakeLedger(const journal::JournalId& id, crypto::Ed25519PublicKey key)
      : id_(id), key_(std::move(key)) {
    grpc::ServerBuilder builder;
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    stub_ = v1::KioskService::NewStub(
        server_->InProcessChannel(grpc::ChannelArguments()));
  }

  v1::KioskService::StubInterface& stub() { return *stub_; }
  // The next calls fail in this order.
  void Fail(Failure failure) { failures_.push_back(std::move(failure)); }
  // Forgets all records after `sequence`, as a restored backup does.
  void Restore(uint64_t sequence) { records_.resize(sequence); }
  const std::vector<std::string>& records() const { return records_; }
  const std::vector<uint64_t>& first_sequences() const { return firsts_; }
  // What the kiosk said it was told, call by call.
  const std::vector<uint64_t>& acknowledged() const { return acknowledged_; }
  bool all_signed() const { return all_signed_; }

  grpc::Status SubmitRecords(grpc::ServerContext*,
                             const v1::SubmitRecordsRequest* request,
                             v1::SubmitRecordsResponse* response) override {
    firsts_.push_back(request->first_sequence());
    acknowledged_.push_back(request->acknowledged());
    if (failures_.empty()) return Keep(*request, *response);
    const Failure failure = failures_.front();
    failures_.pop_front();
    if (failure.kept) (void)Keep(*request, *response);
    return failure.status;
  }

 private:
  grpc::Status Keep(const v1::SubmitRecordsRequest& request,
                    v1::SubmitRecordsResponse& response) {
    CheckSignature(request);
    uint64_t sequence = request.first_sequence();
    for (const std::string& record : request.records()) {
      response.add_results()->set_code(Book(sequence++, record));
      response.mutable_results()->rbegin()->set_milli_points(5);
    }
    response.set_watermark(records_.size());
    return grpc::Status::OK;
  }

  v1::RecordResultCode Book(uint64_t sequence, const std::string& record) {
    if (sequence > records_.size() + 1) {
      return v1::RECORD_RESULT_CODE_OUT_OF_ORDER;
    }
    if (sequence <= records_.size()) {
      return records_[sequence - 1] == record
                 ? v1::RECORD_RESULT_CODE_DUPLICATE
                 : v1::RECORD_RESULT_CODE_ID_REUSED;
    }
    records_.push_back(record);
    return v1::RECORD_RESULT_CODE_ACCEPTED;
  }

  void CheckSignature(const v1::SubmitRecordsRequest& request) {
    proof::Hash chain = proof::FromBytes(request.previous_chain());
    for (const std::string& record : request.records()) {
      chain = journal::ChainNext(chain, record);
    }
    const uint64_t last = request.first_sequence() +
                          static_cast<uint64_t>(request.records_size()) - 1;
    all_signed_ &= key_.Verify(journal::BatchSigningText(id_, last, chain),
                               request.signature());
  }

  // A test waits for each call, so no two run at once.
  journal::JournalId id_;
  crypto::Ed25519PublicKey key_;
  std::deque<Failure> failures_;
  std::vector<std::string> records_;
  std::vector<uint64_t> firsts_;
  std::vector<uint64_t> acknowledged_;
  bool all_signed_ = true;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::KioskService::Stub> stub_;
};

// An error with the delay that the server asks for.
inline grpc::Status PushedBack(grpc::StatusCode code, int64_t seconds) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(seconds);
  google::rpc::Status details;
  details.add_details()->PackFrom(retry);
  return {code, "queue full", details.SerializeAsString()};
}

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_TESTS_CLIENTS_KIOSK_FAKE_LEDGER_H_
