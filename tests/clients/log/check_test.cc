#include "clients/log/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "clients/log/tree_folder.h"
#include "tests/clients/log/some_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::log {
namespace {

using ::testing::HasSubstr;

// A log that is exported, to be changed.
class CheckTest : public ::testing::Test {
 protected:
  void ExportTo(uint64_t size) {
    const auto report = Export(folder_.path(), log_.Source(size), kQuiet);
    ASSERT_TRUE(report.ok()) << report.status();
  }

  absl::StatusOr<CheckReport> CheckAll() {
    const checkpoint::Policy policy = log_.Policy();
    return Check(folder_.path(), &policy, kQuiet, {});
  }

  std::string Fault() { return std::string(CheckAll().status().message()); }

  std::vector<std::string> Names() {
    std::vector<std::string> names;
    EXPECT_TRUE(tree_
                    .ForEachFile(
                        [&](const std::string& name) { names.push_back(name); })
                    .ok());
    return names;
  }

  std::string Content(const std::string& name) {
    return *tree_.Read(name, 1 << 25);
  }

  // The fault that is found while the file has this content.
  std::string FaultWith(const std::string& name, const std::string& content) {
    const std::string before = Content(name);
    EXPECT_TRUE(tree_.Write(name, content).ok());
    std::string fault = Fault();
    EXPECT_TRUE(tree_.Write(name, before).ok());
    return fault;
  }

