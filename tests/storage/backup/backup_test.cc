// Backups of a store that is written to meanwhile: what they hold, what they
// cost, what is left of one that was interrupted, and that damage is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "storage/backup/create.h"
#include "storage/backup/prune.h"
#include "storage/backup/restore.h"
#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::backup {
namespace {

namespace fs = std::filesystem;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// 2026-05-01 08:30:00 UTC.
constexpr int64_t kTimeUs = 1'777'624'200'000'000;

absl::Status GoOn(uint64_t, uint64_t) { return absl::OkStatus(); }

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() {
    auto store = storage::Store::Open({.path = folder_.File("data")});
    EXPECT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void Write(int commits) {
    for (int i = 0; i < commits; ++i) {
      EXPECT_TRUE(scribe_.Commit(*store_, {{1, 100}, {2, 30}}).ok());
    }
  }

  BackupFolder Folder() const {
    auto folder = BackupFolder::OpenForWriting(path_);
    EXPECT_TRUE(folder.ok()) << folder.status();
    return *std::move(folder);
  }

  absl::StatusOr<CreateReport> Create(OnWork on_work = GoOn,
                                      bool quick = false) {
    const auto snapshot = store_->TakeSnapshot("backup");
    if (!snapshot.ok()) return snapshot.status();
    Source source{
        .path = snapshot->path, .commit = snapshot->commit, .books = {}};
    for (const storage::BookHead& head : snapshot->heads) {
      source.books.push_back({head.book, head.size, head.root});
    }
    BackupFolder folder = Folder();
    return backup::Create(folder, source,
                          {.key = key_.pub,
                           .created_us = kTimeUs,
                           .quick = quick,
                           .on_work = std::move(on_work)});
  }

  std::string MustCreate() {
    const auto report = Create();
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? report->name : "";
  }

  std::vector<std::string> Verify(const std::string& name,
                                  const SecretKey* secret) const {
    const BackupFolder folder = *BackupFolder::Open(path_);
    const auto manifest = folder.Read(name);
    if (!manifest.ok()) return {std::string(manifest.status().message())};
    const auto faults = VerifyBackup(folder, *manifest, secret, GoOn);
    if (!faults.ok()) return {std::string(faults.status().message())};
    return *faults;
  }

  absl::Status Restore(const std::string& name, const std::string& to) const {
    const BackupFolder folder = *BackupFolder::Open(path_);
    const auto manifest = folder.Read(name);
    if (!manifest.ok()) return manifest.status();
    const auto contents = RestoreDraft(folder, *manifest, key_, to, GoOn);
    if (!contents.ok()) return contents.status();
    return PutInPlace(to);
  }

  // The restored store, whole.
  std::unique_ptr<storage::Store> MustRestore(const std::string& name) {
    const std::string to = folder_.File("restored-" + name);
    const absl::Status restored = Restore(name, to);
    EXPECT_TRUE(restored.ok()) << restored;
    auto store = storage::Store::Open({.path = to});
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return nullptr;
    storage::ExpectWhole(**store);
    return *std::move(store);
  }

  std::vector<std::string> FilesBelow(const std::string& path) const {
    std::vector<std::string> files;
    for (const auto& file : fs::recursive_directory_iterator(path)) {
      if (file.is_regular_file()) files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  static void Flip(const std::string& path, uint64_t bit) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(bit / 8);
    char byte = 0;
    file.seekg(at).get(byte);
    file.seekp(at).put(static_cast<char>(byte ^ (1 << (bit % 8))));
  }

  const testing::TempFolder folder_;
  const std::string path_ = folder_.File("backups");
  const SecretKey key_ =
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
  std::unique_ptr<storage::Store> store_;
  storage::Scribe scribe_;
};

TEST_F(BackupTest, GivesBackEveryEntry) {
  Write(3);
  const std::string name = MustCreate();
  EXPECT_EQ(name, "20260501T083000Z");
  EXPECT_THAT(Verify(name, nullptr), IsEmpty());
  EXPECT_THAT(Verify(name, &key_), IsEmpty());
  const auto restored = MustRestore("latest");
  EXPECT_EQ(restored->commit_number(), 3u);
  EXPECT_EQ(restored->Head(1)->root, store_->Head(1)->root);
}

TEST_F(BackupTest, WritesWhatIsNewOnly) {
  Write(20);
  const auto first = Create();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->new_files, first->files);
  Write(1);
  const auto second = Create();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->name, "20260501T083000Z-2");
  EXPECT_LT(second->new_files, second->files);
  EXPECT_EQ(MustRestore(first->name)->commit_number(), 20u);
  EXPECT_EQ(MustRestore(second->name)->commit_number(), 21u);
}

