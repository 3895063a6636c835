#include "storage/proof/sha256.h"

#include <openssl/sha.h>

#include <cstdlib>
#include <cstring>

namespace greenledger::proof {
namespace {

// The EVP interface costs a third more for inputs as short as ours: it looks
// its context up on every call. OPENSSL_API_COMPAT in CMakeLists.txt selects
// the interface of OpenSSL 1.1.0, in which these functions are current.
class Hasher {
 public:
  Hasher() { Check(SHA256_Init(&context_)); }

  void Update(const void* data, size_t size) {
    Check(SHA256_Update(&context_, data, size));
  }

  Hash Finish() {
    Hash hash;
    Check(SHA256_Final(hash.data(), &context_));
    return hash;
  }

 private:
  static void Check(int ok) {
    if (ok != 1) std::abort();
  }

  SHA256_CTX context_;
};

}  // namespace

Hash Sha256(std::initializer_list<std::string_view> parts) {
  Hasher hasher;
  for (const std::string_view part : parts) {
    hasher.Update(part.data(), part.size());
  }
  return hasher.Finish();
}

Hash EmptyRoot() { return Sha256({}); }

Hash LeafHash(std::string_view data) {
  const uint8_t prefix = 0x00;
  Hasher hasher;
  hasher.Update(&prefix, 1);
  hasher.Update(data.data(), data.size());
  return hasher.Finish();
}

Hash NodeHash(const Hash& left, const Hash& right) {
  uint8_t input[1 + 2 * sizeof(Hash)];
  input[0] = 0x01;
  std::memcpy(input + 1, left.data(), left.size());
  std::memcpy(input + 1 + left.size(), right.data(), right.size());
  Hasher hasher;
  hasher.Update(input, sizeof(input));
  return hasher.Finish();
}

std::string_view AsBytes(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Hash FromBytes(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) std::abort();
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

}  // namespace greenledger::proof
