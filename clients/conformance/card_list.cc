#include "clients/conformance/card_list.h"

#include <iterator>
#include <utility>

#include "storage/proof/sha256.h"

namespace greenledger::conformance {
namespace {

constexpr int kCards = 100;
constexpr int kCardsOnPage = 60;
constexpr std::string_view kSecondPage = "2";
constexpr size_t kSaltBytes = 16;

std::string Bytes(uint64_t number) {
  std::string bytes(8, '\0');
  for (size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<char>(number >> (56 - 8 * i) & 0xff);
  }
  return bytes;
}

}  // namespace

uint64_t HashOf(std::string_view salt, std::string_view card_hash) {
  const proof::Hash hash = proof::Sha256({salt, card_hash});
  uint64_t number = 0;
  for (size_t i = 0; i < 8; ++i) number = number << 8 | hash[i];
  return number;
}

CardList::CardList(uint64_t book, crypto::Ed25519PrivateKey key)
    : book_(book), key_(std::move(key)) {
  const proof::Hash salt = proof::Sha256({"salt", key_.public_key()});
  salt_ = proof::AsBytes(salt).substr(0, kSaltBytes);
  for (int i = 0; i < kCards; ++i) {
    hashes_.insert(HashOf(salt_, "card " + std::to_string(i)));
  }
}

void CardList::Change() {
  ++version_;
  removed_ = {*std::next(hashes_.begin(), 7)};
  hashes_.erase(*removed_.begin());
  added_.clear();
  for (const char* which : {"a", "b"}) {
    added_.insert(HashOf(salt_, which + std::to_string(version_)));
  }
  hashes_.insert(added_.begin(), added_.end());
}

v1::GetResidentListResponse CardList::Answer(
    const v1::GetResidentListRequest& request) const {
  v1::GetResidentListResponse response;
  response.set_version(version_);
  response.set_salt(salt_);
  std::string digest = Digest();
  if (request.base_version() == version_) {
    // Nothing to change.
  } else if (request.base_version() == version_ - 1 && !added_.empty()) {
    response.mutable_added()->Add(added_.begin(), added_.end());
    response.mutable_removed()->Add(removed_.begin(), removed_.end());
    if (spoil_) digest = proof::AsBytes(proof::Sha256({digest}));
  } else {
    response.set_full(true);
    const auto middle = std::next(hashes_.begin(), kCardsOnPage);
    if (request.page_token() == kSecondPage) {
      response.mutable_added()->Add(middle, hashes_.end());
    } else {
      response.mutable_added()->Add(hashes_.begin(), middle);
      response.set_next_page_token(std::string(kSecondPage));
    }
  }
  response.set_signature(key_.Sign(digest));
  response.set_signer(key_.public_key());
  response.set_digest(std::move(digest));
  return response;
}

std::string CardList::Digest() const {
  std::string text =
      "greenledger/resident-list/v1\n" + Bytes(book_) + Bytes(version_) + salt_;
  for (uint64_t hash : hashes_) text += Bytes(hash);
  return std::string(proof::AsBytes(proof::Sha256({text})));
}

}  // namespace greenledger::conformance
