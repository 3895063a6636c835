// Bounds that requests of several services share.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_LIMITS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace greenledger::rules {

// Bytes of a SHA-256, of an Ed25519 public key and of its signatures.
inline constexpr size_t kDigestBytes = 32;
inline constexpr size_t kPublicKeyBytes = 32;
inline constexpr size_t kSignatureBytes = 64;

// Bytes of the name of a place or party, of who did something, and of why.
inline constexpr size_t kNameBytesMax = 60;
inline constexpr size_t kByBytesMax = 60;
inline constexpr size_t kWhyBytesMax = 300;

// Of one household.
inline constexpr int kMembersMax = 50;
inline constexpr int kCardsMax = 20;

// Numbers of campaigns and of classes of material.
inline constexpr uint64_t kCampaignMax = 9'999;
inline constexpr uint64_t kClassMax = 9'999;

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_LIMITS_H_
