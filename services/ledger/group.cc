#include "services/ledger/group.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "services/ledger/committer.h"
#include "storage/proof/sha256_lanes.h"

namespace greenledger::ledger {
namespace {

constexpr size_t kEntryBytesMax = 65535;
// What a chunk starts with; grows if need be.
constexpr size_t kPartReserve = 256 << 10;

[[noreturn]] void Broken(const std::string& what) {
  std::fprintf(stderr, "greenledgerd: broken invariant: %s\n", what.c_str());
  std::abort();
}

}  // namespace

int64_t Group::NextTime(const rules::BookState& state) const {
  return std::max(now_us_, state.last_time_us() + 1);
}

Group::Part& Group::PartOf(LiveBook* book, uint64_t first_index) {
  for (Part& part : parts_) {
    if (part.book == book) return part;
  }
  Part& part = parts_.emplace_back(Part{book, first_index, {}, {}, {}});
  part.bytes.reserve(kPartReserve);
  return part;
}

void Group::Append(LiveBook* book, const v1::Entry& entry,
                   const rules::ApplyHints& hints) {
  Part& part = PartOf(book, entry.index());
  const size_t begin = part.bytes.size();
  const size_t size = entry.ByteSizeLong();
  if (size > kEntryBytesMax) {
    Broken("an entry of " + std::to_string(size) + " bytes");
  }
  part.bytes.resize(begin + size);
  entry.SerializeWithCachedSizesToArray(
      reinterpret_cast<uint8_t*>(part.bytes.data()) + begin);
  if (absl::Status s = book->state.Apply(entry, hints); !s.ok()) {
    Broken(std::string(s.message()));
  }
  book->index.Observe(entry);
  part.ends.push_back(static_cast<uint32_t>(part.bytes.size()));
  ++entries_;
}

void Group::Close() {
  for (Part& part : parts_) {
    storage::Chunk& chunk = chunks_.emplace_back();
    chunk.book = part.book->code;
    chunk.first_index = part.first_index;
    chunk.entries.reserve(part.ends.size());
    uint32_t begin = 0;
    for (uint32_t end : part.ends) {
      chunk.entries.push_back(
          std::string_view(part.bytes).substr(begin, end - begin));
      begin = end;
    }
    part.leaves.resize(chunk.entries.size());
    proof::LeafHashes(chunk.entries, part.leaves);
    common::MutexLock lock(part.book->mu);
    part.book->tree.AppendMany(part.leaves);
    chunk.root_after = part.book->tree.Root();
  }
}

const proof::Hash& Group::LeafOf(const LiveBook& book, uint64_t index) const {
  for (const Part& part : parts_) {
    if (part.book == &book) return part.leaves[index - part.first_index];
  }
  Broken("a leaf of a book that the group has nothing of");
}

}  // namespace greenledger::ledger
