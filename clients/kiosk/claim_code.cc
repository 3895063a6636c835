#include "clients/kiosk/claim_code.h"

#include "storage/big_endian.h"
#include "storage/proof/sha256.h"

namespace greenledger::kiosk {
namespace {

constexpr std::string_view kClaimTag = "greenledger/claim/v1\n";
// Crockford's base 32: no letters that look like digits.
constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCheckDigits = 4;
constexpr int kBitsPerDigit = 5;

}  // namespace

std::string ClaimCode(uint64_t book, uint64_t kiosk, uint64_t incarnation,
                      uint64_t sequence, std::string_view card_hash) {
  std::string text(kClaimTag);
  for (const uint64_t number : {book, kiosk, incarnation, sequence}) {
    storage::AppendBigEndian64(&text, number);
  }
  text.append(card_hash);
  const proof::Hash hash = proof::Sha256({text});
  uint32_t bits = 0;
  for (size_t i = 0; i < 4; ++i) bits = (bits << 8) | hash[i];
  std::string check;
  for (int digit = 1; digit <= kCheckDigits; ++digit) {
    check += kDigits[(bits >> (32 - digit * kBitsPerDigit)) & 31];
  }
  return std::to_string(kiosk) + "-" + std::to_string(sequence) + "-" + check;
}

}  // namespace greenledger::kiosk
