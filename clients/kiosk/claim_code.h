// What a resident shows to claim the points of a card that nobody knew.
#ifndef GREENLEDGER_CLIENTS_KIOSK_CLAIM_CODE_H_
#define GREENLEDGER_CLIENTS_KIOSK_CLAIM_CODE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace greenledger::kiosk {

// `<kiosk>-<sequence>-<check>`; the check is the first 20 bits, in Crockford's
// base 32, of SHA-256("greenledger/claim/v1\n" || book || kiosk || incarnation
// || sequence || card hash), numbers as 8 bytes big-endian. Whoever has the
// booked record can say whether a code is right.
std::string ClaimCode(uint64_t book, uint64_t kiosk, uint64_t incarnation,
                      uint64_t sequence, std::string_view card_hash);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_CLAIM_CODE_H_
