// What a kiosk shows a resident of the ledger's answer.
#ifndef GREENLEDGER_CLIENTS_KIOSK_RECEIPT_H_
#define GREENLEDGER_CLIENTS_KIOSK_RECEIPT_H_

#include <optional>
#include <string>

#include "greenledger/v1/kiosk_service.pb.h"

namespace greenledger::kiosk {

// The receipt's text (storage/checkpoint/receipt.h) for result `position` of an
// answer; nullopt if no entry came of that record, or the answer is not one of
// this contract. REQUIRES: 0 <= position < answer.results_size().
std::optional<std::string> ReceiptText(const v1::SubmitRecordsResponse& answer,
                                       int position);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_RECEIPT_H_
