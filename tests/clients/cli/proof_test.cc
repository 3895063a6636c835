// greenledger key, checkpoint, proof and receipt.
#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>

#include "clients/cli/output.h"
#include "clients/cli/qr_code.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note_key.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/checkpoint/receipt.h"
#include "storage/proof/consistency.h"
#include "storage/proof/inclusion.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr uint64_t kBook = 310101001001;

checkpoint::NoteSigner Signer(uint64_t book = kBook, char seed = 's') {
  return *checkpoint::NoteSigner::FromSeed(
      checkpoint::OriginOf("ledger.example", book),
      checkpoint::KeyType::kEd25519, std::string(32, seed));
}

// A book of seven entries, `entry 0` to `entry 6`; the sixth moved points.
std::string EntryBytes(uint64_t index) {
  v1::Entry entry;
  entry.set_index(index);
  if (index == 5) {
    v1::Posting* points = entry.add_postings();
    points->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
    points->set_asset(v1::ASSET_POINTS);
    points->set_amount(1500);
  }
  return entry.SerializeAsString();
}

absl::StatusOr<proof::Hash> Node(proof::NodeId id) {
  if (id.level == 0) return proof::LeafHash(EntryBytes(id.index));
  const auto left = Node({id.level - 1, id.index * 2});
  const auto right = Node({id.level - 1, id.index * 2 + 1});
  return proof::NodeHash(*left, *right);
}

std::string CheckpointOf(uint64_t size, uint64_t book = kBook,
                         char seed = 's') {
  const auto root = proof::RangeRoot(0, size, Node);
  const checkpoint::NoteSigner signer = Signer(book, seed);
  checkpoint::Note note{checkpoint::FormatCheckpoint(
                            {signer.verifier().name(), {size, *root}, {}}),
                        {}};
  note.signatures.push_back(signer.Sign(note.text));
  return checkpoint::FormatNote(note);
}

std::string ProofOf(uint64_t index, uint64_t size) {
  checkpoint::ProofFile file;
  file.index = index;
  file.hashes = *proof::ProveInclusion(index, size, Node);
  file.checkpoint = CheckpointOf(size);
  return checkpoint::FormatProofFile(file);
}

class SmallLog final : public v1::ProofService::Service {
 public:
  grpc::Status GetCheckpoint(grpc::ServerContext*,
                             const v1::GetCheckpointRequest* request,
                             v1::GetCheckpointResponse* response) override {
    response->set_checkpoint(CheckpointOf(request->fresh() ? 7 : 5, book));
    return grpc::Status::OK;
  }
  grpc::Status GetProof(grpc::ServerContext*,
                        const v1::GetProofRequest* request,
                        v1::GetProofResponse* response) override {
    response->set_proof(ProofOf(request->index(), 7));
    response->set_leaf_hash(
        std::string(proof::AsBytes(*Node({0, request->index()}))));
    return grpc::Status::OK;
  }
  grpc::Status GetConsistencyProof(
      grpc::ServerContext*, const v1::GetConsistencyProofRequest* request,
      v1::GetConsistencyProofResponse* response) override {
    const auto hashes =
        proof::ProveConsistency(request->old_size(), request->new_size(), Node);
    for (const proof::Hash& hash : *hashes) {
      response->add_hashes(std::string(proof::AsBytes(hash)));
    }
    if (lies) response->mutable_hashes(0)->front() ^= 1;
    return grpc::Status::OK;
  }

  uint64_t book = kBook;
  bool lies = false;
};

class ProofCliTest : public CliTest<v1::RegistryService::Service,
                                    v1::LedgerService::Service, SmallLog> {
 protected:
  // Path of a file that is not there yet.
  std::string NewFile(const std::string& name) {
    const std::string path = WriteFile(name, "");
    std::filesystem::remove(path);
    return path;
  }
  static std::string Receipt(uint64_t index, int64_t milli_points) {
    return checkpoint::FormatReceipt({.book = kBook,
                                      .index = index,
                                      .leaf = *Node({0, index}),
                                      .milli_points = milli_points});
  }

  const std::string book_ = std::to_string(kBook);
  const std::string key_ = Signer().verifier().ToText();
};

