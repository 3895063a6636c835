// What goes out as text: log lines, page tokens, shortened values.
#include "gtest/gtest.h"
#include "services/common/logging.h"
#include "services/common/page_token.h"
#include "services/common/shorten.h"

namespace greenledger::common {
namespace {

TEST(LoggingTest, PlainValuesStandBare) {
  EXPECT_EQ(FormatEvent("listening", {{"name", "kiosk"}, {"port", "8443"}}),
            "listening name=kiosk port=8443");
}

TEST(LoggingTest, AValueCannotForgeALine) {
  const struct {
    std::string value;
    std::string written;
  } rows[] = {
      {"", R"("")"},
      {"two words", R"("two words")"},
      {"a=b", R"("a=b")"},
      {"x\n2026-01-01 error forged", R"("x\x0a2026-01-01 error forged")"},
      {R"(end" key="other)", R"("end\" key=\"other")"},
      {R"(back\slash)", R"("back\\slash")"},
      {"\x1b[2J", R"("\x1b[2J")"},
      {"户", R"("\xe6\x88\xb7")"},
      {std::string("\0", 1), R"("\x00")"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(FormatEvent("event", {{"key", row.value}}),
              "event key=" + row.written);
  }
}

TEST(LoggingTest, ALongValueIsCut) {
  const std::string line =
      FormatEvent("event", {{"k", std::string(9000, 'x')}});
  EXPECT_EQ(line, "event k=" + std::string(500, 'x'));
}

TEST(LoggingTest, ALineHasTimeAndLevel) {
  ::testing::internal::CaptureStderr();
  LogWarning("disk_low", {{"free_bytes", "12"}});
  const std::string line = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(line.find("Z warning disk_low free_bytes=12\n"), 23U) << line;
  EXPECT_EQ(line[10], 'T');
}

TEST(PageTokenTest, ComesBackForTheSameArguments) {
  const std::string cursor("\0\xff cursor", 9);
  const std::string token = EncodePageToken(cursor, "ListBooks");
  EXPECT_EQ(DecodePageToken(token, "ListBooks"), cursor);
  EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"
                                    "OPQRSTUVWXYZ0123456789-_"),
            std::string::npos);
}

TEST(PageTokenTest, IsRefusedForOtherArguments) {
  const std::string token = EncodePageToken("c", "ListStatement 7 asc");
  EXPECT_FALSE(DecodePageToken(token, "ListStatement 7 desc"));
  EXPECT_FALSE(DecodePageToken(token, "ListStatement 8 asc"));
  // The same characters, split in another way.
  EXPECT_FALSE(DecodePageToken(EncodePageToken("bc", "a"), "ab"));
}

TEST(PageTokenTest, IsRefusedWhenDamaged) {
  const std::string token = EncodePageToken("cursor", "a");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(DecodePageToken(other, "a")) << other;
  }
  EXPECT_FALSE(DecodePageToken(token.substr(1), "a"));
  EXPECT_FALSE(DecodePageToken(token + "=", "a"));
  EXPECT_FALSE(DecodePageToken(" " + token, "a"));
  EXPECT_FALSE(DecodePageToken("", "a"));
  EXPECT_FALSE(DecodePageToken(std::string(100'000, 'A'), "a"));
}

TEST(ShortenTest, NeverEndsInsideACharacter) {
  EXPECT_EQ(Shorten("abc", 3), "abc");
  EXPECT_EQ(Shorten("abcd", 3), "abc");
  EXPECT_EQ(Shorten("户口", 6), "户口");
  EXPECT_EQ(Shorten("户口", 5), "户");
  EXPECT_EQ(Shorten("户口", 2), "");
}

}  // namespace
}  // namespace greenledger::common
