// The folder of an exported log:
//
//   checkpoint                  the signed checkpoint; all others belong to it
//   tile/<L>/<N>[.p/<W>]        hash tiles   (storage/proof/tile.h)
//   tile/entries/<N>[.p/<W>]    entry bundles
//   *.new                       what an interrupted export was writing
#ifndef GREENLEDGER_CLIENTS_LOG_TREE_FOLDER_H_
#define GREENLEDGER_CLIENTS_LOG_TREE_FOLDER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/tile.h"

namespace greenledger::log {

inline constexpr std::string_view kCheckpointName = "checkpoint";

// Every message names the file. Not thread-safe.
class TreeFolder {
 public:
  explicit TreeFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  // Whether there is anything in the folder that must not be mixed with an
  // export: tiles without a checkpoint are what an interrupted first export
  // leaves and may stay. FAILED_PRECONDITION names the first other file.
  absl::Status CheckMayExport() const;

  // Makes the folder if it is not there, and keeps other exports out of it for
  // as long as the result lives. UNAVAILABLE if one is at work.
  absl::StatusOr<std::shared_ptr<void>> Lock() const;

  // The whole file. NOT_FOUND if there is none, OUT_OF_RANGE if it has more
  // than `bytes_max` bytes.
  absl::StatusOr<std::string> Read(std::string_view name,
                                   size_t bytes_max) const;

  // A hash tile or bundle. As Read; the size that is allowed follows from it.
  absl::StatusOr<std::string> ReadTile(const proof::TileId& tile) const;

  // Puts a whole file in place, with the folders above it. It need not be
  // durable before Publish.
  absl::Status Write(std::string_view name, std::string_view bytes);

  // Makes everything written durable, then replaces the checkpoint, which is
  // durable when this returns.
  absl::Status Publish(std::string_view note_bytes);

  // Removes partial tiles that a tree of `size` leaves does not have, and what
  // interrupted exports were writing.
  absl::Status RemoveStale(uint64_t size);

  // Calls `visit` with the name of every file.
  absl::Status ForEachFile(
      const std::function<void(const std::string& name)>& visit) const;

 private:
  std::string PathOf(std::string_view name) const;

  std::string path_;
};

// Whether a tree of `size` leaves has this tile, so wide.
bool IsTileOf(const proof::TileId& tile, uint64_t size);

}  // namespace greenledger::log

#endif  // GREENLEDGER_CLIENTS_LOG_TREE_FOLDER_H_
