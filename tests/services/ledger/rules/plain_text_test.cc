#include "services/ledger/rules/plain_text.h"

#include <string>

#include "gtest/gtest.h"

namespace greenledger::rules {
namespace {

using std::string_literals::operator""s;

TEST(PlainTextTest, TakesWhatPeopleWrite) {
  for (const std::string& text : {""s, "Recyclable 1-9"s, "厨余垃圾"s, "é"s,
                                  "😀"s, "\U0010ffff"s, "\u00a0"s, "\ue000"s}) {
    EXPECT_TRUE(IsPlainText(text)) << text;
  }
}

TEST(PlainTextTest, RefusesControlCharactersAndWhatIsNotUtf8) {
  for (const std::string& text :
       {"a\0b"s, "\n"s, "\t"s, "\x1b[31m"s, "\x7f"s, "\xc2\x80"s, "\xc2\x9f"s,
        "\x80"s, "\xff"s, "\xc0\xaf"s, "\xc1\xbf"s, "\xe0\x80\xaf"s,
        "\xed\xa0\x80"s, "\xf0\x80\x80\xaf"s, "\xf4\x90\x80\x80"s,
        "\xf5\x80\x80\x80"s, "\xe5\x8e"s,
        "\xe5\x8e"
        "a"s}) {
    EXPECT_FALSE(IsPlainText(text)) << ToPlainText(text, 80);
  }
}

TEST(ToPlainTextTest, MarksBadBytesAndCutsBetweenCharacters) {
  EXPECT_EQ(ToPlainText("a\x1b\xff z", 80), "a?? z");
  EXPECT_EQ(ToPlainText("厨余垃圾", 8), "厨余");
  EXPECT_EQ(ToPlainText("厨余垃圾", 9), "厨余垃");
  EXPECT_EQ(ToPlainText("abc", 2), "ab");
}

}  // namespace
}  // namespace greenledger::rules
