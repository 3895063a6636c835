// Any bytes as the path of a tile, a hash tile or an entry bundle: refused with
// a reason, or writing what was read gives the same bytes. The first byte is
// the width of tile and bundle, less one.
#include <cstdlib>
#include <string>

#include "storage/proof/tile.h"

namespace greenledger::proof {
namespace {

void Must(bool condition) {
  if (!condition) std::abort();
}

void TryPath(std::string_view path) {
  const auto tile = ParseTilePath(path);
  if (!tile.ok()) return Must(!tile.status().message().empty());
  Must(TilePath(*tile) == path);
}

void TryTile(std::string_view bytes, uint32_t width) {
  const auto hashes = ParseHashTile(bytes, width);
  if (!hashes.ok()) return Must(!hashes.status().message().empty());
  Must(EncodeHashTile(*hashes) == bytes);
}

void TryBundle(std::string_view bytes, uint32_t width) {
  const auto entries = ParseBundle(bytes, width);
  if (!entries.ok()) return Must(!entries.status().message().empty());
  std::string again;
  for (const std::string_view entry : *entries) {
    Must(AppendToBundle(entry, &again).ok());
  }
  Must(entries->size() == width && again == bytes);
}

}  // namespace

void TryAll(std::string_view bytes) {
  TryPath(bytes);
  if (bytes.empty()) return;
  const uint32_t width = 1u + static_cast<uint8_t>(bytes[0]);
  TryTile(bytes.substr(1), width);
  TryBundle(bytes.substr(1), width);
}

}  // namespace greenledger::proof

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  greenledger::proof::TryAll({reinterpret_cast<const char*>(data), size});
  return 0;
}
