#include "clients/cli/workload/csv.h"

#include "clients/cli/workload/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace greenledger::workload {
namespace {

using ::testing::ElementsAre;

TEST(CsvTest, ReadsBackWhatItWrites) {
  const std::vector<std::string> cells = {"plain", "a,b", "say \"hi\"",
                                          "two\nlines", ""};
  const auto table = ParseTable(
      "a,b,c,d,e\n" + CsvLine(cells) + CsvLine({"1", "2", "3", "4", "5"}),
      "a,b,c,d,e", "t");
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_EQ(table->size(), 2);
  EXPECT_EQ((*table)[0].cells, cells);
  EXPECT_EQ((*table)[0].line, 2);
  EXPECT_EQ((*table)[1].line, 4);
  EXPECT_EQ(*(*table)[1].Number(4), 5);
}

TEST(CsvTest, TakesByteOrderMarksAndLineEndsOfWindows) {
  const auto table = ParseTable(
      "\xef\xbb\xbf"
      "a,b\r\n1,2\r\n3,4",
      "a,b", "t");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT((*table)[1].cells, ElementsAre("3", "4"));
}

TEST(CsvTest, ErrorsNameTheLine) {
  const auto message = [](const std::string& text) {
    return std::string(ParseTable(text, "a,b", "t").status().message());
  };
  EXPECT_EQ(message("b,a\n"), "t, line 1: the header must be `a,b`");
  EXPECT_EQ(message("a,b\n1,2\n3\n"), "t, line 3: 1 cells, must be 2");
  EXPECT_EQ(message("a,b\n\"1,2\n"),
            "t, line 2: a quote is not closed or not at a cell's edge");
  EXPECT_EQ(message("a,b\n\"1\"x,2\n"),
            "t, line 2: a quote is not closed or not at a cell's edge");
  const auto table = ParseTable("a,b\n1,-2\n", "a,b", "t");
  EXPECT_EQ(std::string((*table)[0].Number(1).status().message()),
            "line 2, column 2: `-2`, must be a number");
}

TEST(RecordsFileTest, ReadsBackWhatItWritesAndSeesACut) {
  const std::vector<std::string> records = {"one", "", std::string(300, 'x')};
  const std::string content = JoinRecords(records);
  EXPECT_EQ(*SplitRecords(content), records);
  for (size_t cut = 1; cut < content.size(); ++cut) {
    const auto split = SplitRecords(content.substr(0, cut));
    EXPECT_EQ(split.ok(), cut == 7 || cut == 11) << cut;
  }
}

}  // namespace
}  // namespace greenledger::workload
