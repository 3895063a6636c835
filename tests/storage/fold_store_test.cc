#include "storage/fold_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/testing/fault_env.h"
#include "tests/testing/memory_folder.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FaultEnv;
using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;
using ::greenledger::testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

using Rows = std::vector<std::pair<std::string, std::string>>;

FoldStore::Options In(const MemoryFolder& folder) {
  return {.folder = folder.path(), .env = folder.env()};
}

std::unique_ptr<FoldStore> MustOpen(const FoldStore::Options& options) {
  auto store = FoldStore::Open(options);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

Rows Scan(const FoldStore& store, std::string_view prefix = "") {
  Rows rows;
  EXPECT_TRUE(store
                  .Scan(prefix,
                        [&](std::string_view key, std::string_view value) {
                          rows.emplace_back(key, value);
                          return true;
                        })
                  .ok());
  return rows;
}

TEST(FoldStoreTest, ABatchPutsAndErases) {
  const MemoryFolder folder;
  const auto store = MustOpen(In(folder));
  ASSERT_TRUE(store->Write({{"a", "1"}, {"b", "2"}}).ok());
  ASSERT_TRUE(store->Write({{"a", "3"}, {"b", "", true}, {"c", ""}}).ok());
  EXPECT_EQ(*store->Get("a"), "3");
  EXPECT_EQ(*store->Get("c"), "");
  EXPECT_TRUE(absl::IsNotFound(store->Get("b").status()));
  EXPECT_TRUE(store->Write({}).ok());
}

TEST(FoldStoreTest, ScansAreInOrderWithinTheirPrefixUntilTheyAreEnded) {
  const MemoryFolder folder;
  const auto store = MustOpen(In(folder));
  const std::string high("a\xff", 2);
  ASSERT_TRUE(store
                  ->Write({{"b", "5"},
                           {high, "4"},
                           {"ab", "3"},
                           {"a", "1"},
                           {std::string("a\0", 2), "2"}})
                  .ok());
  EXPECT_THAT(Scan(*store, "a"),
              ElementsAre(Pair("a", "1"), Pair(std::string("a\0", 2), "2"),
                          Pair("ab", "3"), Pair(high, "4")));
  EXPECT_EQ(Scan(*store).size(), 5u);
  EXPECT_THAT(Scan(*store, "c"), IsEmpty());
  int seen = 0;
  ASSERT_TRUE(store
                  ->Scan("", [&](std::string_view,
                                 std::string_view) { return ++seen < 2; })
                  .ok());
  EXPECT_EQ(seen, 2);
}

TEST(FoldStoreTest, RowsAreThereWhenItIsOpenedAgain) {
  const MemoryFolder folder;
  ASSERT_TRUE(MustOpen(In(folder))->Write({{"a", "1"}}).ok());
  const auto store = MustOpen(In(folder));
  EXPECT_THAT(Scan(*store), ElementsAre(Pair("a", "1")));
}

TEST(FoldStoreTest, DestroyLeavesNothing) {
  const TempFolder disk;
  const FoldStore::Options options{.folder = disk.File("rows")};
  ASSERT_TRUE(MustOpen(options)->Write({{"a", "1"}}, true).ok());
  ASSERT_TRUE(FoldStore::Destroy(options).ok());
  EXPECT_THAT(Scan(*MustOpen(options)), IsEmpty());
}

TEST(FoldStoreTest, WhereNothingIsThereIsNothingToDestroy) {
  const TempFolder disk;
  EXPECT_TRUE(FoldStore::Destroy({.folder = disk.File("not/made/yet")}).ok());
}

TEST(FoldStoreTest, OnlyOneCanHaveItOpen) {
  const TempFolder disk;
  const FoldStore::Options options{.folder = disk.File("rows")};
  auto store = MustOpen(options);
  EXPECT_TRUE(absl::IsUnavailable(FoldStore::Open(options).status()));
  EXPECT_TRUE(absl::IsUnavailable(FoldStore::Destroy(options)));
  store.reset();
  EXPECT_NE(MustOpen(options), nullptr);
}

bool Holds(const FolderImage& image, const std::string& bytes) {
  return std::any_of(image.begin(), image.end(), [&](const auto& file) {
    return file.second.find(bytes) != std::string::npos;
  });
}

TEST(FoldStoreTest, PurgeLeavesNothingOfWhatWasErased) {
  const MemoryFolder folder;
  auto store = MustOpen(In(folder));
  ASSERT_TRUE(store->Write({{"a", "secret"}, {"b", "kept"}}).ok());
  store.reset();
  store = MustOpen(In(folder));
  ASSERT_TRUE(store->Write({{"c", "secret"}}).ok());
  ASSERT_TRUE(store->Write({{"a", "", true}, {"c", "", true}}, true).ok());
  EXPECT_TRUE(Holds(folder.Image(), "secret"));
  ASSERT_TRUE(store->Purge().ok());
  store.reset();
  EXPECT_FALSE(Holds(folder.Image(), "secret"));
  EXPECT_THAT(Scan(*MustOpen(In(folder))), ElementsAre(Pair("b", "kept")));
}

// After a power cut there is every batch up to some moment, each whole, and
// not fewer than were synced.
TEST(FoldStoreTest, APowerCutLeavesWholeBatchesAndAllThatWereSynced) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    const FaultEnv disk;
    const FoldStore::Options options{.folder = "/rows", .env = disk.env()};
    auto store = MustOpen(options);
    uint64_t synced = 0;
    for (uint64_t i = 1; i <= 20; ++i) {
      const uint64_t how = random() % 4;
      const std::string value = std::to_string(i);
      ASSERT_TRUE(store->Write({{"a", value}, {"b", value}}, how == 0).ok());
      if (how == 1) {
        ASSERT_TRUE(store->Sync().ok());
      }
      if (how <= 1) synced = i;
    }
    disk.files().Freeze();
    store.reset();
    disk.files().LosePower(random);
    const auto found = MustOpen(options);
    ASSERT_NE(found, nullptr);
    const auto a = found->Get("a");
    EXPECT_GE(a.ok() ? std::stoull(*a) : 0, synced);
    EXPECT_EQ(a.ok() ? *a : "", found->Get("b").value_or(""));
  }
}

