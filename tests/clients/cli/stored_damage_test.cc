// One byte changed anywhere in a stored book is found, and the place is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/stored_book.h"
#include "services/ledger/tables.h"
#include "storage/commit_state.h"
#include "storage/engine.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr uint64_t kBook = ledger::kBook;

class StoredDamageTest : public ::testing::Test {
 protected:
  StoredDamageTest() {
    ledger::LedgerWorld world({.env = rocksdb::Env::Default(), .path = path_});
    world.Populate();
    v1::SubmitRecordsResponse response;
    std::vector<v1::Record> records;
    for (uint64_t sequence = 1; sequence <= 70; ++sequence) {
      records.push_back(
          ledger::DropRecord(sequence, world.clock.NowMicros(),
                             static_cast<uint32_t>(500 + 10 * sequence)));
    }
    records[1].mutable_drop()->set_card_hash(ledger::Card("nobody's"));
    records[2].mutable_drop()->set_bin(77);  // quarantined
    EXPECT_TRUE(world.Submit(records, &response).ok());
  }

  // What the verifier says of the folder; empty if it finds nothing.
  std::string Verify() const {
    std::string found;
    const absl::Status opened = VerifyStoredBooks(
        path_, 0, {}, [](uint64_t, uint64_t) {},
        [&](const BookReport& report) {
          found += std::string(report.status.message());
        });
    return found + std::string(opened.message());
  }

  std::unique_ptr<storage::Engine> Open() const {
    std::unique_ptr<storage::Engine> engine;
    const rocksdb::Status s = storage::OpenEngine(
        {.env = rocksdb::Env::Default(), .path = path_ + "/db"}, &engine);
    EXPECT_TRUE(s.ok()) << s.ToString();
    return engine;
  }

  // Puts `value` behind the store's back; compaction leaves the number of the
  // table's entries what it was.
  void Put(rocksdb::ColumnFamilyHandle* storage::Engine::*table,
           const std::string& key, const std::string& value) const {
    const auto engine = Open();
    ASSERT_TRUE(engine->db->Put({}, (*engine).*table, key, value).ok());
    ASSERT_TRUE(
        engine->db->CompactRange({}, (*engine).*table, nullptr, nullptr).ok());
  }

  std::vector<std::pair<std::string, std::string>> All(
      rocksdb::ColumnFamilyHandle* storage::Engine::*table) const {
    const auto engine = Open();
    std::vector<std::pair<std::string, std::string>> all;
    const std::unique_ptr<rocksdb::Iterator> at(
        engine->db->NewIterator({}, (*engine).*table));
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      all.emplace_back(at->key().ToString(), at->value().ToString());
    }
    return all;
  }

  // Flips a bit of each value, at one byte after the other at this distance,
  // and expects every one to be found; but for the bytes from left_out.first up
  // to left_out.second of the state's value.
  void ExpectFound(rocksdb::ColumnFamilyHandle* storage::Engine::*table,
                   size_t distance,
                   std::pair<size_t, size_t> left_out = {0, 0}) const {
    size_t flipped = 0;
    for (const auto& [key, value] : All(table)) {
      for (size_t at = 0; at < value.size(); at += distance) {
        if (key == storage::StateKey() && at >= left_out.first &&
            at < left_out.second) {
          continue;
        }
        std::string changed = value;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        Put(table, key, changed);
        EXPECT_THAT(Verify(), AnyOf(HasSubstr(std::to_string(kBook)),
                                    HasSubstr("commit"), HasSubstr("schema")))
            << "byte " << at << " of " << value.size() << " behind a key of "
            << key.size() << " bytes, table byte "
            << static_cast<int>(key.size() > 8 ? key[8] : 0);
        ++flipped;
      }
      Put(table, key, value);
    }
    EXPECT_GT(flipped, 0u);
    EXPECT_EQ(Verify(), "");
  }

  testing::TempFolder folder_;
  const std::string path_ = folder_.path() + "/ledger";
};

TEST_F(StoredDamageTest, UndamagedIsSound) { EXPECT_EQ(Verify(), ""); }

TEST_F(StoredDamageTest, TheLog) { ExpectFound(&storage::Engine::log, 211); }

TEST_F(StoredDamageTest, EveryRow) { ExpectFound(&storage::Engine::rows, 17); }

TEST_F(StoredDamageTest, MissingRowsThatFindEntries) {
  std::set<int> tables;
  for (const auto& [key, value] : All(&storage::Engine::rows)) {
    const int table = key[8];
    if (table < ledger::kRecordTable) continue;
    tables.insert(table);
    {
      const auto engine = Open();
      ASSERT_TRUE(engine->db->Delete({}, engine->rows, key).ok());
    }
    EXPECT_THAT(Verify(), HasSubstr("table " + std::to_string(table)));
    Put(&storage::Engine::rows, key, value);
  }
  EXPECT_EQ(tables, (std::set<int>{9, 10, 11, 20, 23, 27}));
}

// All but the chain before the last commit: it is read only where the anchor is
// one commit behind, and held against the anchor then.
TEST_F(StoredDamageTest, EveryHead) {
  ExpectFound(&storage::Engine::meta, 7, {44, 76});
}

TEST_F(StoredDamageTest, FilesOfTheDatabase) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(path_ + "/db")) {
    if (file.path().extension() == ".sst") files.push_back(file.path());
  }
  ASSERT_FALSE(files.empty());
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::string changed = bytes;
    changed[10] = static_cast<char>(changed[10] ^ 1);
    std::ofstream(file, std::ios::binary) << changed;
    EXPECT_THAT(Verify(),
                HasSubstr(std::filesystem::path(file).filename().string()));
    std::ofstream(file, std::ios::binary) << bytes;
  }
}

}  // namespace
}  // namespace greenledger::cli
