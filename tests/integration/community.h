// A community whose kiosks upload to a real server: data folder, development
// CA, register and records.
#ifndef GREENLEDGER_TESTS_INTEGRATION_COMMUNITY_H_
#define GREENLEDGER_TESTS_INTEGRATION_COMMUNITY_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "clients/kiosk/batch.h"
#include "clients/kiosk/channel.h"
#include "clients/kiosk/random.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/registry_service.grpc.pb.h"
#include "greenledger/v1/tariff.pb.h"
#include "gtest/gtest.h"
#include "tests/integration/server_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {

inline constexpr uint64_t kBook = 350212002001;
inline constexpr uint64_t kIncarnation = 11;
// Registered and active, numbered from 1.
inline constexpr uint64_t kHouseholds = 40;

// The card that a household holds; those above kHouseholds are nobody's.
std::string CardOf(uint64_t household);

// The tariff that ships with the project and holds in a community.
v1::Tariff ShippedTariff();

// Bytes of a good drop of so much paper, made a few minutes ago.
std::string PaperDrop(uint64_t sequence, uint64_t household, uint32_t grams);

// `count` records as a kiosk makes them: drops of three classes, some with a
// card nobody has, some that are quarantined, clearances and scale tests.
std::vector<std::string> MixedRecords(uint64_t count, kiosk::Random& random);

// What a server says to an upload.
struct Answer {
  grpc::Status status;
  v1::SubmitRecordsResponse response;
};

// No test should reach it.
inline constexpr std::chrono::milliseconds kDeadline{60'000};

// Uploads over a kiosk's connection.
Answer Submit(v1::KioskService::StubInterface& stub,
              const v1::SubmitRecordsRequest& request,
              std::chrono::milliseconds deadline = kDeadline);

// Used by one thread; what is const by many.
class Community {
 public:
  // Makes the CA and certificates for kiosks 1 to `kiosks`.
  explicit Community(uint64_t kiosks);

  const std::string& data() const { return data_; }
  const std::string& pki() const { return pki_; }
  // Path of the newest file of the write-ahead log; empty if there is none.
  std::string NewestLog() const;
  // Flags of a server for it.
  std::vector<std::string> flags() const { return ServerFlags(data_, pki_); }
  // The same with these behind them.
  std::vector<std::string> FlagsWith(
      const std::vector<std::string>& more) const;
  // A server on its data that serves; the test fails if it does not.
  std::unique_ptr<ServerProcess> Serve(
      const std::vector<std::string>& prefix = {}) const;

  // Opens the book with the scheme and tariff that ship with the project, a
  // building, the households and the kiosks (bins 1 to 3 for classes 1 to 3).
  void Populate(const ServerProcess& server) const;

  // What the kiosk shows in a handshake.
  const kiosk::TlsIdentity& identity(uint64_t kiosk) const {
    return identities_[kiosk - 1];
  }
  // A connection of the kiosk's own.
  std::shared_ptr<grpc::Channel> Channel(uint64_t kiosk,
                                         const std::string& address) const;
  // A stub of the kiosk over a connection of its own.
  std::unique_ptr<v1::KioskService::StubInterface> Connect(
      uint64_t kiosk, const std::string& address) const;

  // These records as the kiosk's journal.
  kiosk::SignedJournal Journal(uint64_t kiosk,
                               std::vector<std::string> records) const;

 private:
  testing::TempFolder folder_;
  std::string data_;
  std::string pki_;
  std::vector<crypto::Ed25519PrivateKey> keys_;  // of kiosk i + 1
  std::vector<kiosk::TlsIdentity> identities_;
};

// Runs a command of the register; the test fails unless it is accepted. Each
// kind of command can be run once.
template <typename Request, typename Response>
void MustRun(v1::RegistryService::StubInterface& registry,
             grpc::Status (v1::RegistryService::StubInterface::*rpc)(
                 grpc::ClientContext*, const Request&, Response*),
             Request request) {
  const int kind = Request::descriptor()->index();
  request.mutable_header()->set_request_id(
      "00000000-0000-4000-8000-0000000000" + std::to_string(10 + kind));
  request.mutable_header()->set_book(kBook);
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (registry.*rpc)(&context, request, &response);
  if (!status.ok() ||
      response.result().code() != v1::COMMAND_RESULT_CODE_ACCEPTED) {
    ADD_FAILURE() << status.error_message() << response.ShortDebugString();
  }
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_COMMUNITY_H_
