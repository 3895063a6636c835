#include "storage/backup/sealed_box.h"

#include <absl/strings/escaping.h>
#include <sodium.h>

#include <cstdint>
#include <cstdlib>

#include "storage/backup/bytes.h"

namespace greenledger::backup {
namespace {

constexpr std::string_view kBoxMagic = "GLBOX001";
constexpr size_t kKeyIdBytes = 8;
constexpr size_t kFrontBytes = kBoxMagic.size() + kKeyIdBytes;
constexpr size_t kBlock = 64;

// Lets libsodium open its source of random numbers, once.
void Initialise() {
  static const int initialised = sodium_init();
  if (initialised < 0) std::abort();
}

std::string Front(const PublicKey& key) {
  return std::string(kBoxMagic) + absl::HexStringToBytes(KeyId(key));
}

}  // namespace

absl::StatusOr<std::string> SealBox(const PublicKey& key,
                                    std::string_view content) {
  if (content.size() > kBoxContentMax) {
    return absl::OutOfRangeError("what is sealed has " +
                                 std::to_string(content.size()) +
                                 " bytes: at most 1,024");
  }
  Initialise();
  std::string padded(content);
  padded.resize((content.size() / kBlock + 1) * kBlock);
  size_t padded_size = 0;
  if (sodium_pad(&padded_size, Bytes(padded), content.size(), kBlock,
                 padded.size()) != 0) {
    std::abort();  // there is room
  }
  std::string box = Front(key);
  box.resize(kFrontBytes + crypto_box_SEALBYTES + padded_size);
  const int failed =
      crypto_box_seal(Bytes(box) + kFrontBytes, Bytes(padded), padded_size,
                      Bytes(std::string_view(key.key)));
  sodium_memzero(padded.data(), padded.size());
  if (failed != 0) std::abort();  // the public key is no point
  return box;
}

absl::StatusOr<std::string> OpenBox(const SecretKey& key,
                                    std::string_view box) {
  if (!box.starts_with(kBoxMagic) ||
      box.size() < kFrontBytes + crypto_box_SEALBYTES + kBlock ||
      box.size() >
          kFrontBytes + crypto_box_SEALBYTES + kBoxContentMax + kBlock) {
    return absl::InvalidArgumentError("this is no sealed box");
  }
  if (!box.starts_with(Front(key.pub))) {
    return absl::PermissionDeniedError(
        "the box is sealed for another key than " + KeyId(key.pub));
  }
  Initialise();
  const std::string_view sealed = box.substr(kFrontBytes);
  std::string content(sealed.size() - crypto_box_SEALBYTES, '\0');
  size_t size = 0;
  if (crypto_box_seal_open(Bytes(content), Bytes(sealed), sealed.size(),
                           Bytes(std::string_view(key.pub.key)),
                           Bytes(std::string_view(key.secret))) != 0 ||
      sodium_unpad(&size, Bytes(content), content.size(), kBlock) != 0) {
    return absl::DataLossError("the box was changed since it was sealed");
  }
  content.resize(size);
  return content;
}

}  // namespace greenledger::backup
