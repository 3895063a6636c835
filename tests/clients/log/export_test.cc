#include "clients/log/export.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "clients/log/check.h"
#include "clients/log/tree_folder.h"
#include "tests/clients/log/some_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::log {
namespace {

// Name -> content of every file in a folder.
std::map<std::string, std::string> FilesIn(const std::string& folder) {
  std::map<std::string, std::string> files;
  const TreeFolder tree(folder);
  EXPECT_TRUE(tree.ForEachFile([&](const std::string& name) {
                    files[name] = *tree.Read(name, 1 << 25);
                  })
                  .ok());
  return files;
}

// The files of a log that is exported at once.
std::map<std::string, std::string> FilesOf(SomeLog& log, uint64_t size) {
  const testing::TempFolder folder;
  EXPECT_TRUE(Export(folder.path(), log.Source(size), kQuiet).ok());
  return FilesIn(folder.path());
}

std::vector<std::string> NamesOf(
    const std::map<std::string, std::string>& files) {
  std::vector<std::string> names;
  for (const auto& [name, content] : files) names.push_back(name);
  return names;
}

TEST(Export, NamesAndWidths) {
  SomeLog log;
  EXPECT_EQ(NamesOf(FilesOf(log, 0)), std::vector<std::string>{"checkpoint"});
  EXPECT_EQ(NamesOf(FilesOf(log, 8)),
            (std::vector<std::string>{"checkpoint", "tile/0/000.p/8",
                                      "tile/entries/000.p/8"}));
  EXPECT_EQ(NamesOf(FilesOf(log, 256)),
            (std::vector<std::string>{"checkpoint", "tile/0/000",
                                      "tile/1/000.p/1", "tile/entries/000"}));
  EXPECT_EQ(NamesOf(FilesOf(log, 600)),
            (std::vector<std::string>{"checkpoint", "tile/0/000", "tile/0/001",
                                      "tile/0/002.p/88", "tile/1/000.p/2",
                                      "tile/entries/000", "tile/entries/001",
                                      "tile/entries/002.p/88"}));
}

TEST(Export, ATreeOf70000HasThreeLevels) {
  SomeLog log;
  const auto files = FilesOf(log, 70'000);
  EXPECT_EQ(files.size(), 1u + 2 * (273 + 1) + (1 + 1) + 1);
  EXPECT_TRUE(files.contains("tile/0/273.p/112"));
  EXPECT_TRUE(files.contains("tile/1/000"));
  EXPECT_TRUE(files.contains("tile/1/001.p/17"));
  EXPECT_TRUE(files.contains("tile/2/000.p/1"));
}

TEST(Export, StepByStepGivesTheSameFiles) {
  SomeLog log;
  const testing::TempFolder folder;
  uint64_t before = 0;
  for (const uint64_t size : {0u, 1u, 2u, 2u, 255u, 256u, 257u, 511u, 600u,
                              1'024u, 1'025u, 66'000u}) {
    const auto report = Export(folder.path(), log.Source(size), kQuiet);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->old_size, before);
    EXPECT_EQ(FilesIn(folder.path()), FilesOf(log, size)) << size;
    before = size;
  }
}

TEST(Export, AsksOnlyForWhatIsNew) {
  SomeLog log;
  const testing::TempFolder folder;
  ASSERT_TRUE(Export(folder.path(), log.Source(1'000), kQuiet).ok());
  log.entries_read = 0;
  ASSERT_TRUE(Export(folder.path(), log.Source(1'010), kQuiet).ok());
  EXPECT_EQ(log.entries_read, 10u);
}

TEST(Export, NewCosignaturesReplaceTheCheckpointAlone) {
  SomeLog log;
  const testing::TempFolder folder;
  ASSERT_TRUE(Export(folder.path(), log.Source(10), kQuiet).ok());
  ExportSource cosigned = log.Source(10);
  cosigned.checkpoint += "\xe2\x80\x94 witness AAAAAAA=\n";
  log.entries_read = 0;
  ASSERT_TRUE(Export(folder.path(), cosigned, kQuiet).ok());
  EXPECT_EQ(log.entries_read, 0u);
  EXPECT_EQ(FilesIn(folder.path())["checkpoint"], cosigned.checkpoint);
}

// Runs an export in a process of its own that ends after so many files, and
// tells whether it came to its end.
bool ExportUntilKilled(const std::string& folder, const ExportSource& source,
                       int files) {
  const pid_t child = fork();
  if (child == 0) {
    const auto report = Export(folder, source, [&](uint64_t, uint64_t) {
      if (files-- == 0) _exit(7);
    });
    _exit(report.ok() ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) % 7 == 0);
  return WEXITSTATUS(status) == 0;
}

TEST(Export, KilledAfterAnyFileTheFolderIsALogAndTheNextExportGoesOn) {
  SomeLog log;
  const ExportSource first = log.Source(700);
  const ExportSource second = log.Source(1'300);
  const auto expected = FilesOf(log, 1'300);
  bool whole = false;
  for (int files = 0; !whole; ++files) {
    const testing::TempFolder folder;
    ASSERT_TRUE(Export(folder.path(), first, kQuiet).ok());
    whole = ExportUntilKilled(folder.path(), second, files);
    const checkpoint::Policy policy = log.Policy();
    const auto checked = Check(folder.path(), &policy, kQuiet, {});
    ASSERT_TRUE(checked.ok()) << files << ": " << checked.status();
    ASSERT_TRUE(Export(folder.path(), second, kQuiet).ok());
    ASSERT_EQ(FilesIn(folder.path()), expected) << files;
    ASSERT_LT(files, 30);
  }
}

TEST(Export, WhatAKilledExportWroteIsUsed) {
  SomeLog log;
  const testing::TempFolder folder;
  ASSERT_FALSE(ExportUntilKilled(folder.path(), log.Source(2'000), 9));
  const auto report = Export(folder.path(), log.Source(2'000), kQuiet);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GE(report->reused, 4 * 256u);
  EXPECT_EQ(FilesIn(folder.path()), FilesOf(log, 2'000));
}

TEST(Export, WhatAKilledExportOfAnotherBookWroteIsNot) {
  SomeLog log;
  SomeLog other("another");
  const testing::TempFolder folder;
  ASSERT_FALSE(ExportUntilKilled(folder.path(), other.Source(2'000), 9));
  const auto report = Export(folder.path(), log.Source(2'000), kQuiet);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->reused, 0u);
  EXPECT_EQ(FilesIn(folder.path()), FilesOf(log, 2'000));
}

TEST(Export, AHalfWrittenBundleIsWrittenAgain) {
  SomeLog log;
  const testing::TempFolder folder;
  TreeFolder tree(folder.path());
  ASSERT_TRUE(tree.Write("tile/entries/000", "torn").ok());
  ASSERT_TRUE(tree.Write("tile/entries/001.new", "").ok());
  ASSERT_TRUE(Export(folder.path(), log.Source(300), kQuiet).ok());
  EXPECT_EQ(FilesIn(folder.path()), FilesOf(log, 300));
}

// Exports 300 entries of one log, then from `source`, and returns why not.
std::string RefusalAfter300(SomeLog& log, const ExportSource& source,
                            const testing::TempFolder& folder,
                            absl::StatusCode code) {
  EXPECT_TRUE(Export(folder.path(), log.Source(300), kQuiet).ok());
  const auto before = FilesIn(folder.path());
  const auto report = Export(folder.path(), source, kQuiet);
  EXPECT_EQ(report.status().code(), code);
  EXPECT_EQ(FilesIn(folder.path()), before);
  return std::string(report.status().message());
}

TEST(Export, AnotherOriginIsRefused) {
  SomeLog log;
  SomeLog other("entry", "ledger.example/000000000008");
  const testing::TempFolder folder;
  EXPECT_EQ(RefusalAfter300(log, other.Source(400), folder,
                            absl::StatusCode::kFailedPrecondition),
            folder.path() +
                " holds the log ledger.example/000000000007, not "
                "ledger.example/000000000008: export to a folder of its own");
}

TEST(Export, AForkedBookIsRefused) {
  SomeLog log;
  SomeLog fork("another");
  const testing::TempFolder longer;
  EXPECT_EQ(RefusalAfter300(log, fork.Source(400), longer,
                            absl::StatusCode::kDataLoss),
            "the checkpoint of size 300 in " + longer.path() +
                " and that of the book, of size 400, contradict each other: "
                "the book is not the one that was exported. Keep both: "
                "together they prove it");
  const testing::TempFolder equal;
  RefusalAfter300(log, fork.Source(300), equal, absl::StatusCode::kDataLoss);
}

TEST(Export, AnOlderBookIsRefused) {
  SomeLog log;
  const testing::TempFolder folder;
  EXPECT_EQ(RefusalAfter300(log, log.Source(299), folder,
                            absl::StatusCode::kDataLoss),
            "the checkpoint of size 300 in " + folder.path() +
                " is newer than that of the book, of size 299: the book was "
                "put back to an older copy");
}

TEST(Export, AFolderWithOtherFilesIsRefused) {
  SomeLog log;
  const testing::TempFolder folder;
  folder.Write("thesis.txt", "years of work");
  EXPECT_EQ(Export(folder.path(), log.Source(3), kQuiet).status(),
            absl::FailedPreconditionError(
                folder.path() +
                "/thesis.txt is no file of an exported log: export to a folder "
                "of its own"));
}

TEST(Export, EntriesThatDoNotFitTheCheckpointAreNotPublished) {
  SomeLog log;
  SomeLog fork("another");
  const testing::TempFolder folder;
  ASSERT_TRUE(Export(folder.path(), log.Source(300), kQuiet).ok());
  ExportSource lying = log.Source(400);
  lying.read_entries = fork.Source(400).read_entries;
  EXPECT_EQ(Export(folder.path(), lying, kQuiet).status(),
            absl::DataLossError("the book's 400 entries do not give the root "
                                "of its checkpoint of size 400"));
  const checkpoint::Policy policy = log.Policy();
  EXPECT_EQ(
      Check(folder.path(), &policy, kQuiet, {})->verified.checkpoint.head.size,
      300u);
}

TEST(Export, ADamagedFolderIsNotContinued) {
  SomeLog log;
  const testing::TempFolder folder;
  ASSERT_TRUE(Export(folder.path(), log.Source(300), kQuiet).ok());
  TreeFolder tree(folder.path());
  std::string tile = *tree.Read("tile/0/001.p/44", 1 << 20);
  tile[5] = static_cast<char>(tile[5] ^ 1);
  ASSERT_TRUE(tree.Write("tile/0/001.p/44", tile).ok());
  EXPECT_TRUE(absl::IsDataLoss(
      Export(folder.path(), log.Source(400), kQuiet).status()));
}

TEST(Export, OneAtATime) {
  SomeLog log;
  const testing::TempFolder folder;
  const auto lock = TreeFolder(folder.path()).Lock();
  ASSERT_TRUE(lock.ok());
  EXPECT_TRUE(absl::IsUnavailable(
      Export(folder.path(), log.Source(3), kQuiet).status()));
}

}  // namespace
}  // namespace greenledger::log