// The files of a store that was closed, with a table file.
FolderImage SomeImage() {
  const MemoryFolder folder;
  MustOpen(In(folder))->Write({{"a", std::string(500, 'a')}}).IgnoreError();
  const auto store = MustOpen(In(folder));
  store->Write({{"b", std::string(500, 'b')}}).IgnoreError();
  store->Write({{"c", std::string(500, 'c')}}).IgnoreError();
  return folder.Image();
}

std::string NameWith(const FolderImage& image, std::string_view part) {
  for (const auto& [name, bytes] : image) {
    if (name.find(part) != std::string::npos && !bytes.empty()) return name;
  }
  ADD_FAILURE() << "no file " << part;
  return "";
}

// What is read, or the first error.
absl::Status OpenAndReadAll(const FolderImage& image) {
  const MemoryFolder folder(image);
  const auto store = FoldStore::Open(In(folder));
  if (!store.ok()) return store.status();
  return (*store)->Scan(
      "", [](std::string_view, std::string_view) { return true; });
}

TEST(FoldStoreTest, DamageIsDataLoss) {
  const FolderImage whole = SomeImage();
  ASSERT_TRUE(OpenAndReadAll(whole).ok());
  for (const char* part : {".sst", "MANIFEST"}) {
    SCOPED_TRACE(part);
    FolderImage image = whole;
    std::string& bytes = image[NameWith(image, part)];
    bytes[20] = static_cast<char>(bytes[20] ^ 1);
    EXPECT_TRUE(absl::IsDataLoss(OpenAndReadAll(image)))
        << OpenAndReadAll(image);
  }
}

TEST(FoldStoreTest, DamageInTheLogLeavesWhatIsBeforeIt) {
  FolderImage image = SomeImage();
  std::string& bytes = image[NameWith(image, ".log")];
  bytes[20] = static_cast<char>(bytes[20] ^ 1);
  const MemoryFolder folder(image);
  const auto store = MustOpen(In(folder));
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(store->Get("a").value_or(""), std::string(500, 'a'));
  EXPECT_TRUE(absl::IsNotFound(store->Get("b").status()));
  EXPECT_TRUE(absl::IsNotFound(store->Get("c").status()));
}

TEST(FoldStoreTest, AMissingFileIsDataLoss) {
  const FolderImage whole = SomeImage();
  for (const char* part : {".sst", "MANIFEST", "CURRENT"}) {
    SCOPED_TRACE(part);
    FolderImage image = whole;
    image.erase(NameWith(image, part));
    EXPECT_TRUE(absl::IsDataLoss(OpenAndReadAll(image)))
        << OpenAndReadAll(image);
  }
}

TEST(FoldStoreTest, ADamagedOneCanBeDestroyedAndBegunAgain) {
  FolderImage image = SomeImage();
  image.erase(NameWith(image, "CURRENT"));
  const MemoryFolder folder(image);
  EXPECT_THAT(FoldStore::Open(In(folder)).status().message(),
              HasSubstr("CURRENT"));
  ASSERT_TRUE(FoldStore::Destroy(In(folder)).ok());
  EXPECT_THAT(Scan(*MustOpen(In(folder))), IsEmpty());
}

}  // namespace
}  // namespace greenledger::storage
