// SHA-256 over OpenSSL, and the three hashes of RFC 6962 / RFC 9162 section 2.
#ifndef GREENLEDGER_STORAGE_PROOF_SHA256_H_
#define GREENLEDGER_STORAGE_PROOF_SHA256_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace greenledger::proof {

using Hash = std::array<uint8_t, 32>;

// SHA-256 of the concatenation of `parts`. Safe from any thread. Aborts if
// OpenSSL fails.
Hash Sha256(std::initializer_list<std::string_view> parts);

// H("").
Hash EmptyRoot();

// H(0x00 || data).
Hash LeafHash(std::string_view data);

// H(0x01 || left || right).
Hash NodeHash(const Hash& left, const Hash& right);

// The 32 bytes as a view, valid as long as `hash` lives.
std::string_view AsBytes(const Hash& hash);

// Copies exactly 32 bytes. REQUIRES: bytes.size() == 32.
Hash FromBytes(std::string_view bytes);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_SHA256_H_
