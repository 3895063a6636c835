// Any bytes as a proof file, a request to a witness or a receipt: refused with
// a reason, or writing what was read gives the same bytes; and a hash that no
// tree has is never proved.
#include <cstdlib>
#include <string>

#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/checkpoint/receipt.h"
#include "storage/proof/inclusion.h"

namespace greenledger::checkpoint {
namespace {

void Must(bool condition) {
  if (!condition) std::abort();
}

void TryProofFile(std::string_view bytes) {
  const auto file = ParseProofFile(bytes);
  if (!file.ok()) return Must(!file.status().message().empty());
  Must(FormatProofFile(*file) == bytes);
  const auto checkpoint = ParseCheckpoint(ParseNote(file->checkpoint)->text);
  Must(checkpoint.ok());
  const proof::Hash stranger = proof::LeafHash("in no tree");
  Must(!proof::VerifyInclusion(stranger, file->index, checkpoint->head.size,
                               file->hashes, checkpoint->head.root));
}

void TryRequest(std::string_view bytes) {
  const auto request = ParseAddCheckpoint(bytes);
  if (!request.ok()) return Must(!request.status().message().empty());
  Must(FormatAddCheckpoint(*request) == bytes);
}

void TryReceipt(std::string_view bytes) {
  const auto receipt = ParseReceipt(bytes);
  if (!receipt.ok()) return Must(!receipt.status().message().empty());
  Must(FormatReceipt(*receipt) == bytes);
}

}  // namespace

void TryAll(std::string_view bytes) {
  TryProofFile(bytes);
  TryRequest(bytes);
  TryReceipt(bytes);
}

}  // namespace greenledger::checkpoint

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  greenledger::checkpoint::TryAll({reinterpret_cast<const char*>(data), size});
  return 0;
}
