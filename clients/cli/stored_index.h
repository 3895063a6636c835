// Holds the stored rows by which a server finds entries (records by their
// sequence, commands by their id, every 64th entry of a household) against the
// entries themselves: a wrong one would let a server take a record for another.
#ifndef GREENLEDGER_CLIENTS_CLI_STORED_INDEX_H_
#define GREENLEDGER_CLIENTS_CLI_STORED_INDEX_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "storage/store.h"

namespace greenledger::cli {

// Remembers some 30 bytes for a run of records and 100 for a command. Not
// thread-safe.
class StoredIndex {
 public:
  explicit StoredIndex(uint64_t book) : book_(book) {}

  // The entries that the rows were folded from, in order.
  void Observe(const v1::Entry& entry);

  // DATA_LOSS names table, key and what is wrong; `compared` grows by the rows
  // that are right.
  absl::Status Compare(const storage::Store& store, uint64_t* compared) const;

 private:
  // Records that follow each other in their journal and in the book.
  struct Run {
    uint64_t first_sequence;
    uint64_t first_index;
    uint64_t count;
  };
  struct Request {
    uint64_t first_index;
    uint32_t entries;
    std::string digest;
  };
  using Journal = std::pair<uint64_t, uint64_t>;  // kiosk, incarnation
  using Mark = std::pair<uint64_t, uint64_t>;     // household, its entry

  void ObserveRecord(const Journal& journal, uint64_t sequence, uint64_t index);
  // Whether these records are so in the entries.
  bool Knows(const Journal& journal, const Run& stored) const;

  // Records, commands or marks that a row stands for; 0 if it is not what the
  // entries give.
  using CountOf =
      std::function<uint64_t(std::string_view key, std::string_view value)>;
  uint64_t RecordsOf(std::string_view key, std::string_view value) const;
  uint64_t RequestsOf(std::string_view key, std::string_view value) const;
  uint64_t MarksOf(std::string_view key, std::string_view value) const;
  absl::Status CompareTable(const storage::Store& store, uint8_t table,
                            uint64_t expected, const CountOf& count_of,
                            uint64_t* compared) const;

  uint64_t book_;
  uint64_t records_ = 0;
  std::map<Journal, std::vector<Run>> runs_;
  absl::flat_hash_map<std::string, Request> requests_;
  absl::flat_hash_map<Mark, uint64_t> marks_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_STORED_INDEX_H_
