#include "clients/kiosk/receipt.h"

#include "storage/checkpoint/receipt.h"

namespace greenledger::kiosk {

std::optional<std::string> ReceiptText(const v1::SubmitRecordsResponse& answer,
                                       int position) {
  const v1::RecordResult& result = answer.results(position);
  checkpoint::Receipt receipt;
  if (result.leaf_hash().size() != receipt.leaf.size()) return std::nullopt;
  receipt.book = answer.book();
  receipt.index = result.index();
  receipt.leaf = proof::FromBytes(result.leaf_hash());
  receipt.milli_points = result.milli_points();
  receipt.milli_merit = result.milli_merit();
  return checkpoint::FormatReceipt(receipt);
}

}  // namespace greenledger::kiosk
