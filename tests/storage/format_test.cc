// The bytes on the disk are those of FORMAT.md.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "storage/anchor.h"
#include "storage/engine.h"
#include "storage/proof/frontier.h"
#include "storage/store.h"
#include "tests/testing/hex.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::MemoryFolder;
using ::greenledger::testing::ToHex;

constexpr size_t kAnchorRecordSize = 84;

proof::Hash RootOf(const std::vector<std::string_view>& entries) {
  proof::Frontier tree;
  for (const std::string_view entry : entries) {
    tree.Append(proof::LeafHash(entry));
  }
  return tree.Root();
}

void CommitExample(const MemoryFolder& folder) {
  auto store = Store::Open({.path = folder.path(), .env = folder.env()});
  ASSERT_TRUE(store.ok()) << store.status();
  const std::string long_entry(130, 'x');
  const Chunk first{
      .book = 7, .entries = {"a", ""}, .root_after = RootOf({"a", ""})};
  const Chunk second[] = {
      {.book = 7,
       .first_index = 2,
       .entries = {"bc"},
       .root_after = RootOf({"a", "", "bc"})},
      {.book = 8, .entries = {long_entry}, .root_after = RootOf({long_entry})}};
  ASSERT_TRUE((*store)->Commit({&first, 1}).ok());
  ASSERT_TRUE((*store)->Commit(second).ok());
}

void Describe(const Engine& engine, rocksdb::ColumnFamilyHandle* family,
              std::string* text) {
  const std::unique_ptr<rocksdb::Iterator> it(
      engine.db->NewIterator(rocksdb::ReadOptions(), family));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    *text += ToHex(it->key().ToStringView()) + "\n  " +
             ToHex(it->value().ToStringView()) + "\n";
  }
}

std::string DescribeExample() {
  const MemoryFolder folder;
  CommitExample(folder);
  std::string text;
  std::unique_ptr<Engine> engine;
  EXPECT_TRUE(OpenEngine({.env = folder.env(),
                          .path = folder.path() + "/db",
                          .read_only = true},
                         &engine)
                  .ok());
  Describe(*engine, engine->log, &text);
  Describe(*engine, engine->meta, &text);
  const std::string anchor = folder.Image().at("ANCHOR");
  EXPECT_EQ(anchor.size(), 2 * kAnchorSlotSize);
  for (size_t slot = 0; slot < 2; ++slot) {
    const std::string bytes =
        anchor.substr(slot * kAnchorSlotSize, kAnchorSlotSize);
    text += "slot " + std::to_string(slot) + "\n  " +
            ToHex(bytes.substr(0, kAnchorRecordSize)) + "\n";
    EXPECT_EQ(bytes.find_first_not_of('\0', kAnchorRecordSize),
              std::string::npos);
  }
  return text;
}

std::string ExampleOfTheDocument() {
  const std::ifstream file(GREENLEDGER_FORMAT_DOCUMENT);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string document = text.str();
  const std::string fence = "```\n";
  const size_t begin =
      document.find(fence, document.find("## Example")) + fence.size();
  return document.substr(begin, document.find(fence, begin) - begin);
}

TEST(Format, IsThatOfTheDocument) {
  EXPECT_EQ(DescribeExample(), ExampleOfTheDocument());
}

}  // namespace
}  // namespace greenledger::storage
