#include "storage/commit_state.h"

#include "storage/big_endian.h"
#include "storage/chunk_codec.h"

namespace greenledger::storage {
namespace {

constexpr std::string_view kChainTag = "greenledger/commit-chain/v1\n";
constexpr std::string_view kStateKey = "state";
constexpr std::string_view kHeadPrefix = "head";
constexpr size_t kHashSize = sizeof(proof::Hash);
constexpr size_t kStateSize = 4 + 8 + 2 * kHashSize + 8;
constexpr size_t kHeadSize = 8 + kHashSize;

}  // namespace

CommitState FirstState() {
  const proof::Hash start = proof::Sha256({kChainTag});
  return CommitState{.chain = start, .previous_chain = start};
}

CommitState NextState(const CommitState& state, std::span<const Chunk> chunks) {
  std::string link(proof::AsBytes(state.chain));
  uint64_t count = state.chunks;
  for (const Chunk& chunk : chunks) {
    count += ChunkCount(chunk.entries.size());
    AppendBigEndian64(&link, chunk.book);
    AppendBigEndian64(&link, chunk.first_index + chunk.entries.size());
    link.append(proof::AsBytes(chunk.root_after));
  }
  return CommitState{.schema = kSchema,
                     .commit = state.commit + 1,
                     .chain = proof::Sha256({link}),
                     .previous_chain = state.chain,
                     .chunks = count};
}

AnchorRecord AnchorOf(const CommitState& state) {
  return {.schema = state.schema, .commit = state.commit, .chain = state.chain};
}

std::string_view StateKey() { return kStateKey; }

std::string EncodeState(const CommitState& state) {
  std::string value;
  value.reserve(kStateSize);
  AppendBigEndian32(&value, state.schema);
  AppendBigEndian64(&value, state.commit);
  value.append(proof::AsBytes(state.chain));
  value.append(proof::AsBytes(state.previous_chain));
  AppendBigEndian64(&value, state.chunks);
  return value;
}

std::optional<CommitState> DecodeState(std::string_view value) {
  if (value.size() < 4) return std::nullopt;
  CommitState state;
  state.schema = static_cast<uint32_t>(BigEndian(value.substr(0, 4)));
  if (state.schema > kSchema) return state;
  if (value.size() != kStateSize) return std::nullopt;
  state.commit = BigEndian(value.substr(4, 8));
  state.chain = proof::FromBytes(value.substr(12, kHashSize));
  state.previous_chain =
      proof::FromBytes(value.substr(12 + kHashSize, kHashSize));
  state.chunks = BigEndian(value.substr(12 + 2 * kHashSize, 8));
  return state;
}

std::string HeadKey(uint64_t book) {
  std::string key(kHeadPrefix);
  AppendBigEndian64(&key, book);
  return key;
}

std::string EncodeHead(const BookHead& head) {
  std::string value;
  AppendBigEndian64(&value, head.size);
  value.append(proof::AsBytes(head.root));
  return value;
}

std::optional<BookHead> DecodeHead(std::string_view key,
                                   std::string_view value) {
  if (key.size() != kHeadPrefix.size() + 8 ||
      key.substr(0, kHeadPrefix.size()) != kHeadPrefix ||
      value.size() != kHeadSize) {
    return std::nullopt;
  }
  return BookHead{.book = BigEndian(key.substr(kHeadPrefix.size())),
                  .size = BigEndian(value.substr(0, 8)),
                  .root = proof::FromBytes(value.substr(8))};
}

}  // namespace greenledger::storage