  SomeLog log_;
  testing::TempFolder folder_;
  TreeFolder tree_{folder_.path()};
};

TEST_F(CheckTest, ASoundLog) {
  for (const uint64_t size : {0u, 1u, 255u, 256u, 257u, 66'000u}) {
    ExportTo(size);
    const auto report = CheckAll();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->verified.checkpoint.head.size, size);
    EXPECT_EQ(report->verified.log_signatures.size(), 1u);
    EXPECT_EQ(report->files, Names().size());
    EXPECT_EQ(report->not_covered, 0u);
  }
}

TEST_F(CheckTest, GivesEveryEntryInOrder) {
  ExportTo(600);
  uint64_t next = 0;
  const auto report = Check(folder_.path(), nullptr, kQuiet,
                            [&](uint64_t index, std::string_view entry) {
                              EXPECT_EQ(index, next++);
                              EXPECT_EQ(entry, EntryOf("entry", index));
                              return absl::OkStatus();
                            });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(next, 600u);
  EXPECT_EQ(report->verified.log_signatures.size(), 0u);
}

TEST_F(CheckTest, EveryByteOfASmallLogCounts) {
  ExportTo(20);
  for (const std::string& name : Names()) {
    const std::string sound = Content(name);
    for (size_t at = 0; at < sound.size(); ++at) {
      std::string changed = sound;
      changed[at] = static_cast<char>(changed[at] ^ 0x01);
      EXPECT_THAT(FaultWith(name, changed), HasSubstr(name)) << at;
    }
  }
  EXPECT_TRUE(CheckAll().ok());
}

TEST_F(CheckTest, AByteOfEveryKindOfFileOfALargeLog) {
  ExportTo(66'000);
  for (const std::string name :
       {"checkpoint", "tile/0/000", "tile/0/100", "tile/0/257.p/208",
        "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1", "tile/entries/000",
        "tile/entries/200", "tile/entries/257.p/208"}) {
    const std::string sound = Content(name);
    for (const size_t at : {size_t{0}, sound.size() / 2, sound.size() - 1}) {
      std::string changed = sound;
      changed[at] = static_cast<char>(changed[at] ^ 0x80);
      EXPECT_THAT(FaultWith(name, changed), HasSubstr(name)) << at;
    }
  }
}

TEST_F(CheckTest, NamesTheEntry) {
  ExportTo(600);
  std::string bundle = Content("tile/entries/001");
  const size_t at = bundle.find("entry 300");
  ASSERT_NE(at, std::string::npos);
  bundle[at] = 'E';
  EXPECT_EQ(FaultWith("tile/entries/001", bundle),
            "tile/entries/001, entry 300: its hash is not hash 44 of "
            "tile/0/001");
}

TEST_F(CheckTest, NamesTheTileBelow) {
  ExportTo(600);
  std::string tile = Content("tile/1/000.p/2");
  tile[40] = static_cast<char>(tile[40] ^ 1);
  EXPECT_EQ(FaultWith("tile/1/000.p/2", tile),
            "tile/0/001: its root is not hash 1 of tile/1/000.p/2");
}

TEST_F(CheckTest, MissingTruncatedAndExtendedFiles) {
  ExportTo(300);
  for (const std::string& name : Names()) {
    const std::string sound = Content(name);
    EXPECT_THAT(FaultWith(name, sound.substr(0, sound.size() - 1)),
                HasSubstr(name));
    EXPECT_THAT(FaultWith(name, ""), HasSubstr(name));
    EXPECT_THAT(FaultWith(name, sound + "x"), HasSubstr(name));
    std::filesystem::remove(folder_.File(name));
    EXPECT_THAT(Fault(), HasSubstr(name));
    EXPECT_THAT(Fault(), HasSubstr("is missing"));
    ASSERT_TRUE(tree_.Write(name, sound).ok());
  }
}

TEST_F(CheckTest, APartialTileOfTheWrongWidth) {
  ExportTo(300);
  const std::string tile = Content("tile/0/001.p/44");
  ASSERT_TRUE(tree_.Write("tile/0/001.p/43", tile.substr(32)).ok());
  EXPECT_EQ(CheckAll()->not_covered, 1u);
  std::filesystem::remove(folder_.File("tile/0/001.p/44"));
  EXPECT_EQ(Fault(), "tile/0/001.p/44: is missing");
  EXPECT_EQ(FaultWith("tile/0/000", tile),
            "tile/0/000: tile has 1408 bytes: must have 8192 for 256 hashes");
}

TEST_F(CheckTest, SwappedTiles) {
  ExportTo(600);
  EXPECT_EQ(FaultWith("tile/entries/000", Content("tile/entries/001")),
            "tile/entries/000, entry 0: its hash is not hash 0 of tile/0/000");
  EXPECT_EQ(FaultWith("tile/0/001", Content("tile/0/000")),
            "tile/entries/001, entry 256: its hash is not hash 0 of "
            "tile/0/001");
}

TEST_F(CheckTest, AHugeFileIsNotRead) {
  ExportTo(3);
  std::filesystem::resize_file(folder_.File("tile/entries/000.p/3"),
                               uint64_t{1} << 40);
  EXPECT_EQ(Fault(),
            "tile/entries/000.p/3: has 1099511627776 bytes: must have at most "
            "16777472");
}

TEST_F(CheckTest, ACheckpointOfAHugeSizeEndsAtTheFirstMissingFile) {
  ExportTo(3);
  const std::string huge =
      "ledger.example/000000000007\n"
      "18446744073709551615\n"
      "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
      "\n\xe2\x80\x94 a AAAAAAA=\n";
  ASSERT_TRUE(tree_.Write("checkpoint", huge).ok());
  const auto report = Check(folder_.path(), nullptr, kQuiet, {});
  EXPECT_EQ(report.status(),
            absl::DataLossError("tile/entries/000: is missing"));
}

TEST_F(CheckTest, AnEntryThatIsNotAcceptedEndsTheCheck) {
  ExportTo(10);
  const auto report = Check(
      folder_.path(), nullptr, kQuiet, [](uint64_t index, std::string_view) {
        return index < 5 ? absl::OkStatus()
                         : absl::DataLossError("entry 5: no");
      });
  EXPECT_EQ(report.status(), absl::DataLossError("entry 5: no"));
}

TEST_F(CheckTest, NoCheckpoint) {
  EXPECT_EQ(CheckAll().status(),
            absl::NotFoundError(
                folder_.path() +
                " holds no exported log: the file checkpoint is missing"));
}

}  // namespace
}  // namespace greenledger::log
