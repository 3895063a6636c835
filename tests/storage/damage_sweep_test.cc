// One damage at a random place, many times: everything acknowledged is there,
// or the store says what is missing. Never less, never silently, never a wrong
// answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <set>

#include "storage/anchor.h"
#include "storage/engine.h"
#include "tests/storage/damage_testing.h"
#include "tests/storage/table_bits.h"
#include "tests/testing/seeds.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;

void FlipBit(std::mt19937_64& random, std::string* bytes) {
  const size_t at = random() % bytes->size();
  (*bytes)[at] = static_cast<char>((*bytes)[at] ^ (1 << random() % 8));
}

void FlipBitOfTable(std::mt19937_64& random, std::string* table) {
  const uint64_t bit = AnyBitOfTable(random, *table);
  (*table)[bit / 8] = static_cast<char>((*table)[bit / 8] ^ (1 << bit % 8));
}

class DamageSweepTest : public StoreDamageTest {
 protected:
  using Damage = std::function<void(std::mt19937_64& random, FolderImage*)>;

  // Damages a copy of the folder for each of `count` seeds; how many of them
  // could be told as loss.
  uint64_t Sweep(uint64_t count, const Damage& damage) {
    const testing::Seeds seeds = testing::SeedsFor(count);
    uint64_t lost = 0;
    for (uint64_t i = 0; i < seeds.count && !HasFailure(); ++i) {
      SCOPED_TRACE(testing::Reproduce(seeds.first + i));
      std::mt19937_64 random(seeds.first + i);
      FolderImage damaged = image_;
      damage(random, &damaged);
      if (!OpensWholeOrSaysSo(damaged)) ++lost;
    }
    tried_ = seeds.count;
    return lost;
  }

  std::string& AnyLog(std::mt19937_64& random, FolderImage* image) {
    return (*image)[logs_[random() % logs_.size()]];
  }

  uint64_t tried_ = 0;
};

TEST_F(DamageSweepTest, FlippedBitsInLogs) {
  const uint64_t lost = Sweep(1000, [this](auto& random, auto* image) {
    FlipBit(random, &AnyLog(random, image));
  });
  EXPECT_EQ(lost, tried_);
}

TEST_F(DamageSweepTest, LogsCutAnywhere) {
  const uint64_t lost = Sweep(100, [this](auto& random, auto* image) {
    std::string& bytes = AnyLog(random, image);
    bytes.resize(random() % bytes.size());
  });
  EXPECT_EQ(lost, tried_);
}

TEST_F(DamageSweepTest, LogsCutBetweenTwoRecords) {
  const uint64_t lost = Sweep(100, [this](auto& random, auto* image) {
    // Not the last one of a log.
    const uint64_t commit = 10 * (random() % 3) + random() % 9;
    // The logs there were after that commit are as short as they were then, the
    // later ones are whole.
    for (const std::string& log : logs_) {
      const auto then = images_[commit].find(log);
      if (then == images_[commit].end()) continue;
      (*image)[log].resize(then->second.size());
    }
  });
  EXPECT_EQ(lost, tried_);
}

TEST_F(DamageSweepTest, ZeroedPagesInLogs) {
  Sweep(50, [this](auto& random, auto* image) {
    std::string& bytes = AnyLog(random, image);
    const size_t at = random() % bytes.size();
    const size_t size = std::min<size_t>(4096, bytes.size() - at);
    bytes.replace(at, size, size, '\0');
  });
}

TEST_F(DamageSweepTest, DeletedLogs) {
  const uint64_t lost = Sweep(20, [this](auto& random, auto* image) {
    image->erase(logs_[random() % logs_.size()]);
  });
  EXPECT_EQ(lost, tried_);
}

TEST_F(DamageSweepTest, OlderLogs) {
  const uint64_t lost = Sweep(20, [this](auto& random, auto* image) {
    const FolderImage& older = images_[20 + random() % (kCommits - 21)];
    (*image)[logs_.back()] = older.at(logs_.back());
  });
  EXPECT_EQ(lost, tried_);
}

