// Any bytes as a chunk of the log: refused, or its entries lie within it.
#include <cstdlib>
#include <string>

#include "storage/chunk_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  // The key repeats bytes 9 to 16 of the value, as that of a true chunk does.
  std::string key(8, '\0');
  key += size < 17 ? std::string(8, '\0') : std::string(value.substr(9, 8));
  auto chunk = greenledger::storage::ChunkReader::Parse(key, value);
  if (!chunk.has_value()) return 0;
  size_t total = 0;
  for (uint64_t i = chunk->first_index(); i < chunk->end_index(); ++i) {
    const std::string_view entry = chunk->Next();
    if (entry.data() < value.data() ||
        entry.data() + entry.size() > value.data() + value.size()) {
      std::abort();
    }
    total += entry.size();
  }
  if (total > size) std::abort();
  return 0;
}