TEST_F(BackupTest, WithoutItsIndexItReadsMoreAndWritesNoMore) {
  Write(20);
  ASSERT_TRUE(Create().ok());
  std::ofstream(path_ + "/index") << "not a line\n";
  const auto second = Create();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_LT(second->new_files, second->files);
}

TEST_F(BackupTest, HoldsWhatWasAcknowledgedBeforeItBegan) {
  Write(1);
  std::atomic<uint64_t> acknowledged = 1;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) {
      Write(1);
      ++acknowledged;
    }
  });
  std::vector<std::pair<std::string, uint64_t>> made;
  for (int i = 0; i < 5; ++i) {
    const uint64_t before = acknowledged;
    while (acknowledged < before + 10) std::this_thread::yield();
    const uint64_t told = acknowledged;
    made.emplace_back(MustCreate(), told);
  }
  stop = true;
  writer.join();
  for (const auto& [name, told] : made) {
    EXPECT_THAT(Verify(name, &key_), IsEmpty());
    EXPECT_GE(MustRestore(name)->commit_number(), told);
  }
}

TEST_F(BackupTest, InterruptedAnywhereThereIsNoBackupAndTheNextOneIsWhole) {
  Write(5);
  for (int cut = 0; cut < 12; ++cut) {
    SCOPED_TRACE("cut at piece " + std::to_string(cut));
    int pieces = 0;
    const auto report = Create([&](uint64_t, uint64_t) {
      return pieces++ == cut ? absl::CancelledError("cut") : absl::OkStatus();
    });
    if (report.ok()) break;
    EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled);
    EXPECT_THAT(*Folder().List(), IsEmpty());
    EXPECT_FALSE(Restore("latest", folder_.File("none")).ok());
  }
  const std::string name = MustCreate();
  EXPECT_THAT(FilesBelow(path_ + "/drafts"), IsEmpty());
  EXPECT_THAT(Verify(name, &key_), IsEmpty());
  MustRestore(name);
}

TEST_F(BackupTest, EveryFlippedBitIsNamedWithItsFile) {
  Write(3);
  const std::string name = MustCreate();
  const std::string whole = folder_.File("whole");
  fs::copy(path_, whole, fs::copy_options::recursive);
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::vector<std::string> files = FilesBelow(path_ + "/objects");
  files.push_back(path_ + "/backups/" + name);
  for (int i = 0; i < 50; ++i) {
    // Every file in turn.
    const std::string& file = files[static_cast<size_t>(i) % files.size()];
    const uint64_t bit = random() % (8 * fs::file_size(file));
    SCOPED_TRACE(file + " bit " + std::to_string(bit));
    Flip(file, bit);
    EXPECT_THAT(Verify(name, nullptr), SizeIs(1));
    EXPECT_THAT(Verify(name, nullptr), Each(HasSubstr(file)));
    EXPECT_THAT(Verify(name, &key_), Each(HasSubstr(file)));
    const std::string to = folder_.File("refused");
    const absl::Status restored = Restore(name, to);
    EXPECT_FALSE(restored.ok());
    EXPECT_THAT(std::string(restored.message()), HasSubstr(file));
    EXPECT_FALSE(fs::exists(to));
    Flip(file, bit);
  }
  EXPECT_THAT(Verify(name, &key_), IsEmpty());
}

TEST_F(BackupTest, ADamagedObjectIsMendedByTheNextBackup) {
  Write(3);
  const std::string name = MustCreate();
  for (const std::string& file : FilesBelow(path_ + "/objects")) {
    Flip(file, 5000);
  }
  EXPECT_FALSE(Verify(name, nullptr).empty());
  const auto report = Create();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->mended, 0u);
  EXPECT_THAT(Verify(report->name, &key_), IsEmpty());
  MustRestore(report->name);
}