TEST_F(DamageSweepTest, Anchors) {
  Sweep(100, [this](auto& random, auto* image) {
    std::string& anchor = (*image)["ANCHOR"];
    const size_t at = random() % anchor.size();
    switch (random() % 5) {
      case 0:
        FlipBit(random, &anchor);
        break;
      case 1:
        anchor.resize(at);
        break;
      case 2:
        anchor.replace(at, anchor.size() - at, anchor.size() - at, '\0');
        break;
      case 3:
        anchor = images_[random() % (kCommits - 2)]["ANCHOR"];
        break;
      default:
        image->erase("ANCHOR");
    }
  });
}

// Everything is in table files, as after a start.
class TableDamageTest : public DamageSweepTest {
 protected:
  void SetUp() override {
    DamageSweepTest::SetUp();
    const MemoryFolder folder(image_);
    ASSERT_TRUE(Open(folder).ok());
    ASSERT_TRUE(Open(folder).ok());
    image_ = folder.Image();
  }

  // A bit of any file whose name has `part` in it.
  Damage Flip(const std::string& part) {
    std::vector<std::string> files;
    for (const auto& [name, bytes] : image_) {
      if (name.find(part) != std::string::npos) files.push_back(name);
    }
    EXPECT_FALSE(files.empty());
    return [files](std::mt19937_64& random, FolderImage* image) {
      const std::string& name = files[random() % files.size()];
      const auto flip = name.ends_with(".sst") ? FlipBitOfTable : FlipBit;
      flip(random, &(*image)[name]);
    };
  }

  // Whether reading everything gave an error; answers are right in any case.
  static bool FailsToRead(const Store& store) {
    bool failed = false;
    for (const BookHead& head : store.Heads()) {
      const auto right = [&](uint64_t index, std::string_view entry) {
        EXPECT_EQ(entry, EntryOf(head.book, index));
        return true;
      };
      failed |= !store.ReadEntries(head.book, 0, right).ok();
      for (uint64_t i = 0; i < head.size; i += 7) {
        const auto entry = store.ReadEntry(head.book, i);
        failed |= !entry.ok();
        EXPECT_EQ(entry.value_or(EntryOf(head.book, i)), EntryOf(head.book, i));
      }
    }
    const auto row = store.GetRow(1, 1, "applied");
    EXPECT_EQ(row.value_or("20"), "20");
    return failed || !row.ok();
  }

  static bool FailsTheCheck(const MemoryFolder& folder) {
    std::unique_ptr<Engine> engine;
    const EngineOptions options{
        .env = folder.env(), .path = folder.path() + "/db", .read_only = true};
    if (!OpenEngine(options, &engine).ok()) return true;
    return !engine->db->VerifyChecksum({}).ok() ||
           !engine->db->VerifyFileChecksums({}).ok();
  }
};

TEST_F(TableDamageTest, FlippedBitsInTables) {
  const Damage flip = Flip(".sst");
  const testing::Seeds seeds = testing::SeedsFor(250);
  for (uint64_t i = 0; i < seeds.count && !HasFailure(); ++i) {
    SCOPED_TRACE(testing::Reproduce(seeds.first + i));
    std::mt19937_64 random(seeds.first + i);
    FolderImage damaged = image_;
    flip(random, &damaged);
    const MemoryFolder folder(damaged);
    EXPECT_TRUE(FailsTheCheck(folder));
    const auto store = Open(folder, /*read_only=*/true);
    if (store.ok()) FailsToRead(**store);
  }
}

TEST_F(TableDamageTest, FlippedBitsInListsOfFiles) {
  for (const std::string part : {"db/MANIFEST", "db/CURRENT"}) {
    Sweep(25, Flip(part));
  }
}

TEST_F(TableDamageTest, FlippedBitsInFilesThatAreNotRead) {
  const uint64_t lost = Sweep(10, Flip("db/OPTIONS"));
  EXPECT_EQ(lost, 0u);
}

}  // namespace
}  // namespace greenledger::storage
