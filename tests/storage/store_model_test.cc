// Random commands on a store and on plain maps: the store answers as the maps
// do, also after it was closed, or killed at any moment.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"
#include "tests/testing/seeds.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::MemoryFolder;

// One change of rows, by place and key; nullopt removes.
struct RowChange {
  uint64_t book = 0;
  uint8_t table = 0;
  std::string key;
  std::optional<std::string> value;
};

using Place = std::pair<uint64_t, uint8_t>;
using Rows = std::map<std::string, std::string>;
using Tables = std::map<Place, Rows>;

// Few and close to each other, with the bytes that sort at the ends.
rc::Gen<std::string> Keys() {
  return rc::gen::resize(4, rc::gen::container<std::string>(
                                rc::gen::element('\x00', 'a', '\xff')));
}

rc::Gen<Place> Places() {
  return rc::gen::pair(rc::gen::element<uint64_t>(0, 1, 2, ~uint64_t{0}),
                       rc::gen::element<uint8_t>(1, 2, 255));
}

rc::Gen<RowChange> Changes() {
  return rc::gen::apply(
      [](const Place& place, const std::string& key, bool put, uint64_t n) {
        return RowChange{place.first, place.second, key,
                         put ? std::optional(std::to_string(n)) : std::nullopt};
      },
      Places(), Keys(), rc::gen::weightedElement<bool>({{3, true}, {1, false}}),
      rc::gen::arbitrary<uint64_t>());
}

// The store and what it must hold.
class Pair {
 public:
  Pair() : folder_(std::make_unique<MemoryFolder>()) { Open(); }

  void Commit() {
    std::vector<Part> parts;
    const auto books = *rc::gen::inRange<uint64_t>(1, 16);
    for (uint64_t book = 1; book <= 4; ++book) {
      if ((books >> (book - 1) & 1) == 0) continue;
      parts.push_back({book, *rc::gen::inRange<uint64_t>(1, 150)});
      sizes_[book] += parts.back().count;
    }
    const absl::Status s = scribe_.Commit(*store_, parts);
    RC_ASSERT(s.ok());
    ++commits_;
  }

  void WriteRows() {
    RowBatch batch;
    for (const RowChange& change :
         *rc::gen::container<std::vector<RowChange>>(Changes())) {
      Rows& rows = tables_[{change.book, change.table}];
      if (change.value) {
        batch.Put(change.book, change.table, change.key, *change.value);
        rows.insert_or_assign(change.key, *change.value);
      } else {
        batch.Delete(change.book, change.table, change.key);
        rows.erase(change.key);
      }
    }
    RC_ASSERT(store_->WriteRows(std::move(batch)).ok());
  }

  void Flush() {
    RC_ASSERT(store_->FlushRows().ok());
    flushed_ = tables_;
  }

  void DropRows() {
    RC_ASSERT(store_->DropRows().ok());
    tables_.clear();
    flushed_.clear();
  }

  void Reopen() {
    store_.reset();
    flushed_ = tables_;
    Open();
  }

  // Rows that were not flushed are gone.
  void Kill() {
    auto after = std::make_unique<MemoryFolder>(folder_->Image());
    store_.reset();
    folder_ = std::move(after);
    tables_ = flushed_;
    Open();
  }

  void Check() const {
    RC_ASSERT(store_->commit_number() == commits_);
    for (const auto& [book, size] : sizes_) {
      RC_ASSERT(SizeOf(*store_, book) == size);
      const uint64_t index = *rc::gen::inRange<uint64_t>(0, size);
      RC_ASSERT(*store_->ReadEntry(book, index) == EntryOf(book, index));
    }
    const Place place = *Places();
    const auto found = tables_.find(place);
    const Rows rows = found == tables_.end() ? Rows() : found->second;
    const std::string key = *Keys();
    CheckRow(place, rows, key);
    CheckScan(place, rows, key);
    CheckAtOrBefore(place, rows, key);
  }

  void CheckEntries() const { ExpectWhole(*store_); }

 private:
  void Open() {
    auto store = Store::Open({.path = folder_->path(), .env = folder_->env()});
    RC_ASSERT(store.ok());
    store_ = *std::move(store);
  }

  void CheckRow(const Place& place, const Rows& rows,
                const std::string& key) const {
    const auto row = store_->GetRow(place.first, place.second, key);
    const auto expected = rows.find(key);
    RC_ASSERT(row.ok() == (expected != rows.end()));
    if (row.ok()) RC_ASSERT(*row == expected->second);
  }

  void CheckScan(const Place& place, const Rows& rows,
                 const std::string& from) const {
    Rows scanned;
    std::string last;
    const absl::Status s =
        store_->ScanRowsFrom(place.first, place.second, from,
                             [&](std::string_view key, std::string_view value) {
                               RC_ASSERT(scanned.empty() || last < key);
                               last = key;
                               scanned.emplace(key, value);
                               return true;
                             });
    RC_ASSERT(s.ok());
    RC_ASSERT(scanned == Rows(rows.lower_bound(from), rows.end()));
  }

  void CheckAtOrBefore(const Place& place, const Rows& rows,
                       const std::string& key) const {
    const auto found =
        store_->FindRowAtOrBefore(place.first, place.second, key);
    RC_ASSERT(found.ok());
    const auto after = rows.upper_bound(key);
    RC_ASSERT(found->has_value() == (after != rows.begin()));
    if (found->has_value()) {
      const auto expected = *std::prev(after);
      RC_ASSERT((*found)->first == expected.first);
      RC_ASSERT((*found)->second == expected.second);
    }
  }

  std::unique_ptr<MemoryFolder> folder_;
  std::unique_ptr<Store> store_;
  Scribe scribe_;
  uint64_t commits_ = 0;
  std::map<uint64_t, uint64_t> sizes_;
  Tables tables_;
  Tables flushed_;
};

// RapidCheck prints what it needs to see a failure again: RC_PARAMS=...
TEST(StoreModel, AnswersAsPlainMapsDo) {
  const std::string runs = std::to_string(100 * testing::SoakFactor());
  setenv("RC_PARAMS", ("max_success=" + runs).c_str(), /*overwrite=*/0);
  const bool holds = rc::check([] {
    Pair pair;
    const auto steps =
        *rc::gen::container<std::vector<int>>(rc::gen::weightedElement<int>(
            {{4, 0}, {6, 1}, {2, 2}, {1, 3}, {1, 4}, {1, 5}}));
    for (const int step : steps) {
      switch (step) {
        case 0:
          pair.Commit();
          break;
        case 1:
          pair.WriteRows();
          break;
        case 2:
          pair.Flush();
          break;
        case 3:
          pair.DropRows();
          break;
        case 4:
          pair.Reopen();
          break;
        default:
          pair.Kill();
      }
      pair.Check();
    }
    pair.CheckEntries();
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace greenledger::storage
