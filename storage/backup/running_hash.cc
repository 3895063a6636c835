#include "storage/backup/running_hash.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace greenledger::backup {
namespace {

EVP_MD_CTX* Context(const std::shared_ptr<void>& context) {
  return static_cast<EVP_MD_CTX*>(context.get());
}

}  // namespace

RunningHash::RunningHash()
    : context_(EVP_MD_CTX_new(), [](void* context) {
        EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context));
      }) {
  if (EVP_DigestInit_ex(Context(context_), EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
}

void RunningHash::Add(std::string_view bytes) {
  if (EVP_DigestUpdate(Context(context_), bytes.data(), bytes.size()) != 1) {
    std::abort();
  }
}

proof::Hash RunningHash::Take() {
  proof::Hash hash{};
  if (EVP_DigestFinal_ex(Context(context_), hash.data(), nullptr) != 1) {
    std::abort();
  }
  return hash;
}

}  // namespace greenledger::backup
