// The list of cards that a kiosk is given: invented cards, so that whatever
// card is used at the kiosk is one it does not know.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_CARD_LIST_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_CARD_LIST_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "greenledger/v1/kiosk_service.pb.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::conformance {

// What stands for a card on a list with that salt.
uint64_t HashOf(std::string_view salt, std::string_view card_hash);

// Not thread-safe.
class CardList {
 public:
  // A list for `book`, signed with `key`.
  CardList(uint64_t book, crypto::Ed25519PrivateKey key);

  uint64_t version() const { return version_; }
  const std::string& salt() const { return salt_; }
  const std::set<uint64_t>& hashes() const { return hashes_; }

  // Takes one card out and adds two: the next version.
  void Change();
  // From now on, whether differences have a digest that is not the list's, as
  // if they were made for another base.
  void SpoilDifferences(bool spoil) { spoil_ = spoil; }

  // Answers; the full list is on two pages.
  v1::GetResidentListResponse Answer(
      const v1::GetResidentListRequest& request) const;

 private:
  std::string Digest() const;

  uint64_t book_;
  crypto::Ed25519PrivateKey key_;
  uint64_t version_ = 1000;
  std::string salt_;
  std::set<uint64_t> hashes_;
  // What the last change did.
  std::set<uint64_t> added_;
  std::set<uint64_t> removed_;
  bool spoil_ = false;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_CARD_LIST_H_
