// A ledger that signs, on a folder that can be copied and put back.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_PROOFS_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_PROOFS_TESTING_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "services/ledger/notary_options.h"
#include "storage/checkpoint/key_file.h"
#include "storage/checkpoint/policy.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::ledger {

inline constexpr char kDomain[] = "ledger.example";
inline constexpr char kOrigin[] = "ledger.example/350212002001";

inline google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  details.ParseFromString(status.error_details());
  if (details.details_size() > 0) details.details(0).UnpackTo(&info);
  return info;
}

inline std::string ReasonOf(const grpc::Status& status) {
  return ErrorInfoOf(status).reason();
}

class ProofsTest : public ::testing::Test {
 protected:
  using Proofs = v1::ProofService::StubInterface;

  // Seed of the key with this letter.
  static std::string Seed(char letter) { return std::string(32, letter); }

  // The path of the key file `<letter>.key`, written at first use.
  std::string KeyFile(char letter) const {
    const std::string name = std::string(1, letter) + ".key";
    if (!std::filesystem::exists(folder.File(name))) {
      folder.Write(name, checkpoint::FormatSecretKey(
                             {.name = kDomain, .seed = Seed(letter)}));
    }
    return folder.File(name);
  }

  static checkpoint::VerifierKey LogKey(char letter) {
    return checkpoint::NoteSigner::FromSeed(
               kOrigin, checkpoint::KeyType::kEd25519, Seed(letter))
        ->verifier();
  }

  // What somebody knows who pinned the keys with these letters.
  static checkpoint::Policy Pinned(const std::string& letters = "a") {
    std::vector<checkpoint::VerifierKey> keys;
    for (char letter : letters) keys.push_back(LogKey(letter));
    return *checkpoint::Policy::Make(keys, {}, 0);
  }

  // Ends the ledger, if there is one, and opens it on the data folder with the
  // keys of these letters.
  void Start(const std::string& letters = "a") {
    world.reset();
    NotaryFiles files = options;
    for (char letter : letters) files.keys.push_back(KeyFile(letter));
    LedgerWorld::Options world_options;
    world_options.env = rocksdb::Env::Default();
    world_options.path = folder.File("data");
    auto notary = LoadNotaryOptions(files);
    ASSERT_TRUE(notary.ok()) << notary.status();
    world_options.notary = *std::move(notary);
    world_options.notary.every = every;
    world = std::make_unique<LedgerWorld>(world_options);
  }
  void Stop() { world.reset(); }

  // Copies the data folder of a stopped ledger, or puts the copy back.
  void Copy(const std::string& from, const std::string& to) const {
    std::filesystem::remove_all(folder.File(to));
    std::filesystem::copy(folder.File(from), folder.File(to),
                          std::filesystem::copy_options::recursive);
  }

  // One more entry: a household. Numbers must not repeat.
  void Grow(uint64_t household) {
    v1::RegisterHouseholdsRequest request;
    char id[37];
    std::snprintf(id, sizeof(id), "00000000-0000-4000-9000-%012llx",
                  static_cast<unsigned long long>(household));
    request.mutable_header()->set_request_id(id);
    request.mutable_header()->set_book(kBook);
    v1::Household* added = request.add_households();
    added->set_number(household);
    added->set_building_number(kBuilding);
    added->set_tenure(v1::TENURE_TENANT);
    added->set_residents(2);
    added->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    world->MustRun(&v1::RegistryService::StubInterface::RegisterHouseholds,
                   request);
  }

  uint64_t Size() { return world->ledger().store().Head(kBook)->size; }

  grpc::Status AskCheckpoint(bool fresh, std::string* note) {
    v1::GetCheckpointRequest request;
    request.set_book(kBook);
    request.set_fresh(fresh);
    v1::GetCheckpointResponse response;
    grpc::ClientContext context;
    const grpc::Status status =
        world->proofs().GetCheckpoint(&context, request, &response);
    *note = response.checkpoint();
    return status;
  }
  std::string Checkpoint(bool fresh) {
    std::string note;
    const grpc::Status status = AskCheckpoint(fresh, &note);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return note;
  }
  // The reason why there is none; empty if there is one.
  std::string Refusal() {
    std::string note;
    return ReasonOf(AskCheckpoint(/*fresh=*/true, &note));
  }

  // What a checkpoint says to somebody who pinned these keys.
  static proof::TreeHead HeadOf(const std::string& note,
                                const std::string& letters = "a") {
    auto verified = Pinned(letters).Verify(note);
    EXPECT_TRUE(verified.ok()) << verified.status() << "\n" << note;
    return verified.ok() ? verified->checkpoint.head : proof::TreeHead();
  }

  testing::TempFolder folder;
  // Of Start, besides the keys.
  NotaryFiles options;
  std::chrono::microseconds every{0};
  std::unique_ptr<LedgerWorld> world;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_PROOFS_TESTING_H_
