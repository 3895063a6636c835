// Folders that earlier versions wrote open, verify, and have the balances they
// had.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "clients/cli/stored_book.h"
#include "services/ledger/tables.h"
#include "storage/commit_state.h"
#include "tests/services/ledger/golden/figures.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::ledger {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kBytesMax = 200 << 10;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> FilesOf(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    files[fs::relative(file.path(), folder)] = ReadFile(file.path());
  }
  return files;
}

std::vector<std::string> Goldens() {
  std::vector<std::string> folders;
  for (const auto& file : fs::directory_iterator(GREENLEDGER_GOLDEN_FOLDER)) {
    if (file.is_directory()) folders.push_back(file.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

class GoldenFolderTest : public ::testing::TestWithParam<std::string> {
 protected:
  GoldenFolderTest() {
    fs::copy(GetParam() + "/data", data_, fs::copy_options::recursive);
  }

  LedgerWorld::Options options() const {
    return {
        .env = rocksdb::Env::Default(), .rows_every = 1'000'000, .path = data_};
  }

  const std::string figures_ = ReadFile(GetParam() + "/figures.txt");
  const testing::TempFolder folder_;
  const std::string data_ = folder_.File("data");
};

TEST_P(GoldenFolderTest, IsSmall) {
  uintmax_t size = 0;
  for (const auto& [name, bytes] : FilesOf(data_)) size += bytes.size();
  EXPECT_LT(size, kBytesMax);
}

TEST_P(GoldenFolderTest, VerifiesWithoutBeingChanged) {
  const auto before = FilesOf(data_);
  int books = 0;
  uint64_t compared = 0;
  const absl::Status opened = cli::VerifyStoredBooks(
      data_, 0, {}, [](uint64_t, uint64_t) {},
      [&](const cli::BookReport& report) {
        EXPECT_TRUE(report.status.ok()) << report.status;
        compared += report.compared;
        ++books;
      });
  EXPECT_TRUE(opened.ok()) << opened;
  EXPECT_EQ(books, 3);
  // Rows of an older version are not compared: a start folds them again.
  const bool newest = GetParam() == Goldens().back();
  EXPECT_EQ(compared > 50, newest) << compared << " rows";
  EXPECT_EQ(FilesOf(data_), before);
}

TEST_P(GoldenFolderTest, HasTheFiguresItHad) {
  LedgerWorld world(options());
  EXPECT_EQ(FiguresOf(&world), figures_);
  world.Restart();
  EXPECT_EQ(FiguresOf(&world), figures_);
  world.Restart(/*rebuild=*/true);
  EXPECT_EQ(FiguresOf(&world), figures_);
}

std::string NameOf(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = fs::path(info.param).filename();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Schemas, GoldenFolderTest,
                         ::testing::ValuesIn(Goldens()), NameOf);

TEST(GoldenFolders, EverySchemaAndVersionOfRowsHasOne) {
  EXPECT_EQ(Goldens().size(), storage::kSchema + kRowsVersion - 1);
}

}  // namespace
}  // namespace greenledger::ledger
