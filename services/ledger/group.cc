#include "services/ledger/group.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "services/ledger/committer.h"

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
  Part& part = parts_.emplace_back(Part{book, first_index, {}, {}});
  part.bytes.reserve(kPartReserve);
  return part;
}

proof::Hash Group::Append(LiveBook* book, const v1::Entry& entry,
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
  const proof::Hash leaf =
      proof::LeafHash(std::string_view(part.bytes).substr(begin));
  book->tree.Append(leaf);
  part.ends.push_back(static_cast<uint32_t>(part.bytes.size()));
  ++entries_;
  return leaf;
}

void Group::Close() {
  for (const Part& part : parts_) {
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
    common::MutexLock lock(part.book->mu);
    chunk.root_after = part.book->tree.Root();
  }
}

}  // namespace greenledger::ledger
