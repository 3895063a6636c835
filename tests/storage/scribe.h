// Writes books whose every entry is known, so that any store can be checked.
#ifndef GREENLEDGER_TESTS_STORAGE_SCRIBE_H_
#define GREENLEDGER_TESTS_STORAGE_SCRIBE_H_

#include <gtest/gtest.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "storage/proof/frontier.h"
#include "storage/store.h"

namespace greenledger::storage {

inline std::string EntryOf(uint64_t book, uint64_t index) {
  return "entry " + std::to_string(index) + " of book " + std::to_string(book) +
         std::string(index % 50, '.');
}

// The next `count` entries of a book.
struct Part {
  uint64_t book = 0;
  uint64_t count = 0;
};

class Scribe {
 public:
  Scribe() = default;

  // Goes on where a store ends.
  explicit Scribe(const Store& store) {
    for (const BookHead& head : store.Heads()) {
      for (uint64_t i = 0; i < head.size; ++i) Append(head.book, i);
    }
  }

  absl::Status Commit(Store& store, const std::vector<Part>& parts) {
    std::vector<std::vector<std::string>> texts;
    std::vector<Chunk> chunks;
    for (const Part& part : parts) {
      const uint64_t first = trees_[part.book].size();
      texts.emplace_back();
      for (uint64_t i = first; i < first + part.count; ++i) {
        texts.back().push_back(EntryOf(part.book, i));
        Append(part.book, i);
      }
      chunks.push_back({.book = part.book,
                        .first_index = first,
                        .entries = {texts.back().begin(), texts.back().end()},
                        .root_after = trees_[part.book].Root()});
    }
    return store.Commit(chunks);
  }

 private:
  void Append(uint64_t book, uint64_t index) {
    trees_[book].Append(proof::LeafHash(EntryOf(book, index)));
  }

  std::map<uint64_t, proof::Frontier> trees_;
};

inline uint64_t SizeOf(const Store& store, uint64_t book) {
  const std::optional<BookHead> head = store.Head(book);
  return head ? head->size : 0;
}

// That every book holds the scribe's entries, whole, and has their root.
inline void ExpectWhole(const Store& store) {
  for (const BookHead& head : store.Heads()) {
    proof::Frontier tree;
    const absl::Status s = store.ReadEntries(
        head.book, 0, [&](uint64_t index, std::string_view entry) {
          EXPECT_EQ(index, tree.size());
          EXPECT_EQ(entry, EntryOf(head.book, index));
          tree.Append(proof::LeafHash(entry));
          return true;
        });
    EXPECT_TRUE(s.ok()) << s;
    EXPECT_EQ(tree.size(), head.size);
    EXPECT_EQ(tree.Root(), head.root);
  }
}

}  // namespace greenledger::storage

#endif  // GREENLEDGER_TESTS_STORAGE_SCRIBE_H_
