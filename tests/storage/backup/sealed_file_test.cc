#include "storage/backup/sealed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "tests/testing/temp_folder.h"

namespace greenledger::backup {
namespace {

using ::testing::HasSubstr;

absl::Status KeepReading(uint64_t) { return absl::OkStatus(); }

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class SealedFileTest : public ::testing::Test {
 protected:
  Object ObjectOf(const std::string& content) const {
    return {ObjectId(key_.pub, proof::Sha256({content})), content.size()};
  }

  // Path of a new file with this content, sealed.
  std::string Seal(const std::string& content) const {
    const std::string path = folder_.File("sealed");
    const absl::Status s =
        SealBytes(key_.pub, ObjectOf(content), content, path);
    EXPECT_TRUE(s.ok()) << s;
    return path;
  }

  absl::StatusOr<std::string> Open(const SecretKey& key,
                                   const std::string& path,
                                   const Object& object) const {
    std::string content;
    absl::Status s = OpenSealed(key, path, object, [&](std::string_view piece) {
      content.append(piece);
      return absl::OkStatus();
    });
    if (!s.ok()) return s;
    return content;
  }

  const testing::TempFolder folder_;
  const SecretKey key_ =
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
};

TEST_F(SealedFileTest, OpensToWhatWasSealed) {
  std::mt19937_64 random(1);
  for (const size_t size : {0u, 1u, 65'535u, 65'536u, 65'537u, 200'000u}) {
    SCOPED_TRACE(size);
    std::string content(size, '\0');
    for (char& byte : content) byte = static_cast<char>(random());
    const std::string path = Seal(content);
    EXPECT_EQ(ReadAll(path).size(), SealedSize(size));
    EXPECT_TRUE(CheckSealed(path, ObjectOf(content), KeepReading).ok());
    const auto opened = Open(key_, path, ObjectOf(content));
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_EQ(*opened, content);
  }
}

TEST_F(SealedFileTest, AFileIsSealedAsItsBytesAre) {
  const std::string content(100'000, 'x');
  const std::string from = folder_.Write("content", content);
  const auto object = IdentifyFile(key_.pub, from, KeepReading);
  ASSERT_TRUE(object.ok()) << object.status();
  EXPECT_EQ(*object, ObjectOf(content));
  const std::string to = folder_.File("sealed");
  ASSERT_TRUE(SealFile(key_.pub, *object, from, to, KeepReading).ok());
  EXPECT_EQ(*Open(key_, to, *object), content);
}

TEST_F(SealedFileTest, AFileThatChangesMeanwhileIsNotSealed) {
  const std::string from = folder_.Write("content", "after");
  const absl::Status s = SealFile(key_.pub, ObjectOf("befor"), from,
                                  folder_.File("sealed"), KeepReading);
  EXPECT_EQ(s.code(), absl::StatusCode::kAborted);
}

TEST_F(SealedFileTest, NothingOfTheContentCanBeSeen) {
  const std::string content = "canary " + std::string(1000, 'c');
  const std::string sealed = ReadAll(Seal(content));
  EXPECT_EQ(sealed.find("canary"), std::string::npos);
  EXPECT_EQ(sealed.find(std::string(16, 'c')), std::string::npos);
  EXPECT_NE(ReadAll(Seal(content)), sealed);
}

TEST_F(SealedFileTest, EveryFlippedBitIsFoundWithAndWithoutTheSecret) {
  const std::string content(70'000, 'x');
  const std::string path = Seal(content);
  const std::string whole = ReadAll(path);
  std::mt19937_64 random(2);
  for (size_t i = 0; i < 400; ++i) {
    // All of the header, then anywhere.
    const size_t bit = i < 164 ? i * 8 + i % 8 : random() % (whole.size() * 8);
    SCOPED_TRACE("bit " + std::to_string(bit));
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    folder_.Write("sealed", bytes);
    const absl::Status checked =
        CheckSealed(path, ObjectOf(content), KeepReading);
    EXPECT_EQ(checked.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(checked.message()), HasSubstr(path));
    EXPECT_FALSE(Open(key_, path, ObjectOf(content)).ok());
  }
}

TEST_F(SealedFileTest, ACutOrLongerFileIsFound) {
  const std::string content(70'000, 'x');
  const std::string path = Seal(content);
  const std::string whole = ReadAll(path);
  for (const size_t size : {size_t{0}, size_t{100}, size_t{164}, size_t{65'717},
                            whole.size() - 32, whole.size() - 1}) {
    folder_.Write("sealed", whole.substr(0, size));
    EXPECT_EQ(CheckSealed(path, ObjectOf(content), KeepReading).code(),
              absl::StatusCode::kDataLoss);
    EXPECT_FALSE(Open(key_, path, ObjectOf(content)).ok());
  }
  folder_.Write("sealed", whole + "x");
  EXPECT_FALSE(CheckSealed(path, ObjectOf(content), KeepReading).ok());
  std::filesystem::remove(path);
  EXPECT_THAT(
      std::string(CheckSealed(path, ObjectOf(content), KeepReading).message()),
      HasSubstr("missing"));
}

TEST_F(SealedFileTest, AnotherFileUnderItsNameIsFound) {
  const std::string path = Seal("one");
  EXPECT_EQ(CheckSealed(path, ObjectOf("two"), KeepReading).code(),
            absl::StatusCode::kDataLoss);
}

TEST_F(SealedFileTest, AnotherSecretDoesNotOpenIt) {
  const std::string path = Seal("content");
  const SecretKey other =
      MakeSecretKey(std::string(32, 'o'), std::string(32, 'n'));
  const auto opened = Open(other, path, ObjectOf("content"));
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(SealedFileTest, AFullDiskIsSaid) {
  const absl::Status s =
      SealBytes(key_.pub, ObjectOf("content"), "content", "/dev/full");
  EXPECT_EQ(s.code(), absl::StatusCode::kResourceExhausted) << s;
}

TEST(BackupKey, FilesGiveBackTheKeys) {
  const testing::TempFolder folder;
  const SecretKey key =
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
  const std::string path = folder.File("backup.key");
  ASSERT_TRUE(CreateKeyFiles(path, key).ok());
  const auto secret = ReadSecretKey(path);
  ASSERT_TRUE(secret.ok()) << secret.status();
  EXPECT_EQ(secret->secret, key.secret);
  const auto pub = ReadPublicKey(path + ".pub");
  ASSERT_TRUE(pub.ok()) << pub.status();
  EXPECT_EQ(*pub, key.pub);
  EXPECT_EQ(ReadAll(path + ".pub").find(ReadAll(path).substr(30, 40)),
            std::string::npos);
  EXPECT_EQ(CreateKeyFiles(path, key).code(), absl::StatusCode::kAlreadyExists);
}

TEST(BackupKey, ASecretThatOthersMayReadIsRefused) {
  const testing::TempFolder folder;
  const SecretKey key =
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
  const std::string path = folder.File("backup.key");
  ASSERT_TRUE(CreateKeyFiles(path, key).ok());
  std::filesystem::permissions(path, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(ReadSecretKey(path).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST(BackupKey, WrongTextsAreNamedWithoutTheirSecrets) {
  const std::string good = FormatSecretKey(
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n')));
  const std::vector<std::string> texts = {
      "x", good + "x\n", good.substr(0, 60),
      "greenledger-backup-secret-v1\nsecret c2hvcnQ=\nnames x\n",
      FormatPublicKey(ParseSecretKey(good)->pub)};
  for (const std::string& text : texts) {
    const auto key = ParseSecretKey(text);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(std::string(key.status().message()).find("c2hvcnQ"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace greenledger::backup
