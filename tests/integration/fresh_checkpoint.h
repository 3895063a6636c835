// A server that signs checkpoints, and what it signs.
#ifndef GREENLEDGER_TESTS_INTEGRATION_FRESH_CHECKPOINT_H_
#define GREENLEDGER_TESTS_INTEGRATION_FRESH_CHECKPOINT_H_

#include <string>
#include <vector>

#include "greenledger/v1/proof_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/key_file.h"
#include "storage/checkpoint/note.h"
#include "tests/integration/community.h"

namespace greenledger::integration {

// Makes a key; these flags with it. Checkpoints are signed only when asked for.
inline std::vector<std::string> WithLogKey(std::vector<std::string> flags,
                                           const std::string& key_path) {
  const absl::Status made = checkpoint::CreateKeyFile(
      key_path, {.name = "ledger.example", .seed = std::string(32, 's')});
  EXPECT_TRUE(made.ok()) << made.message();
  flags.insert(flags.end(), {"--log-key", key_path, "--checkpoint-every", "0"});
  return flags;
}

// Has the book as it is now signed; `size` is then that of the checkpoint.
inline grpc::Status SignFresh(const ServerProcess& server, uint64_t* size) {
  const auto stub = v1::ProofService::NewStub(server.Operator());
  v1::GetCheckpointRequest request;
  request.set_book(kBook);
  request.set_fresh(true);
  grpc::ClientContext context;
  v1::GetCheckpointResponse response;
  grpc::Status status = stub->GetCheckpoint(&context, request, &response);
  if (!status.ok()) return status;
  const auto note = checkpoint::ParseNote(response.checkpoint());
  *size = checkpoint::ParseCheckpoint(note.value().text).value().head.size;
  return status;
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_FRESH_CHECKPOINT_H_
