// A small community on the real ledger: services over in-process channels, a
// real store in a memory environment, a clock that moves when told to.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_LEDGER_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_LEDGER_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/kiosk/batch.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "greenledger/v1/operations_service.grpc.pb.h"
#include "greenledger/v1/proof_service.grpc.pb.h"
#include "greenledger/v1/registry_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "rocksdb/env.h"
#include "services/common/clock.h"
#include "services/ledger/ledger.h"

namespace greenledger::ledger {

inline constexpr uint64_t kBook = 350212002001;
inline constexpr uint64_t kKiosk = 7;
inline constexpr uint64_t kIncarnation = 11;
inline constexpr uint64_t kBuilding = 101;
inline constexpr uint64_t kHousehold = 1;
// 2026-06-05 10:00 in UTC+8.
inline constexpr int64_t kStartUs = 1'780'624'800LL * 1'000'000;
inline constexpr int64_t kMinuteUs = 60'000'000;

// Hash of the card with this name, and the card a household `n` holds.
std::string Card(std::string_view name);
std::string CardOf(uint64_t household);

// A good drop of household food by the first household, to be changed.
v1::Record DropRecord(uint64_t sequence, int64_t time_us, uint32_t grams);

class LedgerWorld {
 public:
  struct Options {
    rocksdb::Env* env = nullptr;  // must outlive the world; own one if null
    uint64_t rows_every = 1'000'000;
    std::string path = "/ledger";  // in `env`
    Notary::Options notary = {};
    Scrubber::Options scrub = {};
    // Who issues certificates; must outlive the world.
    const identity::Authority* authority = nullptr;
    // How long points live by the tariff.
    v1::ExpiryPolicy expiry = {};
  };

  LedgerWorld();
  explicit LedgerWorld(const Options& options);
  ~LedgerWorld();

  // Opens the book with scheme, tariff, a grid, a building, households 1 to
  // `households` (each with one card) and the kiosk. Aborts on failure.
  void Populate(uint64_t households = 3);

  // Ends the ledger cleanly and opens it again on the same data.
  void Restart(bool rebuild = false);

  // Uploads records as the kiosk, signed. `first_sequence` 0 takes that of the
  // first record.
  grpc::Status Submit(const std::vector<v1::Record>& records,
                      v1::SubmitRecordsResponse* response);
  // The same from raw bytes, as records first_sequence and on; the chain is
  // that of what was accepted so far unless `previous_chain` says otherwise.
  grpc::Status SubmitBytes(
      uint64_t first_sequence, const std::vector<std::string>& records,
      v1::SubmitRecordsResponse* response,
      std::optional<proof::Hash> previous_chain = std::nullopt);
  v1::SubmitRecordsRequest Signed(
      uint64_t first_sequence, const std::vector<std::string>& records,
      std::optional<proof::Hash> previous_chain = std::nullopt) const;

  // A command header with a fresh id.
  v1::CommandHeader Header();
  // Runs a command that must be accepted.
  template <typename Request, typename Response>
  Response MustRun(grpc::Status (v1::RegistryService::StubInterface::*rpc)(
                       grpc::ClientContext*, const Request&, Response*),
                   Request request);

  // Milli-points of a household.
  int64_t Points(uint64_t household);
  // All entries of the book as stored.
  std::vector<std::string> Entries();

  // Who the kiosk service believes is calling; nullopt: nobody.
  std::optional<common::KioskIdentity> caller =
      common::KioskIdentity{kBook, kKiosk};
  common::ManualClock clock{kStartUs};
  crypto::Ed25519PrivateKey key;

  v1::KioskService::StubInterface& kiosk() { return *kiosk_; }
  v1::LedgerService::StubInterface& reads() { return *reads_; }
  v1::RegistryService::StubInterface& registry() { return *registry_; }
  v1::ProofService::StubInterface& proofs() { return *proofs_; }
  v1::OperationsService::StubInterface& operations() { return *operations_; }
  prometheus::Registry& metrics() { return *metrics_; }
  Ledger& ledger() { return *ledger_; }
  rocksdb::Env* env() { return options_.env; }

 private:
  void Open(bool rebuild);
  void Close();

  Options options_;
  std::unique_ptr<rocksdb::Env> own_env_;
  uint64_t next_id_ = 0;
  // Bytes of what was sent, to know the chain.
  std::vector<std::string> sent_;
  std::unique_ptr<prometheus::Registry> metrics_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::KioskService::StubInterface> kiosk_;
  std::unique_ptr<v1::LedgerService::StubInterface> reads_;
  std::unique_ptr<v1::RegistryService::StubInterface> registry_;
  std::unique_ptr<v1::ProofService::StubInterface> proofs_;
  std::unique_ptr<v1::OperationsService::StubInterface> operations_;
};

template <typename Request, typename Response>
Response LedgerWorld::MustRun(
    grpc::Status (v1::RegistryService::StubInterface::*rpc)(
        grpc::ClientContext*, const Request&, Response*),
    Request request) {
  if (request.header().request_id().empty()) {
    *request.mutable_header() = Header();
  }
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (registry().*rpc)(&context, request, &response);
  if (!status.ok() ||
      response.result().code() != v1::COMMAND_RESULT_CODE_ACCEPTED) {
    std::fprintf(stderr, "%s\n%s\n", status.error_message().c_str(),
                 response.DebugString().c_str());
    std::abort();
  }
  return response;
}

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_LEDGER_WORLD_H_
