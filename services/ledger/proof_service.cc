#include "services/ledger/proof_service.h"

#include <utility>
#include <vector>

#include "services/common/errors.h"
#include "services/common/shorten.h"
#include "services/ledger/reads.h"
#include "storage/checkpoint/note.h"
#include "storage/checkpoint/proof_file.h"

namespace greenledger::ledger {
namespace {

using common::Reason;

// Answers with what `fill(book)` says of the request's book.
template <typename Request, typename Fill>
grpc::ServerUnaryReactor* ServeBook(grpc::CallbackServerContext* context,
                                    const Books& books, const Request& request,
                                    Fill fill) {
  return Serve(context, request, [&](grpc::ServerUnaryReactor* reactor) {
    LiveBook* book = nullptr;
    grpc::Status status = FindBook(books, request.book(), &book);
    if (status.ok()) status = fill(book);
    if (status.ok()) reactor->Finish(grpc::Status::OK);
    return status;
  });
}

// Faults of single lines; none if all could be read.
common::Faults ReadLines(const v1::AddCosignaturesRequest& request,
                         std::vector<checkpoint::NoteSignature>* signatures) {
  common::Faults faults;
  for (int i = 0; i < request.signatures_size(); ++i) {
    const std::string& line = request.signatures(i);
    auto read = checkpoint::ParseSignatureLines(line + "\n");
    if (read.ok() && read->size() == 1) {
      signatures->push_back(std::move(read->front()));
      continue;
    }
    faults.push_back({"signatures[" + std::to_string(i) + "]",
                      common::Shorten(line),
                      "one signature line of a signed note"});
  }
  return faults;
}

}  // namespace

grpc::ServerUnaryReactor* ProofServiceImpl::GetCheckpoint(
    grpc::CallbackServerContext* context,
    const v1::GetCheckpointRequest* request,
    v1::GetCheckpointResponse* response) {
  return ServeBook(context, *books_, *request, [&](LiveBook* book) {
    return notary_->Newest(book, request->fresh(),
                           response->mutable_checkpoint());
  });
}

grpc::Status ProofServiceImpl::FillProof(const v1::GetProofRequest& request,
                                         LiveBook* book,
                                         v1::GetProofResponse* response) const {
  const auto durable = store_->Head(book->code);
  if (!durable || request.index() >= durable->size) {
    return common::Error(Reason::kEntryUnknown,
                         {{"book", std::to_string(request.book())},
                          {"index", std::to_string(request.index())}});
  }
  checkpoint::ProofFile file;
  file.index = request.index();
  uint64_t size = request.size();
  grpc::Status at = notary_->At(book, &size, &file.checkpoint);
  if (!at.ok()) return at;
  if (request.index() >= size) {
    return common::Error(Reason::kNotInCheckpoint,
                         {{"book", std::to_string(request.book())},
                          {"index", std::to_string(request.index())},
                          {"size", std::to_string(size)}});
  }
  auto hashes = book->proofs().InclusionProof(*store_, request.index(), size);
  if (!hashes.ok()) return common::ToGrpc(hashes.status());
  file.hashes = *std::move(hashes);
  auto entry = store_->ReadEntry(book->code, request.index());
  if (!entry.ok()) return common::ToGrpc(entry.status());
  response->set_proof(checkpoint::FormatProofFile(file));
  response->set_leaf_hash(std::string(proof::AsBytes(proof::LeafHash(*entry))));
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* ProofServiceImpl::GetProof(
    grpc::CallbackServerContext* context, const v1::GetProofRequest* request,
    v1::GetProofResponse* response) {
  return ServeBook(context, *books_, *request, [&](LiveBook* book) {
    return FillProof(*request, book, response);
  });
}

grpc::Status ProofServiceImpl::FillConsistency(
    const v1::GetConsistencyProofRequest& request, LiveBook* book,
    v1::GetConsistencyProofResponse* response) const {
  const auto durable = store_->Head(book->code);
  const uint64_t size = durable ? durable->size : 0;
  if (request.new_size() > size) {
    return common::Error(Reason::kTreeUnknown,
                         {{"book", std::to_string(request.book())},
                          {"size", std::to_string(request.new_size())},
                          {"entries", std::to_string(size)}});
  }
  const storage::BookTree& tree = book->proofs();
  auto hashes =
      tree.ConsistencyProof(*store_, request.old_size(), request.new_size());
  if (!hashes.ok()) return common::ToGrpc(hashes.status());
  auto old_root = tree.RootAt(*store_, request.old_size());
  if (!old_root.ok()) return common::ToGrpc(old_root.status());
  auto new_root = tree.RootAt(*store_, request.new_size());
  if (!new_root.ok()) return common::ToGrpc(new_root.status());
  for (const proof::Hash& hash : *hashes) {
    response->add_hashes(std::string(proof::AsBytes(hash)));
  }
  response->set_old_root(std::string(proof::AsBytes(*old_root)));
  response->set_new_root(std::string(proof::AsBytes(*new_root)));
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* ProofServiceImpl::GetConsistencyProof(
    grpc::CallbackServerContext* context,
    const v1::GetConsistencyProofRequest* request,
    v1::GetConsistencyProofResponse* response) {
  return ServeBook(context, *books_, *request, [&](LiveBook* book) {
    return FillConsistency(*request, book, response);
  });
}

grpc::ServerUnaryReactor* ProofServiceImpl::ListVerifierKeys(
    grpc::CallbackServerContext* context,
    const v1::ListVerifierKeysRequest* request,
    v1::ListVerifierKeysResponse* response) {
  return ServeBook(context, *books_, *request, [&](LiveBook* book) {
    return notary_->ListKeys(book->code, response);
  });
}

grpc::ServerUnaryReactor* ProofServiceImpl::AddCosignatures(
    grpc::CallbackServerContext* context,
    const v1::AddCosignaturesRequest* request,
    v1::AddCosignaturesResponse* response) {
  return ServeBook(context, *books_, *request, [&](LiveBook* book) {
    std::vector<checkpoint::NoteSignature> signatures;
    const common::Faults faults = ReadLines(*request, &signatures);
    if (!faults.empty()) return common::BadFields(faults);
    return notary_->AddCosignatures(book, request->size(), signatures,
                                    response);
  });
}

}  // namespace greenledger::ledger
