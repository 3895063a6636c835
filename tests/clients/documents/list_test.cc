// The lists of a campaign and its certificates.
#include "clients/documents/list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "clients/documents/certificate.h"
#include "clients/documents/style.h"
#include "clients/documents/words.h"
#include "tests/clients/documents/documents_testing.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Golden(const std::string& name) {
  std::ifstream file(std::string(GREENLEDGER_GOLDEN_DIR "/") + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The document without its style, which has tests of its own.
std::string WithoutStyle(std::string html) {
  html.erase(html.find(kStyle), kStyle.size());
  return html;
}

// What every document must have, whoever it is about.
void ExpectSound(const std::string& html) {
  EXPECT_THAT(html, AllOf(HasSubstr("@page { size: A4"), HasSubstr("350212002"),
                          HasSubstr(Hex(std::string(32, '\x1A'))),
                          HasSubstr("54321"), HasSubstr("2026")));
  // Nothing from elsewhere, no markup out of the book, no full name.
  EXPECT_THAT(html, AllOf(Not(HasSubstr("http")), Not(HasSubstr("<script")),
                          Not(HasSubstr("<3 号楼>")), Not(HasSubstr("小明")),
                          Not(HasSubstr("欧阳明"))));
}

TEST(NoticeTest, IsTheGoldenOne) {
  EXPECT_EQ(WithoutStyle(Notice(TestList().input())), Golden("notice.html"));
}

TEST(NoticeTest, ShowsWinnersByBuildingAndMaskedName) {
  const std::string html = Notice(TestList().input());
  ExpectSound(html);
  EXPECT_THAT(
      html, AllOf(HasSubstr("<html lang=\"zh-CN\">"),
                  HasSubstr("<td>&lt;3 号楼&gt;</td><td>王＊＊</td>"),
                  HasSubstr("<td>13 号住户</td>"), HasSubstr("98.76"),
                  HasSubstr("50.5"), HasSubstr("2026年3月5日起至2026年3月12日"),
                  HasSubstr("名单摘要（SHA-256）：2b2b"),
                  HasSubstr("不合格投放少者在前")));
  EXPECT_EQ(Count(html, "<td class=\"number\">1</td>"), 1u);
  // The third one did not win and is not put up.
  EXPECT_THAT(html, Not(HasSubstr("欧阳")));
}

TEST(NoticeTest, InEnglish) {
  const TestList list(Language::kEnglish);
  const std::string html = Notice(list.input());
  ExpectSound(html);
  EXPECT_THAT(html,
              AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("Green family"),
                    HasSubstr("from 5 March 2026 to 12 March 2026"),
                    HasSubstr("household 13")));
}

TEST(CandidatesTest, ListsAllWithScoreAndOutcome) {
  TestList list;
  list.candidates[2].set_struck(true);
  list.candidates[1].set_visited(true);
  list.candidates[1].set_visit_score_permille(905);
  const std::string html = CandidatesList(list.input());
  ExpectSound(html);
  EXPECT_THAT(html, AllOf(HasSubstr("共评 373 个对象，合格 3 个，名额 2 个"),
                          HasSubstr("入选，第 1 名"), HasSubstr("除名"),
                          HasSubstr("90.5"), HasSubstr("欧阳＊")));
  EXPECT_EQ(Count(html, "<tr>"), 4u);  // the head and three rows
}

TEST(CandidatesTest, CsvHasTheSameRows) {
  const std::string csv = CandidatesCsv(TestList().input());
  EXPECT_EQ(Count(csv, "\r\n"), 4u);
  EXPECT_THAT(csv, AllOf(HasSubstr("1,<3 号楼>,王＊＊,98.76,,98.76,"),
                         Not(HasSubstr("小明"))));
}

TEST(ResultTest, SaysWhoIsNamedForHowLong) {
  const std::string html = Result(TestList().input());
  ExpectSound(html);
  EXPECT_THAT(html, AllOf(HasSubstr("关于命名"), HasSubstr("有效期 24 个月"),
                          HasSubstr("收到异议 1 件")));
  EXPECT_EQ(Count(html, "<tr>"), 3u);
}

TEST(WinnersOfTest, EqualRanksKeepTheOrderOfTheList) {
  std::vector<v1::Candidate> candidates = {
      TestCandidate(9, 2, 1, true), TestCandidate(8, 2, 1, true),
      TestCandidate(7, 1, 2, true), TestCandidate(6, 4, 0, false)};
  const auto winners = WinnersOf(candidates);
  ASSERT_EQ(winners.size(), 3u);
  EXPECT_EQ(winners[0].row().number(), 7u);
  EXPECT_EQ(winners[1].row().number(), 9u);
  EXPECT_EQ(winners[2].row().number(), 8u);
}

v1::TitleStanding TestTitle(uint64_t index, uint64_t household) {
  v1::TitleStanding title;
  title.set_index(index);
  v1::TitleGranted* granted = title.mutable_granted();
  granted->set_campaign_number(7);
  granted->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  granted->mutable_contestant()->set_number(household);
  granted->set_rank(1);
  granted->set_title_code("green-family");
  granted->set_level(v1::TITLE_LEVEL_COMMUNITY);
  granted->set_from_day(Day("2026-03-13"));
  granted->set_to_day(Day("2028-03-12"));
  granted->set_milli_points(50'500);
  return title;
}

TEST(CertificateTest, OnePageForEachTitle) {
  const TestList list;
  const std::string html = Certificates(
      list.source, list.campaign, {TestTitle(54001, 12), TestTitle(54002, 13)},
      list.directory);
  ExpectSound(html);
  EXPECT_EQ(Count(html, "<section class=\"certificate\">"), 2u);
  EXPECT_THAT(html, AllOf(HasSubstr("荣誉证书"), HasSubstr("社区级“绿色家庭”"),
                          HasSubstr("2026年3月13日至2028年3月12日"),
                          HasSubstr("--index 54002 --book 350212002001"),
                          HasSubstr("break-after: page")));
  // Each page carries the list's digest and the checkpoint.
  EXPECT_EQ(Count(html, Hex(std::string(32, '\x2B'))), 2u);
  EXPECT_EQ(Count(html, Hex(std::string(32, '\x1A'))), 2u);
}

}  // namespace
}  // namespace greenledger::documents