TEST_F(ProofCliTest, AKeyFileIsPrivateAndNeverOverwritten) {
  const std::string path = NewFile("log.key");
  EXPECT_EQ(Run({"key", "generate", path, "--domain", "ledger.example"}).code,
            ExitCode::kOk);
  EXPECT_EQ(
      std::filesystem::status(path).permissions(),
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(Run({"key", "generate", path, "--domain", "ledger.example"}).code,
            ExitCode::kUsage);
  // Seed of 32 bytes 0x01.
  EXPECT_EQ(Run({"key", "show", path, "--book", book_}).out,
            Signer(kBook, '\x01').verifier().ToText() + "\n");
  EXPECT_EQ(Run({"key", "show", path, "--public-key"}).out.size(), 65u);
  EXPECT_THAT(Run({"key", "show", path}).err, HasSubstr("--book"));
  EXPECT_EQ(Run({"key", "generate", NewFile("b")}).code, ExitCode::kUsage);
  EXPECT_EQ(Run({"key", "generate", NewFile("b"), "--domain", "a b"}).code,
            ExitCode::kUsage);
}

TEST_F(ProofCliTest, ACheckpointIsPrintedAsItIsAndVerified) {
  Outcome outcome = Run({"checkpoint", "--book", book_, "--key", key_});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(outcome.out, CheckpointOf(5));
  EXPECT_THAT(outcome.err, HasSubstr("signed by keys of the log: 1"));
  outcome = Run({"checkpoint", "--book", book_, "--fresh"});
  EXPECT_EQ(outcome.out, CheckpointOf(7));
  EXPECT_THAT(outcome.err, HasSubstr("signatures not checked"));
  EXPECT_THAT(Run({"checkpoint", "--book", book_, "--json"}).out,
              HasSubstr("\"size\":5,"));
}

TEST_F(ProofCliTest, ACheckpointOfOthersIsNotAccepted) {
  const std::string other = Signer(kBook, 't').verifier().ToText();
  EXPECT_EQ(Run({"checkpoint", "--book", book_, "--key", other}).code,
            ExitCode::kVerificationFailed);
  proofs.book = kBook + 1;
  EXPECT_THAT(Run({"checkpoint", "--book", book_}).err,
              HasSubstr("not of book 310101001001"));
}

TEST_F(ProofCliTest, AProofIsFetchedAndCheckedOffline) {
  const std::string path = NewFile("5.proof");
  Outcome outcome =
      Run({"proof", "get", "--index", "5", "--book", book_, "--out", path});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  const std::string leaf = ToHex(proof::AsBytes(*Node({0, 5})));
  EXPECT_EQ(outcome.out, "leaf hash " + leaf + "\n");
  outcome = Run({"proof", "check", path, "--leaf-hash", leaf, "--key", key_});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out,
              StartsWith("proven: entry 5 of ledger.example/310101001001 is in "
                         "the checkpoint of size 7;"));
  const std::string entry = WriteFile("entry", EntryBytes(5));
  EXPECT_EQ(Run({"proof", "check", path, "--entry", entry, "--key", key_}).code,
            ExitCode::kOk);
  const std::string policy = WriteFile("policy", "log " + key_ + "\n");
  EXPECT_EQ(
      Run({"proof", "check", path, "--entry", entry, "--policy", policy}).code,
      ExitCode::kOk);
}

