// Receipts: what a resident takes home of an accepted record, short enough for
// a screen or a QR code:
//
//   GL1:BOOK:INDEX:base64url(leaf hash):MILLI_POINTS:MILLI_MERIT
//
// Numbers are decimal without leading zeros, the amounts with `-` if they are
// negative; the hash has no padding.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_RECEIPT_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_RECEIPT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace greenledger::checkpoint {

struct Receipt {
  // The community's code.
  uint64_t book = 0;
  // Of the entry in the book.
  uint64_t index = 0;
  // proof::LeafHash of the entry's bytes.
  proof::Hash leaf{};
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

std::string FormatReceipt(const Receipt& receipt);

// INVALID_ARGUMENT names the part and what would be right.
absl::StatusOr<Receipt> ParseReceipt(std::string_view text);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_RECEIPT_H_
