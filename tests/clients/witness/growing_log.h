// A log that asks for cosignatures.
#ifndef GREENLEDGER_TESTS_CLIENTS_WITNESS_GROWING_LOG_H_
#define GREENLEDGER_TESTS_CLIENTS_WITNESS_GROWING_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/witness/witness.h"
#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note_key.h"
#include "storage/checkpoint/policy.h"
#include "storage/proof/consistency.h"

namespace greenledger::witness {

inline constexpr uint64_t kTimeSeconds = 1'780'624'800;

inline checkpoint::NoteSigner WitnessSigner() {
  return *checkpoint::NoteSigner::FromSeed("witness.example/w1",
                                           checkpoint::KeyType::kCosignature,
                                           std::string(32, 'w'));
}

class GrowingLog {
 public:
  explicit GrowingLog(std::string history = "entry",
                      std::string origin = "ledger.example/000000000007")
      : history_(std::move(history)), origin_(std::move(origin)) {
    for (uint64_t i = 0; i < kSizeMax; ++i) {
      leaves_.push_back(proof::LeafHash(history_ + std::to_string(i)));
    }
  }

  // Sizes are at most this.
  static constexpr uint64_t kSizeMax = 40;

  std::string Text(uint64_t size) const {
    const proof::Hash root =
        size == 0 ? proof::EmptyRoot() : *proof::RangeRoot(0, size, Reader());
    return checkpoint::FormatCheckpoint({origin_, {size, root}, {}});
  }

  std::string Checkpoint(uint64_t size) const {
    return checkpoint::FormatNote({Text(size), {Signer().Sign(Text(size))}});
  }

  std::vector<proof::Hash> Growth(uint64_t old_size, uint64_t size) const {
    return *proof::ProveConsistency(old_size, size, Reader());
  }

  // The body of a request that should be cosigned.
  std::string Request(uint64_t old_size, uint64_t size) const {
    return checkpoint::FormatAddCheckpoint(
        {old_size, Growth(old_size, size), Checkpoint(size)});
  }

  checkpoint::Policy Policy() const {
    return *checkpoint::Policy::Make({Signer().verifier()}, {}, 0);
  }

  // Whether a witness's answer cosigns the checkpoint of this size.
  bool IsCosignedBy(const HttpAnswer& answer, uint64_t size) const {
    const auto lines = checkpoint::ParseSignatureLines(answer.body);
    if (answer.status != 200 || !lines.ok()) return false;
    const auto keys = checkpoint::KeySet::Make({WitnessSigner().verifier()});
    const auto good = checkpoint::VerifySignatures(Text(size), *lines, *keys);
    return good.ok() && good->size() == 1 &&
           good->front().time_seconds == kTimeSeconds;
  }

 private:
  checkpoint::NoteSigner Signer() const {
    return *checkpoint::NoteSigner::FromSeed(
        origin_, checkpoint::KeyType::kEd25519, std::string(32, 's'));
  }

  proof::NodeReader Reader() const {
    return [this](proof::NodeId id) -> absl::StatusOr<proof::Hash> {
      proof::Frontier subtree;
      const uint64_t width = uint64_t{1} << id.level;
      for (uint64_t i = 0; i < width; ++i) {
        subtree.Append(leaves_[id.index * width + i]);
      }
      return subtree.Root();
    };
  }

  std::string history_;
  std::string origin_;
  std::vector<proof::Hash> leaves_;
};

}  // namespace greenledger::witness

#endif  // GREENLEDGER_TESTS_CLIENTS_WITNESS_GROWING_LOG_H_
