// Escaping, masking, days and numbers.
#include <gtest/gtest.h>

#include "clients/documents/csv_text.h"
#include "clients/documents/html.h"
#include "clients/documents/masked_name.h"
#include "clients/documents/words.h"
#include "tests/clients/documents/documents_testing.h"

namespace greenledger::documents {
namespace {

using cli::Language;

TEST(EscapeTest, NothingOfATextIsMarkup) {
  EXPECT_EQ(Escape("<b onclick='x'>&\"</b>"),
            "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;&lt;/b&gt;");
  EXPECT_EQ(Escape("a\nb\x1b\xff"), "a?b??");
  EXPECT_EQ(Escape("绿色家庭"), "绿色家庭");
}

TEST(HtmlTest, ATableHasAHeadAndEscapedCells) {
  Html html;
  html.Table({{"名<次>", Column::kNumber}, {"楼栋"}}, {{"1", "<3>"}, {"2"}},
             "无");
  const std::string text = html.Take();
  EXPECT_NE(text.find("<thead>\n<tr><th class=\"number\">名&lt;次&gt;</th>"),
            text.npos);
  EXPECT_NE(text.find("<td>&lt;3&gt;</td>"), text.npos);
  EXPECT_EQ(Count(text, "<td"), 4u);
}

TEST(HtmlTest, AnEmptyTableSaysSo) {
  Html html;
  html.Table({{"a"}, {"b"}}, {}, "none");
  EXPECT_NE(html.Take().find("<td colspan=\"2\" class=\"none\">none</td>"),
            std::string::npos);
}

TEST(HtmlTest, LinesStayLines) {
  Html html;
  html.Preformatted("a  <b>\n\nc");
  EXPECT_EQ(html.Take(), "<pre>a  &lt;b&gt;\n\nc\n</pre>\n");
}

TEST(CsvTest, CellsThatAProgramWouldRunAreHarmless) {
  EXPECT_EQ(CsvCell("=SUM(A1)"), "'=SUM(A1)");
  EXPECT_EQ(CsvCell("+86"), "'+86");
  EXPECT_EQ(CsvCell("-1"), "'-1");
  EXPECT_EQ(CsvCell("@x"), "'@x");
  EXPECT_EQ(CsvCell("\tx"), "'\tx");
  EXPECT_EQ(CsvCell("王＊＊"), "王＊＊");
}

TEST(CsvTest, QuotesWhatMustBeQuoted) {
  EXPECT_EQ(CsvCell("a,\"b\""), "\"a,\"\"b\"\"\"");
  EXPECT_EQ(CsvCell("=a\nb"), "\"'=a\nb\"");
  EXPECT_EQ(CsvText({{"名次"}, {"姓名"}}, {{"1", "王＊＊"}}),
            "\xEF\xBB\xBF名次,姓名\r\n1,王＊＊\r\n");
}

TEST(MaskedNameTest, ShowsTheSurnameAlone) {
  EXPECT_EQ(MaskedName("王小明"), "王＊＊");
  EXPECT_EQ(MaskedName("李四"), "李＊");
  EXPECT_EQ(MaskedName("欧阳明"), "欧阳＊");
  EXPECT_EQ(MaskedName("欧阳小明"), "欧阳＊＊");
  // Two characters are a surname and a given name, not a surname alone.
  EXPECT_EQ(MaskedName("欧阳"), "欧＊");
  EXPECT_EQ(MaskedName(" 𠮷田三 "), "𠮷＊＊");
}

TEST(MaskedNameTest, OtherNamesShowTheirFirstCharacter) {
  EXPECT_EQ(MaskedName("John Smith"), "J***");
  EXPECT_EQ(MaskedName("Émile"), "É***");
  EXPECT_EQ(MaskedName("买买提·吐尔逊"), "买＊＊");
  EXPECT_EQ(MaskedName("阿卜杜热合曼"), "阿＊＊");
  EXPECT_EQ(MaskedName("王"), "＊");
  EXPECT_EQ(MaskedName("  "), "");
}

TEST(WordsTest, DaysAsPeopleWriteThem) {
  EXPECT_EQ(LongDay(Day("2026-03-05"), Language::kChinese), "2026年3月5日");
  EXPECT_EQ(LongDay("2026-12-31", Language::kEnglish), "31 December 2026");
  EXPECT_EQ(LongDay("soon", Language::kEnglish), "soon");
}

TEST(WordsTest, NumbersWithoutNeedlessZeros) {
  EXPECT_EQ(PartOf(v1::INDICATOR_KIND_RECOVERY, 24'297'050), "24297.05 kg");
  EXPECT_EQ(PartOf(v1::INDICATOR_KIND_RECOVERY, 0), "0 kg");
  EXPECT_EQ(PartOf(v1::INDICATOR_KIND_PURITY, 362), "362");
  EXPECT_EQ(Share(955), "95.5%");
  EXPECT_EQ(Share(1000), "100.0%");
  EXPECT_EQ(Score(987'600), "98.76");
  EXPECT_EQ(Score(1'000'000), "100");
  EXPECT_EQ(Score(1), "0.0001");
  EXPECT_EQ(Mark(985), "98.5");
  EXPECT_EQ(Mark(0), "0");
}

TEST(DirectoryTest, NoFullNameIsKept) {
  const Directory directory = TestDirectory();
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(12);
  EXPECT_EQ(directory.FullName(contestant), "<3 号楼> 王＊＊");
  contestant.set_number(13);
  EXPECT_EQ(directory.FullName(contestant), "<3 号楼> 13 号住户");
  contestant.set_kind(v1::CONTESTANT_KIND_PERSON);
  contestant.set_number(14);
  contestant.set_member(2);
  EXPECT_EQ(directory.NameOf(contestant), "欧阳＊（成员 2）");
  contestant.set_kind(v1::CONTESTANT_KIND_GRID);
  contestant.set_number(2);
  EXPECT_EQ(directory.FullName(contestant), "第二网格");
  EXPECT_EQ(directory.grids(), 1u);
  EXPECT_EQ(directory.buildings(), 1u);
}

TEST(DirectoryTest, AHouseholdElsewhereIsNotTakenForOurs) {
  Directory directory = TestDirectory(Language::kEnglish);
  v1::Book book;
  book.set_book(350212002002);
  book.set_community_name("Xihu");
  directory.AddBook(book);
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(12);
  contestant.set_book(350212002002);
  EXPECT_EQ(directory.FullName(contestant), "household 12, Xihu");
}

}  // namespace
}  // namespace greenledger::documents
