// ProofService: checkpoints and proofs of books.
#ifndef GREENLEDGER_SERVICES_LEDGER_PROOF_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_PROOF_SERVICE_H_

#include "greenledger/v1/proof_service.grpc.pb.h"
#include "services/ledger/books.h"
#include "services/ledger/notary.h"
#include "storage/store.h"

namespace greenledger::ledger {

class ProofServiceImpl final : public v1::ProofService::CallbackService {
 public:
  // All must outlive this.
  ProofServiceImpl(const Books* books, const storage::Store* store,
                   Notary* notary)
      : books_(books), store_(store), notary_(notary) {}

  grpc::ServerUnaryReactor* GetCheckpoint(
      grpc::CallbackServerContext* context,
      const v1::GetCheckpointRequest* request,
      v1::GetCheckpointResponse* response) override;
  grpc::ServerUnaryReactor* GetProof(grpc::CallbackServerContext* context,
                                     const v1::GetProofRequest* request,
                                     v1::GetProofResponse* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(
      grpc::CallbackServerContext* context,
      const v1::GetConsistencyProofRequest* request,
      v1::GetConsistencyProofResponse* response) override;
  grpc::ServerUnaryReactor* ListVerifierKeys(
      grpc::CallbackServerContext* context,
      const v1::ListVerifierKeysRequest* request,
      v1::ListVerifierKeysResponse* response) override;
  grpc::ServerUnaryReactor* AddCosignatures(
      grpc::CallbackServerContext* context,
      const v1::AddCosignaturesRequest* request,
      v1::AddCosignaturesResponse* response) override;

 private:
  grpc::Status FillProof(const v1::GetProofRequest& request, LiveBook* book,
                         v1::GetProofResponse* response) const;
  grpc::Status FillConsistency(const v1::GetConsistencyProofRequest& request,
                               LiveBook* book,
                               v1::GetConsistencyProofResponse* response) const;

  const Books* books_;
  const storage::Store* store_;
  Notary* notary_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_PROOF_SERVICE_H_
