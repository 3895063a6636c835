// What can still be read in a data folder that the store refuses to open.
//
// Every table file and write-ahead log is read by itself, without RocksDB's
// list of files, so any of them may be damaged or missing. Chunks never change,
// so it does not matter in which file one is found. Nothing in the folder is
// changed, and nothing is said about what is right: that is the caller's, who
// has the roots to compare with.
#ifndef GREENLEDGER_STORAGE_SALVAGE_DAMAGED_FOLDER_H_
#define GREENLEDGER_STORAGE_SALVAGE_DAMAGED_FOLDER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/anchor.h"
#include "storage/commit_state.h"
#include "storage/salvage/damaged_table.h"

namespace greenledger::storage {

struct FoundChunk {
  uint64_t commit = 0;
  uint64_t first_index = 0;
  std::vector<std::string> entries = {};
  // One past the last.
  uint64_t end_index() const { return first_index + entries.size(); }
};

// Not thread-safe.
class DamagedFolder {
 public:
  // `env` null is the machine's own. NOT_FOUND if the folder has no database;
  // FAILED_PRECONDITION if it is of a newer schema.
  static absl::StatusOr<std::unique_ptr<DamagedFolder>> Open(
      const std::string& path, rocksdb::Env* env = nullptr);
  ~DamagedFolder();

  // What is acknowledged; nullopt if the file is missing or damaged.
  const std::optional<AnchorRecord>& anchor() const { return anchor_; }
  // The newest commit of which there is a record; nullopt if there is none.
  const std::optional<CommitState>& newest() const { return newest_; }

  // Codes of all books of which there is anything, in order.
  std::vector<uint64_t> Books();
  // Sizes that the book had after some commit, and its root then.
  const std::map<uint64_t, proof::Hash>& Roots(uint64_t book);
  // The first readable chunk from index `from` on. Fast if called with rising
  // places.
  std::optional<FoundChunk> ChunkFrom(uint64_t book, uint64_t from);

  // What is damaged, one line each with the file's name; complete when the
  // chunks have been read.
  std::vector<std::string> Damage() const;

 private:
  explicit DamagedFolder(rocksdb::Env* env);

  void ReadTable(const std::string& path);
  void ReadLog(const std::string& path);
  void Take(std::string_view key, std::string_view value);

  rocksdb::Env* env_;
  std::optional<AnchorRecord> anchor_;
  std::optional<CommitState> newest_;
  // Not DATA_LOSS of some file, but why none of this must be used.
  absl::Status unusable_;
  std::map<uint64_t, std::map<uint64_t, proof::Hash>> roots_;
  // Tables of the log, and the chunks in write-ahead logs by key.
  std::vector<std::unique_ptr<DamagedTable>> tables_;
  std::map<std::string, std::string, std::less<>> logged_;
  std::vector<std::string> damage_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_SALVAGE_DAMAGED_FOLDER_H_
