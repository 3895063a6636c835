#include "clients/cli/log_entries.h"

#include <fmt/format.h>

#include "clients/log/tree_folder.h"
#include "storage/proof/tile.h"

namespace greenledger::cli {

rules::EntryAt EntriesInLog(const std::string& folder, uint64_t size) {
  return [files = log::TreeFolder(folder), size](uint64_t index,
                                                 v1::Entry* entry) {
    if (index >= size) {
      return absl::OutOfRangeError(
          fmt::format("the log has no entry {}", index));
    }
    const uint64_t bundle = index / proof::kTileWidth;
    const proof::TileId id{proof::TileKind::kEntries, 0, bundle,
                           proof::WidthOfTile(size, 0, bundle)};
    const auto bytes = files.ReadTile(id);
    if (!bytes.ok()) return bytes.status();
    const auto entries = proof::ParseBundle(*bytes, id.width);
    if (!entries.ok()) return entries.status();
    const std::string_view one = (*entries)[index % proof::kTileWidth];
    if (entry->ParseFromArray(one.data(), static_cast<int>(one.size()))) {
      return absl::OkStatus();
    }
    return absl::DataLossError(fmt::format("entry {} cannot be read", index));
  };
}

}  // namespace greenledger::cli