TEST_F(BackupTest, AMissingObjectIsNamed) {
  Write(1);
  const std::string name = MustCreate();
  const std::string file = FilesBelow(path_ + "/objects").front();
  fs::remove(file);
  EXPECT_THAT(Verify(name, nullptr), SizeIs(1));
  EXPECT_THAT(Verify(name, nullptr), Each(HasSubstr(file + ": is missing")));
}

TEST_F(BackupTest, AnotherSecretIsRefused) {
  Write(1);
  const std::string name = MustCreate();
  const SecretKey other =
      MakeSecretKey(std::string(32, 'o'), std::string(32, 'n'));
  const BackupFolder folder = *BackupFolder::Open(path_);
  EXPECT_EQ(
      VerifyBackup(folder, *folder.Read(name), &other, GoOn).status().code(),
      absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(RestoreDraft(folder, *folder.Read(name), other,
                         folder_.File("none"), GoOn)
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(BackupTest, NoTextOfTheBooksCanBeSeen) {
  Write(2);
  MustCreate();
  for (const std::string& path : FilesBelow(path_)) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(bytes.find("entry "), std::string::npos) << path;
    EXPECT_EQ(bytes.find(".sst"), std::string::npos) << path;
  }
}

TEST_F(BackupTest, DeletingKeepsWhatOtherBackupsNeed) {
  Write(10);
  const std::string first = MustCreate();
  Write(10);
  const std::string second = MustCreate();
  Write(10);
  const std::string third = MustCreate();
  const BackupFolder folder = Folder();
  const auto older = OlderThanNewest(folder, 1);
  ASSERT_TRUE(older.ok());
  EXPECT_EQ(*older, (std::vector<std::string>{first, second}));
  ASSERT_TRUE(DeleteBackups(folder, {first}).ok());
  const auto removed = RemoveUnlisted(folder);
  ASSERT_TRUE(removed.ok()) << removed.status();
  EXPECT_GT(removed->objects, 0u);
  EXPECT_THAT(Verify(second, &key_), IsEmpty());
  EXPECT_THAT(Verify(third, &key_), IsEmpty());
  EXPECT_EQ(DeleteBackups(folder, {third, first}).code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(MustRestore("latest")->commit_number(), 30u);
}

TEST_F(BackupTest, NothingIsRemovedWhileAManifestCannotBeRead) {
  Write(1);
  const std::string first = MustCreate();
  Write(1);
  const std::string second = MustCreate();
  const BackupFolder folder = Folder();
  ASSERT_TRUE(DeleteBackups(folder, {first}).ok());
  Flip(folder.ManifestPath(second), 100);
  const size_t before = FilesBelow(path_ + "/objects").size();
  EXPECT_EQ(RemoveUnlisted(folder).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(FilesBelow(path_ + "/objects").size(), before);
}

TEST_F(BackupTest, ARestoreNeverTouchesWhatIsThere) {
  Write(1);
  const std::string name = MustCreate();
  const std::string to = folder_.File("there");
  fs::create_directory(to);
  EXPECT_EQ(Restore(name, to).code(), absl::StatusCode::kAlreadyExists);
  const std::string other = folder_.File("other");
  fs::create_directory(other + ".restoring");
  std::ofstream(other + ".restoring/mine") << "mine";
  EXPECT_EQ(Restore(name, other).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(fs::exists(other + ".restoring/mine"));
}

TEST_F(BackupTest, AnInterruptedRestoreIsBegunAgain) {
  Write(1);
  const std::string name = MustCreate();
  const std::string to = folder_.File("again");
  const BackupFolder folder = *BackupFolder::Open(path_);
  const auto cut = RestoreDraft(
      folder, *folder.Read(name), key_, to,
      [](uint64_t, uint64_t) { return absl::CancelledError("cut"); });
  EXPECT_FALSE(cut.ok());
  EXPECT_FALSE(fs::exists(to));
  EXPECT_TRUE(Restore(name, to).ok());
  EXPECT_FALSE(fs::exists(DraftOf(to)));
}

TEST_F(BackupTest, AFolderOfOtherThingsIsNotUsed) {
  fs::create_directory(path_);
  std::ofstream(path_ + "/holiday.jpg") << "x";
  EXPECT_EQ(BackupFolder::OpenForWriting(path_).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(BackupFolder::Open(path_).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(BackupTest, TwoCannotWriteAtOnce) {
  const BackupFolder one = Folder();
  EXPECT_EQ(BackupFolder::OpenForWriting(path_).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace greenledger::backup
