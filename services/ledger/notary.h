// Signs checkpoints of books, and never two of one book that contradict each
// other.
//
//  * What was signed last is kept beside each key (SignedFolder) and is durable
//    there before anybody gets to see it.
//  * Nothing is signed unless the entries here give the root that was signed
//    last, at the size it was signed for. A data folder that came back from an
//    older copy, or grew differently since, is found out by this: signing is
//    refused (CHECKPOINT_CONFLICT), everything else goes on.
//  * Only what is on disk is signed.
//
// The key's name in a note is the origin, `<domain>/<12-digit book>`, so one
// secret signs for every book under a name of its own. With several keys all
// of them sign: that is how a key is changed.
#ifndef GREENLEDGER_SERVICES_LEDGER_NOTARY_H_
#define GREENLEDGER_SERVICES_LEDGER_NOTARY_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/proof_service.pb.h"
#include "grpcpp/support/status.h"
#include "services/common/mutex.h"
#include "services/ledger/books.h"
#include "services/ledger/signed_folder.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note_key.h"
#include "storage/store.h"

namespace greenledger::ledger {

inline constexpr size_t kCosignaturesMax = 15;

// Thread-safe. The statuses are answers for callers.
class Notary {
 public:
  struct Key {
    std::string seed;
    std::shared_ptr<const SignedFolder> signed_notes;
  };
  struct Options {
    // Without keys every call answers NO_LOG_KEY.
    std::vector<Key> keys = {};
    // One that origins can be made of; checked where the keys are loaded.
    std::string domain = {};
    // Public keys of 32 bytes that signed once.
    std::vector<std::string> retired = {};
    // Whose cosignatures are kept.
    checkpoint::KeySet witnesses = {};
    // How often books that grew get a checkpoint unasked; 0 is never.
    std::chrono::microseconds every{0};
    // Called once for each book whose entries contradict what was signed.
    std::function<void()> on_conflict = nullptr;
  };

  // `books` and `store` must outlive it.
  Notary(Options options, const Books* books, const storage::Store* store);
  ~Notary();
  Notary(const Notary&) = delete;
  Notary& operator=(const Notary&) = delete;

  // Ends the checkpoints that are made unasked, at once.
  void Stop();

  // The newest checkpoint of a book as the bytes of a note. Makes one if there
  // is none yet, a key that signs now has not signed it, or `fresh` is set and
  // the book has grown.
  grpc::Status Newest(LiveBook* book, bool fresh, std::string* note);

  // The checkpoint of `*size` entries, or the newest (its size goes to `*size`)
  // for 0. CHECKPOINT_UNKNOWN above the size of the newest. A smaller one is
  // signed anew: the newest, which it is the beginning of, is durable.
  grpc::Status At(LiveBook* book, uint64_t* size, std::string* note);

  // Keeps cosignatures of the newest checkpoint; see the contract.
  grpc::Status AddCosignatures(
      LiveBook* book, uint64_t size,
      const std::vector<checkpoint::NoteSignature>& signatures,
      v1::AddCosignaturesResponse* response);

  // The keys that verify this book's checkpoints.
  grpc::Status ListKeys(uint64_t book, v1::ListVerifierKeysResponse* response);

  // An Ed25519 signature (64 bytes) over bytes that begin with a tag of their
  // own or are the hash of such, by the first key that signs checkpoints, and
  // its public key; empty if there is none.
  struct Plain {
    std::string signature;
    std::string signer;
  };
  Plain SignPlain(std::string_view bytes) const;

  // A checkpoint for every book that has none or has grown since.
  void SignGrown();

 private:
  // A checkpoint and what it says.
  struct Signed {
    checkpoint::Note note;
    proof::TreeHead head;
  };
  // What is known of one book's checkpoints.
  struct Desk {
    std::string origin;
    std::vector<checkpoint::NoteSigner> signers;
    // Whether the folders were read and agree with the entries.
    bool open = false;
    bool conflict_told = false;
    std::optional<Signed> newest;
  };

  // The book's desk with its newest checkpoint, made as for Newest.
  grpc::Status Bring(LiveBook* book, bool fresh, Desk** desk)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  grpc::Status Open(LiveBook* book, Desk* desk)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Whether the book's entries give this head.
  grpc::Status Compare(LiveBook* book, const proof::TreeHead& head, Desk* desk)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Keeps it beside every key; then it is the newest.
  grpc::Status Publish(uint64_t book, Signed made, Desk* desk)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static absl::StatusOr<std::optional<Signed>> ReadSigned(
      const SignedFolder& folder, uint64_t book,
      const checkpoint::NoteSigner& signer);
  void Run();

  const Options options_;
  const Books* books_;
  const storage::Store* store_;

  common::Mutex mutex_;
  std::map<uint64_t, Desk> desks_ ABSL_GUARDED_BY(mutex_);

  common::Mutex stop_mutex_;
  common::CondVar stop_changed_;
  bool stopping_ ABSL_GUARDED_BY(stop_mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_NOTARY_H_
