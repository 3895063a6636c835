// The catalogue itself.
#include "services/statements/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace greenledger::statements {
namespace {

std::set<std::string> PlacesIn(std::string_view text) {
  std::set<std::string> places;
  for (size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    places.emplace(text.substr(open + 1, close - open - 1));
  }
  return places;
}

TEST(Messages, BothLanguagesSayTheSame) {
  for (const MessageRow& row : Catalogue()) {
    SCOPED_TRACE(row.en);
    EXPECT_FALSE(row.zh.empty());
    EXPECT_FALSE(row.en.empty());
    EXPECT_EQ(PlacesIn(row.zh), PlacesIn(row.en));
  }
}

TEST(Messages, EachHasItsRow) {
  size_t place = 0;
  for (const MessageRow& row : Catalogue()) {
    EXPECT_EQ(static_cast<size_t>(row.id), place++) << row.en;
  }
  EXPECT_EQ(Fill(Message::kViolationWithdrawn, v1::LANGUAGE_EN),
            Catalogue().back().en);
}

TEST(Messages, ChineseIsWhatIsSpokenUnlessAnotherIsAskedFor) {
  EXPECT_EQ(Fill(Message::kNoChange, v1::LANGUAGE_UNSPECIFIED), "无变化");
  EXPECT_EQ(Fill(Message::kNoChange, v1::LANGUAGE_ZH_CN), "无变化");
  EXPECT_EQ(Fill(Message::kNoChange, v1::LANGUAGE_EN), "no change");
}

TEST(Messages, ValuesAreTakenAsTheyAre) {
  EXPECT_EQ(Fill(Message::kPurpose, v1::LANGUAGE_EN, {{"purpose", "{points}"}}),
            "“{points}”");
  EXPECT_EQ(Fill(Message::kPoints, v1::LANGUAGE_EN), "{points} points");
}

}  // namespace
}  // namespace greenledger::statements
