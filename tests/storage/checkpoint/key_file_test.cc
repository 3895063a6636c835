#include "storage/checkpoint/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/storage/checkpoint/golden.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kKeyText =
    "greenledger-key-v1\n"
    "type log\n"
    "name ledger.example\n"
    "seed AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

SecretKey SomeKey() {
  return {KeyType::kEd25519, "ledger.example", SeedFrom(0)};
}

TEST(KeyFile, Text) {
  EXPECT_EQ(FormatSecretKey(SomeKey()), kKeyText);
  const auto key = ParseSecretKey(kKeyText);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(*key, SomeKey());
  const SecretKey witness{KeyType::kCosignature, "w", SeedFrom(1)};
  EXPECT_EQ(*ParseSecretKey(FormatSecretKey(witness)), witness);
}

TEST(KeyFile, CreatedForItsOwnerAlone) {
  const testing::TempFolder folder;
  const std::string path = folder.File("key");
  ASSERT_TRUE(CreateKeyFile(path, SomeKey()).ok());
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(*ReadKeyFile(path), SomeKey());
}

TEST(KeyFile, IsNeverOverwritten) {
  const testing::TempFolder folder;
  const std::string path = folder.File("key");
  ASSERT_TRUE(CreateKeyFile(path, SomeKey()).ok());
  const SecretKey other{KeyType::kEd25519, "other", SeedFrom(9)};
  EXPECT_TRUE(absl::IsAlreadyExists(CreateKeyFile(path, other)));
  EXPECT_EQ(*ReadKeyFile(path), SomeKey());
}

TEST(KeyFile, ReadableByOthersIsRefused) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("key", kKeyText);
  for (const mode_t mode : {0640u, 0604u, 0620u, 0602u, 0610u}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_EQ(ReadKeyFile(path).status(),
              absl::PermissionDeniedError(
                  path + ": others may read or write it: must have mode 0600"));
  }
  ASSERT_EQ(chmod(path.c_str(), 0400), 0);
  EXPECT_TRUE(ReadKeyFile(path).ok());
}

TEST(KeyFile, NoFile) {
  const testing::TempFolder folder;
  EXPECT_TRUE(absl::IsNotFound(ReadKeyFile(folder.File("key")).status()));
  EXPECT_FALSE(ReadKeyFile(folder.path()).ok());
}

struct KeyRow {
  std::string_view text;
  std::string_view reason;
};

TEST(KeyFile, SaysWhichLineIsWrongWithoutTheSeed) {
  const KeyRow rows[] = {
      {"", "key file ends before line 1: must be there, greenledger-key-v1"},
      {"AAECAwQFBgc=\n",
       "key file, line 1: \"...\": must be greenledger-key-v1"},
      {"greenledger-key-v1\r\n",
       "key file, line 1: \"...\": must be greenledger-key-v1"},
      {"greenledger-key-v1\ntype lock\n",
       "key file, line 2: \"lock\": must be log or witness"},
      {"greenledger-key-v1\ntype log\nname a b\n",
       "key file, line 3: \"a b\": must be 1 to 255 bytes of UTF-8 without "
       "spaces and '+'"},
      {"greenledger-key-v1\ntype log\nname a\nseed AAEC\n",
       "key file, line 4: \"...\": must be seed and base64 of 32 bytes"},
      {"greenledger-key-v1\ntype log\nname a\nAAECAwQFBgcICQoL\n",
       "key file, line 4: \"...\": must be seed and a value"},
  };
  for (const KeyRow& row : rows) {
    EXPECT_EQ(ParseSecretKey(row.text).status(),
              absl::InvalidArgumentError(std::string(row.reason)));
  }
  EXPECT_EQ(ParseSecretKey(std::string(kKeyText) + "\n").status(),
            absl::InvalidArgumentError("key file: must end after the seed"));
}

}  // namespace
}  // namespace greenledger::checkpoint