TEST_F(ProofCliTest, WhatIsNotProvenHasItsOwnExitCode) {
  const std::string good = WriteFile("good", ProofOf(5, 7));
  const std::string cut = WriteFile("cut", ProofOf(5, 7).substr(0, 100));
  const std::string other = WriteFile("other", ProofOf(4, 7));
  const std::string entry = WriteFile("entry", EntryBytes(5));
  const auto check = [&](const std::string& file) {
    return Run({"proof", "check", file, "--entry", entry, "--key", key_});
  };
  EXPECT_EQ(check(good).code, ExitCode::kOk);
  EXPECT_EQ(check(cut).code, ExitCode::kVerificationFailed);
  EXPECT_EQ(check(other).code, ExitCode::kVerificationFailed);
  EXPECT_THAT(check(other).err,
              HasSubstr("the hashes do not lead to the checkpoint"));
  language = "zh";
  EXPECT_THAT(check(other).err, HasSubstr("哈希与检查点不符"));
  EXPECT_EQ(check("none").code, ExitCode::kUsage);
  EXPECT_EQ(Run({"proof", "check", good, "--entry", entry}).code,
            ExitCode::kUsage);
  EXPECT_EQ(Run({"proof", "check", good, "--key", key_}).code,
            ExitCode::kUsage);
  EXPECT_EQ(
      Run({"proof", "check", good, "--leaf-hash", "abc", "--key", key_}).code,
      ExitCode::kUsage);
}

TEST_F(ProofCliTest, ABookOnlyGrew) {
  const std::string older = WriteFile("old", CheckpointOf(3));
  const std::string newer = WriteFile("new", CheckpointOf(7));
  const auto ask = [&](const std::string& from, const std::string& to) {
    return Run({"proof", "consistency", "--old", from, "--new", to});
  };
  Outcome outcome = ask(older, newer);
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("the book of size 7 only extends that of size 3"));
  EXPECT_EQ(ask(newer, older).code, ExitCode::kUsage);
  EXPECT_EQ(Run({"proof", "consistency", "--old", older, "--new", newer,
                 "--key", Signer(kBook, 't').verifier().ToText()})
                .code,
            ExitCode::kVerificationFailed);
  proofs.lies = true;
  EXPECT_EQ(ask(older, newer).code, ExitCode::kVerificationFailed);
}

TEST_F(ProofCliTest, AReceiptIsShownAndChecked) {
  const std::string proof = WriteFile("proof", ProofOf(5, 7));
  const std::string entry = WriteFile("entry", EntryBytes(5));
  EXPECT_THAT(Run({"receipt", "show", Receipt(5, 1500)}).out,
              StartsWith("book 310101001001, entry 5: points 1.5, merit 0\n"));
  const auto check = [&](const std::string& receipt, bool with_entry) {
    std::vector<std::string> arguments = {"receipt", "check", receipt,
                                          proof,     "--key", key_};
    if (with_entry) {
      arguments.insert(arguments.end(), {"--entry", entry});
    }
    return Run(arguments);
  };
  EXPECT_EQ(check(Receipt(5, 1500), true).code, ExitCode::kOk);
  EXPECT_THAT(check(Receipt(5, 1500), false).out,
              HasSubstr("points and merit were not checked"));
  EXPECT_THAT(check(Receipt(5, 9500), true).err,
              HasSubstr("the entry gives 1500 milli-points and 0 of merit, "
                        "the receipt says 9500 and 0"));
  EXPECT_EQ(check(Receipt(4, 0), false).code, ExitCode::kVerificationFailed);
  EXPECT_EQ(check("GL1:nonsense", false).code, ExitCode::kUsage);
}

TEST_F(ProofCliTest, AReceiptOfAnotherBookIsNotProven) {
  const std::string proof = WriteFile("proof", ProofOf(5, 7));
  const std::string receipt = checkpoint::FormatReceipt(
      {.book = kBook + 1, .index = 5, .leaf = *Node({0, 5})});
  Outcome outcome = Run({"receipt", "check", receipt, proof, "--key", key_});
  EXPECT_EQ(outcome.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(outcome.err, HasSubstr("the receipt of book 310101001002"));
}

TEST(QrCodeTest, ACodeIsASquareWithItsQuietZone) {
  const auto code = QrCode("GL1:310101001001:1:a:1:1");
  ASSERT_TRUE(code.ok());
  // Version 2 at level M: 25 modules and 8 of quiet zone, two to a line.
  EXPECT_EQ(std::count(code->begin(), code->end(), '\n'), 17);
  EXPECT_THAT(*code, StartsWith("█████"));
  EXPECT_FALSE(QrCode("").ok());
  EXPECT_TRUE(absl::IsOutOfRange(QrCode(std::string(3000, 'a')).status()));
}

}  // namespace
}  // namespace greenledger::cli
