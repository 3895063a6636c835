#include "clients/cli/csv.h"

#include <gmock/gmock.h>

namespace greenledger::cli {
namespace {

using ::testing::ElementsAre;

struct Good {
  const char* name;
  std::string bytes;
  std::vector<std::vector<std::string>> rows;
};

TEST(CsvTest, ReadsWhatSpreadsheetsWrite) {
  const Good kCases[] = {
      {"plain", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
      {"no last line end", "a,b", {{"a", "b"}}},
      {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n",
       {{"a", "b"}}},
      {"quotes", "\"a,1\",\"say \"\"hi\"\"\"\n", {{"a,1", "say \"hi\""}}},
      {"empty fields", ",,\n", {{"", "", ""}}},
      {"empty quoted field", "\"\"\n\"\",x\n", {{"", "x"}}},
      {"empty lines", "a\n\n\r\nb\n", {{"a"}, {"b"}}},
      {"Chinese", "1,一号楼\n", {{"1", "一号楼"}}},
      {"nothing", "", {}},
  };
  for (const Good& good : kCases) {
    SCOPED_TRACE(good.name);
    CsvTable table = ReadCsv(good.bytes);
    std::vector<std::vector<std::string>> rows;
    for (const CsvRow& row : table.rows) rows.push_back(row.fields);
    EXPECT_EQ(rows, good.rows);
    EXPECT_TRUE(table.faults.empty());
  }
}

struct Bad {
  const char* name;
  std::string bytes;
  size_t line;
  size_t field;
  const char* expected;
};

TEST(CsvTest, NamesLineAndFieldOfAFault) {
  const Bad kCases[] = {
      {"quote inside", "a,b\nc,d\"e\n", 2, 2, "a quote only"},
      {"text after quote", "\"a\"b,c\n", 1, 1, "a comma or a line end"},
      {"no closing quote", "a,b\nc,\"d\n", 2, 2, "a closing quote"},
      {"not UTF-8", "a\nb,\xC3\x28,c\n", 2, 2, "UTF-8"},
      {"overlong form", "\xC0\xAF\n", 1, 1, "UTF-8"},
      {"control character", "a\tb\n", 1, 1, "UTF-8 text without control"},
      {"line end in a field", "\"a\nb\",c\n", 1, 1, "UTF-8 text without"},
      {"old Mac line end", "a\rb\n", 1, 1, "UTF-8 text without control"},
      {"long field", std::string(kCsvFieldBytesMax + 1, 'x'), 1, 1,
       "at most 2,048 bytes"},
      {"many fields", std::string(kCsvFieldsMax, ','), 1, kCsvFieldsMax + 1,
       "at most 64 fields"},
  };
  for (const Bad& bad : kCases) {
    SCOPED_TRACE(bad.name);
    CsvTable table = ReadCsv(bad.bytes);
    ASSERT_EQ(table.faults.size(), 1u);
    EXPECT_EQ(table.faults[0].line, bad.line);
    EXPECT_EQ(table.faults[0].field, bad.field);
    EXPECT_THAT(std::string(table.faults[0].expected.en),
                ::testing::StartsWith(bad.expected));
    EXPECT_FALSE(table.faults[0].expected.zh.empty());
  }
}

TEST(CsvTest, GoesOnAfterAFaultyLine) {
  CsvTable table = ReadCsv("a\nb\"\nc\nd\"\ne\n");
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_THAT(table.rows[2].fields, ElementsAre("e"));
  EXPECT_EQ(table.rows[2].line, 5u);
  ASSERT_EQ(table.faults.size(), 2u);
  EXPECT_EQ(table.faults[1].line, 4u);
}

TEST(CsvTest, CountsTheLinesWithinQuotes) {
  CsvTable table = ReadCsv("\"a\nb\"\nc\n");
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].line, 3u);
}

}  // namespace
}  // namespace greenledger::cli
