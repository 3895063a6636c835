// What the database says about its last commit, and the chain over all of them.
#ifndef GREENLEDGER_STORAGE_COMMIT_STATE_H_
#define GREENLEDGER_STORAGE_COMMIT_STATE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/anchor.h"
#include "storage/proof/sha256.h"
#include "storage/store.h"

namespace greenledger::storage {

// Version of everything FORMAT.md describes.
inline constexpr uint32_t kSchema = 1;

struct CommitState {
  uint32_t schema = kSchema;
  uint64_t commit = 0;
  // Over this commit and the one before.
  proof::Hash chain{};
  proof::Hash previous_chain{};
  // In the whole log: more or fewer in it mean a hole.
  uint64_t chunks = 0;
  friend bool operator==(const CommitState&, const CommitState&) = default;
};

// Before the first commit.
CommitState FirstState();

// After one more commit.
CommitState NextState(const CommitState& state, std::span<const Chunk> chunks);

AnchorRecord AnchorOf(const CommitState& state);

// Keys and values of the column family "meta". Decoding gives nullopt for bytes
// that are not a value; of a newer schema only the number is decoded.
std::string_view StateKey();
std::string EncodeState(const CommitState& state);
std::optional<CommitState> DecodeState(std::string_view value);

// Heads sort behind HeadKey(0), by book.
std::string HeadKey(uint64_t book);
std::string EncodeHead(const BookHead& head);
std::optional<BookHead> DecodeHead(std::string_view key,
                                   std::string_view value);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_COMMIT_STATE_H_
