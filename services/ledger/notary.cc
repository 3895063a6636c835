#include "services/ledger/notary.h"

#include <algorithm>
#include <utility>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/common/shorten.h"
#include "storage/crypto/ed25519.h"
#include "storage/failpoint.h"

namespace greenledger::ledger {
namespace {

using checkpoint::Note;
using checkpoint::NoteSignature;
using checkpoint::NoteSigner;
using checkpoint::VerifierKey;
using common::Reason;
using proof::TreeHead;

bool HasSignature(const Note& note, const VerifierKey& key) {
  return std::any_of(note.signatures.begin(), note.signatures.end(),
                     [&](const NoteSignature& signature) {
                       return signature.name == key.name() &&
                              signature.key_id == key.id();
                     });
}

bool SignedByAll(const Note& note, const std::vector<NoteSigner>& signers) {
  return std::all_of(signers.begin(), signers.end(),
                     [&](const NoteSigner& signer) {
                       return HasSignature(note, signer.verifier());
                     });
}

// Adds the signatures that are missing, before all that are there.
void Sign(const std::vector<NoteSigner>& signers, Note* note) {
  std::vector<NoteSignature> signatures;
  for (const NoteSigner& signer : signers) {
    if (HasSignature(*note, signer.verifier())) continue;
    signatures.push_back(signer.Sign(note->text));
  }
  note->signatures.insert(note->signatures.begin(), signatures.begin(),
                          signatures.end());
  if (note->signatures.size() > checkpoint::kNoteSignaturesMax) {
    note->signatures.resize(checkpoint::kNoteSignaturesMax);
  }
}

grpc::Status CheckpointUnknown(uint64_t book, uint64_t size, uint64_t newest) {
  return common::Error(Reason::kCheckpointUnknown,
                       {{"book", std::to_string(book)},
                        {"size", std::to_string(size)},
                        {"newest", std::to_string(newest)}});
}

}  // namespace

Notary::Notary(Options options, const Books* books, const storage::Store* store)
    : options_(std::move(options)), books_(books), store_(store) {
  if (!options_.keys.empty() && options_.every.count() > 0) {
    thread_ = std::thread([this] { Run(); });
  }
}

Notary::~Notary() { Stop(); }

void Notary::Stop() {
  {
    common::MutexLock lock(stop_mutex_);
    stopping_ = true;
  }
  stop_changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

Notary::Plain Notary::SignPlain(std::string_view bytes) const {
  if (options_.keys.empty()) return {};
  const auto key = crypto::Ed25519PrivateKey::FromSeed(options_.keys[0].seed);
  if (!key.ok()) return {};
  return {key->Sign(bytes), key->public_key()};
}

absl::StatusOr<std::optional<Notary::Signed>> Notary::ReadSigned(
    const SignedFolder& folder, uint64_t book, const NoteSigner& signer) {
  auto bytes = folder.Read(book);
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return std::nullopt;
  const auto damaged = [&](const std::string& why) {
    return absl::DataLossError(folder.PathOf(book) +
                               " is not what this key signed: " + why);
  };
  auto keys = checkpoint::KeySet::Make({signer.verifier()});
  if (!keys.ok()) return keys.status();
  auto note = checkpoint::ParseNote(**bytes);
  if (!note.ok()) return damaged(std::string(note.status().message()));
  auto read = checkpoint::ParseCheckpoint(note->text);
  if (!read.ok()) return damaged(std::string(read.status().message()));
  if (read->origin != signer.verifier().name()) {
    return damaged("its origin is " + read->origin + "; expected " +
                   signer.verifier().name());
  }
  auto verified = checkpoint::VerifyNote(*note, *keys);
  if (!verified.ok()) return damaged(std::string(verified.status().message()));
  return Signed{*std::move(note), read->head};
}

grpc::Status Notary::Compare(LiveBook* book, const TreeHead& head, Desk* desk) {
  const auto durable = store_->Head(book->code);
  const uint64_t size = durable ? durable->size : 0;
  if (head.size <= size) {
    auto root = book->proofs().RootAt(*store_, head.size);
    if (!root.ok()) return common::ToGrpc(root.status());
    if (*root == head.root) return grpc::Status::OK;
  }
  const common::Metadata facts = {{"book", std::to_string(book->code)},
                                  {"size", std::to_string(size)},
                                  {"signed_size", std::to_string(head.size)}};
  if (!std::exchange(desk->conflict_told, true)) {
    common::LogError("checkpoint_conflict",
                     {{"book", facts.at("book")},
                      {"entries", facts.at("size")},
                      {"signed_size", facts.at("signed_size")}});
    if (options_.on_conflict) options_.on_conflict();
  }
  return common::Error(Reason::kCheckpointConflict, facts);
}

grpc::Status Notary::Open(LiveBook* book, Desk* desk) {
  desk->origin = checkpoint::OriginOf(options_.domain, book->code);
  desk->signers.clear();
  desk->newest.reset();
  const auto rank = [](const Signed& one) {
    return std::make_pair(one.head.size, one.note.signatures.size());
  };
  for (const Key& key : options_.keys) {
    auto signer = NoteSigner::FromSeed(desk->origin,
                                       checkpoint::KeyType::kEd25519, key.seed);
    if (!signer.ok()) return common::ToGrpc(signer.status());
    auto found = ReadSigned(*key.signed_notes, book->code, *signer);
    desk->signers.push_back(*std::move(signer));
    if (!found.ok()) return common::ToGrpc(found.status());
    if (!found->has_value()) continue;
    // Each on its own: the keys need not have signed together always.
    grpc::Status same = Compare(book, (*found)->head, desk);
    if (!same.ok()) return same;
    if (!desk->newest || rank(**found) > rank(*desk->newest)) {
      desk->newest = **std::move(found);
    }
  }
  desk->open = true;
  return grpc::Status::OK;
}

grpc::Status Notary::Publish(uint64_t book, Signed made, Desk* desk) {
  const std::string bytes = checkpoint::FormatNote(made.note);
  GREENLEDGER_FAILPOINT("checkpoint_before_file");
  for (const Key& key : options_.keys) {
    absl::Status written = key.signed_notes->Write(book, bytes);
    if (!written.ok()) return common::ToGrpc(written);
    GREENLEDGER_FAILPOINT("checkpoint_after_file");
  }
  desk->newest = std::move(made);
  return grpc::Status::OK;
}

grpc::Status Notary::Bring(LiveBook* book, bool fresh, Desk** brought) {
  if (options_.keys.empty()) return common::Error(Reason::kNoLogKey);
  const auto durable = store_->Head(book->code);
  if (!durable.has_value()) {
    return common::Error(Reason::kBookUnknown,
                         {{"book", std::to_string(book->code)}});
  }
  Desk* desk = *brought = &desks_[book->code];
  if (!desk->open) {
    grpc::Status opened = Open(book, desk);
    if (!opened.ok()) return opened;
  }
  Signed next;
  if (!desk->newest || (fresh && durable->size > desk->newest->head.size)) {
    next.head = {durable->size, durable->root};
    next.note.text =
        checkpoint::FormatCheckpoint({desk->origin, next.head, {}});
  } else if (!SignedByAll(desk->newest->note, desk->signers)) {
    next = *desk->newest;
  } else {
    return grpc::Status::OK;
  }
  if (desk->newest) {
    grpc::Status same = Compare(book, desk->newest->head, desk);
    if (!same.ok()) return same;
  }
  Sign(desk->signers, &next.note);
  return Publish(book->code, std::move(next), desk);
}

grpc::Status Notary::Newest(LiveBook* book, bool fresh, std::string* note) {
  common::MutexLock lock(mutex_);
  Desk* desk = nullptr;
  grpc::Status brought = Bring(book, fresh, &desk);
  if (!brought.ok()) return brought;
  *note = checkpoint::FormatNote(desk->newest->note);
  return grpc::Status::OK;
}

grpc::Status Notary::At(LiveBook* book, uint64_t* size, std::string* note) {
  common::MutexLock lock(mutex_);
  Desk* desk = nullptr;
  grpc::Status brought = Bring(book, /*fresh=*/false, &desk);
  if (!brought.ok()) return brought;
  if (*size > desk->newest->head.size) {
    return CheckpointUnknown(book->code, *size, desk->newest->head.size);
  }
  if (*size == 0 || *size == desk->newest->head.size) {
    *size = desk->newest->head.size;
    *note = checkpoint::FormatNote(desk->newest->note);
    return grpc::Status::OK;
  }
  auto root = book->proofs().RootAt(*store_, *size);
  if (!root.ok()) return common::ToGrpc(root.status());
  Note earlier{checkpoint::FormatCheckpoint({desk->origin, {*size, *root}, {}}),
               {}};
  Sign(desk->signers, &earlier);
  *note = checkpoint::FormatNote(earlier);
  return grpc::Status::OK;
}

grpc::Status Notary::AddCosignatures(
    LiveBook* book, uint64_t size, const std::vector<NoteSignature>& signatures,
    v1::AddCosignaturesResponse* response) {
  common::MutexLock lock(mutex_);
  Desk* desk = nullptr;
  grpc::Status brought = Bring(book, /*fresh=*/false, &desk);
  if (!brought.ok()) return brought;
  if (size != desk->newest->head.size) {
    return CheckpointUnknown(book->code, size, desk->newest->head.size);
  }
  Note note = desk->newest->note;
  auto verified =
      checkpoint::VerifySignatures(note.text, signatures, options_.witnesses);
  if (!verified.ok()) {
    return common::Error(
        Reason::kBadCosignature,
        {{"book", std::to_string(book->code)},
         {"size", std::to_string(size)},
         {"detail",
          common::Shorten(std::string(verified.status().message()), 200)}});
  }
  const auto kept = static_cast<size_t>(std::count_if(
      note.signatures.begin(), note.signatures.end(),
      [&](const NoteSignature& s) { return s.name != desk->origin; }));
  size_t room = kCosignaturesMax - std::min(kept, kCosignaturesMax);
  room =
      std::min(room, checkpoint::kNoteSignaturesMax - note.signatures.size());
  size_t known = 0;
  for (const checkpoint::VerifiedSignature& one : *verified) {
    const VerifierKey* key =
        options_.witnesses.Find(one.signature.name, one.signature.key_id);
    if (HasSignature(note, *key)) {
      ++known;
    } else if (room > 0) {
      --room;
      ++known;
      note.signatures.push_back(one.signature);
      response->set_added(response->added() + 1);
    }
  }
  response->set_ignored(static_cast<uint32_t>(signatures.size() - known));
  if (response->added() > 0) {
    grpc::Status published =
        Publish(book->code, {std::move(note), desk->newest->head}, desk);
    if (!published.ok()) return published;
  }
  response->set_checkpoint(checkpoint::FormatNote(desk->newest->note));
  return grpc::Status::OK;
}

grpc::Status Notary::ListKeys(uint64_t book,
                              v1::ListVerifierKeysResponse* response) {
  if (options_.keys.empty()) return common::Error(Reason::kNoLogKey);
  const std::string origin = checkpoint::OriginOf(options_.domain, book);
  const auto add = [&](std::string_view public_key, bool retired) {
    auto key =
        VerifierKey::Make(origin, checkpoint::KeyType::kEd25519, public_key);
    if (!key.ok()) return key.status();
    v1::VerifierKey* listed = response->add_keys();
    listed->set_text(key->ToText());
    listed->set_retired(retired);
    return absl::OkStatus();
  };
  for (const Key& key : options_.keys) {
    auto secret = crypto::Ed25519PrivateKey::FromSeed(key.seed);
    if (!secret.ok()) return common::ToGrpc(secret.status());
    absl::Status added = add(secret->public_key(), false);
    if (!added.ok()) return common::ToGrpc(added);
  }
  for (const std::string& public_key : options_.retired) {
    absl::Status added = add(public_key, true);
    if (!added.ok()) return common::ToGrpc(added);
  }
  return grpc::Status::OK;
}

void Notary::SignGrown() {
  for (LiveBook* book : books_->All()) {
    {
      common::MutexLock lock(stop_mutex_);
      if (stopping_) return;
    }
    // What was refused is in the log.
    std::string note;
    if (store_->Head(book->code).has_value()) Newest(book, true, &note);
  }
}

void Notary::Run() {
  while (true) {
    {
      common::MutexLock lock(stop_mutex_);
      if (!stopping_) stop_changed_.WaitFor(stop_mutex_, options_.every);
      if (stopping_) return;
    }
    SignGrown();
  }
}

}  // namespace greenledger::ledger
